"""What a stretch is made of: how one knows that a body is in it, and what may be off."""

from dataclasses import dataclass, field
from enum import Enum

from coach.body.landmarks import Side
from coach.body.measures import Measures, Posture, View
from coach.stretches.phase import Phase

HIDDEN_BY = 0.25
"""A limb whose confidence is less than the other's by so much is half hidden, told worse, and does not count; by less,
it counts the less."""
SURE_ENOUGH = 0.5
"""A posture told with less confidence contradicts nothing; neither does OTHER."""


class Kind(Enum):
    HOLD = "hold"
    """Into a pose, stay, and out again."""
    CYCLE = "cycle"
    """To and fro between two shapes: cat-cow."""
    TIMED = "timed"
    """Only the clock knows: rest, a walk, a pack."""


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


@dataclass(frozen=True)
class Gate:
    """A measure that must lie in a range for the body to be in the pose; unseen, it is not asked for."""

    measure: str
    at_least: float = float("-inf")
    at_most: float = float("inf")
    unless: "Gate | None" = None
    """Not asked for while this one is seen to hold."""

    def open(self, measures: Measures, side: Side | None) -> bool:
        value = reading(measures, self.measure, side)
        inside = value is None or self.at_least <= value <= self.at_most
        return inside or (self.unless is not None and self.unless.holds(measures, side))

    def holds(self, measures: Measures, side: Side | None) -> bool:
        """Whether the value is seen to lie in the range."""
        return reading(measures, self.measure, side) is not None and self.open(measures, side)


@dataclass(frozen=True)
class FormError:
    """A named, observable deviation. It raises at ``on``, clears at ``off``, and must last ``dwell_s``."""

    id: str
    measure: str
    """May hold ``{side}`` (the exercised side) and ``{other}``, and begin with ``{toward}`` or ``{away}``."""
    reading: Reading
    on: float
    off: float
    """Below ``on``: too much is the error. Above ``on``: too little is."""
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
    def cue(self) -> str:
        return f"form.{self.id}"

    def beyond(self, value: float, threshold: float) -> bool:
        """Whether the value lies on the error's side of a threshold."""
        return value > threshold if self.on > self.off else value < threshold

    def applies(self, modifications: frozenset[str]) -> bool:
        """Whether it is an error at all for somebody who does the stretch in this way."""
        return not self.unless & modifications and (self.only_with is None or self.only_with in modifications)


class Combine(Enum):
    """How the two sides of a measure make one number where both limbs do the same."""

    MEAN = "mean"
    """Of a limb seen much better than the other, that one alone: the other is half hidden behind it."""
    LEAST = "least"


@dataclass(frozen=True)
class KeyMeasure:
    """The number that says how far into the stretch the body is.

    There is no textbook end: in the pose means past ``enter``, which only tells the pose from its start position, and
    still. Where the person comes to rest is their own end; the pose is left when the number falls ``slack`` below it.
    """

    measure: str
    enter: float
    """Tells the pose from the start position: half-way between the two, not a goal."""
    slack: float = 15.0
    """Day-to-day and side-to-side angle changes under 15 degrees are noise (clinical notes, R51)."""
    forgiving: bool = False
    """An error in the pose may make the number fall by more than ``slack``: who comes to rest above the line has not
    left it, though it seemed so on the way."""
    band: float = 0.0
    """What the number of a still body may waver by; 0: by no more than a sixth of the slack."""
    lag_s: float = 0.0
    """So much later than it begins a way out shows in the number."""
    still_per_s: float = 8.0
    """Slower than this is arrived (clinical notes, 1.0 [J])."""
    combine: Combine = Combine.MEAN
    from_start: bool = False
    """Read against the still body before the rep."""
    anchor: str | None = None
    """A measure that grows, too, when the pose is left: while it does not, a lower number is hardly believed."""
    sight: str | None = None
    """The measure that tells whether the key measure can be seen; None: itself."""


