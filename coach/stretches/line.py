"""The lines at which a deviation becomes an error and stops being one."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Line:
    """A clinical line, and what the coach measures on a body exactly at it.

    The pose model understates some deviations and overstates others. If it shows a fixed share, or adds a fixed amount,
    the line is computed. Otherwise the line lies between what it showed on bodies with the error and without it.
    """

    clinical: float
    """The line beyond which it is an error, in the unit of docs/clinical.md."""
    clear: float
    """The line at which the error is over, in the same unit."""
    shown: float = 1.0
    """Measured share of the true value; also converts the unit of the notes to that of the measure."""
    plus: float = 0.0
    """Amount that the measure adds, in its own unit."""
    measured: tuple[float, float] | None = None
    """Both lines in the measure's unit, if ``shown`` and ``plus`` cannot express them."""

    @property
    def on(self) -> float:
        """The line beyond which it is an error, in the measure's unit."""
        return self._computed(self.clinical) if self.measured is None else self.measured[0]

    @property
    def off(self) -> float:
        """The line at which the error is over, in the measure's unit."""
        return self._computed(self.clear) if self.measured is None else self.measured[1]

    def _computed(self, value: float) -> float:
        return round(value * self.shown + self.plus, 6)
