"""The stretches done on hands and knees."""

from coach.body.measures import View
from coach.session.screen import Phase
from coach.stretches.common import HOLDING, too_fast
from coach.stretches.model import FormError, Gate, KeyMeasure, Kind, Reading, Stretch, Urgency

SIDE_VIEWS = frozenset({View.SIDE_LEFT, View.SIDE_RIGHT, View.OBLIQUE})
CYCLING = frozenset({Phase.COW, Phase.CAT})

FACE_DOWN = Gate("front_up", at_most=0.2)

CHILDS_POSE = Stretch(
    "childs_pose",
    None,
    Kind.HOLD,
    # Hands and knees is 90 degrees at the knee, the pose 120 to 150 (clinical notes, 1.3 [M]); a person with a sore
    # knee and a cushion stays above that, so the line is drawn low.
    key=KeyMeasure("knee_flexion_{side}_deg", enter=108.0),
    gates=(FACE_DOWN, Gate("trunk_incline_deg", -45.0, 45.0)),
    errors=(
        FormError(
            "hips_high", "hip_ankle_{side}_torso", Reading.VALUE, 0.80, 0.70, 3.0, HOLDING, Urgency.P3, "CP1, R20"
        ),
        FormError("chest_high", "trunk_incline_deg", Reading.VALUE, 30.0, 22.0, 2.0, HOLDING, Urgency.P3, "CP2, S002"),
        too_fast("knee_flexion_{side}_deg", error_id="drops_back"),
    ),
    views=SIDE_VIEWS,
)

CAT_COW = Stretch(
    "cat_cow",
    None,
    Kind.CYCLE,
    key=KeyMeasure("back_curve_change", enter=0.0, sight="back_curve"),
    # A thigh that leans further than this is on its way into a child's pose.
    gates=(FACE_DOWN, Gate("trunk_incline_deg", -35.0, 35.0), Gate("thigh_tilt_{side}_deg", at_most=35.0)),
    errors=(
        FormError(
            "elbows_bend", "elbow_flexion_{side}_deg", Reading.VALUE, 25.0, 18.0, 1.0, CYCLING, Urgency.P2, "CC1, R26"
        ),
        FormError(
            "hips_drift", "thigh_tilt_{side}_deg", Reading.VALUE, 15.0, 10.0, 1.0, CYCLING, Urgency.P2, "CC2, S002"
        ),
        FormError(
            "shoulders_drift", "arm_tilt_{side}_deg", Reading.VALUE, 15.0, 10.0, 1.0, CYCLING, Urgency.P2, "CC3, S002"
        ),
        FormError("deep_sag", "back_curve_change", Reading.VALUE, -0.15, -0.12, 1.0, CYCLING, Urgency.P2, "CC7, R24"),
    ),
    views=SIDE_VIEWS,
    mask=True,
)
