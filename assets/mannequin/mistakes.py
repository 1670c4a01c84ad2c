"""People's mistakes, one function for each name: takes a pose and a dose, returns the pose with the mistake.

The names are those that the coach uses. Dose 0 changes nothing; dose 1 is plainly wrong, about 1.5 times what the coach
tolerates. Mistakes of time (too fast, bouncing, rocking, left early, skipping the middle) are beats, not poses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from . import poses
from .poses import Kneeling, Leg, Lying, Posture
from .solve import Solver

P = TypeVar("P", Lying, Kneeling)


@dataclass(frozen=True)
class Asked:
    """The inputs of a mistake: the correct pose, the dose, the working side, and the body."""

    pose: Posture
    dose: float
    side: str | None
    solver: Solver

    @property
    def lying(self) -> Lying:
        """The pose on the back. Raises TypeError for another."""
        if not isinstance(self.pose, Lying):
            raise TypeError(f"this mistake is made lying on the back, not {type(self.pose).__name__}")
        return self.pose

    @property
    def kneeling(self) -> Kneeling:
        """The pose on hands and knees. Raises TypeError for another."""
        if not isinstance(self.pose, Kneeling):
            raise TypeError(f"this mistake is made on hands and knees, not {type(self.pose).__name__}")
        return self.pose

    @property
    def other(self) -> str:
        """The resting side; the left one if neither works."""
        return "right" if self.side == "left" else "left"

    def leg(self, side: str) -> Leg:
        """One leg of the pose."""
        return self.lying.left if side == "left" else self.lying.right


def made(name: str, pose: Posture, solver: Solver, side: str | None = None, dose: float = 1.0) -> Posture:
    """The pose with the named mistake; `side` is the one that works. Raises KeyError for an unknown name."""
    return MISTAKES[name].change(Asked(pose, dose, side, solver))


# ---------------------------------------------------------------- on the back
def _head_lifts(a: Asked) -> Posture:
    return replace(a.lying, head_lift=a.lying.head_lift + 58 * a.dose, curl=a.lying.curl + 13 * a.dose)


def _shoulders_curl(a: Asked) -> Posture:
    return replace(a.lying, head_lift=a.lying.head_lift + 18 * a.dose, curl=a.lying.curl + 48 * a.dose)


def _resting_leg_lifts(a: Asked) -> Posture:
    straight = Leg(thigh=2 + 22 * a.dose, knee=4, outward=6, planted=0)
    return poses.side_of(a.lying, a.other, straight)


def _resting_foot_lifts(a: Asked) -> Posture:
    lifted = Leg(thigh=54 + 16 * a.dose, knee=104, outward=4, planted=0)
    return poses.side_of(a.lying, a.other, lifted)


def _hands_missing(a: Asked) -> Posture:
    keep = max(0.0, 1 - a.dose)
    return replace(a.lying, hold_left=a.lying.hold_left * keep, hold_right=a.lying.hold_right * keep)


def _knees_uneven(a: Asked) -> Posture:
    leg = a.leg(a.other)
    return poses.side_of(a.lying, a.other, replace(leg, thigh=leg.thigh - 24 * a.dose))


def _legs_straighten(a: Asked) -> Posture:
    def opened(leg: Leg) -> Leg:
        return replace(leg, thigh=leg.thigh - 6 * a.dose, knee=leg.knee - 72 * a.dose)

    return replace(a.lying, left=opened(a.lying.left), right=opened(a.lying.right))


def _tail_lifts(a: Asked) -> Posture:
    def pulled(leg: Leg) -> Leg:
        return replace(leg, thigh=leg.thigh + 22 * a.dose)

    pose = replace(a.lying, left=pulled(a.lying.left), right=pulled(a.lying.right))
    return replace(pose, bridge=pose.bridge + 0.13 * a.dose, lumbar=pose.lumbar + 10 * a.dose)


def _shoulder_lifts(a: Asked) -> Posture:
    sign = 1 if a.lying.drop >= 0 else -1
    return replace(a.lying, shoulder_lift=sign * 34 * a.dose, roll=a.lying.roll + sign * 14 * a.dose)


def _knees_apart(a: Asked) -> Posture:
    upper = "right" if a.lying.drop >= 0 else "left"
    leg = a.leg(upper)
    return poses.side_of(a.lying, upper, replace(leg, outward=leg.outward + 34 * a.dose))


def _knees_slide(a: Asked) -> Posture:
    def slid(leg: Leg) -> Leg:
        return replace(leg, thigh=leg.thigh - 46 * a.dose, knee=leg.knee - 10 * a.dose)

    return replace(a.lying, left=slid(a.lying.left), right=slid(a.lying.right))


def _lifts_high(a: Asked) -> Posture:
    return replace(a.lying, bridge=a.lying.bridge + 0.14 * a.dose)


def _feet_moved(metres: float) -> Callable[[Asked], Posture]:
    def moved(a: Asked) -> Posture:
        step = metres * a.dose
        left, right = a.lying.left, a.lying.right
        return replace(
            a.lying,
            left=replace(left, foot_x=left.foot_x + step), right=replace(right, foot_x=right.foot_x + step),
        )  # fmt: skip

    return moved


# ---------------------------------------------------------------- on hands and knees
def _hips_high(a: Asked) -> Posture:
    return a.solver.folded(replace(a.kneeling, back=a.kneeling.back - 33 * a.dose))


def _chest_high(a: Asked) -> Posture:
    low = a.solver.folded(a.kneeling)
    high = a.solver.folded(a.kneeling, shoulder_z=0.17 + 0.76 * a.solver.torso * a.dose, reach=0.965 - 0.06 * a.dose)
    return replace(high, neck=low.neck - 16 * a.dose)


def _head_held(a: Asked) -> Posture:
    low = a.solver.folded(a.kneeling)
    return replace(low, neck=low.neck - 60 * a.dose, neck_lift=-45 * a.dose)


def _arms_short(a: Asked) -> Posture:
    """The hands come back beside the shoulders, as close as the elbows can bend."""
    return a.solver.folded(a.kneeling, reach=max(0.15, 0.965 - 0.765 * a.dose))


def _elbows_bend(a: Asked) -> Posture:
    return a.solver.reached(a.kneeling, 0.992 - 0.052 * a.dose)


def _hips_drift(a: Asked) -> Posture:
    back = a.kneeling.back
    return a.solver.reached(replace(a.kneeling, back=back + (22 - back) * a.dose))


def _shoulders_drift(a: Asked) -> Posture:
    return a.solver.reached(replace(a.kneeling, hands_forward=a.kneeling.hands_forward + 0.24 * a.dose))


def _deep_sag(a: Asked) -> Posture:
    p = a.kneeling
    spine = (p.spine[0] - 4 * a.dose, p.spine[1] - 6 * a.dose, p.spine[2] - 6 * a.dose, *p.spine[3:])
    return a.solver.reached(replace(p, spine=spine, arch=p.arch - 0.045 * a.dose))


def _sits_back(a: Asked) -> Posture:
    return a.solver.reached(replace(a.kneeling, back=a.kneeling.back + 52 * a.dose), 0.995)


def _head_back(a: Asked) -> Posture:
    back = replace(a.kneeling, neck=a.kneeling.neck - 30 * a.dose, neck_lift=-58 * a.dose)
    return a.solver.reached(back)


def _only_head_moves(a: Asked) -> Posture:
    """The flat back of the pose with the head of cow (in a pose that sags) or cat (in one that is round)."""
    neck = 26.0 if a.kneeling.arch > poses.TABLE.arch else -48.0
    flat = replace(poses.TABLE, back=a.kneeling.back, spread=a.kneeling.spread)
    return a.solver.reached(poses.blend(a.kneeling, replace(flat, neck=neck), a.dose))


@dataclass(frozen=True)
class Mistake:
    """The phases in which a mistake occurs, and the function that applies it."""

    stretches: tuple[str, ...]
    change: Callable[[Asked], Posture]


MISTAKES: dict[str, Mistake] = {
    "head_lifts": Mistake(("knee_to_chest", "pelvic_tilt", "knee_drop"), _head_lifts),
    "shoulders_curl": Mistake(("knee_to_chest",), _shoulders_curl),
    "resting_leg_lifts": Mistake(("knee_to_chest",), _resting_leg_lifts),
    "resting_foot_lifts": Mistake(("knee_to_chest",), _resting_foot_lifts),
    "hands_missing": Mistake(("knee_to_chest",), _hands_missing),
    "knees_uneven": Mistake(("knee_to_chest",), _knees_uneven),
    "legs_straighten": Mistake(("knee_to_chest",), _legs_straighten),
    "tail_lifts": Mistake(("knee_to_chest",), _tail_lifts),
    "shoulder_lifts": Mistake(("knee_drop", "knee_twist"), _shoulder_lifts),
    "knees_apart": Mistake(("knee_drop",), _knees_apart),
    "knees_slide": Mistake(("knee_drop",), _knees_slide),
    "long_leg_lifts": Mistake(("knee_twist",), _resting_leg_lifts),
    "lifts_high": Mistake(("hip_lift",), _lifts_high),
    "tilt_lifts": Mistake(("pelvic_tilt",), lambda a: replace(a.lying, bridge=a.lying.bridge + 0.07 * a.dose)),
    "feet_far": Mistake(("hip_lift",), _feet_moved(0.20)),
    "feet_near": Mistake(("hip_lift",), _feet_moved(-0.10)),
    "hips_high": Mistake(("childs_pose",), _hips_high),
    "chest_high": Mistake(("childs_pose",), _chest_high),
    "head_held": Mistake(("childs_pose",), _head_held),
    "arms_short": Mistake(("childs_pose",), _arms_short),
    "elbows_bend": Mistake(("cat_cow",), _elbows_bend),
    "hips_drift": Mistake(("cat_cow",), _hips_drift),
    "shoulders_drift": Mistake(("cat_cow",), _shoulders_drift),
    "deep_sag": Mistake(("cat_cow",), _deep_sag),
    "sits_back": Mistake(("cat_cow",), _sits_back),
    "head_back": Mistake(("cat_cow",), _head_back),
    "only_head_moves": Mistake(("cat_cow",), _only_head_moves),
}
