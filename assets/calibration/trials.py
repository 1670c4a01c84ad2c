"""Trials: rendered people in the poses of a drill, each as a still, measured as in a session.

A drill has one camera, room and person throughout; here only the ends of its movements are drawn, and one pose between
the right one and each mistake. Each still is shown for a third of a second, so that tracking and smoothing settle.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from assets.mannequin import chance_films, variety
from assets.mannequin.body import Body
from assets.mannequin.drills import DRILLS
from assets.mannequin.film import Studio
from assets.mannequin.poses import Kneeling, Posture, blend
from assets.mannequin.scene import Film
from assets.mannequin.solve import Solver
from assets.posture import kept
from coach.body import limbs
from coach.body.angles import ramp
from coach.body.asked import AskedMeasures
from coach.body.camera_view import off_side_deg
from coach.body.figure import Figure
from coach.body.landmarks import FloatArray, Joint, Pose
from coach.body.measurer import Measurer
from coach.body.measures import Measures
from coach.body.trunk import trunk_of
from coach.body.whole import WHOLE_MEASURES
from coach.vision.eye import Eye, Sighting
from coach.vision.frame import Frame
from coach.vision.landmarker import Landmarker, TrackingMode

LOOKS, LOOK_S = 5, 1 / 15
"""Number of looks at each still, and the time between them."""
BETWEEN = (0.25, 0.85)
"""Dose of a mistake in the still between the right pose and the wrong one."""
SETTLED_S, HALF_FRAME_S = 1.0, 0.05
"""How long a pose of a film must last to be used, and the margin that keeps its last picture from being the next pose's
first."""
TURNED = frozenset({"knee_drop", "knee_twist"})
"""Stretches whose measures a filter takes relative to the person's own middle: not calibrated here."""
OF_TRUTH = {"toes": "foot_index"}
"""Names of joints in the truth, where they differ."""


@dataclass(frozen=True)
class Still:
    """One pose of a film."""

    posture: Posture
    phase: str
    side: str | None
    mistake: str
    share: float
    """Dose of the mistake: 0 none, 1 as in the film."""


def trials(seed: int, first: int, count: int, bundle: Path) -> Iterator[list[dict[str, Any]]]:
    """The rows of each film, in the order of its stills."""
    for number in range(first, first + count):
        film = chance_films.made(DRILLS, seed, number)
        if film.shots[0].stretch not in TURNED:
            yield list(_rows(film, bundle))


def watched(clip: Path, bundle: Path, folder: Path | None) -> list[dict[str, Any]]:
    """The rows of a rendered drill, with the person seen at the end of each stay. ``folder`` stores what was seen."""
    _, seed, number, *_ = clip.stem.split("_")
    film = chance_films.made(DRILLS, int(seed), int(number))
    [shot], body, rows, drawn = film.shots, Body(film.who.shape), [], []
    if shot.stretch in TURNED:
        return []
    solver, looks, end_s = Solver(body), _looks(clip, bundle, folder), 0.0
    for beat in shot.beats:
        end_s += beat.move_s + beat.stay_s
        sighting, measures = [look for look in looks if look[0].frame.t_s < end_s - HALF_FRAME_S][-1]
        if measures is not None and beat.stay_s >= SETTLED_S and beat.to not in drawn:
            drawn.append(beat.to)
            body.pose(solver.goals(beat.to))
            mistake = beat.mistake or ""
            still = Still(beat.to, beat.staying, beat.side, mistake, float(bool(mistake)))
            rows.append(_row(film, still, sighting, measures, body))
    return rows


def _looks(clip: Path, bundle: Path, folder: Path | None) -> list[tuple[Sighting, Measures | None]]:
    measurer = Measurer()
    return [
        (sighting, None if sighting.pose is None else measurer.measure(sighting.pose))
        for sighting in kept.sightings(clip, bundle, folder)
    ]


def _rows(film: Film, bundle: Path) -> Iterator[dict[str, Any]]:
    [shot], chance = film.shots, np.random.default_rng(film.seed)
    studio, measurer = Studio(film), Measurer()
    with studio.stage, Landmarker(bundle, mode=TrackingMode.VIDEO, mask=True) as finder:
        eye, looked = Eye(finder), 0
        for still in _stills(film, chance):
            image, _ = studio.see(shot, still.posture)
            for _ in range(LOOKS):
                noise = chance.normal(0.0, film.grain.noise, image[..., :3].shape)
                grainy = np.clip(image[..., 2::-1] * film.grain.brightness + noise, 0, 255).astype(np.uint8)
                sighting = eye.look(Frame(grainy, looked * LOOK_S))
                looked += 1
                measures = measurer.measure(sighting.pose) if sighting.pose is not None else None
            if measures is not None:
                yield _row(film, still, sighting, measures, studio.person.body)


def _row(film: Film, still: Still, sighting: Sighting, measures: Measures, body: Body) -> dict[str, Any]:
    """The measured and the true values of the posed body."""
    [shot], true = film.shots, true_values(body.joints())
    if isinstance(still.posture, Kneeling):
        true["back_curve"] = variety.trunk_curve(body)
    return {
        "film": film.name, "stretch": shot.stretch, "variant": shot.variant, "side": still.side,
        "phase": still.phase, "mistake": still.mistake, "share": round(still.share, 2),
        "view": measures.view.value, "off_side_deg": round(off_side_deg(trunk_of(sighting.pose)), 1),
        "values": {
            name: [round(seen.value, 4), round(seen.confidence, 3), round(true[name], 4)]
            for name, seen in measures.values.items() if name in true
        },
    }  # fmt: skip


def _stills(film: Film, chance: np.random.Generator) -> Iterator[Still]:
    [shot] = film.shots
    right, drawn = shot.start, [shot.start]
    yield Still(right, "set_up", shot.beats[0].side, "", 0.0)
    for beat in shot.beats:
        if beat.to in drawn:
            continue
        drawn.append(beat.to)
        mistake = beat.mistake or ""
        if mistake and type(beat.to) is type(right):
            share = float(chance.uniform(*BETWEEN))
            yield Still(blend(right, beat.to, share), beat.staying, beat.side, mistake, share)
        if beat.move_s > 0:
            yield Still(beat.to, beat.staying, beat.side, mistake, float(bool(mistake)))
        right = right if mistake else beat.to


def true_values(joints: dict[str, FloatArray]) -> dict[str, float]:
    """The measures of a body with known joints (3,) in the room, by the same definitions, seen from the side."""
    world = np.zeros((33, 3))
    for joint in Joint:
        word, _, part = joint.name.lower().partition("_")
        x, y, z = joints["nose" if joint is Joint.NOSE else f"{word}_{OF_TRUTH.get(part, part)}"]
        world[joint] = x, -z, y
    pose = Pose(0.0, world[:, :2], world - world[[Joint.LEFT_HIP, Joint.RIGHT_HIP]].mean(axis=0), np.ones(33))
    figure = Figure.of(pose)
    level = replace(figure.trunk, down=np.array([0.0, 1.0, 0.0]))
    figure = Figure(pose, level, replace(figure.space, down=level.down))
    values = AskedMeasures(figure, {**WHOLE_MEASURES, **limbs.LIMB_MEASURES})
    found = {name: measure.value for name, measure in values.items()}
    added = limbs.HIP_TOO_HIGH_DEG * ramp(level.front_up, 0.0, 0.5)
    return {n: v - added if n.startswith("knee_to_chest") else v for n, v in found.items()}


def write(rows: list[dict[str, Any]], file: Path) -> None:
    """Adds rows to the file, one JSON object a line."""
    with file.open("a", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
