"""The parts of a stretch: how to recognise its pose, and its form errors."""

from dataclasses import dataclass, field
from enum import Enum

from coach.body.landmarks import Side
from coach.body.measures import Measures, Posture, View
from coach.stretches.form_error import FormError
from coach.stretches.gate import Gate
from coach.stretches.key_measure import KeyMeasure
from coach.stretches.sided import reading

SURE_ENOUGH = 0.5
"""Confidence below which a posture contradicts nothing."""
SURELY_NOTHING = 0.8
"""The same for OTHER, which is fitted on near-misses: a body on its way into a pose is often none of the postures."""


class Kind(Enum):
    HOLD = "hold"
    """Into a pose, stay, and out again."""
    CYCLE = "cycle"
    """To and fro between two shapes: cat-cow."""
    TIMED = "timed"
    """By the clock alone: rest, a walk, a pack."""


@dataclass(frozen=True, kw_only=True)
class UsualDose:
    """The dose of a stretch where the file gives none."""

    hold_s: float = 0.0
    reps: int = 1
    cycles: int = 0
    move_in_s: float = 4.0
    move_out_s: float = 4.0
    rest_s: float = 5.0


@dataclass(frozen=True)
class Stretch:
    """One variant of a stretch: its dose, and how the coach follows it.

    It has many fields because it is a record: each is a fact about the variant, and none depends on another.
    """

    name: str
    variant: str | None = None
    kind: Kind = Kind.HOLD
    sided: bool = False
    """Performed on one side at a time."""
    dose: UsualDose = UsualDose()
    acute_hold_s: float | None = None
    """Longest hold in the first 72 hours; None: no limit."""
    key: KeyMeasure | None = None
    """None: nothing can be judged, and the coach keeps time."""
    gates: tuple[Gate, ...] = ()
    """Conditions for both the start position and the pose."""
    pose_gates: tuple[Gate, ...] = ()
    """Additional conditions for the pose."""
    postures: frozenset[Posture] = frozenset()
    """Postures that are allowed in the pose; empty: the gates alone decide."""
    errors: tuple[FormError, ...] = ()
    views: frozenset[View] = field(default_factory=frozenset)
    """Views from which the camera can judge it; empty: any."""
    by_sight: bool = False
    """Also judged from other views, as far as its measures are visible."""
    mask: bool = False
    """Needs the person mask."""

    @property
    def id(self) -> str:
        """The id in names of texts and pictures: ``knee_to_chest_single``."""
        return f"{self.name}_{self.variant}" if self.variant else self.name

    def key_value(self, measures: Measures, side: Side | None) -> float | None:
        """The key measure now, or None if it cannot be seen. ``side`` is None for a stretch without sides."""
        key = self.key
        return None if key is None else reading(measures, key.measure, side, key.combine, key.least_sure)

    def visible(self, measures: Measures, side: Side | None) -> bool:
        """Whether the key measure can be seen now."""
        return self.key_value(measures, side) is not None

    def starts_well(self, measures: Measures, side: Side | None) -> bool:
        """Whether nothing visible contradicts the start position."""
        return all(gate.open(measures, side) for gate in self.gates)

    def allows(self, measures: Measures, side: Side | None) -> bool:
        """Whether nothing visible contradicts the pose."""
        seen = measures.posture
        enough = SURELY_NOTHING if seen.posture is Posture.OTHER else SURE_ENOUGH
        other = seen.posture not in self.postures and seen.confidence >= enough
        return not (self.postures and other) and all(g.open(measures, side) for g in (*self.gates, *self.pose_gates))
