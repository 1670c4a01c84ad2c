"""The level at which a body is held in a pose."""

from bisect import insort
from collections.abc import Iterable
from math import inf
from statistics import median


class HeldLevel:
    """The values in the pose since it was reached, in the key measure's unit."""

    def __init__(self, values: Iterable[float] = ()) -> None:
        self.values = sorted(values)
        self.level = median(self.values) if self.values else -inf
        """Their median; -inf while there are none."""
        self.first_level = inf
        """The level of the first rest: a person who goes further and returns to it stays in the pose."""

    @property
    def lowest(self) -> float:
        """The level from which leaving the pose is measured."""
        return min(self.level, self.first_level)

    def take(self, value: float) -> None:
        """Add a value in the pose."""
        insort(self.values, value)
        self.level = median(self.values)
