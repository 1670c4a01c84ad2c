"""Conditions for a pose."""

from dataclasses import dataclass

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.stretches.sided import Combine, reading


@dataclass(frozen=True)
class Gate:
    """A range in which a measure must lie for the body to be in the pose; an unseen measure passes."""

    measure: str
    at_least: float = float("-inf")
    at_most: float = float("inf")
    combine: Combine = Combine.MEAN
    """How to combine both sides in a stretch without sides."""
    unless: "Gate | None" = None
    """The gate is waived while this one is seen to hold."""

    def open(self, measures: Measures, side: Side | None) -> bool:
        value = self._value(measures, side)
        inside = value is None or self.at_least <= value <= self.at_most
        return inside or (self.unless is not None and self.unless.holds(measures, side))

    def holds(self, measures: Measures, side: Side | None) -> bool:
        """Whether the value is seen and lies in the range."""
        return self._value(measures, side) is not None and self.open(measures, side)

    def _value(self, measures: Measures, side: Side | None) -> float | None:
        return reading(measures, self.measure, side, self.combine)
