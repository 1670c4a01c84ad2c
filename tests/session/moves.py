"""Steps and bodies of the rehearsals: a person on their back or on hands and knees, as functions of time."""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from coach.body.landmarks import Side
from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.events import UserInput, Wish
from tests.session.rehearsal import Rehearsal

LEFT, RIGHT = PlannedRep(1, Side.LEFT), PlannedRep(1, Side.RIGHT)
LEFT_2, RIGHT_2 = PlannedRep(2, Side.LEFT), PlannedRep(2, Side.RIGHT)
KNEE = PlannedStep(1, "knee_to_chest", "single", (LEFT, RIGHT), hold_s=10.0)
KNEE_ONCE = replace(KNEE, reps=(LEFT,))
CHILD = PlannedStep(2, "childs_pose", None, hold_s=8.0)
CAT = PlannedStep(3, "cat_cow", None, cycles=2)
REST = PlannedStep(4, "rest", hold_s=20.0)
ROUTINE = [KNEE, CHILD, CAT, REST]
STOP = UserInput(Wish.STOP, "key")


def say(wish: Wish, number: int | None = None) -> UserInput:
    return UserInput(wish, "key", number)


def lying(t: float, left: float, right: float, **more: float) -> dict[str, float]:
    """A person on their back whose knees are at the given trunk-thigh angles."""
    return {
        "trunk_incline_deg": 0.0,
        "front_up": 1.0,
        "knee_to_chest_left_deg": left,
        "knee_to_chest_right_deg": right,
        "knee_height_left_torso": 0.5,
        "knee_height_right_torso": 0.5,
        "ankle_height_left_torso": 0.0,
        "ankle_height_right_torso": 0.0,
        "head_height_torso": 0.1,
        **more,
    }


def smooth(u: float) -> float:
    """The share of a move completed at this share of its time."""
    return u * u * (3 - 2 * u)


def path(t: float, *points: tuple[float, float]) -> float:
    """A value that eases from one (second, degrees) point to the next."""
    for (t0, v0), (t1, v1) in pairwise(points):
        if t <= t1:
            return v0 + (v1 - v0) * smooth(min(1.0, max(0.0, (t - t0) / (t1 - t0))))
    return points[-1][1]


def knee_moves(*moves: tuple[float, float, float, float]) -> Callable[[float], float]:
    """Each move: (begins, in pose from, until, out again), from 50 to 110 degrees."""
    points = [(0.0, 50.0)]
    for begins, there, leaves, back in moves:
        points += [(begins, 50.0), (there, 110.0), (leaves, 110.0), (back, 50.0)]
    return lambda t: path(t, *points, (points[-1][0] + 1, 50.0))


def back_moves(t: float) -> dict[str, float]:
    """Hands and knees; from second 14 on 3 s of cow and 3 s of cat, three times."""
    points = [(0.0, 0.0), (14.0, 0.0)]
    for cycle in range(3):
        at = 14.0 + 6 * cycle
        points += [(at + 1, -0.08), (at + 2.5, -0.08), (at + 4, 0.1), (at + 5.5, 0.1)]
    points += [(33.5, 0.0), (34.0, 0.0)]
    bend = path(t, *points)
    return {"trunk_incline_deg": 5.0, "front_up": -1.0, "back_curve": bend - 0.02, "back_curve_change": bend}


def said_from(done: Rehearsal, from_s: float, to_s: float = math.inf) -> list[str]:
    return [key for t, key in done.said if from_s <= t < to_s]
