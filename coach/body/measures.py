"""Named numbers about a body, each with a confidence; what cannot be seen is absent, never a guess."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from coach.body.landmarks import Side

SEEN = 0.5
"""The pose model's own default confidence (clinical notes, R56)."""


class Posture(Enum):
    """What a body is doing, judged by joints and gravity. OTHER is an honest answer."""

    LYING = "lying"
    HOOK_LYING = "hook_lying"
    KNEE_TO_CHEST = "knee_to_chest"
    KNEE_DROP = "knee_drop"
    CHILDS_POSE = "childs_pose"
    TABLETOP = "tabletop"
    CAT = "cat"
    COW = "cow"
    KNEELING = "kneeling"
    SITTING = "sitting"
    STANDING = "standing"
    OTHER = "other"

    __hash__ = object.__hash__  # of its identity: Enum hashes its name in Python, hundreds of times for each picture


class View(Enum):
    """The direction from which the camera sees the person."""

    SIDE_LEFT = "side_left"
    SIDE_RIGHT = "side_right"
    OBLIQUE = "oblique"
    FOOT_END = "foot_end"
    HEAD_END = "head_end"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PostureSeen:
    """A posture, its side, and how sure it is."""

    posture: Posture
    confidence: float
    """0 to 1."""
    side: Side | None = None
    """The side exercised: for one knee to the chest, and for the side the knees drop to. None: both, or neither."""
    both: bool = False
    """Both knees are at the chest."""


@dataclass(frozen=True)
class Measure:
    value: float
    """The value in the unit that its name ends with: ``_deg``, ``_torso`` (torso lengths), or none (a ratio)."""
    confidence: float
    """0 to 1: the lowest visibility of the joints it uses, lowered when the view shows it badly."""


@dataclass(frozen=True)
class Measures:
    """Everything known about a body at one moment.

    Names in ``values`` (``{side}`` is left or right; heights and distances are in torso lengths):

    ``trunk_incline_deg``              hip to shoulder above the horizontal: 0 lying, 90 upright, negative head-down
    ``front_up``                       -1 front of the trunk to the floor .. +1 to the ceiling
    ``off_side_deg``                   how far from the exact side the camera stands, around the body, 0 .. 90
    ``knee_to_chest_{side}_deg``       trunk-thigh flexion, 180 minus the angle shoulder-hip-knee
    ``knee_lead_{side}_deg``           the same, less that of the other side
    ``knee_flexion_{side}_deg``        180 minus the angle hip-knee-ankle
    ``thigh_incline_{side}_deg``       hip to knee above the horizontal, -90 .. 90
    ``knee_height_{side}_torso``       knee above the hip, along gravity
    ``ankle_height_{side}_torso``      ankle above the hip, along gravity
    ``hip_height_torso``               mid-hip above the lower of the two ankles, along gravity
    ``hip_ankle_{side}_torso``         distance hip to ankle
    ``elbow_flexion_{side}_deg``       180 minus the angle shoulder-elbow-wrist
    ``shoulder_flexion_{side}_deg``    arm against the trunk: 0 by the side, 180 overhead
    ``arm_tilt_{side}_deg``            shoulder to wrist, away from the vertical
    ``thigh_tilt_{side}_deg``          hip to knee, away from the vertical
    ``wrist_to_leg_{side}_torso``      wrist nearest to the thigh-shin line of that side's leg, distance
    ``head_height_torso``              ear above the shoulder-hip line, away from the floor
    ``head_tip_deg``                   face against the trunk: 0 square to it, + tipped back, - chin to the chest
    ``knee_drop_deg``                  knees against the trunk's front, about the trunk's axis: + to the person's left
    ``shoulder_roll_deg``              shoulder line about the trunk's axis against the hips' start: + left shoulder up
    ``head_rise_torso``                ear above where it lay before the knees began to turn, in the picture
    ``knee_gap_torso``                 distance between the knees
    ``feet_apart_torso``               distance between the ankles
    ``back_curve``                     back's edge off the shoulder-hip chord, chord lengths: + rounded, - sagging
    ``back_curve_change``              the same less the person's own flat back; absent until that is known
    ``shin_incline_{side}_deg``        knee to ankle above the horizontal, -90 .. 90
    ``wrist_height_{side}_torso``      wrist above the shoulder, along gravity
    ``foot_back_{side}_torso``         ankle behind the knee, along the trunk's front, level with the floor

    ``wrist_to_leg`` counts the thigh only from 0.4 of its length on: a hand that rests beside the hips holds no leg.
    """

    t_s: float
    values: Mapping[str, Measure] = field(default_factory=dict)
    posture: PostureSeen = PostureSeen(Posture.OTHER, 0.0)
    view: View = View.UNKNOWN
    likely: Mapping[Posture, float] = field(default_factory=dict)
    """In a stream, how likely each posture is; a posture that is absent is not judged."""
    unseen: tuple[str, ...] = ()
    """Parts of the body that cannot be seen well enough, such as ``left knee``."""

    def get(self, name: str, least_confidence: float = SEEN) -> float | None:
        """The value of a measure, or None where it is absent or below the requested confidence."""
        measure = self.values.get(name)
        return measure.value if measure is not None and measure.confidence >= least_confidence else None
