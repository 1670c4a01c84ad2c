"""The pattern of a slow breath."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Breath:
    """One slow breath; the default 5-1-3 is the pattern of the source programme (clinical notes, S002)."""

    in_s: float = 5.0
    pause_s: float = 1.0
    out_s: float = 3.0

    @property
    def cycle_s(self) -> float:
        return self.in_s + self.pause_s + self.out_s


DEFAULT_BREATH = Breath()
