"""The stretches done on the back."""

from dataclasses import replace

from coach.body.measures import Posture, View
from coach.stretches.form_error import FormError, Reading, Urgency
from coach.stretches.gate import Gate
from coach.stretches.key_measure import KeyMeasure
from coach.stretches.phase import Phase
from coach.stretches.shared_errors import (
    HOLDING,
    IN_AND_HOLD,
    MOVING_OUT,
    SPEED_S,
    bouncing,
    head_lifts,
    shoulders_curl,
    too_fast,
)
from coach.stretches.sided import Combine
from coach.stretches.stretch import Kind, Stretch

ON_THE_BACK = (Gate("trunk_incline_deg", -30.0, 35.0), Gate("front_up", at_least=-0.2))
"""Gravity tells these from a child's pose, which has the same joint angles upside down."""

SIDE_VIEWS = frozenset({View.SIDE_LEFT, View.SIDE_RIGHT, View.OBLIQUE})
END_VIEWS = frozenset({View.OBLIQUE, View.FOOT_END, View.HEAD_END})

LONG_LEG_DEG = 40.0
"""Knee flexion of the resting leg below which it lies long: half-way between straight and the foot on the floor."""

HANDS_MISSING = FormError(
    "hands_missing",
    "wrist_to_leg_{side}_torso",
    Reading.VALUE,
    0.35,
    0.25,
    2.0,
    HOLDING,
    Urgency.P3,
    "SK4, R10, R8",
    unless=frozenset({"behind_thigh", "towel"}),
)

KNEE_TO_CHEST_SINGLE = Stretch(
    "knee_to_chest",
    "single",
    Kind.HOLD,
    sided=True,
    # Knees bent with the feet flat is 45 to 60 degrees, the hold 90 to 125 (clinical notes, 1.1).
    key=KeyMeasure("knee_to_chest_{side}_deg", enter=80.0),
    gates=ON_THE_BACK,
    # Both knees up is another stretch. A far leg is at times seen half-way to the near one, not so near to it, unless
    # the shoulders curl up between the knees.
    pose_gates=(
        Gate("knee_height_{side}_torso", at_least=0.15),
        Gate("knee_lead_{side}_deg", at_least=20.0, unless=Gate("trunk_incline_deg", at_least=12.0)),
    ),
    errors=(
        too_fast("knee_to_chest_{side}_deg"),
        # A resting leg that lifts hides the other one, which then seems to swing.
        bouncing("knee_to_chest_{side}_deg", more=frozenset({"resting_foot_lifts"})),
        head_lifts(),
        shoulders_curl(),
        FormError(
            "resting_leg_lifts",
            "thigh_incline_{other}_deg",
            Reading.FROM_START,
            12.0,
            8.0,
            1.0,
            IN_AND_HOLD,
            Urgency.P2,
            "SK1, R2",
            given=(Gate("knee_flexion_{other}_deg", at_most=LONG_LEG_DEG),),
        ),
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
            # A far foot is at times taken for the near one that passes by.
            given=(Gate("knee_flexion_{other}_deg", at_least=LONG_LEG_DEG), Gate("feet_apart_torso", at_least=0.35)),
        ),
        HANDS_MISSING,
        FormError(
            "drops_leg",
            "knee_to_chest_{side}_deg",
            # 60 and 40, of which a third more is told.
            Reading.FALL,
            80.0,
            55.0,
            0.1,
            MOVING_OUT,
            Urgency.P2,
            "SK7, S002",
            window_s=SPEED_S,
        ),
    ),
    views=SIDE_VIEWS,
)

