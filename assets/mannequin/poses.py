"""Poses as numbers that can be blended: lying on the back, and on hands and knees.

World: the mat along X, the head towards -X, Z up. Angles in degrees, lengths in metres.
Lying, the person's left is +Y; on hands and knees it is -Y.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Leg:
    """One leg of a person lying on the back."""

    thigh: float = 52.0
    """Rise of the thigh from the mat: 0 straight out, 90 upright, above that towards the chest."""
    knee: float = 111.0
    """Knee flexion."""
    outward: float = 4.0
    planted: float = 1.0
    """1: the foot stays at `foot_x`, `foot_y` on the mat; 0: thigh and knee decide."""
    foot_x: float = 0.43
    """Ankle in front of the hips."""
    foot_y: float = 0.10
    """Ankle beside the middle line, outwards."""
    toes_up: float = 0.0
    """0: the sole is flat on the mat; 75: on the heel."""
    across: float = 0.0
    """Turn of this thigh over the other leg."""


@dataclass(frozen=True)
class Lying:
    """A pose on the back."""

    left: Leg = field(default_factory=Leg)
    right: Leg = field(default_factory=Leg)
    drop: float = 0.0
    """Both legs turned towards the person's left (negative: right)."""
    roll: float = 0.0
    """Pelvis turned towards the left."""
    shoulder_lift: float = 0.0
    """How far the chest follows the pelvis: the far shoulder lifts."""
    head_lift: float = 0.0
    """Neck flexion off the mat."""
    head_turn: float = 0.0
    """Towards the left."""
    curl: float = 0.0
    """Flexion of the upper back: the shoulders curl off the mat."""
    lumbar: float = 0.0
    """Flexion of the low back: positive presses it flat."""
    bridge: float = 0.0
    """Hips above the mat."""
    arms_out: float = 24.0
    """Straight arms away from the body: 90 is a T."""
    hold_left: float = 0.0
    """Hands on the left thigh: 1 means both hands; 0.5 here and on the right means one on each."""
    hold_right: float = 0.0
    breath: float = 0.0
    """-1 fully out ... 1 fully in."""


@dataclass(frozen=True)
class Kneeling:
    """A pose on hands and knees, or sitting back from there."""

    back: float = 0.0
    """Thighs lean back from upright; about 64 sits on the heels."""
    pitch: float = 0.0
    """Pelvis tilt; solved, not chosen."""
    spine: tuple[float, ...] = (0.0, -2.0, -2.0, 0.0, 0.0)
    """Flexion from the lowest to the highest joint."""
    neck: float = -16.0
    neck_lift: float = 0.0
    """Flexion at the root of the neck, which the face follows half way; negative lifts the head off the mat."""
    head_turn: float = 0.0
    spread: float = 0.06
    """Knees apart, sideways per unit of thigh."""
    protract: float = 0.0
    """Shoulder blades forward round the ribs."""
    elevate: float = 0.0
    """Shoulders towards the ears."""
    hands_forward: float = 0.0
    """Hands in front of the place below the shoulders."""
    elbow_out: float = 0.45
    arch: float = 0.02
    """How far the middle of the trunk bulges backwards beyond what the five joints of the spine give, in metres."""
    breath: float = 0.0


@dataclass(frozen=True)
class Walking:
    """Upright, walking along a line."""

    x: float = 0.0
    y: float = 0.6
    heading: float = 0.0
    """Degrees from +X, towards +Y."""
    breath: float = 0.0


Posture = Lying | Kneeling | Walking


def blend(a: T, b: T, u: float) -> T:
    """Every number of `a` moved a fraction `u` of the way to `b`; both have the same type. Raises TypeError
    otherwise."""
    if type(a) is not type(b):
        raise TypeError(f"cannot blend {type(a).__name__} into {type(b).__name__}: show them in two shots")
    return _mix(a, b, u)  # type: ignore[no-any-return]


