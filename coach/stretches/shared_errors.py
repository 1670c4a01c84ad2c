"""Form errors that several stretches share (clinical notes, 2.0 to 2.2)."""

from coach.stretches.form_error import FormError, Reading, Urgency
from coach.stretches.phase import Phase

MOVING = frozenset({Phase.MOVE_IN, Phase.MOVE_OUT})
MOVING_IN = frozenset({Phase.MOVE_IN})
MOVING_OUT = frozenset({Phase.MOVE_OUT})
HOLDING = frozenset({Phase.HOLD})
IN_AND_HOLD = frozenset({Phase.MOVE_IN, Phase.HOLD})

PLAIN = 0.85
"""Confidence of a leg that nothing hides: one behind the other is told to swing by 14 degrees, now and then, where it
lies still."""
SPEED_S = 0.7
"""Over which a leg's speed is read. The pose model first lags behind a leg and then catches up: over 0.3 s it tells up
to 103 degrees a second of a true 46, over 0.7 s 43 to 60."""
EARLY_SHARE = 0.8
"""Coming out after this share of the hold is not early (G3)."""
EARLY_S = 1.0
"""Out of the pose this long is coming out (G3)."""
UNSEEN_S = 2.0
"""Unseen this long is out of view (G6)."""


def too_fast(
    measure: str,
    on: float = 72.0,
    off: float = 50.0,
    error_id: str = "too_fast",
    phases: frozenset[Phase] = MOVING,
    source: str = "G1, S002",
    window_s: float = SPEED_S,
) -> FormError:
    """45 degrees a second is about the hip speed of sitting to standing with a stiff back (G1; R55b), of which over
    ``SPEED_S`` up to 60 are told."""
    return FormError(error_id, measure, Reading.SPEED, on, off, 0.2, phases, Urgency.P1, source, window_s=window_s)


def bouncing(measure: str, on: float = 8.0, off: float = 5.0, more: frozenset[str] = frozenset()) -> FormError:
    """To and fro at 0.5 Hz or faster; breathing is slower and smaller (G2). A trunk that curls up takes the thighs'
    angle with it; ``more`` says what else does."""
    return FormError(
        "bouncing",
        measure,
        Reading.SWING,
        on,
        off,
        0.3,
        HOLDING,
        Urgency.P1,
        "G2, R43c",
        window_s=3.0,
        reversals=3,
        plain=PLAIN,
        reversals_unplain=5,
        part_of=more | {"shoulders_curl"},
    )


def head_lifts(phases: frozenset[Phase] = IN_AND_HOLD, source: str = "SK2, R12, R8") -> FormError:
    """6 and 4 cm (0.12 and 0.08 torso lengths), of which the pose model's ear follows three quarters."""
    return FormError(
        "head_lifts",
        "head_height_torso",
        Reading.FROM_START,
        0.09,
        0.06,
        1.0,
        phases,
        Urgency.P2,
        source,
        part_of=frozenset({"shoulders_curl"}),
    )


def shoulders_curl(on: float = 13.0, off: float = 9.0, source: str = "SK3, R11") -> FormError:
    """10 degrees, the shoulders 0.17 torso lengths up, and 3 that knees at the chest tilt a trunk that lies. Up to 10
    are told where the head alone is up, and 16 and more where the shoulders are."""
    return FormError(
        "shoulders_curl", "trunk_incline_deg", Reading.FROM_START, on, off, 1.0, IN_AND_HOLD, Urgency.P2, source
    )
