"""Knee drop: on the back, both knees lowered to one side."""

from dataclasses import replace

from coach.stretches.caution import TWISTING
from coach.stretches.entry import StretchEntry
from coach.stretches.form_error import FormError, Reading, Urgency
from coach.stretches.gate import Gate
from coach.stretches.line import Line
from coach.stretches.positions import END_VIEWS, LYING_HELPS, ON_THE_BACK
from coach.stretches.shared_errors import IN_AND_HOLD, head_lifts, too_fast
from coach.stretches.stretch import Stretch, UsualDose
from coach.stretches.turning import TURNED, knees_turned, shoulder_lifts

KNEES_FALL = replace(
    too_fast("knee_drop_deg", source="KD3, S002, R1"),
    id="knees_fall",
    # Raised by half: the picture shows a true 38 as 29 to 60 over 0.6 s (R55).
    line=Line(clinical=40.0, clear=25.0, measured=(66.0, 45.0)),
    window_s=0.6,
)
KNEES_APART = FormError(
    id="knees_apart",
    measure="knee_gap_torso",
    reading=Reading.OF_START,
    line=Line(clinical=1.5, clear=1.3),
    phases=IN_AND_HOLD,
    urgency=Urgency.P3,
    source="KD2, R6",
    given=(Gate("knee_gap_torso", at_least=0.25),),
    unless=frozenset({"cushion_between_knees"}),
)
HEAD_RISES = replace(
    head_lifts(source="KD7, R6"),
    measure="head_rise_torso",
    reading=Reading.VALUE,
    # A lifting shoulder raises a resting head by 0.07.
    line=Line(clinical=0.12, clear=0.08, measured=(0.14, 0.08)),
    part_of=frozenset(),
)

FEET_DOWN = Stretch(
    "knee_drop",
    "feet_down",
    sided=True,
    dose=UsualDose(hold_s=10, reps=3),  # R4
    key=knees_turned("{toward}knee_drop_deg"),
    gates=ON_THE_BACK,
    postures=TURNED,
    errors=(KNEES_FALL, shoulder_lifts("{away}shoulder_roll_deg"), KNEES_APART, HEAD_RISES),
    views=END_VIEWS,
    by_sight=True,
)
KNEES_UP = replace(
    FEET_DOWN,
    variant="knees_up",
    dose=UsualDose(hold_s=30, move_in_s=5, move_out_s=5),  # from the chest, each side: S002
)

STRETCH = StretchEntry(
    rank=4,
    about="On the back, both knees lowered to one side; feet on the floor (feet_down) or knees drawn up (knees_up).",
    variants=(FEET_DOWN, KNEES_UP),
    from_the_feet=True,
    largest_angle_deg=(10, 90),
    twists=True,
    helps=(*LYING_HELPS, "cushion_between_knees", "pillow_under_knees", "blanket_under_shoulder"),
    cautions=TWISTING,
)
