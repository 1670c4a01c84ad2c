"""The rules of posture as data: what each posture asks of a trunk and of two legs.

A band says between which values a number speaks for a posture (``full``), and how far outside it (``none``) it speaks
against it altogether. Numbers come from anatomy and geometry; those without another source are our judgement.
Fulls and nones of postures that border on each other meet half-way, so that no body is surely two things.
"""

from dataclasses import dataclass
from enum import Enum

from coach.body.measures import Posture

_FAR = 1e6


@dataclass(frozen=True)
class Band:
    """``{side}`` in the name stands for the leg that is asked about."""

    name: str
    none_below: float = -_FAR
    full_from: float = -_FAR
    full_to: float = _FAR
    none_above: float = _FAR
    needed: bool = False
    """Where the number is absent, a needed band does not hold; others do not object."""

    @classmethod
    def least(cls, name: str, none: float, full: float, *, needed: bool = False) -> "Band":
        return cls(name, none_below=none, full_from=full, needed=needed)

    @classmethod
    def most(cls, name: str, full: float, none: float) -> "Band":
        return cls(name, full_to=full, none_above=none)

    def grade(self, value: float) -> float:
        """1 inside, 0 beyond ``none``, straight in between."""
        if value < self.full_from:
            return max(0.0, (value - self.none_below) / (self.full_from - self.none_below))
        if value > self.full_to:
            return max(0.0, (self.none_above - value) / (self.none_above - self.full_to))
        return 1.0


class Leg(Enum):
    """What one leg does."""

    LONG = "long"
    PLANTED = "planted"
    TUCKED = "tucked"
    HELD = "held"
    DOWN = "down"
    DROPPED = "dropped"
    DRAWN_UP = "drawn_up"
    CROSSING = "crossing"
    UNDER = "under"
    FOLDED = "folded"
    KNELT = "knelt"
    CHAIR = "chair"
    AHEAD = "ahead"
    UPRIGHT = "upright"


_HF, _KF = "knee_to_chest_{side}_deg", "knee_flexion_{side}_deg"
_KNEE, _ANKLE = "knee_height_{side}_torso", "ankle_height_{side}_torso"
_THIGH, _SHIN = "thigh_incline_{side}_deg", "shin_incline_{side}_deg"

_TUCKED = (
    Band.least(_HF, 70, 90),
    Band.least(_KF, 65, 85),
    Band.least(_KNEE, 0.3, 0.5),
    Band.least(_ANKLE, 0.05, 0.25),
    Band.most(_SHIN, 32, 52),
)
"""Trunk-thigh flexion of a hold is 90-125 (clinical notes 1.1); the foot is off the floor and does not point up."""

LEGS: dict[Leg, tuple[Band, ...]] = {
    # A heel 0.35 torso lengths up (12 degrees) is a form error of the resting leg, not another posture.
    Leg.LONG: (
        Band.most("bend_{side}_deg", 28, 48),
        Band.most(_HF, 35, 55),
        Band.most(_KF, 40, 65),
        Band.most(_ANKLE, 0.45, 0.7),
        Band.most(_KNEE, 0.35, 0.6),
    ),
    # Foot on the floor at hip level, knee up: with shank and thigh equal, 45 degrees of knee flexion lift it 0.3.
    Leg.PLANTED: (
        Band(_HF, 10, 22, 85, 100),
        Band.least(_KF, 40, 60),
        Band.most(_ANKLE, 0.3, 0.5),
        Band.least(_KNEE, 0.2, 0.4),
        Band.most(_SHIN, -20, 0),
    ),
    Leg.TUCKED: _TUCKED,
    Leg.HELD: (*_TUCKED, Band.least("held_{side}", 0.3, 0.9)),
    # The leg that rests while the other is held: long, planted or anything between, so long as its foot is down.
    # Its knee may lie behind the held one, and is then drawn to it.
    Leg.DOWN: (Band.most(_HF, 90, 115), Band.most(_ANKLE, 0.4, 0.65)),
    # A thigh turned aside by 40 degrees rises to no more than 0.68.
    Leg.DROPPED: (
        Band("bend_{side}_deg", 20, 38, 135, 150),
        Band.most("open_{side}_deg", 115, 135),
        Band.most(_ANKLE, 0.6, 0.9),
        Band.most("lowest_{side}_torso", 0.65, 0.85),
    ),
    # Both knees drawn up before they drop; or one that crosses over the other leg, whose foot may hang in the air.
    Leg.DRAWN_UP: (
        Band("bend_{side}_deg", 20, 38, 135, 150),
        Band("open_{side}_deg", 40, 60, 115, 135),
        Band.most(_ANKLE, 0.6, 0.9),
        Band.most("lowest_{side}_torso", 0.65, 0.85),
    ),
    Leg.CROSSING: (
        Band("bend_{side}_deg", 20, 38, 135, 150),
        Band("open_{side}_deg", 25, 45, 115, 135),
        Band.most(_ANKLE, 0.8, 1.1),
        Band.most("lowest_{side}_torso", 0.65, 0.85),
    ),
    # Hands and knees: thighs upright within what still is no sitting back, shins along the floor.
    Leg.UNDER: (
        Band.most("thigh_tilt_{side}_deg", 40, 55),
        Band(_KF, 40, 58, 134, 148),
        Band.most(_KNEE, -0.5, -0.3),
        Band(_SHIN, -50, -30, 42, 62),
    ),
    # Hip to ankle is 0.44 / 0.65 / 0.85 torso lengths at 150 / 135 / 120 degrees of knee flexion (clinical notes 1.3).
    Leg.FOLDED: (
        Band.least(_KF, 90, 110),
        Band.least(_HF, 80, 100),
        Band.most("hip_ankle_{side}_torso", 0.95, 1.2),
        Band.most(_KNEE, 0.0, 0.2),
        Band.most(_ANKLE, 0.05, 0.25),
    ),
    Leg.KNELT: (
        Band.least(_KF, 45, 65),
        Band(_SHIN, -50, -30, 25, 45),
        Band.most(_KNEE, -0.1, 0.1),
        Band.least("foot_back_{side}_torso", 0.15, 0.4),
    ),
    Leg.CHAIR: (Band(_THIGH, -45, -30, 30, 45), Band.most(_SHIN, -50, -30), Band.most(_ANKLE, -0.5, -0.25)),
    Leg.AHEAD: (
        Band.least(_HF, 40, 60),
        Band.most("foot_back_{side}_torso", 0.2, 0.4),
        Band.least(_ANKLE, -0.65, -0.4),
        Band.least(_KNEE, -0.4, -0.25),
    ),
    Leg.UPRIGHT: (Band.most(_THIGH, -60, -45), Band.most(_KF, 35, 55), Band.most(_ANKLE, -1.1, -0.8)),
}


