"""Checks the renderings: contacts of every pose and person, and what a bare pose model sees in a clip."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from . import poses, truth
from .body import SIDES, WORDS, Body
from .camera import Camera
from .geometry import Array, Ids
from .markers import Markers
from .poses import Posture
from .solve import Solver

POINTS = {"shoulder": (11, 12), "hip": (23, 24), "knee": (25, 26), "ankle": (27, 28)}
"""The model's indices of the left and the right one."""

LEAST_FOUND = 0.98
Points = dict[str, Array] | None
Mask = NDArray[np.bool_] | None


@dataclass
class Seen:
    """What the model saw in one clip."""

    frames: int = 0
    found: int = 0
    angle_errors: list[float] = field(default_factory=list)
    """Trunk-thigh angle from picture points minus the same from the true picture points, degrees."""
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Share of the frames with a person in which the person was found."""
        return self.found / max(1, self.frames)

    @property
    def error_deg(self) -> float:
        """Mean size of the angle errors; nan without any."""
        return float(np.mean(np.abs(self.angle_errors))) if self.angle_errors else float("nan")


def watch(clip: Path, record: Path, model: Path) -> Seen:
    """Run the pose model over a clip and compare with its truth."""
    known = json.loads(record.read_text())
    entries = {round(e["t_s"] * known["fps"]): e for e in known["frames"]}
    step = max(1, min(n for n in entries if n))
    seen = Seen()
    for i, points, mask in _poses(clip, known["fps"], model):
        entry = entries.get(i)
        if not known["frames"][min(i // step, len(known["frames"]) - 1)]["person"]:
            continue
        seen.frames += 1
        seen.found += points is not None
        if entry is not None and points is not None and mask is not None:
            seen.rows.append(_compare(entry, points, mask, seen))
    return seen


def _compare(entry: dict[str, Any], points: dict[str, Array], mask: NDArray[np.bool_], seen: Seen) -> dict[str, Any]:
    row: dict[str, Any] = {"t_s": entry["t_s"], "kind": entry["kind"]}
    exact = {n: np.array(p) for n, p in entry["joints_px"].items()}
    for word in WORDS.values():
        name = f"{word}_knee_to_chest_deg"
        true, found = truth.flexions(exact)[name], truth.flexions(_with_arms(points))[name]
        row[name] = (round(entry["angles"][name]), round(true), round(found))
        seen.angle_errors.append(found - true)
    if "back_curve" in entry:
        middles = [(points[f"left_{n}"] + points[f"right_{n}"]) / 2 for n in ("shoulder", "hip")]
        row["back_curve"] = (entry["back_curve"], round(truth.back_curve(mask, *middles), 3))
    return row


def _with_arms(points: dict[str, Array]) -> dict[str, Array]:
    arms = {
        f"{w}_{n}": points[f"{w}_shoulder"] + [i, 1] for w in WORDS.values() for i, n in enumerate(("elbow", "wrist"))
    }
    return {**points, **arms}


def _poses(
    clip: Path, fps: int, model: Path
) -> Iterator[tuple[int, dict[str, Array] | None, NDArray[np.bool_] | None]]:
    """Frame number, model points in pixels and the model's person mask."""
    import mediapipe as mp  # noqa: PLC0415  heavy, and only needed here
    from mediapipe.tasks.python import BaseOptions, vision  # noqa: PLC0415

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)),
        running_mode=vision.RunningMode.VIDEO,
        output_segmentation_masks=True,
    )
    film = cv2.VideoCapture(str(clip))
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        i = 0
        while True:
            more, bgr = film.read()
            if not more:
                break
            rgb = np.ascontiguousarray(bgr[..., ::-1])
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)
            result = landmarker.detect_for_video(image, round(i * 1000 / fps))
            yield (i, *_read(result, bgr.shape[1], bgr.shape[0]))
            i += 1


def _read(result: Any, width: int, height: int) -> tuple[Points, Mask]:
    if not result.pose_landmarks:
        return None, None
    marks = result.pose_landmarks[0]
    points = {
        f"{word}_{name}": np.array([marks[ids[i]].x * width, marks[ids[i]].y * height])
        for name, ids in POINTS.items()
        for i, word in enumerate(WORDS[s] for s in SIDES)
    }
    return points, np.array(result.segmentation_masks[0].numpy_view()).squeeze() > 0.5


CONTACT_M = 0.010
"""A part that should lie on the mat lies within a centimetre of it."""
REACHING_M = 0.05
"""Skin this close to other skin is compared with it."""
GRASP_M = 0.045
"""How far a hand's fingers may sink in: they close round a leg that does not yield."""
EXACT_PX = 2.0
PRESSED_M = 0.025
"""How far soft parts may sink in."""
ON_BACK = ("pelvis", "back", "head")
ON_FOUR = ("footL", "footR", "handL", "handR", "kneeL", "kneeR")


