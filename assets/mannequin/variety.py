"""Random stills of any person in any posture, from a seed: pictures, `labels.csv` and `truth.json`.

The same seed and count give the same pictures. A person is built once and photographed a few times.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from . import mistakes, people, poses, truth
from .body import Body
from .camera import Camera
from .people import VIEW_SHARES, VIEWS, Chance
from .person import Person
from .poses import HOOK, Kneeling, Leg, Lying, Posture, Walking
from .render import Stage
from .scene import Grain
from .solve import Solver

SHOTS_EACH = 6
"""Pictures of one person in one room and light."""
FLAT_CURVE = -0.01
"""The back curve of a person's flat back on hands and knees, in chord lengths."""
CHAIR_SHARE = 0.10
COLUMNS = ("file", "label", "view", "licence", "source", "notes")


@dataclass(frozen=True)
class Asked:
    """A posture with its label, in the words of the list of pictures."""

    label: str
    posture: Posture
    side: str = ""
    notes: str = ""


def render(folder: Path, seed: int, count: int) -> None:
    """Write `count` pictures with their labels and their exact truth."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, known = [], []
    for first in range(0, count, SHOTS_EACH):
        for number, (row, entry, image, quality) in enumerate(_session(seed, first, min(SHOTS_EACH, count - first))):
            row["file"] = entry["file"] = f"{row['label']}_{first + number:04d}.jpg"
            cv2.imwrite(str(folder / row["file"]), image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
            rows.append(row)
            known.append(entry)
    with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    (folder / "truth.json").write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def _session(seed: int, first: int, count: int) -> Iterator[tuple[dict[str, str], dict[str, Any], Any, int]]:
    """Row, truth, picture (h, w, 3) and JPEG quality of a few pictures of one person."""
    chance = Chance(seed, first)
    look, room, size = people.person(chance), people.room(chance), chance.one(people.SIZES)
    light_name, light, grain = people.light(chance)
    person = Person(look)
    person.body.shape = replace(look.shape, arch_m=flat_back(person.body))
    solver = Solver(person.body)
    with Stage(person, room, light, size) as stage:
        for _ in range(count):
            asked = posture(chance, solver)
            view = chance.one(VIEWS, VIEW_SHARES)
            stage.pose(solver.goals(asked.posture))
            camera = anyhow(chance, people.camera(chance, view, stage.parts[0].posed[::7], size))
            chair = people.chair(chance, camera) if chance.yes(CHAIR_SHARE) else ()
            stage.furnish(replace(room, turned=camera.eye[1] > 0, in_the_way=chair))
            image = stage.shoot(camera, keep=False)
            joints = person.body.joints()
            entry = {
                "label": asked.label, "width_px": size[0], "height_px": size[1], "light": light_name,
                "chair": bool(chair), "person": _described(look), "angles": _rounded(truth.flexions(joints)),
                "joints_px": {n: [round(x, 1), round(y, 1)] for n, (x, y) in truth.in_picture(joints, camera).items()},
            }  # fmt: skip
            if isinstance(asked.posture, Kneeling):
                entry["back_curve"] = round(trunk_curve(person.body), 3)
            notes = [f"side/knee: {asked.side}"] if asked.side else []
            notes += [asked.notes] if asked.notes else []
            notes += [f"{light_name} light", *(["chair in the way"] if chair else []), f"{size[0]}x{size[1]}"]
            row = {"label": asked.label, "view": view.name, "licence": "rendered", "source": f"mannequin, seed {seed}",
                   "notes": "; ".join(notes)}  # fmt: skip
            yield row, entry, _grainy(image[..., :3], grain, chance), int(chance.between(70, 93))


def anyhow(chance: Chance, camera: Camera) -> Camera:
    """The camera, sometimes tilted, on the floor, held above the person, or so close that something is cut off."""
    roll = chance.one((camera.roll_deg, camera.roll_deg, chance.between(-12, 12)))
    fov = camera.fov_deg * chance.one((1.0, 1.0, 1.0, chance.between(0.72, 1.0)))
    x, y, z = camera.eye
    height = chance.one((z, z, z, z, chance.between(0.06, 0.2), chance.between(1.3, 2.4)))
    return replace(camera, roll_deg=roll, fov_deg=fov, eye=(x, y, height))


def _described(look: Any) -> dict[str, Any]:
    s, c = look.shape, look.clothes
    return {"gender": s.gender, "age": s.age, "weight": round(s.weight, 2), "skin": look.skin.split("/")[0],
            "hair": look.hair, "ease_m": c.ease_m}  # fmt: skip


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {n: round(v, 1) for n, v in values.items()}


def _grainy(rgb: Any, grain: Grain, chance: Chance) -> Any:
    noisy = rgb * grain.brightness + chance.rng.normal(0, grain.noise, rgb.shape)
    return np.clip(np.rint(noisy), 0, 255).astype(np.uint8)


# ---------------------------------------------------------------- backs
def trunk_curve(body: Body) -> float:
    """The back curve of the posed body, seen exactly from the side."""
    ids = body.dominated_by("root", "pelvis", "spine", "upperleg01", "breast", "clavicle", "shoulder")
    joints = body.joints()
    shoulder, hip = ((joints[f"left_{n}"] + joints[f"right_{n}"]) / 2 for n in ("shoulder", "hip"))
    return truth.modelled_curve(body.skin_of(ids), shoulder, hip)


def flat_back(body: Body) -> float:
    """The arch (metres) that gives this body a flat back on hands and knees."""
    solver = Solver(body)
    table = solver.reached(poses.TABLE)
    curves = []
    for arch in (0.0, -0.04):
        body.pose(solver.goals(replace(table, arch=table.arch + arch)))
        curves.append(trunk_curve(body))
    slope = (curves[0] - curves[1]) / 0.04
    return float(np.clip((FLAT_CURVE - curves[0]) / slope, -0.08, 0.03))


# ---------------------------------------------------------------- postures
def posture(chance: Chance, solver: Solver) -> Asked:
    """Any posture that the coach knows, or a near-miss."""
    return chance.one(KINDS, SHARES)(chance, solver)


def _erring(chance: Chance, solver: Solver, asked: Asked, names: tuple[str, ...], share: float = 0.35) -> Asked:
    """The posture, often with one of the mistakes in a dose that does not change the posture."""
    if not chance.yes(share):
        return asked
    name, dose = chance.one(names), round(chance.between(0.4, 1.1), 2)
    made = mistakes.made(name, asked.posture, solver, asked.side if asked.side in ("left", "right") else None, dose)
    return replace(asked, posture=made, notes="; ".join(filter(None, (asked.notes, f"mistake: {name} {dose}"))))


def _hook(chance: Chance) -> Lying:
    leg = Leg(foot_x=chance.between(0.36, 0.52), foot_y=chance.between(0.06, 0.15))
    return replace(HOOK, left=leg, right=leg, arms_out=_arms(chance, 75), head_turn=chance.between(-35, 35))


def _flat(chance: Chance) -> Lying:
    leg = replace(poses.STRAIGHT, foot_y=chance.between(0.08, 0.22))
    return replace(HOOK, left=leg, right=leg, arms_out=_arms(chance, 80), head_turn=chance.between(-45, 45))


def _arms(chance: Chance, widest: float) -> float:
    """Degrees away from the body: beside it, and sometimes beyond the head."""
    return chance.between(100, 170) if chance.yes(0.2) else chance.between(12, widest)


def _hook_lying(chance: Chance, solver: Solver) -> Asked:
    pose = replace(_hook(chance), lumbar=chance.between(-6, 7), bridge=chance.one((0.0, 0.0, 0.0, 0.05)))
    return _erring(chance, solver, Asked("hook_lying", pose), ("head_lifts",), 0.15)


def _supine(chance: Chance, solver: Solver) -> Asked:
    return Asked("supine", _flat(chance))


def _single_knee(chance: Chance, solver: Solver) -> Asked:
    side = chance.one(("left", "right"))
    base = _flat(chance) if chance.yes(0.35) else _hook(chance)
    thigh = chance.between(106, 128)
    pose = replace(poses.single_knee(side, thigh, chance.between(115, 135), 1.0, base), lumbar=chance.between(0, 8))
    asked = Asked("knee_to_chest", pose, side, "other leg straight" if base.left.toes_up else "")
    resting = "resting_leg_lifts" if base.left.toes_up else "resting_foot_lifts"
    return _erring(chance, solver, asked, ("head_lifts", "shoulders_curl", resting))


def _both_knees(chance: Chance, solver: Solver) -> Asked:
    asked = Asked("knee_to_chest", poses.both_knees(chance.between(108, 128), chance.between(118, 138)), "both")
    return _erring(chance, solver, asked, ("head_lifts", "shoulders_curl", "knees_uneven", "tail_lifts"))


def _drop(chance: Chance, solver: Solver) -> Asked:
    side = chance.one(("left", "right"))
    if chance.yes(0.65):
        drop = chance.between(42, 74)
        pose = replace(poses.knee_drop(side, drop, drop * 0.48), arms_out=chance.between(35, 85))
        names: tuple[str, ...] = ("shoulder_lifts", "knees_apart")
    else:
        drop = chance.between(40, 66)
        pose = replace(poses.knees_up(side, drop, drop * 0.75), arms_out=chance.between(50, 88))
        names = ("shoulder_lifts",)
    return _erring(chance, solver, Asked("knee_drop", pose, side, f"{drop:.0f} deg"), names, 0.25)


def _twist(chance: Chance, solver: Solver) -> Asked:
    knee = chance.one(("left", "right"))
    pose = poses.knee_twist(knee, across=chance.between(52, 72))
    if chance.yes(0.3):
        pose = replace(pose, **{f"hold_{knee}": chance.between(0.5, 1.0)})
    return Asked("knee_drop", pose, "right" if knee == "left" else "left", f"knee twist, {knee} knee")


def _table(chance: Chance) -> Kneeling:
    turn = chance.one((0.0, 0.0, chance.between(-50, 50)))
    back, neck, spread = chance.between(-5, 5), chance.between(-24, 8), chance.between(0.03, 0.10)
    return replace(poses.TABLE, back=back, neck=neck, head_turn=turn, spread=spread)


def _tabletop(chance: Chance, solver: Solver) -> Asked:
    asked = Asked("tabletop", solver.reached(_table(chance)))
    return _erring(chance, solver, asked, ("hips_drift", "shoulders_drift", "elbows_bend"), 0.25)


def _cat(chance: Chance, solver: Solver) -> Asked:
    pose = poses.blend(_table(chance), poses.CAT, chance.between(0.8, 1.0))
    return _erring(chance, solver, Asked("cat", solver.reached(pose)), ("hips_drift", "sits_back"), 0.25)


def _cow(chance: Chance, solver: Solver) -> Asked:
    pose = poses.blend(_table(chance), poses.COW, chance.between(0.8, 1.0))
    return _erring(chance, solver, Asked("cow", solver.reached(pose)), ("deep_sag", "head_back", "elbows_bend"), 0.25)


def _child(chance: Chance, solver: Solver) -> Asked:
    pose = replace(poses.CHILD, back=chance.between(54, 66), spread=chance.between(0.08, 0.38))
    asked = Asked("childs_pose", solver.folded(pose))
    return _erring(chance, solver, asked, ("hips_high", "chest_high", "arms_short", "head_held"))


def _standing(chance: Chance, solver: Solver) -> Asked:
    return Asked("standing", Walking(0.0, 0.45, chance.between(0, 360)))


def _near_lying(chance: Chance, solver: Solver) -> Asked:
    """A pose on the back that is close to what the coach asks for, but not the same."""
    name = chance.one(("knees over hips, hands off", "leg raised", "bicycle", "crunch", "bridge", "one leg bent out"))
    side = chance.one(("left", "right"))
    base = _hook(chance)
    up = Leg(thigh=chance.between(84, 98), knee=chance.between(82, 98), outward=2, planted=0)
    raised = Leg(thigh=chance.between(62, 92), knee=chance.between(2, 22), outward=2, planted=0)
    long_low = Leg(thigh=chance.between(16, 34), knee=chance.between(6, 26), outward=2, planted=0)
    pose = {
        "knees over hips, hands off": replace(base, left=up, right=up),
        "leg raised": poses.side_of(base, side, raised),
        "bicycle": replace(poses.side_of(replace(base, left=long_low, right=long_low), side, replace(up, thigh=104.0)),
                           head_lift=30.0, curl=22.0),
        "crunch": replace(base, head_lift=chance.between(20, 40), curl=chance.between(34, 46)),
        "bridge": replace(base, bridge=chance.between(0.18, 0.26)),
        "one leg bent out": poses.side_of(_flat(chance), side, Leg(thigh=14, knee=70, outward=66, planted=0)),
    }[name]  # fmt: skip
    return Asked("neg_other_supine", pose, "" if "knees" in name else side, name)


def _near_kneeling(chance: Chance, solver: Solver) -> Asked:
    """A pose on the knees that is close to what the coach asks for, but not the same: hips over the knees and the chest
    on the mat."""
    pose = replace(poses.CHILD, back=chance.between(-4, 12), spine=(4.0, 2.0, 0.0, -2.0, -2.0))
    return Asked("neg_other_kneeling", solver.folded(pose), "", "chest down, hips up")


KINDS: tuple[Callable[[Chance, Solver], Asked], ...] = (
    _hook_lying, _supine, _single_knee, _both_knees, _drop, _twist, _tabletop, _cat, _cow, _child, _standing,
    _near_lying, _near_kneeling,
)  # fmt: skip
SHARES = (0.12, 0.06, 0.14, 0.08, 0.14, 0.08, 0.06, 0.06, 0.06, 0.06, 0.01, 0.10, 0.03)
