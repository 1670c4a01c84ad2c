"""Knee twist: on the back, one leg straight; the other knee, bent, crosses the body."""

from coach.stretches.caution import TWISTING
from coach.stretches.entry import StretchEntry
from coach.stretches.form_error import FormError, Urgency
from coach.stretches.line import Line
from coach.stretches.positions import LYING_HELPS, ON_THE_BACK, SIDE_VIEWS
from coach.stretches.stretch import Stretch, UsualDose
from coach.stretches.turning import TURNED, knees_turned, shoulder_lifts

KNEE_TWIST = Stretch(
    "knee_twist",
    sided=True,
    dose=UsualDose(hold_s=20, reps=3, move_in_s=5, move_out_s=5),  # each side: S002
    # The leg crosses over: the left knee goes to the right.
    key=knees_turned("{away}knee_drop_deg"),
    gates=ON_THE_BACK,
    postures=TURNED,
    errors=(
        # Here only world points show the one knee and the chest. They jump while it crosses: its speed is not judged,
        # and the roll of the chest only once the knee has come to rest.
        shoulder_lifts("{toward}shoulder_roll_deg"),
        FormError(
            id="long_leg_lifts",
            measure="thigh_incline_{other}_deg",
            # From the floor: beside a knee that stands, the long leg measures up to 18 degrees more.
            line=Line(clinical=12.0, clear=8.0),
            urgency=Urgency.P3,
            source="KT1, S002",
            unless=frozenset({"pillow_under_knees"}),
        ),
    ),
    views=SIDE_VIEWS,
    by_sight=True,
)

STRETCH = StretchEntry(
    rank=5,
    about="On the back, one leg straight; the other knee, bent, crosses the body.",
    variants=(KNEE_TWIST,),
    from_the_feet=True,
    largest_angle_deg=(10, 90),
    twists=True,
    helps=(*LYING_HELPS, "pillow_under_knees", "blanket_under_shoulder"),
    cautions=TWISTING,
)
