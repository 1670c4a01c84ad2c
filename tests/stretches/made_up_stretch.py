"""A stretch that never ships: exactly what a contributor writes for a new one."""

from coach.stretches.caution import TWISTING
from coach.stretches.entry import StretchEntry
from coach.stretches.form_error import FormError, Urgency
from coach.stretches.key_measure import KeyMeasure
from coach.stretches.line import Line
from coach.stretches.positions import ON_THE_BACK, SIDE_VIEWS
from coach.stretches.shared_errors import head_lifts
from coach.stretches.stretch import Stretch, UsualDose

HIGH = Stretch(
    "leg_fan",
    "high",
    sided=True,
    dose=UsualDose(hold_s=12, reps=2),
    acute_hold_s=4.0,
    key=KeyMeasure("knee_flexion_{side}_deg", enter=50.0),
    gates=ON_THE_BACK,
    errors=(
        head_lifts(),
        FormError(
            id="fans_out",
            measure="knee_gap_torso",
            line=Line(clinical=0.4, shown=0.5, clear=0.3),
            urgency=Urgency.P2,
            source="LF1",
        ),
    ),
    views=SIDE_VIEWS,
)

STRETCH = StretchEntry(
    rank=8,
    about="On the back, one leg fanned out.",
    variants=(HIGH, Stretch("leg_fan", "low", dose=UsualDose(hold_s=6))),
    from_the_feet=True,
    largest_angle_deg=(20, 70),
    twists=True,
    helps=("towel",),
    cautions=TWISTING,
)
