"""Which of two legs is the one that is up, when the pose model calls it left in one look and right in the next."""

import math

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.stretches.model import sides

APART = 15.0
"""Degrees from which the legs differ: less is noise (clinical notes, R51)."""
MEMORY_S = 0.7
"""How long a look counts in the vote on which leg is up."""
DOUBT_S = 1.0
"""So long after a look that contradicts the vote, the legs' numbers are not to be relied on."""


class Legs:
    """Keeps apart the leg that is up and the leg that rests, whatever they are called from look to look."""

    def __init__(self, measure: str) -> None:
        """``measure``: the key measure, with ``{side}`` in its name."""
        self._measure = measure
        self._t_s = -math.inf
        self._vote = 0.0
        self._doubt_s = -math.inf
        self._higher: Side | None = None
        """The label that the leg that is up has in this look; None while the legs are alike, or one is unseen."""
        self._seen: list[float | None] = [None, None]

    def see(self, measures: Measures) -> None:
        """Take in one look; the same one may come twice."""
        if measures.t_s == self._t_s:
            return
        gone_s, self._t_s = measures.t_s - self._t_s, measures.t_s
        left, right = self._seen = sides(measures, self._measure)
        if left is None or right is None:
            self._higher = None
            return
        apart = left - right
        before = self.up
        share = math.exp(-gone_s / MEMORY_S) if gone_s >= 0 else 0.0
        self._vote = share * self._vote + (1 - share) * apart
        self._higher = None if abs(apart) < APART else Side.LEFT if apart > 0 else Side.RIGHT
        if self._higher is not None and before is not None and self._higher is not before:
            self._doubt_s = measures.t_s

    @property
    def up(self) -> Side | None:
        """The side that has been up for most of the last second; None while neither has."""
        return None if abs(self._vote) < APART else Side.LEFT if self._vote > 0 else Side.RIGHT

    @property
    def doubtful(self) -> bool:
        """The labels changed places a moment ago."""
        return self._t_s - self._doubt_s < DOUBT_S

    def label(self, side: Side, *, held: bool) -> Side:
        """What the leg of this side is called in this look. ``held``: it is in the pose, so it is up."""
        if held and self._higher is None:
            return side.other if self._unseen(side) and not self._unseen(side.other) else side
        if self._higher is None or (self.up is None and not held):
            return side
        return self._higher if held or side is self.up else self._higher.other

    def _unseen(self, side: Side) -> bool:
        return self._seen[0 if side is Side.LEFT else 1] is None