TURNED_LEGS = frozenset({Leg.DROPPED, Leg.DRAWN_UP, Leg.CROSSING})


@dataclass(frozen=True)
class Rule:
    posture: Posture
    body: tuple[Band, ...]
    legs: tuple[tuple[Leg, Leg], ...]
    """Allowed pairs, either way round: the first leg must be seen doing it, the second may be hidden."""
    worth: float = 1.0
    """The most that the rule can say."""


_BACK = (Band.least("front_up", 0.2, 0.6),)
"""Front to the ceiling: within 53 degrees for sure, beyond 78 not."""
_HEAD_DOWN = (Band.most("head_height_torso", 0.24, 0.46),)
"""A head on a cushion (0.2) is down; lifted with the shoulders, as in a crunch, it is not."""
_BELLY = (Band.most("front_up", -0.5, -0.15),)
# A turn is told to within 15 to 25 degrees, knees that stand upright up to 30 aside (docs/accuracy.md).
_TURNED = Band.least("drop_deg", 20, 40, needed=True)
_LIFTED_TURNED = Band.least("knee_turn_deg", 14, 34, needed=True)
_NOT_TURNED = Band.most("drop_deg", 10, 48)
# Hands lie on the floor while both knees drop; a held leg is told 0.87 and more, by its angle alone up to 0.7.
_LET_GO = Band.most("held", 0.75, 0.95)
_DROPPING = (Band.least("front_up", 0.0, 0.4), Band("trunk_incline_deg", -30, -18, 20, 32))
_UNCROSSED = Band.most("crossed", 0.3, 0.8)
_UPRIGHT = Band.least("trunk_incline_deg", 42, 58)
_ON_HANDS = (
    *_BELLY,
    Band("trunk_incline_deg", -40, -25, 35, 48),
    Band.most("arm_tilt_deg", 32, 50),
    Band.most("wrist_height_torso", -0.6, -0.35),
)

_HOOK = (*_BACK, Band("trunk_incline_deg", -24, -12, 10, 25), *_HEAD_DOWN, _NOT_TURNED, _UNCROSSED)

RULES: tuple[Rule, ...] = (
    Rule(
        Posture.LYING,
        (*_BACK, Band("trunk_incline_deg", -30, -18, 12, 26), *_HEAD_DOWN, Band.most("hips_turn_deg", 15, 50)),
        ((Leg.LONG, Leg.LONG),),
    ),
    Rule(Posture.HOOK_LYING, _HOOK, ((Leg.PLANTED, Leg.PLANTED),)),
    # One foot planted and one leg long: on the way from one to the other.
    Rule(Posture.HOOK_LYING, _HOOK, ((Leg.PLANTED, Leg.LONG),), worth=0.7),
    Rule(
        Posture.KNEE_TO_CHEST,
        (
            *_BACK,
            Band("trunk_incline_deg", -40, -28, 20, 34),
            Band.most("head_height_torso", 0.24, 0.5),
            Band.most("knee_turn_deg", 35, 55),
            _UNCROSSED,
        ),
        ((Leg.HELD, Leg.DOWN), (Leg.HELD, Leg.TUCKED)),
    ),
    Rule(Posture.KNEE_DROP, (*_DROPPING, _TURNED, _LET_GO), ((Leg.DROPPED, Leg.DROPPED),)),
    Rule(Posture.KNEE_DROP, (*_DROPPING, _LIFTED_TURNED, _LET_GO), ((Leg.DRAWN_UP, Leg.DRAWN_UP),)),
    Rule(Posture.KNEE_DROP, (*_DROPPING, _LIFTED_TURNED), ((Leg.CROSSING, Leg.LONG),)),
    Rule(Posture.TABLETOP, _ON_HANDS, ((Leg.UNDER, Leg.UNDER),)),
    Rule(
        Posture.CHILDS_POSE,
        (
            *_BELLY,
            Band("trunk_incline_deg", -45, -30, 30, 44),
            Band.least("hip_height_torso", 0.0, 0.15),
            Band.least("wrist_height_torso", -0.95, -0.75),
        ),
        ((Leg.FOLDED, Leg.FOLDED),),
    ),
    Rule(Posture.KNEELING, (_UPRIGHT,), ((Leg.KNELT, Leg.KNELT),)),
    Rule(Posture.SITTING, (_UPRIGHT,), ((Leg.CHAIR, Leg.CHAIR), (Leg.AHEAD, Leg.AHEAD))),
    Rule(Posture.STANDING, (_UPRIGHT,), ((Leg.UPRIGHT, Leg.UPRIGHT),)),
)
