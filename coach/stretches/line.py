"""The lines at which a deviation becomes an error and stops being one."""

from dataclasses import dataclass

SURE = 1.2816
"""Standard deviations beyond a line at which the true value is beyond it with a likelihood of 90 %."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the pose model shows of a true value, in the measure's unit: ``plus + share * true``, give or take
    ``spread`` (assets/calibration)."""

    share: float
    plus: float
    spread: float
    """Standard deviation from person to person."""
    people: int
    """Number of rendered people behind these numbers."""

    def of(self, true: float, sure: float = 0.0) -> float:
        """The measured value of a true one, plus this many standard deviations."""
        return self.plus + self.share * true + sure * self.spread


@dataclass(frozen=True, kw_only=True)
class Line:
    """A clinical line, and what the coach measures on a body exactly at it.

    Where enough rendered people show what the pose model makes of a true value, an error is raised when the true value
    is beyond the line with a likelihood of 90 %, and cleared when it is no longer likely to be. Otherwise the line is a
    fixed share of the clinical one plus a fixed amount, or lies between what was measured with the error and without.
    """

    clinical: float
    """The line beyond which it is an error, in the unit of docs/clinical.md."""
    clear: float
    """The line at which the error is over, in the same unit."""
    true: tuple[float, float] | None = None
    """Both in the unit of the measure, if the notes use another."""
    seen: Shown | None = None
    """What is shown of a true value."""
    shown: float = 1.0
    """Measured share of the true value."""
    plus: float = 0.0
    """Amount that the measure adds, in its own unit."""
    measured: tuple[float, float] | None = None
    """Both lines in the measure's unit, if ``shown`` and ``plus`` cannot express them."""

    @property
    def in_measure(self) -> tuple[float, float]:
        """The true values at which the error begins and ends, in the measure's unit."""
        return self.true or (self.clinical, self.clear)

    @property
    def on(self) -> float:
        """The line beyond which it is an error, in the measure's unit."""
        if self.seen is not None:
            on, off = self.in_measure
            return round(self.seen.of(on, SURE if on > off else -SURE), 6)
        return self._computed(self.in_measure[0]) if self.measured is None else self.measured[0]

    @property
    def off(self) -> float:
        """The line at which the error is over, in the measure's unit."""
        if self.seen is not None:
            return round(self.seen.of(self.in_measure[1]), 6)
        return self._computed(self.in_measure[1]) if self.measured is None else self.measured[1]

    def _computed(self, value: float) -> float:
        return round(value * self.shown + self.plus, 6)
