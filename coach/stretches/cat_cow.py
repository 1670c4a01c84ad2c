"""Cat-cow: on hands and knees, the back arched and rounded in turn."""

from dataclasses import replace

from coach.stretches.caution import Caution
from coach.stretches.entry import StretchEntry
from coach.stretches.form_error import FormError, Reading, Urgency
from coach.stretches.gate import Gate
from coach.stretches.key_measure import KeyMeasure
from coach.stretches.line import Line
from coach.stretches.phase import Phase
from coach.stretches.positions import FACE_DOWN, SIDE_VIEWS, Start
from coach.stretches.sided import Combine
from coach.stretches.stretch import Kind, Stretch, UsualDose

CYCLING = frozenset({Phase.COW, Phase.CAT})
IN_COW, IN_CAT = frozenset({Phase.COW}), frozenset({Phase.CAT})

HANDS_BEAR = Gate("wrist_height_{side}_torso", at_most=-0.5)
"""The chest is nearly an upper arm's length off the floor (0.65), as on forearms, and not lowered as in a child's pose
(0.2 to 0.4)."""
FACE_SURE = 0.15
"""A head thrown back turns the face away from a camera behind it. In other cows no look shows more than 47 degrees."""
BOTH_KNEES_DOWN = Gate("knee_flexion_{side}_deg", at_least=55.0, combine=Combine.LEAST)
"""One leg stretched out behind, or both in a plank, is not cat-cow; on hands and knees they fold by 77 or more."""
SAT_BACK_DEG = 108.0
"""Hip to ankle is 1.0 torso lengths at this angle of the knee, 1.2 on all fours (clinical notes, CC8 [M]). The distance
itself is not used, since a round trunk is shorter."""
HIPS_OVER_KNEES = Gate("thigh_tilt_{side}_deg", at_most=15.0)
"""Hips that are too far back or ahead lean the arms and unload them: only the hips are corrected then (CC2)."""
ROUND = Gate("back_curve_change", at_least=0.035)
"""A cat, even if its beginning was not seen: a person who goes straight from a cow to the heels rounds the back
there."""

ELBOWS_BEND = FormError(
    id="elbows_bend",
    measure="elbow_flexion_{side}_deg",
    reading=Reading.OWN,
    # The pose model shows straight arms at 12 to 30 degrees, within 5 for each person, and bent ones 14 or more beyond
    # that. From an oblique view, an arm that reaches ahead looks bent.
    line=Line(clinical=25.0, clear=18.0, measured=(12.0, 6.0)),
    phases=IN_COW,
    urgency=Urgency.P2,
    source="CC1, R26, R6",
    usual=(15.0, 24.0),
    part_of=frozenset({"shoulders_drift"}),
    given=(HIPS_OVER_KNEES,),
    unless=frozenset({"on_forearms"}),
)

CAT_COW = Stretch(
    "cat_cow",
    kind=Kind.CYCLE,
    dose=UsualDose(cycles=5, move_in_s=0, move_out_s=0, rest_s=0),  # 5 to 10 times: S002
    # A still back stays within a third of the slack; the smallest cat or cow that counts exceeds it.
    key=KeyMeasure("back_curve", enter=0.0, slack=0.06),
    gates=(FACE_DOWN, Gate("trunk_incline_deg", -35.0, 35.0), BOTH_KNEES_DOWN),
    # Hands that bear weight are not in a child's pose; thighs that lean more than this are moving into one.
    pose_gates=(HANDS_BEAR, Gate("thigh_tilt_{side}_deg", at_most=60.0)),
    errors=(
        ELBOWS_BEND,
        # Under a round back a straight arm is measured at up to 48, a bent one at 54 or more.
        replace(ELBOWS_BEND, reading=Reading.VALUE, line=Line(clinical=25.0, plus=26.0, clear=18.0), phases=IN_CAT),
        FormError(
            id="hips_drift",
            measure="thigh_tilt_{side}_deg",
            line=Line(clinical=15.0, clear=10.0),
            phases=CYCLING,
            urgency=Urgency.P2,
            source="CC2, S002, R22",
            part_of=frozenset({"sits_back"}),
        ),
        FormError(
            id="shoulders_drift",
            measure="arm_tilt_{side}_deg",
            line=Line(clinical=15.0, clear=10.0),
            phases=CYCLING,
            urgency=Urgency.P2,
            source="CC3, S002, R22",
            given=(HIPS_OVER_KNEES,),
            unless=frozenset({"on_forearms"}),
        ),
        FormError(
            id="head_back",
            measure="head_tip_deg",
            # The end of a neck's range (60 to 70) corresponds to an ear 45 degrees behind the line of the trunk.
            line=Line(clinical=45.0, clear=35.0, true=(60.0, 45.0)),
            phases=IN_COW,
            urgency=Urgency.P2,
            source="CC6, R23",
            least_sure=FACE_SURE,
        ),
        FormError(
            id="deep_sag",
            measure="back_curve_change",
            reading=Reading.OWN,
            # The notes measure the outline. The curve sinks about twice as far, to -0.16, since buttocks and shoulders
            # stick out of the line; the pose model's mask shows -0.11 to -0.17 of that. Rendered bodies measure up to
            # -0.134 in a full cow, but cows of one body differ by less than 0.005. A head thrown back also lifts the
            # outline of the shoulders.
            line=Line(clinical=-0.08, clear=-0.06, true=(-0.16, -0.12), measured=(-0.018, -0.012)),
            phases=IN_COW,
            urgency=Urgency.P2,
            source="CC7, R24, R27",
            usual=(-0.084, -0.122),
            part_of=frozenset({"head_back"}),
            unless=frozenset({"small_cow", "no_cow"}),
        ),
        FormError(
            id="deep_sag",
            measure="back_curve_change",
            # A sag half as deep as above; here, too, the curve sinks twice as far as the outline.
            line=Line(clinical=-0.04, clear=-0.03, true=(-0.08, -0.06)),
            phases=IN_COW,
            urgency=Urgency.P2,
            source="CC7, R24",
            only_with="small_cow",
        ),
        FormError(
            id="sits_back",
            measure="knee_flexion_{side}_deg",
            # Torso lengths from hip to ankle that correspond to these degrees.
            line=Line(clinical=1.0, clear=1.08, true=(SAT_BACK_DEG, 101.0)),
            phases=CYCLING,
            urgency=Urgency.P3,
            source="CC8",
            given=(HANDS_BEAR, ROUND),
        ),
    ),
    views=SIDE_VIEWS,
    mask=True,
)

STRETCH = StretchEntry(
    rank=3,
    about="On hands and knees, the back arched and rounded in turn with the breath; counted in cycles.",
    variants=(CAT_COW,),
    start=Start.ON_ALL_FOURS,
    helps=("blanket_under_knees", "on_fists", "on_forearms", "small_cow", "no_cow"),
    cautions=(
        Caution(precaution="wrist", why="it puts weight on bent wrists (R26)", unless="on_fists"),
        Caution(precaution="neck", why="the head should stay in line with the back (R23)"),
    ),
)
