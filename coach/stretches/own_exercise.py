"""An exercise of the therapist's own: its words. The coach leads it by the clock, and knows nothing else about it."""

from dataclasses import dataclass

PREFIX = "exercise: "
"""Begins its name in logs, where it can be mistaken for no stretch."""
ACUTE_HOLD_S = 10.0
"""Longest hold in the first 72 hours [J]: no cap of a known stretch is higher."""


@dataclass(frozen=True)
class OwnExercise:
    """The words of one exercise."""

    name: str
    """As it is spoken."""
    get_in: str
    do: str
    come_out: str | None = None
    """None: the coach has a line that is safe in any position."""
    twists: bool | None = None
    """None: unknown, and then it is left out where twists are."""

    @property
    def logged(self) -> str:
        """Its name in logs."""
        return f"{PREFIX}{self.name}"


def own_name(stretch: str) -> str | None:
    """The spoken name of a therapist's own exercise by its name in logs; None for anything else."""
    return stretch.removeprefix(PREFIX) if stretch.startswith(PREFIX) else None
