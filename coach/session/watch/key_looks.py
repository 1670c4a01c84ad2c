"""The last seconds of looks at one key measure."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from statistics import fmean

from coach.session.watch.dwell import EDGE_S
from coach.session.watch.hold_timing import HoldTiming

LEAST_LOOKS, MOST_LOOKS = 2, 15
"""Looks on either side of one from which its speed is read."""


@dataclass(frozen=True)
class KeyLook:
    """One look at the key measure."""

    t_s: float
    value: float
    """The value that the clock uses."""
    raw: float
    """The value seen in this look."""
    allowed: bool
    """Whether no gate contradicts the pose."""
    doubtful: bool = False
    """The value may belong to another limb."""


class KeyLooks:
    """Recent looks, oldest first. Values are in the key measure's unit."""

    def __init__(self, timing: HoldTiming) -> None:
        self._timing = timing
        self._past: deque[KeyLook] = deque()
        self.last_s = -inf
        """When the key measure was last seen."""

    def __reversed__(self) -> Iterator[KeyLook]:
        return reversed(self._past)

    @property
    def last(self) -> KeyLook | None:
        return self._past[-1] if self._past else None

    def take(self, now_s: float, raw: float, allowed: bool, doubtful: bool) -> KeyLook:
        """Take in one look. In doubt, the best recent look counts."""
        value = max([raw, *(look.raw for look in self.since(now_s - self._timing.doubt_s))]) if doubtful else raw
        look = KeyLook(now_s, value, raw, allowed, doubtful)
        self._past.append(look)
        self.last_s = now_s
        while self._past[0].t_s < now_s - self._timing.memory_s:
            self._past.popleft()
        return look

    def largest(self, last_s: float) -> float | None:
        """The largest value within this time before the last look; None while nothing is seen."""
        return max((look.raw for look in self.since(self.last_s - last_s)), default=None)

    def forget(self) -> None:
        self._past.clear()

    def since(self, t_s: float) -> list[KeyLook]:
        return [look for look in self._past if look.t_s >= t_s]

    def beyond_since(self, line: float, still_per_s: float, after_s: float | None) -> float | None:
        """Since when, after ``after_s``, the value has been past the line and slower than this without a break."""
        since, past = None, list(self._past)
        for index in range(len(past) - 1, -1, -1):
            look = past[index]
            before = after_s is not None and look.t_s <= after_s
            over = before or not look.allowed or look.value < line
            if over or abs(slope(past, index, self._timing.slope_s)) > still_per_s:
                break
            since = look.t_s
        return since


def slope(looks: Sequence[KeyLook], index: int, over_s: float) -> float:
    """Change per second around one look, in the looks' own direction, by least squares."""
    here, first = looks[index].t_s, max(0, index - MOST_LOOKS)
    near = [
        look
        for n, look in enumerate(looks[first : index + MOST_LOOKS + 1], first)
        if abs(n - index) <= LEAST_LOOKS or abs(look.t_s - here) <= over_s / 2 + EDGE_S
    ]
    times = [abs(look.t_s - near[0].t_s) for look in near]
    mean_t, mean_v = fmean(times), fmean(look.value for look in near)
    spread = sum((t - mean_t) ** 2 for t in times)
    return sum((t - mean_t) * (s.value - mean_v) for t, s in zip(times, near, strict=True)) / spread if spread else 0.0
