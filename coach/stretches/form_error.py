"""Form errors of a stretch, and the lines at which they are raised."""

from dataclasses import dataclass
from enum import Enum

from coach.stretches.gate import Gate
from coach.stretches.line import Line
from coach.stretches.phase import Phase


class Reading(Enum):
    """How a form error reads its measure."""

    VALUE = "value"
    """The value itself."""
    FROM_START = "from_start"
    """The difference from the still body before this rep."""
    OFF_START = "off_start"
    """The same, without sign."""
    OF_START = "of_start"
    """The ratio to the still body before this rep."""
    SPEED = "speed"
    """Its rate of change in units a second, without sign, over ``window_s``."""
    RISE = "rise"
    """The same while it grows; negative while it falls."""
    FALL = "fall"
    """The same while it falls; negative while it grows."""
    SWING = "swing"
    """From peak to trough over ``window_s``, without drift; 0 with fewer than ``reversals`` reversals."""
    SIDES = "sides"
    """The difference between left and right, without sign."""
    OWN = "own"
    """The difference from the person's own earlier values in these phases, limited to the ``usual`` range."""


class Urgency(Enum):
    """P1 is spoken at once, P2 once in a hold, P3 at most once in a set (clinical notes, section 2)."""

    P1 = 1
    P2 = 2
    P3 = 3


@dataclass(frozen=True, kw_only=True)
class FormError:
    """A named, observable deviation. It is raised at ``on`` after ``dwell_s`` and cleared at ``off``.

    It has many fields because it is a row of a table: each is independent, and most keep their default.
    """

    id: str
    measure: str
    """The measure; may contain ``{side}`` (the exercised side) and ``{other}``, and begin with ``{toward}`` or
    ``{away}``."""
    reading: Reading = Reading.VALUE
    line: Line
    """The values at which it is raised and cleared."""
    dwell_s: float = 1.0
    phases: frozenset[Phase] = frozenset({Phase.HOLD})
    """The phases in which it is judged; most errors are judged in the hold."""
    urgency: Urgency
    source: str
    window_s: float = 0.3
    """Window for a speed or a swing (clinical notes, 1.0: omega)."""
    reversals: int = 0
    """Number of times a swing must reverse within its window."""
    plain: float = 0.0
    reversals_unplain: int = 0
    """The same when the measure's confidence was below ``plain`` within the window."""
    usual: tuple[float, float] = (0.0, 0.0)
    """Range of a person's own value; while that is unknown, the second one is used."""
    least_sure: float = 0.5
    """The lowest confidence of the measure."""
    part_of: frozenset[str] = frozenset()
    """Errors that cause this one: it is not judged while one of them is raised or about to be."""
    unfolds: bool = False
    """It moves the key measure like a way out, but a body that makes it is still in the pose."""
    given: tuple[Gate, ...] = ()
    """Gates that must be seen to hold for it to be judged."""
    unless: frozenset[str] = frozenset()
    """Modifications with which it is not judged."""
    only_with: str | None = None
    """The only modification with which it is judged."""

    @property
    def on(self) -> float:
        return self.line.on

    @property
    def off(self) -> float:
        """The clearing line. Below ``on``, too much is the error; above ``on``, too little is."""
        return self.line.off

    @property
    def cue(self) -> str:
        return f"form.{self.id}"

    def beyond(self, value: float, threshold: float) -> bool:
        """Whether the value is on the error's side of a threshold."""
        return value > threshold if self.on > self.off else value < threshold

    def applies(self, modifications: frozenset[str]) -> bool:
        """Whether it is an error for a person who uses these modifications."""
        return not self.unless & modifications and (self.only_with is None or self.only_with in modifications)