KNEE_TO_CHEST_DOUBLE = Stretch(
    "knee_to_chest",
    "double",
    Kind.HOLD,
    # One knee that slides off by 22 is an error in the pose (DK4).
    key=KeyMeasure("knee_to_chest_{side}_deg", enter=80.0, forgiving=True, combine=Combine.LEAST),
    gates=ON_THE_BACK,
    pose_gates=(Gate("knee_height_{side}_torso", at_least=0.15),),
    errors=(
        too_fast("knee_to_chest_{side}_deg", source="DK1, G1"),
        bouncing("knee_to_chest_{side}_deg", more=frozenset({"rocking"})),
        head_lifts(source="DK2, R12"),
        shoulders_curl(source="DK2, R12"),
        FormError(
            "rocking",
            "trunk_incline_deg",
            Reading.SWING,
            8.0,
            5.0,
            0.3,
            HOLDING,
            Urgency.P2,
            "DK3, R43c",
            window_s=4.0,
            reversals=2,
        ),
        # 15 and 10. Even knees are told to differ by up to 19 from obliquely, where one leg half hides the other.
        FormError(
            "knees_uneven",
            "knee_to_chest_{side}_deg",
            Reading.SIDES,
            22.0,
            15.0,
            2.0,
            HOLDING,
            Urgency.P3,
            "DK4, R51",
        ),
        # The hips up by 0.20 and 0.14 torso lengths, sines of 11.5 and 8 degrees, of which the pose model shows 0.7.
        FormError(
            "tail_lifts",
            "trunk_incline_deg",
            Reading.FROM_START,
            -8.0,
            -5.5,
            1.0,
            HOLDING,
            Urgency.P2,
            "DK5, R10",
        ),
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

KNEES_FALL = too_fast("knee_drop_deg", 66.0, 45.0, "knees_fall", source="KD3, S002, R1", window_s=0.6)
"""40 degrees a second and half as much again: of a true 38 the picture tells 29 to 60 over 0.6 s (R55)."""
KNEES_APART = FormError(
    "knees_apart",
    "knee_gap_torso",
    Reading.OF_START,
    1.5,
    1.3,
    1.0,
    IN_AND_HOLD,
    Urgency.P3,
    "KD2, R6",
    given=(Gate("knee_gap_torso", at_least=0.25),),
    unless=frozenset({"cushion_between_knees"}),
)
HEAD_RISES = replace(
    head_lifts(source="KD7, R6"),
    measure="head_rise_torso",
    reading=Reading.VALUE,
    on=0.14,
    off=0.08,
    part_of=frozenset(),
)
"""6 and 4 cm (0.12 and 0.08 torso lengths); a shoulder that lifts takes a head that stays down up by 0.07."""
TURNED = frozenset({Posture.KNEE_DROP})
"""World points can read 20 degrees for knees that point to the ceiling; the posture weighs the pelvis as well."""


def _shoulder_lifts(measure: str) -> FormError:
    """The shoulder that the knees turn away from: 8 and 5 cm up (12 and 8 degrees). Where the knees cover it, one that
    lies flat may be told at 11 or 12, and on its way at 14."""
    return FormError(
        "shoulder_lifts", measure, Reading.FROM_START, 13.5, 10.0, 0.8, HOLDING, Urgency.P1, "KD1, S002, R1, R6"
    )


def _turned(measure: str) -> KeyMeasure:
    """0 is knees to the ceiling; whatever is comfortable counts, typically 25 to 60 (clinical notes, 1.5a [J]).

    Points in space tremble by several degrees where the knees point at the camera; 40 a second is a fall (KD3).
    """
    return KeyMeasure(measure, enter=16.0, still_per_s=30.0, band=8.0)


def _knee_drop(variant: str) -> Stretch:
    return Stretch(
        "knee_drop",
        variant,
        Kind.HOLD,
        sided=True,
        key=_turned("{toward}knee_drop_deg"),
        gates=ON_THE_BACK,
        postures=TURNED,
        errors=(
            KNEES_FALL,
            _shoulder_lifts("{away}shoulder_roll_deg"),
            KNEES_APART,
            HEAD_RISES,
        ),
        views=END_VIEWS,
        by_sight=True,
    )


KNEE_DROP_FEET_DOWN = _knee_drop("feet_down")
KNEE_DROP_KNEES_UP = _knee_drop("knees_up")

KNEE_TWIST = Stretch(
    "knee_twist",
    None,
    Kind.HOLD,
    sided=True,
    # The leg crosses over: the left knee goes to the right.
    key=_turned("{away}knee_drop_deg"),
    gates=ON_THE_BACK,
    # The other leg lies long: of a bent knee that stands by itself the world points tell a turn of 20 to its own side.
    pose_gates=(Gate("knee_flexion_{other}_deg", at_most=65.0),),
    postures=TURNED,
    errors=(
        # World points alone show the one knee and the chest here. While it crosses they jump: its speed is not told,
        # and the chest's roll not before it has come to rest.
        _shoulder_lifts("{toward}shoulder_roll_deg"),
        FormError(
            "long_leg_lifts",
            "thigh_incline_{other}_deg",
            Reading.FROM_START,
            20.0,
            14.0,
            1.0,
            HOLDING,
            Urgency.P3,
            "KT1, S002",
        ),
    ),
    views=SIDE_VIEWS,
    by_sight=True,
)

HIP_LIFT = Stretch(
    "hip_lift",
    None,
    Kind.HOLD,
    # 0.08 to 0.20 torso lengths is "a couple of inches" (clinical notes, 1.7 [M], S002). Who has lifted too high, and
    # comes down to there, is in the pose still (HL1).
    key=KeyMeasure(
        "hip_height_torso", enter=0.05, slack=0.05, forgiving=True, band=0.01, still_per_s=0.08, from_start=True
    ),
    gates=(Gate("front_up", at_least=-0.2),),
    errors=(
        FormError(
            "lifts_high", "hip_height_torso", Reading.FROM_START, 0.25, 0.20, 0.8, HOLDING, Urgency.P1, "HL1, S002"
        ),
        # 0.2 s at this speed are as much over the window of 0.3.
        FormError("hips_drop", "hip_height_torso", Reading.FALL, 0.35, 0.20, 0.1, MOVING_OUT, Urgency.P2, "HL2, S002"),
        FormError(
            "feet_far",
            "knee_flexion_{side}_deg",
            Reading.VALUE,
            76.0,
            84.0,
            1.0,
            frozenset({Phase.MOVE_IN}),
            Urgency.P3,
            "HL3",
        ),
        FormError(
            "feet_near",
            # 115 and 107 (above: 70 and 78), of planted legs told by up to 8 too large.
            "knee_flexion_{side}_deg",
            Reading.VALUE,
            120.0,
            112.0,
            1.0,
            frozenset({Phase.MOVE_IN}),
            Urgency.P3,
            "HL3",
        ),
    ),
    views=SIDE_VIEWS,
)

PELVIC_TILT = Stretch(
    "pelvic_tilt",
    None,
    Kind.HOLD,
    # The pelvis turns 10 to 15 degrees at most, which is as much as the hip landmarks waver: voice and clock only
    # (clinical notes, 1.6 [J], R55). What a tilt must not become can be seen.
    gates=ON_THE_BACK,
    errors=(
        FormError(
            "tilt_lifts", "hip_height_torso", Reading.FROM_START, 0.08, 0.05, 0.8, HOLDING, Urgency.P2, "PT1, R36, R37"
        ),
        head_lifts(HOLDING, "PT2, R37"),
        shoulders_curl(8.0, 5.0, "PT2, R37"),
        FormError(
            "knees_wander",
            "knee_flexion_{side}_deg",
            Reading.OFF_START,
            12.0,
            8.0,
            1.0,
            HOLDING,
            Urgency.P3,
            "PT3, R39",
        ),
    ),
    views=SIDE_VIEWS,
)