@dataclass(frozen=True)
class Expectation:
    """The parts that a pose must keep on the mat, and how far its joints must bend (name, smallest, largest in
    degrees)."""

    name: str
    posture: Posture
    touches: tuple[str, ...]
    angles: tuple[tuple[str, float, float], ...]
    grips: tuple[tuple[str, str], ...] = ()
    """Which hand holds which thigh: L or R."""


def expectations(s: Solver) -> Iterator[Expectation]:
    """Every start and end pose for one body."""
    feet, hands, held = ("footL", "footR"), ("handL", "handR"), (100.0, 135.0)
    bent = (("left_knee_to_chest_deg", 40.0, 65.0), ("left_knee_deg", 95.0, 125.0))
    yield Expectation("hook_lying", poses.HOOK, ON_BACK + feet + hands, bent)
    yield Expectation("lying", poses.FLAT, ON_BACK + feet + hands, (("left_knee_to_chest_deg", 0.0, 20.0),))
    for side, foot in (("left", "footR"), ("right", "footL")):
        bend = ((f"{side}_knee_to_chest_deg", *held),)
        leg = side[0].upper()
        grips = (("L", leg), ("R", leg))
        yield Expectation(f"single_knee_{side}", poses.single_knee(side), (*ON_BACK, foot), bend, grips)
        yield Expectation(f"knee_drop_{side}", poses.knee_drop(side), ON_BACK + feet + hands, ())
        yield Expectation(f"knees_up_{side}", poses.knees_up(side), ON_BACK + hands, (("left_knee_deg", 85.0, 105.0),))
        yield Expectation(
            f"knee_twist_{side}", poses.knee_twist(side), (*ON_BACK, foot, *hands), ((f"{side}_knee_deg", 75.0, 100.0),)
        )
    bends = tuple((f"{w}_knee_to_chest_deg", *held) for w in WORDS.values())
    yield Expectation("both_knees", poses.both_knees(), ON_BACK, bends, (("L", "L"), ("R", "R")))
    straight = (("left_elbow_deg", 0.0, 26.0), ("right_elbow_deg", 0.0, 26.0))
    for name, pose in (("tabletop", poses.TABLE), ("cat", poses.CAT), ("cow", poses.COW)):
        yield Expectation(name, s.reached(pose), ON_FOUR, straight)
    yield Expectation("childs_pose", s.folded(poses.CHILD), (*ON_FOUR, "head"), (("left_knee_deg", 130.0, 160.0),))


def apart(body: Body, ids: Ids, others: Ids) -> float:
    """The smallest distance in metres between the skins of two parts; below 0, one is inside the other."""
    near, far = body.skin_of(ids), body.skin_of(others)
    normal = _outwards(far)
    away = np.linalg.norm(near[:, None] - far[None], axis=2)
    first = away.argmin(1)
    heights = ((near - far[first]) * normal[first]).sum(1)
    return float(heights[away.min(1) < REACHING_M].min(initial=np.inf))


def _outwards(points: Array) -> Array:
    """Directions (n, 3) away from the long axis of a limb's skin points (n, 3)."""
    middle = points.mean(0)
    along = np.linalg.svd(points - middle, full_matrices=False)[2][0]
    out = (points - middle) - np.outer((points - middle) @ along, along)
    return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True))


def off_markers(name: str, s: Solver, cameras: Sequence[Camera]) -> Iterator[str]:
    """Joints whose place in a picture differs from the truth, one line each; empty if there are none."""
    size = cameras[0].width_px, cameras[0].height_px
    with Markers(s.body, size) as markers:
        for e in expectations(s):
            s.body.pose(s.goals(e.posture))
            for camera in cameras:
                true_places = truth.in_picture(s.body.joints(), camera)
                for joint, place in markers.places(camera).items():
                    off = float(np.hypot(*np.subtract(place, true_places[joint])))
                    if off > EXACT_PX:
                        yield f"{name} {e.name}: {joint} is {off:.1f} pixels from where the truth says"


def misfits(name: str, s: Solver) -> Iterator[str]:
    """Problems of one person's poses, one line each; empty if there are none."""
    for e in expectations(s):
        s.body.pose(s.goals(e.posture))
        for part in e.touches:
            height = float(s.lowest(part)[2])
            if not -PRESSED_M <= height <= CONTACT_M:
                yield f"{name} {e.name}: {part} is {height * 1000:.0f} mm over the mat"
        joints = s.body.joints()
        for hand, thigh in e.grips:
            leg = s.body.dominated_by(f"upperleg01.{thigh}", f"upperleg02.{thigh}")
            gap = apart(s.body, s.groups["hand" + hand], leg)
            if not -GRASP_M <= gap <= CONTACT_M:
                yield f"{name} {e.name}: the hand {hand} is {gap * 1000:.0f} mm from the thigh {thigh}"
        found = truth.flexions(joints)
        for angle, least, most in e.angles:
            if not least <= found[angle] <= most:
                yield f"{name} {e.name}: {angle} is {found[angle]:.0f}, expected {least:.0f} to {most:.0f}"
