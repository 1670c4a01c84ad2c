"""Knee to chest: on the back, one knee or both drawn toward the chest."""

from coach.body.measures import Posture
from coach.stretches.calibrated import LEGS_STRAIGHTEN
from coach.stretches.caution import WEAK_SPINE, Caution
from coach.stretches.entry import StretchEntry
from coach.stretches.form_error import FormError, Reading, Urgency
from coach.stretches.gate import Gate
from coach.stretches.key_measure import KeyMeasure
from coach.stretches.line import Line
from coach.stretches.positions import LYING_HELPS, ON_THE_BACK, SIDE_VIEWS
from coach.stretches.shared_errors import (
    FROM_THE_SIDE,
    IN_AND_HOLD,
    MOVING_OUT,
    SPEED_S,
    bouncing,
    head_lifts,
    shoulders_curl,
    too_fast,
)
from coach.stretches.sided import Combine
from coach.stretches.stretch import Stretch, UsualDose

FAR_KNEE_SURE = 0.2
"""A far knee behind the near one, located as well as it is ever seen, has 0.2 to 0.6."""
HELD_KNEE_SURE = 0.1
"""One that is held at the chest, over or behind the other thigh, has 0.1 to 0.5. A guess lies beside the near knee and
does not lead it."""
LONG_LEG_DEG = 40.0
"""Knee flexion below which the resting leg is straight: halfway between straight and the foot on the floor."""

SINGLE = Stretch(
    "knee_to_chest",
    "single",
    sided=True,
    dose=UsualDose(hold_s=20, reps=3),  # each leg: S002
    # Knees bent with the feet flat is 45 to 60 degrees, the hold 90 to 125 (clinical notes, 1.1).
    key=KeyMeasure("knee_to_chest_{side}_deg", enter=80.0, least_sure=HELD_KNEE_SURE),
    gates=ON_THE_BACK,
    # Both knees up is a different stretch. A far leg sometimes appears halfway to the near one, but not this close to
    # it, unless the shoulders curl up between the knees.
    pose_gates=(
        Gate("knee_height_{side}_torso", at_least=0.15),
        Gate("knee_lead_{side}_deg", at_least=20.0, unless=Gate("trunk_incline_deg", at_least=12.0)),
    ),
    postures=frozenset({Posture.KNEE_TO_CHEST}),
    errors=(
        too_fast("knee_to_chest_{side}_deg"),
        # A resting leg that lifts hides the other one, which then seems to swing.
        bouncing("knee_to_chest_{side}_deg", more=frozenset({"resting_foot_lifts"})),
        head_lifts(),
        shoulders_curl(),
        FormError(
            id="resting_leg_lifts",
            measure="thigh_incline_{other}_deg",
            # From the floor: at the start the other leg lies beside it, and it then measures up to 9 degrees less.
            # In the hold, lying legs measure -5 to 4.
            line=Line(clinical=12.0, clear=8.0, plus=4.0),
            phases=IN_AND_HOLD,
            urgency=Urgency.P2,
            source="SK1, R2",
            given=(Gate("knee_flexion_{other}_deg", at_most=LONG_LEG_DEG),),
        ),
        FormError(
            id="resting_foot_lifts",
            measure="ankle_height_{other}_torso",
            reading=Reading.FROM_START,
            line=Line(clinical=0.12, clear=0.08),
            phases=IN_AND_HOLD,
            urgency=Urgency.P2,
            source="SK1b, R1, R9",
            # A far foot is sometimes mistaken for the near one passing by.
            given=(Gate("knee_flexion_{other}_deg", at_least=LONG_LEG_DEG), Gate("feet_apart_torso", at_least=0.35)),
        ),
        FormError(
            id="hands_missing",
            measure="wrist_to_leg_{side}_torso",
            line=Line(clinical=0.35, clear=0.25),
            dwell_s=2.0,
            urgency=Urgency.P3,
            source="SK4, R10, R8",
            unless=frozenset({"behind_thigh", "towel"}),
        ),
        FormError(
            id="drops_leg",
            measure="knee_to_chest_{side}_deg",
            reading=Reading.FALL,
            # The measured speed is a third above the true one.
            line=Line(clinical=60.0, clear=40.0, measured=(80.0, 55.0)),
            dwell_s=0.1,
            phases=MOVING_OUT,
            urgency=Urgency.P2,
            source="SK7, S002",
            window_s=SPEED_S,
        ),
    ),
    views=SIDE_VIEWS,
)