def _mix(a: Any, b: Any, u: float) -> Any:
    if is_dataclass(a) and not isinstance(a, type):
        return replace(a, **{f.name: _mix(getattr(a, f.name), getattr(b, f.name), u) for f in fields(a)})
    if isinstance(a, tuple):
        return tuple(_mix(x, y, u) for x, y in zip(a, b, strict=True))
    return a + (b - a) * u


# ---------------------------------------------------------------- on the back
HOOK = Lying()
STRAIGHT = Leg(thigh=2, knee=4, foot_x=0.86, foot_y=0.13, toes_up=68)
FLAT = Lying(left=STRAIGHT, right=STRAIGHT)
FLAT_WIDE = replace(FLAT, arms_out=72.0)
_ON_ROLL = Leg(thigh=24, knee=44, foot_x=0.70, foot_y=0.12, toes_up=62)
KNEES_ON_ROLL = Lying(left=_ON_ROLL, right=_ON_ROLL)
"""Resting with a roll under the knees."""


def side_of(pose: Lying, side: str, leg: Leg) -> Lying:
    """The pose with one leg changed; `side` is left or right of the person."""
    return replace(pose, left=leg) if side == "left" else replace(pose, right=leg)


def single_knee(side: str, thigh: float = 120.0, knee: float = 126.0, hold: float = 1.0, base: Lying = HOOK) -> Lying:
    """One knee held to the chest, the other foot on the mat."""
    pose = side_of(base, side, Leg(thigh=thigh, knee=knee, outward=7, planted=0))
    pose = replace(pose, lumbar=3.0)
    return replace(pose, hold_left=hold) if side == "left" else replace(pose, hold_right=hold)


def both_knees(thigh: float = 122.0, knee: float = 130.0) -> Lying:
    """Both knees held to the chest."""
    leg = Leg(thigh=thigh, knee=knee, outward=5, planted=0)
    return replace(HOOK, left=leg, right=leg, hold_left=0.5, hold_right=0.5, lumbar=12.0)


def arms_wide(out: float = 62.0) -> Lying:
    """Knees bent, arms away from the body: the start of the knee drop."""
    leg = Leg(foot_x=0.40, foot_y=0.055, outward=1)
    return replace(HOOK, left=leg, right=leg, arms_out=out)


def knee_drop(side: str, drop: float = 62.0, roll: float = 30.0, shoulder_lift: float = 0.0) -> Lying:
    """Both knees lowered to one side, the feet on the mat."""
    sign = 1 if side == "left" else -1
    return replace(arms_wide(), drop=sign * drop, roll=sign * roll, shoulder_lift=sign * shoulder_lift)


def knees_up(side: str = "", drop: float = 58.0, roll: float = 44.0) -> Lying:
    """Knees over the hips; with a side, both lowered to it."""
    sign = {"left": 1, "right": -1, "": 0}[side]
    leg = Leg(thigh=92, knee=95, outward=0, planted=0)
    return replace(arms_wide(78), left=leg, right=leg, drop=sign * drop, roll=sign * roll)


def knee_twist(side: str, across: float = 66.0, roll: float = 42.0) -> Lying:
    """One bent knee moved over the other, straight leg to the far side; `side` is that of the moving knee."""
    sign = -1 if side == "left" else 1
    pose = replace(FLAT_WIDE, roll=sign * roll, head_turn=-sign * 30.0)
    return side_of(pose, side, Leg(thigh=84, knee=88, outward=0, planted=0, across=sign * across))


# ---------------------------------------------------------------- on hands and knees
TABLE = Kneeling(spine=(8.0, 10.0, 8.0, 0.0, -4.0), arch=0.045)
CAT = Kneeling(back=-7, spine=(6.0, 22.0, 26.0, 24.0, 16.0), neck=26, protract=16, arch=0.085)
COW = Kneeling(spine=(-2.0, -4.0, -5.0, -3.0, -2.0), neck=-42, protract=-6, arch=-0.01)
CHILD = Kneeling(back=64, spine=(11.0, 11.0, 9.0, 6.0, 4.0), spread=0.14, neck=5, elevate=14, arch=0.04)
