"""The stretches done on hands and knees."""

from dataclasses import replace

from coach.body.measures import Posture, View
from coach.stretches.form_error import FormError, Reading, Urgency
from coach.stretches.gate import Gate
from coach.stretches.key_measure import KeyMeasure
from coach.stretches.phase import Phase
from coach.stretches.shared_errors import HOLDING, MOVING_IN, MOVING_OUT, bouncing
from coach.stretches.stretch import Kind, Stretch

SIDE_VIEWS = frozenset({View.SIDE_LEFT, View.SIDE_RIGHT, View.OBLIQUE})
CYCLING = frozenset({Phase.COW, Phase.CAT})
IN_COW, IN_CAT = frozenset({Phase.COW}), frozenset({Phase.CAT})

FACE_DOWN = Gate("front_up", at_most=0.2)
SAT_BACK_DEG, OVER_KNEES_DEG = 108.0, 101.0
"""Hip to ankle is 1.0 and 1.08 torso lengths there, 1.2 on all fours (clinical notes, CC8 [M]); a trunk that is round
is shorter than it was, and would be no measure for it."""
HANDS_BEAR = Gate("wrist_height_{side}_torso", at_most=-0.5)
"""The chest is nearly an upper arm's length off the floor (0.65), as on forearms: it is not let down into a child's
pose (0.2 to 0.4)."""
HIPS_OVER_SHOULDERS = Gate("trunk_incline_deg", at_most=-10.0)
"""Hips that are high in a child's pose are so over a chest that is down (-18 and less, 0 to 20 on hands and knees)."""
CHEST_DOWN = Gate("trunk_incline_deg", at_most=22.0)
"""A chest that is up brings the head up with it, and the trunk nearer to the arms: that is told alone (CP2)."""
HEAD_HELD_DEG, HEAD_DOWN_DEG = 16.0, 10.0
"""A head in line with the trunk is 0, and so is a forehead on the mat; an ear that is 0.15 torso lengths up (CP3) goes
with 60 and more on rendered bodies. Near the mat the pose model shows half of that, and of the ear's way a quarter."""
ELBOW_SURE = 0.3
"""An elbow drawn in hides beside the trunk. Of arms that reach, however badly seen, no look of 2348 at rendered bodies
tells a short one."""
FACE_SURE = 0.15
"""A head that is thrown back turns the face away from a camera behind it. In other cows no look tells more than 47."""
HEAD_BACK_DEG, HEAD_LEVEL_DEG = 60.0, 45.0
"""The end of a neck's range (60 to 70). An ear 45 degrees behind the trunk's line goes with it (CC6)."""

CHILDS_POSE = Stretch(
    "childs_pose",
    None,
    Kind.HOLD,
    # Hands and knees is 90 degrees at the knee, the pose 120 to 150 (clinical notes, 1.3 [M]); a person with a sore
    # knee and a cushion stays above that, so the line is drawn low. Seen obliquely the number trembles by 3 degrees.
    # Hips that rise are an error in the pose (CP1). Folded legs are lost for a second at times, hips are not; and the
    # pose model lets folded knees open 0.26 s late (median of 31 holds), while they are not late in folding.
    key=KeyMeasure(
        "knee_flexion_{side}_deg",
        enter=SAT_BACK_DEG,
        forgiving=True,
        anchor="hip_height_torso",
        band=4.0,
        lag_s=0.25,
    ),
    # A chest held up as high as straight arms reach (52 degrees) is an error in the pose; sitting upright is none.
    gates=(FACE_DOWN, Gate("trunk_incline_deg", -45.0, 60.0)),
    postures=frozenset({Posture.CHILDS_POSE, Posture.KNEELING}),
    errors=(
        # 0.80 and 0.70, of which the pose model, whose torso is longer, shows 0.72 to 0.92; hips that rest low it shows
        # at up to 0.55. Hips that rise in the hold stop its clock at first, as if the body left: then they are high if
        # they stay there.
        FormError(
            "hips_high",
            "hip_ankle_{side}_torso",
            Reading.VALUE,
            0.57,
            0.51,
            3.0,
            HOLDING | MOVING_OUT,
            Urgency.P3,
            "CP1, R20, R21, R6, R16",
            given=(HIPS_OVER_SHOULDERS,),
            unless=frozenset({"cushion_on_heels", "blanket_behind_knees"}),
        ),
        FormError("chest_high", "trunk_incline_deg", Reading.VALUE, 30.0, 22.0, 2.0, HOLDING, Urgency.P3, "CP2, S002"),
        FormError(
            "head_held",
            "head_tip_deg",
            Reading.VALUE,
            HEAD_HELD_DEG,
            HEAD_DOWN_DEG,
            2.0,
            HOLDING,
            Urgency.P2,
            "CP3, R16, R139",
            given=(CHEST_DOWN,),
        ),
        FormError(
            "arms_short",
            "shoulder_flexion_{side}_deg",
            Reading.VALUE,
            100.0,
            110.0,
            2.0,
            HOLDING,
            Urgency.P3,
            "CP5, S002",
            least_sure=ELBOW_SURE,
            given=(CHEST_DOWN,),
            unless=frozenset({"arms_back", "forehead_on_fists"}),
        ),
        # 8 and 5 degrees at the knees. Of folded legs the pose model lets that number swing by 16 where they lie still;
        # of the hips' height it does not.
        bouncing("hip_height_torso", 0.08, 0.05),
        # 0.6 torso lengths a second; seen obliquely, a true 0.5 is told as up to 0.7 over 0.3 s.
        FormError(
            "drops_back",
            "hip_ankle_{side}_torso",
            Reading.FALL,
            0.75,
            0.5,
            0.2,
            MOVING_IN,
            Urgency.P1,
            "CP6, R6, S002",
            window_s=0.5,
        ),
        FormError(
            "comes_up_fast", "trunk_incline_deg", Reading.RISE, 45.0, 30.0, 0.2, MOVING_OUT, Urgency.P2, "CP7, R16, R20"
        ),
    ),
    views=SIDE_VIEWS,
)

