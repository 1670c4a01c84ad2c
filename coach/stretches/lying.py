"""The stretches done on the back."""

from coach.body.measures import View
from coach.session.screen import Phase
from coach.stretches.common import HEAD_LIFTS, HOLDING, IN_AND_HOLD, SHOULDERS_CURL, too_fast
from coach.stretches.model import Combine, FormError, Gate, KeyMeasure, Kind, Reading, Stretch, Urgency

ON_THE_BACK = (Gate("trunk_incline_deg", -30.0, 35.0), Gate("front_up", at_least=-0.2))
"""Gravity tells these from a child's pose, which has the same joint angles upside down."""

SIDE_VIEWS = frozenset({View.SIDE_LEFT, View.SIDE_RIGHT, View.OBLIQUE})
END_VIEWS = frozenset({View.OBLIQUE, View.FOOT_END, View.HEAD_END})

KNEE_TO_CHEST_SINGLE = Stretch(
    "knee_to_chest",
    "single",
    Kind.HOLD,
    sided=True,
    # Knees bent with the feet flat is 45 to 60 degrees, the hold 90 to 125 (clinical notes, 1.1).
    key=KeyMeasure("knee_to_chest_{side}_deg", enter=80.0),
    gates=ON_THE_BACK,
    pose_gates=(Gate("knee_height_{side}_torso", at_least=0.15),),
    errors=(
        too_fast("knee_to_chest_{side}_deg"),
        HEAD_LIFTS,
        SHOULDERS_CURL,
        FormError(
            "resting_foot_lifts",
            "ankle_height_{other}_torso",
            Reading.FROM_START,
            0.12,
            0.08,
            1.0,
            IN_AND_HOLD,
            Urgency.P2,
            "SK1b, R1, R9",
        ),
    ),
    views=SIDE_VIEWS,
)

KNEE_TO_CHEST_DOUBLE = Stretch(
    "knee_to_chest",
    "double",
    Kind.HOLD,
    key=KeyMeasure("knee_to_chest_{side}_deg", enter=80.0, combine=Combine.LEAST),
    gates=ON_THE_BACK,
    pose_gates=(Gate("knee_height_{side}_torso", at_least=0.15),),
    errors=(
        too_fast("knee_to_chest_{side}_deg"),
        HEAD_LIFTS,
        SHOULDERS_CURL,
        FormError(
            "legs_straighten",
            "knee_flexion_{side}_deg",
            Reading.VALUE,
            80.0,
            90.0,
            1.0,
            HOLDING,
            Urgency.P3,
            "DK6, R1",
        ),
    ),
    views=SIDE_VIEWS,
)

KNEES_FALL = too_fast("knee_drop_deg", 40.0, 25.0, "knees_fall")
"""KD3, a little slower than G1: the trunk turns with the legs."""
SHOULDER_LIFTS = FormError(
    "shoulder_lifts", "shoulder_roll_deg", Reading.FROM_START, 12.0, 8.0, 0.8, IN_AND_HOLD, Urgency.P1, "KD1, S002, R1"
)
KNEES_APART = FormError(
    "knees_apart", "knee_gap_torso", Reading.FROM_START, 0.25, 0.15, 1.0, IN_AND_HOLD, Urgency.P3, "KD2, R6"
)


def _knee_drop(variant: str) -> Stretch:
    return Stretch(
        "knee_drop",
        variant,
        Kind.HOLD,
        sided=True,
        # 0 is knees to the ceiling; whatever is comfortable counts, typically 25 to 60 (clinical notes, 1.5a [J]).
        key=KeyMeasure("{toward}knee_drop_deg", enter=18.0, slack=12.0),
        gates=ON_THE_BACK,
        errors=(KNEES_FALL, SHOULDER_LIFTS, KNEES_APART),
        views=END_VIEWS,
    )


KNEE_DROP_FEET_DOWN = _knee_drop("feet_down")
KNEE_DROP_KNEES_UP = _knee_drop("knees_up")

KNEE_TWIST = Stretch(
    "knee_twist",
    None,
    Kind.HOLD,
    sided=True,
    # The leg crosses over: the left knee goes to the right.
    key=KeyMeasure("{away}knee_drop_deg", enter=18.0, slack=12.0),
    gates=ON_THE_BACK,
    errors=(KNEES_FALL, SHOULDER_LIFTS),
    views=END_VIEWS,
)

HIP_LIFT = Stretch(
    "hip_lift",
    None,
    Kind.HOLD,
    # 0.08 to 0.20 torso lengths is "a couple of inches" (clinical notes, 1.7 [M], S002).
    key=KeyMeasure("hip_height_torso", enter=0.06, slack=0.05, still_per_s=0.08, from_start=True),
    gates=(Gate("front_up", at_least=-0.2),),
    errors=(
        FormError(
            "lifts_high", "hip_height_torso", Reading.FROM_START, 0.25, 0.20, 0.8, HOLDING, Urgency.P1, "HL1, S002"
        ),
        FormError(
            "hips_drop",
            "hip_height_torso",
            Reading.SPEED,
            0.35,
            0.20,
            0.2,
            frozenset({Phase.MOVE_OUT}),
            Urgency.P2,
            "HL2, S002",
        ),
    ),
    views=SIDE_VIEWS,
)

# The pelvis turns 10 to 15 degrees at most, which is as much as the hip landmarks waver: voice and clock only
# (clinical notes, 1.6 [J], R55).
PELVIC_TILT = Stretch("pelvic_tilt", None, Kind.HOLD)
