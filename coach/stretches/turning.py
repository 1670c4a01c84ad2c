"""What the stretches that turn the knees to one side while lying on the back have in common."""

from coach.body.measures import Posture
from coach.stretches.form_error import FormError, Reading, Urgency
from coach.stretches.key_measure import KeyMeasure
from coach.stretches.line import Line

TURNED = frozenset({Posture.KNEE_DROP})
"""World points can show 20 degrees for knees that point to the ceiling; the posture also considers the pelvis."""


def knees_turned(measure: str) -> KeyMeasure:
    """The turn of the knees: 0 is to the ceiling; any comfortable angle counts, typically 25 to 60 (clinical notes,
    1.5a [J]).

    World points are noisy by several degrees where the knees point at the camera; 40 a second is a fall (KD3).
    """
    return KeyMeasure(measure, enter=16.0, still_per_s=30.0, band=8.0)


def shoulder_lifts(measure: str) -> FormError:
    """The shoulder that the knees turn away from lifts: 8 and 5 cm up. Where the knees cover it, a flat shoulder can
    measure 11 or 12, and 14 while moving."""
    return FormError(
        id="shoulder_lifts",
        measure=measure,
        reading=Reading.FROM_START,
        line=Line(clinical=12.0, clear=8.0, measured=(13.5, 10.0)),
        dwell_s=0.8,
        urgency=Urgency.P1,
        source="KD1, S002, R1, R6",
    )
