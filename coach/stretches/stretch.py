"""What a stretch is made of: how one knows that a body is in it, and what may be off."""

from dataclasses import dataclass, field
from enum import Enum

from coach.body.landmarks import Side
from coach.body.measures import Measures, Posture, View
from coach.stretches.form_error import FormError
from coach.stretches.gate import Gate
from coach.stretches.key_measure import KeyMeasure
from coach.stretches.sided import reading

SURE_ENOUGH = 0.5
"""A posture told with less confidence contradicts nothing; neither does OTHER."""


class Kind(Enum):
    HOLD = "hold"
    """Into a pose, stay, and out again."""
    CYCLE = "cycle"
    """To and fro between two shapes: cat-cow."""
    TIMED = "timed"
    """Only the clock knows: rest, a walk, a pack."""


@dataclass(frozen=True, kw_only=True)
class UsualDose:
    """What a stretch gets when the file does not say."""

    hold_s: float = 0.0
    reps: int = 1
    cycles: int = 0
    move_in_s: float = 4.0
    move_out_s: float = 4.0
    rest_s: float = 5.0


@dataclass(frozen=True)
class Stretch:
    """One stretch in one variant: its dose, and how the coach follows it."""

    name: str
    variant: str | None = None
    kind: Kind = Kind.HOLD
    sided: bool = False
    """Done on one side at a time."""
    dose: UsualDose = UsualDose()
    acute_hold_s: float | None = None
    """In the first 72 hours no hold is longer; None: as long as any."""
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
        return self.key is not None and reading(measures, self.key.measure, side) is not None

    def starts_well(self, measures: Measures, side: Side | None) -> bool:
        """Nothing that can be seen contradicts the start position."""
        return all(gate.open(measures, side) for gate in self.gates)

    def allows(self, measures: Measures, side: Side | None) -> bool:
        """Nothing that can be seen contradicts the pose."""
        told = measures.posture
        other = told.posture not in {*self.postures, Posture.OTHER} and told.confidence >= SURE_ENOUGH
        return not (self.postures and other) and all(g.open(measures, side) for g in (*self.gates, *self.pose_gates))
