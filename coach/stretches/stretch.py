"""The parts of a stretch: how to recognise its pose, and its form errors."""

from dataclasses import dataclass, field
from enum import Enum

from coach.body.landmarks import Side
from coach.body.measures import Measures, Posture, View
from coach.stretches.form_error import FormError
from coach.stretches.gate import Gate
from coach.stretches.key_measure import KeyMeasure
from coach.stretches.sided import reading

ASKED_ODDS = 4.0
"""How much likelier a stretch is because the coach has just asked for it. A look is then believed from a likelihood of
0.2 on: in clips whose source is left out of the fit, real and rendered holds have 0.4 or more, and near-misses that
pass every gate 0.16 or less."""


class Kind(Enum):
    HOLD = "hold"
    """Move into a pose, stay, and move out again."""
    CYCLE = "cycle"
    """Move back and forth between two shapes: cat-cow."""
    TIMED = "timed"
    """Let time pass by the clock alone: rest, a walk, a pack."""


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
    """The postures that the model may report for the pose; empty: the gates alone decide."""
    errors: tuple[FormError, ...] = ()
    views: frozenset[View] = field(default_factory=frozenset)
    """Views from which the camera can judge it; empty: any."""
    by_sight: bool = False
    """Whether it is also judged from other views, as far as its measures are visible."""
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
        return all(gate.open(measures, side) for gate in (*self.gates, *self.pose_gates))

    def believed(self, measures: Measures) -> bool:
        """Whether a body that seems to arrive in the requested pose is likelier in it than in any other."""
        if not (self.postures and measures.likely):
            return True
        likely = sum(measures.likely.get(posture, 0.0) for posture in self.postures)
        return likely * ASKED_ODDS >= 1.0 - likely
