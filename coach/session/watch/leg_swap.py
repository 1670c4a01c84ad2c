"""Keeps track of which leg is up when the pose model swaps left and right between looks."""

import math

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.stretches.sided import sides

APART = 15.0
"""Degrees by which the legs must differ; less is noise (clinical notes, R51)."""
MEMORY_S = 0.7
"""How long a look counts in the vote about which leg is up."""
MIXED_PER_S = 120.0
"""Speed at which no leg rises while the other falls: the model is mixing or swapping the two."""
DOUBT_S = 1.0
"""How long after such a look the values of the legs are unreliable."""


class LegSwap:
    """Separates the raised leg and the resting leg, whatever their names in each look."""

    def __init__(self, measure: str) -> None:
        """``measure``: the key measure, with ``{side}`` in its name."""
        self._measure = measure
        self._t_s = -math.inf
        self._vote = 0.0
        self._doubt_s = -math.inf
        self._higher: Side | None = None
        """The name of the raised leg in this look; None while the legs are alike or one is unseen."""
        self._last_higher: tuple[Side, float] | None = None
        self._swap_s = -math.inf
        self._seen: list[float | None] = [None, None]
        self._holder: Side | None = None
        """The side in the pose, which is the raised one meanwhile."""
        self._last: dict[Side, float] = {}
        """The last seen value of each leg."""
        self.expected: Side | None = None
        """The prescribed side: while the names swap, it is taken as the raised one."""

    def see(self, measures: Measures) -> None:
        """Take in one look; the same one may be passed twice."""
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
        """Whether the values of both legs converged or diverged faster than legs move."""
        (left0, right0), (left1, right1) = before, self._seen
        if left0 is None or right0 is None or left1 is None or right1 is None or not 0.0 < gone_s < DOUBT_S:
            return False
        left, right = (left1 - left0) / gone_s, (right1 - right0) / gone_s
        return left * right < 0 and min(abs(left), abs(right)) > MIXED_PER_S

    @property
    def up(self) -> Side | None:
        """The side that was up for most of the last second; None if neither was."""
        return None if abs(self._vote) < APART else Side.LEFT if self._vote > 0 else Side.RIGHT

    @property
    def doubtful(self) -> bool:
        """Whether the legs were mixed up a moment ago."""
        return self._t_s - self._doubt_s < DOUBT_S

    @property
    def _swapping(self) -> bool:
        return self._t_s - self._swap_s < DOUBT_S

    def label(self, side: Side, *, held: bool) -> Side:
        """The name of this side's leg in this look. ``held``: it is in the pose."""
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
        """Whether this side's leg is no longer seen and the other name is now where it was."""
        value, other = (self._seen[list(Side).index(s)] for s in (side, side.other))
        return value is None and other is not None and abs(other - self._last.get(side, math.inf)) < APART
