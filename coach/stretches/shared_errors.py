"""Form errors that several stretches share (clinical notes, 2.0 to 2.2)."""

from coach.stretches.calibrated import HEAD_LIFTS, SHOULDERS_CURL
from coach.stretches.form_error import FormError, Reading, Urgency
from coach.stretches.gate import Gate
from coach.stretches.line import Line
from coach.stretches.phase import Phase

MOVING = frozenset({Phase.MOVE_IN, Phase.MOVE_OUT})
MOVING_IN = frozenset({Phase.MOVE_IN})
MOVING_OUT = frozenset({Phase.MOVE_OUT})
HOLDING = frozenset({Phase.HOLD})
IN_AND_HOLD = frozenset({Phase.MOVE_IN, Phase.HOLD})

PLAIN = 0.85
"""Confidence of a leg that nothing hides: a still leg behind the other sometimes seems to swing by 14 degrees."""
SPEED_S = 0.7
"""Window for the speed of a leg. The pose model first lags behind a leg and then catches up: it shows a true 46 degrees
a second as up to 103 over 0.3 s, and as 43 to 60 over 0.7 s."""
EARLY_SHARE = 0.8
"""Coming out after this share of the hold is not early (G3)."""
EARLY_S = 1.0
"""Being out of the pose for this long counts as coming out (G3)."""
HEAD_UP = Line(clinical=0.12, clear=0.08, seen=HEAD_LIFTS)
"""6 and 4 cm."""
SHOULDERS_UP = Line(clinical=10.0, clear=6.0, seen=SHOULDERS_CURL)
"""The shoulders are 0.17 torso lengths up."""

HEAD_OFF = Gate("head_height_torso", at_least=0.2)
"""The head is up, as in every curl; a resting head measures 0.19 at most (assets/calibration)."""
FROM_THE_SIDE = Gate("off_side_deg", at_most=15.0, unless=HEAD_OFF)
"""In views farther off the side, knees drawn to the chest change the slope of a still trunk by up to 18 degrees
(assets/calibration); seen from the side, by 3. The head of such a trunk stays down. A trunk that does curl up looks up
to 10 degrees farther off the side than it is."""


def too_fast(measure: str, source: str = "G1, S002") -> FormError:
    """Moving too fast: 45 degrees a second is about the hip speed of standing up with a stiff back (G1; R55b), and
    measures up to 60 over ``SPEED_S``."""
    return FormError(
        id="too_fast",
        measure=measure,
        reading=Reading.SPEED,
        line=Line(clinical=45.0, clear=30.0, measured=(72.0, 50.0)),
        dwell_s=0.2,
        phases=MOVING,
        urgency=Urgency.P1,
        source=source,
        window_s=SPEED_S,
    )


def bouncing(measure: str, shown: float = 1.0, more: frozenset[str] = frozenset()) -> FormError:
    """Bouncing: back and forth at 0.5 Hz or faster; breathing is slower and smaller (G2). A trunk that curls up changes
    the angle of the thighs; ``more`` names other errors that do. ``shown``: the measured share of a degree."""
    return FormError(
        id="bouncing",
        measure=measure,
        reading=Reading.SWING,
        line=Line(clinical=8.0, shown=shown, clear=5.0),
        dwell_s=0.3,
        urgency=Urgency.P1,
        source="G2, R43c",
        window_s=3.0,
        reversals=3,
        plain=PLAIN,
        reversals_unplain=5,
        part_of=more | {"shoulders_curl"},
    )


def head_lifts(
    phases: frozenset[Phase] = IN_AND_HOLD, source: str = "SK2, R12, R8", more: frozenset[str] = frozenset()
) -> FormError:
    """``more``: errors that tilt the trunk head down; the line of the trunk then passes below a resting head."""
    return FormError(
        id="head_lifts",
        measure="head_height_torso",
        reading=Reading.FROM_START,
        line=HEAD_UP,
        phases=phases,
        urgency=Urgency.P2,
        source=source,
        part_of=more | {"shoulders_curl"},
    )


def shoulders_curl(line: Line = SHOULDERS_UP, source: str = "SK3, R11") -> FormError:
    return FormError(
        id="shoulders_curl",
        measure="trunk_incline_deg",
        reading=Reading.FROM_START,
        line=line,
        phases=IN_AND_HOLD,
        urgency=Urgency.P2,
        source=source,
        given=(FROM_THE_SIDE,),
    )
