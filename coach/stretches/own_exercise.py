"""The words of a therapist's own exercise. The coach leads it by the clock and knows nothing else about it."""

from dataclasses import dataclass

PREFIX = "exercise: "
"""Prefix of its name in logs, so that it cannot be mistaken for a stretch."""
ACUTE_HOLD_S = 10.0
"""Longest hold in the first 72 hours [J]: no cap of a known stretch is higher."""


@dataclass(frozen=True)
class OwnExercise:
    """The words of one exercise."""

    name: str
    """The name as it is spoken."""
    get_in: str
    do: str
    come_out: str | None = None
    """None: the coach has a line that is safe in any position."""
    twists: bool | None = None
    """None: unknown; it is then left out wherever twists are."""

    @property
    def logged(self) -> str:
        """Its name in logs."""
        return f"{PREFIX}{self.name}"


def own_name(stretch: str) -> str | None:
    """The spoken name of a therapist's own exercise by its name in logs; None for anything else."""
    return stretch.removeprefix(PREFIX) if stretch.startswith(PREFIX) else None