HIPS_OVER_KNEES = Gate("thigh_tilt_{side}_deg", at_most=15.0)
"""Hips that went back, or ahead, lean the arms and take the weight from them: that is told alone (CC2)."""
ROUND = Gate("back_curve_change", at_least=0.035)
"""A cat, whether or not its beginning was seen: who goes straight from a cow to the heels rounds the back there."""


ELBOWS_BEND = FormError(
    "elbows_bend",
    "elbow_flexion_{side}_deg",
    # 25 degrees are bent, 18 are soft. The pose model shows straight arms at 12 to 30, each person's own within 5, and
    # bent ones 14 and more beyond that. An arm that reaches ahead is read as bent from an oblique view.
    Reading.OWN,
    12.0,
    6.0,
    1.0,
    IN_COW,
    Urgency.P2,
    "CC1, R26, R6",
    usual=(15.0, 24.0),
    part_of=frozenset({"shoulders_drift"}),
    given=(HIPS_OVER_KNEES,),
    unless=frozenset({"on_forearms"}),
)


CAT_COW = Stretch(
    "cat_cow",
    None,
    Kind.CYCLE,
    # A back that is held still keeps within a third of the slack; the smallest cat or cow that counts goes beyond it.
    key=KeyMeasure("back_curve", enter=0.0, slack=0.06),
    gates=(FACE_DOWN, Gate("trunk_incline_deg", -35.0, 35.0)),
    # Hands that bear are not in a child's pose, and thighs that lean further than this are on their way there.
    pose_gates=(HANDS_BEAR, Gate("thigh_tilt_{side}_deg", at_most=60.0)),
    errors=(
        ELBOWS_BEND,
        # Under a round back a straight arm is read at up to 48, a bent one from 54 on.
        replace(ELBOWS_BEND, reading=Reading.VALUE, on=51.0, off=44.0, phases=IN_CAT),
        FormError(
            "hips_drift",
            "thigh_tilt_{side}_deg",
            Reading.VALUE,
            15.0,
            10.0,
            1.0,
            CYCLING,
            Urgency.P2,
            "CC2, S002, R22",
            part_of=frozenset({"sits_back"}),
        ),
        FormError(
            "shoulders_drift",
            "arm_tilt_{side}_deg",
            Reading.VALUE,
            15.0,
            10.0,
            1.0,
            CYCLING,
            Urgency.P2,
            "CC3, S002, R22",
            given=(HIPS_OVER_KNEES,),
            unless=frozenset({"on_forearms"}),
        ),
        FormError(
            "head_back",
            "head_tip_deg",
            Reading.VALUE,
            HEAD_BACK_DEG,
            HEAD_LEVEL_DEG,
            1.0,
            IN_COW,
            Urgency.P2,
            "CC6, R23",
            least_sure=FACE_SURE,
        ),
        # The notes give -0.08 for the deepest point of the outline; the curve told here sinks about twice as far,
        # since buttocks and shoulders stand out of the line: by -0.16, of which the pose model's mask shows -0.11 to
        # -0.17. Rendered bodies are told up to -0.134 in a full cow, but hardly two of one body differ by 0.005. A head
        # that is thrown back lifts the outline of the shoulders, too.
        FormError(
            "deep_sag",
            "back_curve_change",
            Reading.OWN,
            -0.018,
            -0.012,
            1.0,
            IN_COW,
            Urgency.P2,
            "CC7, R24, R27",
            usual=(-0.084, -0.122),
            part_of=frozenset({"head_back"}),
            unless=frozenset({"small_cow", "no_cow"}),
        ),
        FormError(
            "deep_sag",
            "back_curve_change",
            Reading.VALUE,
            -0.08,
            -0.06,
            1.0,
            IN_COW,
            Urgency.P2,
            "CC7, R24",
            only_with="small_cow",
        ),
        FormError(
            "sits_back",
            "knee_flexion_{side}_deg",
            Reading.VALUE,
            SAT_BACK_DEG,
            OVER_KNEES_DEG,
            1.0,
            CYCLING,
            Urgency.P3,
            "CC8",
            given=(HANDS_BEAR, ROUND),
        ),
    ),
    views=SIDE_VIEWS,
    mask=True,
)
