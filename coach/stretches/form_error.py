"""What may be off in a stretch, and from where on it is an error."""

from dataclasses import dataclass
from enum import Enum

from coach.stretches.gate import Gate
from coach.stretches.line import Line
from coach.stretches.phase import Phase


class Reading(Enum):
    """How a form error reads its measure."""

    VALUE = "value"
    """As it is."""
    FROM_START = "from_start"
    """Against the still body before this rep began."""
    OFF_START = "off_start"
    """The same, without sign."""
    OF_START = "of_start"
    """As a share of what it was in the still body before this rep began."""
    SPEED = "speed"
    """Its rate of change in units a second, without sign, over ``window_s``."""
    RISE = "rise"
    """The same while it grows; negative while it falls."""
    FALL = "fall"
    """The same while it falls; negative while it grows."""
    SWING = "swing"
    """From peak to trough over ``window_s``, drift taken away; 0 when it turned fewer than ``reversals`` times."""
    SIDES = "sides"
    """The difference between left and right, without sign."""
    OWN = "own"
    """Against what it was in the person's own earlier times in its phases, so far as that is ``usual``."""


class Urgency(Enum):
    """P1 is said at once, P2 once a hold, P3 at most once a set (clinical notes, section 2)."""

    P1 = 1
    P2 = 2
    P3 = 3


@dataclass(frozen=True, kw_only=True)
class FormError:
    """A named, observable deviation. It raises at ``on``, clears at ``off``, and must last ``dwell_s``."""

    id: str
    measure: str
    """May hold ``{side}`` (the exercised side) and ``{other}``, and begin with ``{toward}`` or ``{away}``."""
    reading: Reading = Reading.VALUE
    line: Line
    """Beyond what value it is an error, and where it is over."""
    dwell_s: float
    phases: frozenset[Phase]
    urgency: Urgency
    source: str
    window_s: float = 0.3
    """Over which a speed or a swing is read (clinical notes, 1.0: the symbol omega)."""
    reversals: int = 0
    """How often a swing must turn round within its window."""
    plain: float = 0.0
    reversals_unplain: int = 0
    """How often, where its measure was less sure than ``plain`` within the window."""
    usual: tuple[float, float] = (0.0, 0.0)
    """Between which values a person's own may lie; while it is unknown, the second counts."""
    least_sure: float = 0.5
    """Confidence that its measure must have."""
    part_of: frozenset[str] = frozenset()
    """Not judged while one of these errors is there, or on its way: it brings this one with it."""
    given: tuple[Gate, ...] = ()
    """Judged only while these are seen to hold."""
    unless: frozenset[str] = frozenset()
    """Not judged when the therapist allowed one of these modifications."""
    only_with: str | None = None
    """Judged only with this modification."""

    @property
    def on(self) -> float:
        return self.line.on

    @property
    def off(self) -> float:
        """Below ``on``: too much is the error. Above ``on``: too little is."""
        return self.line.off

    @property
    def cue(self) -> str:
        return f"form.{self.id}"

    def beyond(self, value: float, threshold: float) -> bool:
        """Whether the value lies on the error's side of a threshold."""
        return value > threshold if self.on > self.off else value < threshold

    def applies(self, modifications: frozenset[str]) -> bool:
        """Whether it is an error at all for somebody who does the stretch in this way."""
        return not self.unless & modifications and (self.only_with is None or self.only_with in modifications)
