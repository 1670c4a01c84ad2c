"""The demonstration pictures: every stretch, side and phase, one person, one plain room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from . import poses
from .camera import Camera
from .light import Light
from .person import Person
from .poses import HOOK, Posture
from .render import Stage
from .room import ROOMS, Roll
from .solve import Solver
from .wardrobe import LOOKS

LOOK = "anna"
SIZE = (960, 600)
"""Size at which pictures are drawn: twice the stored size, which smooths every edge."""
KEPT = (480, 300)
QUALITY = 88

SIDE = Camera((0.02, -2.05, 0.95), (0.02, 0, 0.21), 50, *SIZE)
KNEELING = Camera((0.02, -2.02, 1.02), (0.02, 0, 0.25), 50, *SIZE)
FEET = Camera((1.66, -1.28, 0.98), (0.02, 0.02, 0.12), 52, *SIZE)
FEET_LEFT = Camera((1.66, 1.28, 0.98), (0.02, -0.02, 0.12), 52, *SIZE)
"""Pictures taken from the other side: a leg that moves toward the camera hides its own movement."""
LONG = Camera((0.08, -2.15, 1.05), (0.08, 0, 0.14), 52, *SIZE)

BOLSTER = Roll(middle=(0.45, 0.0, 0.0), radius=0.095, length=0.62, colour=(0.62, 0.50, 0.36))
"""A firm roll under the knees."""


@dataclass(frozen=True)
class Picture:
    """One picture; its name is stretch, variant, side, phase, joined by underscores; parts that do not apply are left
    out."""

    name: str
    posture: Posture
    camera: Camera
    roll: Roll | None = None


def pictures(solver: Solver) -> Iterator[Picture]:
    """All pictures."""
    yield from _knees_to_chest()
    yield from _knee_drops()
    yield from _on_hands_and_knees(solver)
    yield Picture("pelvic_tilt_set_up", replace(HOOK, lumbar=-7.0), SIDE)
    yield Picture("pelvic_tilt_hold", replace(HOOK, lumbar=7.0), SIDE)
    yield Picture("hip_lift_set_up", HOOK, SIDE)
    yield Picture("hip_lift_hold", replace(HOOK, bridge=0.075), SIDE)
    yield Picture("rest_lying", poses.FLAT, LONG)
    yield Picture("rest_hook_lying", HOOK, SIDE)
    yield Picture("rest_pillow", poses.KNEES_ON_ROLL, LONG, BOLSTER)


def _knees_to_chest() -> Iterator[Picture]:
    for side in ("left", "right"):
        hold = poses.single_knee(side)
        yield Picture(f"knee_to_chest_single_{side}_set_up", HOOK, SIDE)
        yield Picture(f"knee_to_chest_single_{side}_move_in", poses.blend(HOOK, hold, 0.62), SIDE)
        yield Picture(f"knee_to_chest_single_{side}_hold", hold, SIDE)
    both = poses.both_knees()
    yield Picture("knee_to_chest_double_set_up", HOOK, SIDE)
    yield Picture("knee_to_chest_double_move_in", poses.blend(poses.single_knee("left"), both, 0.6), SIDE)
    yield Picture("knee_to_chest_double_hold", both, SIDE)


def _knee_drops() -> Iterator[Picture]:
    for side, drops_from, twists_from in (("left", FEET, FEET_LEFT), ("right", FEET_LEFT, FEET)):
        down = poses.knee_drop(side)
        yield Picture(f"knee_drop_feet_down_{side}_set_up", poses.arms_wide(), drops_from)
        yield Picture(f"knee_drop_feet_down_{side}_move_in", poses.blend(poses.arms_wide(), down, 0.5), drops_from)
        yield Picture(f"knee_drop_feet_down_{side}_hold", down, drops_from)
        yield Picture(f"knee_drop_knees_up_{side}_set_up", poses.knees_up(), drops_from)
        yield Picture(f"knee_drop_knees_up_{side}_hold", poses.knees_up(side), drops_from)
        yield Picture(f"knee_twist_{side}_set_up", poses.side_of(poses.FLAT_WIDE, side, poses.Leg()), twists_from)
        yield Picture(f"knee_twist_{side}_hold", poses.knee_twist(side), twists_from)


def _on_hands_and_knees(solver: Solver) -> Iterator[Picture]:
    table, child = solver.reached(poses.TABLE), solver.folded(poses.CHILD)
    yield Picture("cat_cow_set_up", table, KNEELING)
    yield Picture("cat_cow_cow", solver.reached(poses.COW), KNEELING)
    yield Picture("cat_cow_cat", solver.reached(poses.CAT), KNEELING)
    yield Picture("childs_pose_set_up", table, KNEELING)
    yield Picture("childs_pose_move_in", poses.blend(table, child, 0.55), KNEELING)
    yield Picture("childs_pose_hold", child, KNEELING)


def render(folder: Path) -> None:
    """Write all pictures as JPEG."""
    folder.mkdir(parents=True, exist_ok=True)
    person = Person(LOOKS[LOOK])
    solver = Solver(person.body)
    stages: dict[Roll | None, Stage] = {}
    for p in pictures(solver):
        if p.roll not in stages:
            stages[p.roll] = Stage(person, replace(ROOMS["studio"], roll=p.roll), Light(), SIZE)
        stages[p.roll].pose(solver.goals(p.posture))
        image = np.ascontiguousarray(stages[p.roll].shoot(p.camera)[..., 2::-1])
        small = cv2.resize(image, KEPT, interpolation=cv2.INTER_AREA)
        cv2.imwrite(str(folder / f"{p.name}.jpg"), small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
