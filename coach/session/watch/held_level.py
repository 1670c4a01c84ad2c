"""Where a body is held in a pose."""

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
        """Where it first came to rest: whoever goes further later, and comes back to it, stays in the pose."""
        self._anchors: list[float] = []
        """What the measure that must grow on leaving was, in the order of its size."""

    @property
    def lowest(self) -> float:
        """The level that the pose is left from."""
        return min(self.level, self.first_level)

    def take(self, value: float, anchor: float | None) -> None:
        """One more value in the pose."""
        insort(self.values, value)
        self.level = median(self.values)
        if anchor is not None:
            insort(self._anchors, anchor)

    def anchored(self, anchor: float | None, within: float) -> bool:
        """The anchor is seen where it was while the pose was held."""
        return anchor is not None and bool(self._anchors) and anchor <= median(self._anchors) + within
