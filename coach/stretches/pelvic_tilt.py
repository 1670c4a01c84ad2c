"""Pelvic tilt: on the back, knees bent, the low back gently flattened to the floor and released."""

from coach.stretches.calibrated import SHOULDERS_CURL
from coach.stretches.entry import StretchEntry
from coach.stretches.form_error import FormError, Reading, Urgency
from coach.stretches.line import Line
from coach.stretches.positions import LYING_HELPS, ON_THE_BACK, SIDE_VIEWS
from coach.stretches.shared_errors import HOLDING, head_lifts, shoulders_curl
from coach.stretches.stretch import Stretch, UsualDose

PELVIC_TILT = Stretch(
    "pelvic_tilt",
    dose=UsualDose(hold_s=5, reps=5, move_in_s=2, move_out_s=2, rest_s=2),  # R4
    # The pelvis turns by 10 to 15 degrees at most, which is the noise of the hip landmarks: voice and clock only
    # (clinical notes, 1.6 [J], R55). A tilt that becomes a lift can be seen.
    gates=ON_THE_BACK,
    errors=(
        FormError(
            id="tilt_lifts",
            measure="hip_height_torso",
            reading=Reading.FROM_START,
            line=Line(clinical=0.08, clear=0.05),
            dwell_s=0.8,
            urgency=Urgency.P2,
            source="PT1, R36, R37",
        ),
        head_lifts(HOLDING, "PT2, R37", frozenset({"tilt_lifts"})),
        shoulders_curl(Line(clinical=8.0, clear=5.0, seen=SHOULDERS_CURL), "PT2, R37"),
        FormError(
            id="knees_wander",
            measure="knee_flexion_{side}_deg",
            reading=Reading.OFF_START,
            line=Line(clinical=12.0, clear=8.0),
            urgency=Urgency.P3,
            source="PT3, R39",
        ),
    ),
    views=SIDE_VIEWS,
)

STRETCH = StretchEntry(
    rank=6,
    about="On the back, knees bent; the low back gently flattened to the floor and released.",
    variants=(PELVIC_TILT,),
    helps=LYING_HELPS,
)
