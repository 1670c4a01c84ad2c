"""How long something has been so, look after look."""

from math import inf

BRIDGE_S = 0.7
"""Shorter gaps in seeing are taken for granted; what happens in a longer one is not known."""
EDGE_S = 1e-6
"""What adding up times may leave over."""


def unbridged(gap_s: float) -> bool:
    """Whether a gap in seeing is too long to be taken for granted."""
    return gap_s > BRIDGE_S + EDGE_S


class Dwell:
    """For how long something has been so. A gap in looking ends it, and so does another thing in its place."""

    def __init__(self) -> None:
        self._what: object = None
        self._since_s = self._looked_s = -inf

    def see(self, now_s: float, what: object) -> float:
        """Take in one look; returns the seconds up to now. ``what``: None or False when it is not so."""
        if what != self._what or unbridged(now_s - self._looked_s):
            self._what, self._since_s = what, now_s
        self._looked_s = now_s
        return self.lasted_s

    def end(self) -> None:
        """It is not so any more."""
        self._what = None

    @property
    def is_on(self) -> bool:
        return bool(self._what)

    @property
    def since_s(self) -> float:
        """The first look at which it was so without a break."""
        return self._since_s

    @property
    def lasted_s(self) -> float:
        """From then to the last look; 0 when it is not so."""
        return self._looked_s - self._since_s if self._what else 0.0