DOUBLE = Stretch(
    "knee_to_chest",
    "double",
    dose=UsualDose(hold_s=20, move_in_s=5, move_out_s=5),  # [J]
    acute_hold_s=5.0,  # clinical notes, 3.2 [J]
    # One knee that slides away by 22 degrees is an error in the pose (DK4).
    key=KeyMeasure("knee_to_chest_{side}_deg", enter=80.0, forgiving=True, combine=Combine.LEAST),
    gates=ON_THE_BACK,
    pose_gates=(Gate("knee_height_{side}_torso", at_least=0.15),),
    postures=frozenset({Posture.KNEE_TO_CHEST}),
    errors=(
        too_fast("knee_to_chest_{side}_deg", source="DK1, G1"),
        bouncing("knee_to_chest_{side}_deg", more=frozenset({"rocking"})),
        head_lifts(source="DK2, R12", more=frozenset({"tail_lifts"})),
        shoulders_curl(source="DK2, R12"),
        FormError(
            id="rocking",
            measure="trunk_incline_deg",
            reading=Reading.SWING,
            line=Line(clinical=8.0, clear=5.0),
            dwell_s=0.3,
            urgency=Urgency.P2,
            source="DK3, R43c",
            window_s=4.0,
            reversals=2,
        ),
        FormError(
            id="knees_uneven",
            measure="knee_to_chest_{side}_deg",
            reading=Reading.SIDES,
            # A far knee is seen higher than it is, and higher still behind a near one that is lower: even knees seem to
            # differ by up to 15, and a near one that is 24 to 30 lower by 17 to 20 (13 rendered people). A far one that
            # is lower stays hidden. In an oblique view even knees seem to differ by up to 19.
            line=Line(clinical=15.0, clear=10.0, measured=(16.5, 14.0)),
            dwell_s=2.0,
            urgency=Urgency.P3,
            source="DK4, R51",
            least_sure=FAR_KNEE_SURE,
            given=(FROM_THE_SIDE,),
        ),
        FormError(
            id="tail_lifts",
            measure="trunk_incline_deg",
            reading=Reading.FROM_START,
            # Torso lengths: the sines of 11.5 and 8 degrees; the pose model shows 0.7 of them.
            line=Line(clinical=0.20, clear=0.14, true=(-11.5, -8.0), measured=(-8.0, -5.5)),
            urgency=Urgency.P2,
            source="DK5, R10",
        ),
        FormError(
            id="legs_straighten",
            measure="knee_flexion_{side}_deg",
            line=Line(clinical=80.0, clear=90.0, seen=LEGS_STRAIGHTEN),
            urgency=Urgency.P3,
            source="DK6, R1",
        ),
    ),
    views=SIDE_VIEWS,
)

STRETCH = StretchEntry(
    rank=1,
    about="On the back, one knee (single) or both knees (double) drawn toward the chest.",
    variants=(SINGLE, DOUBLE),
    largest_angle_deg=(30, 150),
    hip_angle_deg=80.0,  # hip precautions allow 90 degrees of hip bending (R62); 10 less as the pelvis turns too [J]
    bends_far=True,
    helps=(*LYING_HELPS, "behind_thigh", "towel", "other_leg_straight", "knees_wide"),
    cautions=(
        WEAK_SPINE,
        Caution(precaution="knee", why="hold behind the thigh rather than the shin (R8)", unless="behind_thigh"),
        Caution(precaution="pregnancy", why="the belly needs room (R15)", unless="knees_wide"),
    ),
)
