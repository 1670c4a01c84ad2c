"""The demo: a short routine with one lifted head, one early release and one look aside."""

from __future__ import annotations

from dataclasses import replace

from . import poses
from .body import Body
from .camera import Camera
from .poses import HOOK, Kneeling
from .scene import Beat, Film, Shot
from .solve import Solver
from .wardrobe import LOOKS

LOOK = "anna"
FPS = 12
"""Times below are whole frames, and most stays are whole half breaths, so that the way back reuses the frames of the
way in."""
SIDE_LYING = Camera((0.0, -1.95, 0.72), (0.0, 0, 0.24), 56)
SIDE_KNEELING = Camera((0.02, -1.95, 0.66), (0.02, 0, 0.31), 56)
OBLIQUE_FEET = Camera((1.78, -1.18, 0.82), (0.06, 0.02, 0.12), 56)
"""35 degrees off the line of the body, from the feet, at table height."""


def _knees_to_chest() -> Shot:
    left, right = poses.single_knee("left"), poses.single_knee("right")
    half = poses.single_knee("right", thigh=82, knee=112, hold=0.9)
    lifted = replace(left, head_lift=58.0, curl=13.0)
    into = {"moving": "move_in", "staying": "hold"}
    beats = (
        Beat(HOOK, 0, 4.0, staying="set_up", side="left"),
        Beat(left, 3.5, 3.0, **into, side="left"),
        # the coach corrects from five seconds into a hold until five and a half seconds before its end
        Beat(lifted, 1.0, 2.5, moving="hold", staying="hold", side="left", mistake="head_lifts"),
        Beat(left, 1.0, 6.0, moving="hold", staying="hold", side="left"),
        Beat(HOOK, 3.5, 1.5, moving="move_out", side="left"),
        Beat(right, 3.5, 3.0, **into, side="right"),
        Beat(half, 1.5, 0.5, moving="released", staying="released", side="right", mistake="early_release"),
        Beat(right, 1.75, 9.0, **into, side="right"),
        Beat(HOOK, 3.5, 0.5, moving="move_out", side="right"),
    )
    return Shot(SIDE_LYING, HOOK, beats, "knee_to_chest", "single")


def _knee_drops() -> Shot:
    middle = poses.arms_wide()
    beats = [Beat(middle, 0, 2.0, staying="set_up", side="left")]
    for side in ("left", "right"):
        beats += [
            Beat(poses.knee_drop(side), 3.25, 6.0, moving="move_in", staying="hold", side=side),
            Beat(middle, 3.25, 2.0 if side == "left" else 1.0, moving="move_out", side=side),
        ]
    return Shot(OBLIQUE_FEET, middle, tuple(beats), "knee_drop", "feet_down")


def _on_hands_and_knees(solver: Solver) -> Shot:
    table, cat, cow = (solver.reached(p) for p in (poses.TABLE, poses.CAT, poses.COW))
    child: Kneeling = solver.folded(poses.CHILD)
    looking = replace(table, head_turn=52.0, neck=table.neck + 6)
    beats = [
        Beat(table, 0, 1.5, staying="set_up", stretch="cat_cow"),
        Beat(looking, 0.75, 0.5, moving="set_up", staying="set_up", stretch="cat_cow", mistake="looks_at_screen"),
        Beat(table, 0.75, 1.5, moving="set_up", staying="set_up", stretch="cat_cow"),
    ]
    for _ in range(3):
        beats += [
            Beat(cow, 2.0, 1.0, moving="move_in", staying="cow", stretch="cat_cow"),
            Beat(cat, 2.0, 1.0, moving="move_in", staying="cat", stretch="cat_cow"),
        ]
    beats += [
        Beat(table, 1.5, 1.0, moving="move_out", stretch="cat_cow"),
        Beat(child, 3.0, 7.0, moving="move_in", staying="hold"),
        Beat(table, 3.0, 2.0, moving="move_out"),
    ]
    return Shot(SIDE_KNEELING, table, tuple(beats), "childs_pose")


def film() -> Film:
    """The demo clip."""
    solver = Solver(Body(LOOKS[LOOK].shape))
    return Film("demo", LOOK, (_knees_to_chest(), _knee_drops(), _on_hands_and_knees(solver)), seed=11, fps=FPS)
