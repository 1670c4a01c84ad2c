"""Measures how long a condition has lasted, look by look."""

from math import inf

from coach.session.watch.unseen import BRIDGED_S

EDGE_S = 1e-6
"""Tolerance for rounding errors of added times."""


def unbridged(gap_s: float) -> bool:
    """Whether a gap between looks is too long to bridge."""
    return gap_s > BRIDGED_S + EDGE_S


class Dwell:
    """The time that a condition has lasted. A gap between looks or a different condition ends it."""

    def __init__(self) -> None:
        self._what: object = None
        self._since_s = self._looked_s = -inf

    def see(self, now_s: float, what: object) -> float:
        """Take in one look; returns the seconds up to now. ``what``: the condition; None or False if there is none."""
        if what != self._what or unbridged(now_s - self._looked_s):
            self._what, self._since_s = what, now_s
        self._looked_s = now_s
        return self.lasted_s

    def end(self) -> None:
        """End the condition."""
        self._what = None

    @property
    def is_on(self) -> bool:
        return bool(self._what)

    @property
    def since_s(self) -> float:
        """Time of the first look of the unbroken condition."""
        return self._since_s

    @property
    def lasted_s(self) -> float:
        """Time from then to the last look; 0 without a condition."""
        return self._looked_s - self._since_s if self._what else 0.0
