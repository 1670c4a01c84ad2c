"""Counts with their uncertainty."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z = 1.96


@dataclass(frozen=True)
class Share:
    """A part of a whole."""

    of: int
    count: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval, 95 %."""
        if self.of == 0:
            return 0.0, 1.0
        share, wide = self.count / self.of, Z * Z / self.of
        middle = (share + wide / 2) / (1 + wide)
        half = Z * sqrt(share * (1 - share) / self.of + wide / (4 * self.of)) / (1 + wide)
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        if self.of == 0:
            return "-"
        low, high = self.interval
        return f"{self.count} of {self.of}, {100 * self.count / self.of:.0f} % ({100 * low:.0f}-{100 * high:.0f})"


def share(found: Iterable[bool]) -> Share:
    seen = list(found)
    return Share(len(seen), sum(seen))
