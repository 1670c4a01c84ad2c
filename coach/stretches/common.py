"""Form errors that several stretches share (clinical notes, 2.0 to 2.2)."""

from coach.session.screen import Phase
from coach.stretches.model import FormError, Reading, Urgency

MOVING = frozenset({Phase.MOVE_IN, Phase.MOVE_OUT})
HOLDING = frozenset({Phase.HOLD})
IN_AND_HOLD = frozenset({Phase.MOVE_IN, Phase.HOLD})


def too_fast(measure: str, on: float = 45.0, off: float = 30.0, error_id: str = "too_fast") -> FormError:
    """45 degrees a second: about the hip speed of sitting to standing with a stiff back (G1; R55b)."""
    return FormError(error_id, measure, Reading.SPEED, on, off, 0.3, MOVING, Urgency.P1, "G1, S002")


HEAD_LIFTS = FormError(
    "head_lifts", "head_height_torso", Reading.FROM_START, 0.12, 0.08, 1.0, IN_AND_HOLD, Urgency.P2, "SK2, R12, R8"
)
SHOULDERS_CURL = FormError(
    "shoulders_curl", "trunk_incline_deg", Reading.FROM_START, 10.0, 6.0, 1.0, IN_AND_HOLD, Urgency.P2, "SK3, R11"
)
