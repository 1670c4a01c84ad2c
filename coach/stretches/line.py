"""The line that a measure crosses when a deviation becomes an error, and the one where it is over."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Line:
    """A clinical line, and what the coach measures on a body that is exactly there.

    The pose model shows less of some deviations than there is, and more of others. Where it shows a fixed share, or
    adds a fixed amount, the line is computed. Where it does neither, the line stands between what it showed on bodies
    with the error and on bodies without it.
    """

    clinical: float
    """In the unit of the clinical notes: beyond this it is an error (docs/clinical.md)."""
    clear: float
    """In the same unit: back at this the error is over."""
    shown: float = 1.0
    """Share of the true value that is measured; turns the notes' unit into the measure's where they differ."""
    plus: float = 0.0
    """What the measure adds, in its own unit."""
    measured: tuple[float, float] | None = None
    """Both lines in the measure's own unit, where ``shown`` and ``plus`` cannot give them."""

    @property
    def on(self) -> float:
        """In the measure's unit: beyond this it is an error."""
        return self._computed(self.clinical) if self.measured is None else self.measured[0]

    @property
    def off(self) -> float:
        """In the measure's unit: back at this the error is over."""
        return self._computed(self.clear) if self.measured is None else self.measured[1]

    def _computed(self, value: float) -> float:
        return round(value * self.shown + self.plus, 6)
