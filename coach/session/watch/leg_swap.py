"""Which of two legs is the one that is up, when the pose model calls it left in one look and right in the next."""

import math

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.stretches.sided import sides

APART = 15.0
"""Degrees from which the legs differ: less is noise (clinical notes, R51)."""
MEMORY_S = 0.7
"""How long a look counts in the vote on which leg is up."""
MIXED_PER_S = 120.0
"""No leg rises at this speed while the other falls at it: the model mixes the two, or gives each the other's name."""
DOUBT_S = 1.0
"""So long after such a look the legs' numbers are not to be relied on."""


class LegSwap:
    """Keeps apart the leg that is up and the leg that rests, whatever they are called from look to look."""

    def __init__(self, measure: str) -> None:
        """``measure``: the key measure, with ``{side}`` in its name."""
        self._measure = measure
        self._t_s = -math.inf
        self._vote = 0.0
        self._doubt_s = -math.inf
        self._higher: Side | None = None
        """The label that the leg that is up has in this look; None while the legs are alike, or one is unseen."""
        self._last_higher: tuple[Side, float] | None = None
        self._swap_s = -math.inf
        self._seen: list[float | None] = [None, None]
        self._holder: Side | None = None
        """The side that is in the pose: so long it is the one that is up."""
        self._last: dict[Side, float] = {}
        """The number that each leg last had while it was seen."""
        self.expected: Side | None = None
        """The side that was asked for: while the names change it is the one that is up."""

    def see(self, measures: Measures) -> None:
        """Take in one look; the same one may come twice."""
        if measures.t_s == self._t_s:
            return
        gone_s, self._t_s = measures.t_s - self._t_s, measures.t_s
        before, self._seen = self._seen, sides(measures, self._measure)
        left, right = self._seen
        self._last |= {side: value for side, value in zip(Side, self._seen, strict=True) if value is not None}
        if left is None or right is None:
            self._higher = None
            return
        if self._mixed(before, gone_s):
            self._doubt_s = self._t_s
        self._vote_for(left - right, gone_s)

    def _vote_for(self, apart: float, gone_s: float) -> None:
        share = math.exp(-gone_s / MEMORY_S) if gone_s >= 0 else 0.0
        self._vote = share * self._vote + (1 - share) * apart
        self._higher = None if abs(apart) < APART else Side.LEFT if apart > 0 else Side.RIGHT
        if self._higher is None:
            return
        last, self._last_higher = self._last_higher, (self._higher, self._t_s)
        if last is not None and last[0] is not self._higher and self.doubtful and self._t_s - last[1] < DOUBT_S:
            self._swap_s = self._t_s

    def _mixed(self, before: list[float | None], gone_s: float) -> bool:
        """Both legs' numbers ran toward each other, or apart, faster than legs do."""
        (left0, right0), (left1, right1) = before, self._seen
        if left0 is None or right0 is None or left1 is None or right1 is None or not 0.0 < gone_s < DOUBT_S:
            return False
        left, right = (left1 - left0) / gone_s, (right1 - right0) / gone_s
        return left * right < 0 and min(abs(left), abs(right)) > MIXED_PER_S

    @property
    def up(self) -> Side | None:
        """The side that has been up for most of the last second; None while neither has."""
        return None if abs(self._vote) < APART else Side.LEFT if self._vote > 0 else Side.RIGHT

    @property
    def doubtful(self) -> bool:
        """The legs were mixed up a moment ago."""
        return self._t_s - self._doubt_s < DOUBT_S

    @property
    def _swapping(self) -> bool:
        return self._t_s - self._swap_s < DOUBT_S

    def label(self, side: Side, *, held: bool) -> Side:
        """What the leg of this side is called in this look. ``held``: it is in the pose."""
        if held:
            self._holder = side
        elif self._holder is side:
            self._holder = None
        up = self._holder or (self.expected if self._swapping else self.up)
        if self._higher is None:
            return side.other if held and self._took_name(side) else side
        if up is None:
            return side
        return self._higher if side is up else self._higher.other

    def _took_name(self, side: Side) -> bool:
        """The leg of this side is no longer seen, and what has the other's name is where it was."""
        value, other = (self._seen[list(Side).index(s)] for s in (side, side.other))
        return value is None and other is not None and abs(other - self._last.get(side, math.inf)) < APART
