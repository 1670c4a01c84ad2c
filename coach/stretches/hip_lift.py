"""Hip lift: on the back, knees bent, the hips raised a couple of inches and lowered."""

from coach.stretches.caution import Caution
from coach.stretches.entry import StretchEntry
from coach.stretches.form_error import FormError, Reading, Urgency
from coach.stretches.gate import Gate
from coach.stretches.key_measure import KeyMeasure
from coach.stretches.line import Line
from coach.stretches.positions import LYING_HELPS, SIDE_VIEWS
from coach.stretches.shared_errors import MOVING_IN, MOVING_OUT
from coach.stretches.stretch import Stretch, UsualDose

HIP_LIFT = Stretch(
    "hip_lift",
    dose=UsualDose(hold_s=3, reps=5, move_in_s=3, move_out_s=3, rest_s=3),  # 5 to 10 times: S002; 3 s is [J]
    # 0.08 to 0.20 torso lengths is "a couple of inches" (clinical notes, 1.7 [M], S002). A person who lifted too high
    # and comes down to this height is still in the pose (HL1).
    key=KeyMeasure(
        "hip_height_torso", enter=0.05, slack=0.05, forgiving=True, band=0.01, still_per_s=0.08, from_start=True
    ),
    gates=(Gate("front_up", at_least=-0.2),),
    errors=(
        FormError(
            id="lifts_high",
            measure="hip_height_torso",
            reading=Reading.FROM_START,
            line=Line(clinical=0.25, clear=0.20),
            dwell_s=0.8,
            urgency=Urgency.P1,
            source="HL1, S002",
        ),
        FormError(
            id="hips_drop",
            measure="hip_height_torso",
            reading=Reading.FALL,
            # Of a drop from a low lift, the pose model shows 0.27 to 0.59; of a slow way down, up to 0.15.
            line=Line(clinical=0.35, clear=0.20, shown=0.8),
            dwell_s=0.1,  # equivalent to 0.2 s at this speed over the window of 0.3
            phases=MOVING_OUT,
            urgency=Urgency.P2,
            source="HL2, S002",
        ),
        # The angle of planted legs measures up to 8 degrees too large.
        FormError(
            id="feet_far",
            measure="knee_flexion_{side}_deg",
            line=Line(clinical=70.0, plus=6.0, clear=78.0),
            phases=MOVING_IN,
            urgency=Urgency.P3,
            source="HL3",
        ),
        FormError(
            id="feet_near",
            measure="knee_flexion_{side}_deg",
            line=Line(clinical=115.0, plus=5.0, clear=107.0),
            phases=MOVING_IN,
            urgency=Urgency.P3,
            source="HL3",
        ),
    ),
    views=SIDE_VIEWS,
)

STRETCH = StretchEntry(
    rank=7,
    about="On the back, knees bent; the hips raised a couple of inches and lowered.",
    variants=(HIP_LIFT,),
    too_much_when_acute=True,
    helps=LYING_HELPS,
    cautions=(Caution(precaution="neck", why="it puts weight on the neck (R136)"),),
)