@dataclass(frozen=True)
class Stretch:
    """One stretch in one variant, with everything the coach knows about it."""

    name: str
    variant: str | None
    kind: Kind
    sided: bool = False
    key: KeyMeasure | None = None
    """None: nothing can be judged, the coach keeps time."""
    gates: tuple[Gate, ...] = ()
    """How the body lies or kneels, in the start position and in the pose alike."""
    pose_gates: tuple[Gate, ...] = ()
    """What must hold in the pose on top of that."""
    postures: frozenset[Posture] = frozenset()
    """What the body may be told to be doing in the pose; empty: the gates alone decide."""
    errors: tuple[FormError, ...] = ()
    views: frozenset[View] = field(default_factory=frozenset)
    """From where the camera can judge it; empty: anywhere."""
    by_sight: bool = False
    """Judged from other views as well, as far as its measures can be seen there."""
    mask: bool = False
    """Needs the person's mask."""

    @property
    def id(self) -> str:
        """Names its texts and pictures: ``knee_to_chest_single``."""
        return f"{self.name}_{self.variant}" if self.variant else self.name

    def key_value(self, measures: Measures, side: Side | None) -> float | None:
        """The key measure now, or None where it cannot be seen. ``side`` is None for a stretch without sides."""
        return None if self.key is None else reading(measures, self.key.measure, side, self.key.combine)

    def visible(self, measures: Measures, side: Side | None) -> bool:
        """Whether the key measure can be seen now."""
        return self.key is not None and reading(measures, self.key.sight or self.key.measure, side) is not None

    def starts_well(self, measures: Measures, side: Side | None) -> bool:
        """Nothing that can be seen contradicts the start position."""
        return all(gate.open(measures, side) for gate in self.gates)

    def allows(self, measures: Measures, side: Side | None) -> bool:
        """Nothing that can be seen contradicts the pose."""
        told = measures.posture
        other = told.posture not in {*self.postures, Posture.OTHER} and told.confidence >= SURE_ENOUGH
        return not (self.postures and other) and all(g.open(measures, side) for g in (*self.gates, *self.pose_gates))


def reading(
    measures: Measures, name: str, side: Side | None, combine: Combine = Combine.MEAN, least_sure: float = 0.5
) -> float | None:
    """A measure by its templated name.

    ``{side}`` and ``{other}`` become the side's name; with no side, and for ``{both}``, both are read and combined.
    ``{toward}`` in front of a name gives the measure the sign of the side: positive toward it; ``{away}`` the other.
    """
    for prefix, positive in (("{toward}", Side.LEFT), ("{away}", Side.RIGHT)):
        if name.startswith(prefix):
            value = measures.get(name.removeprefix(prefix), least_sure)
            return None if value is None else value * (1 if side in (positive, None) else -1)
    if side is not None and "{both}" not in name:
        return measures.get(name.format(side=side.value, other=side.other.value), least_sure)
    if "{" not in name:
        return measures.get(name, least_sure)
    if combine is Combine.LEAST:
        return min((v for v in sides(measures, name, least_sure) if v is not None), default=None)
    found = [m for n in _of_both(name) if (m := measures.values.get(n)) is not None and m.confidence >= least_sure]
    best = max((m.confidence for m in found), default=0.0)
    weights = [max(0.0, 1.0 - (best - m.confidence) / HIDDEN_BY) for m in found]
    return sum(w * m.value for w, m in zip(weights, found, strict=True)) / sum(weights) if found else None


def sides(measures: Measures, name: str, least_sure: float = 0.5) -> list[float | None]:
    """A measure with ``{side}`` or ``{both}`` in its name, on the left and on the right."""
    return [measures.get(each, least_sure) for each in _of_both(name)]


def _of_both(name: str) -> list[str]:
    return [name.format(side=s.value, other=s.other.value, both=s.value) for s in Side]
