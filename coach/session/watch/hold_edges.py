"""The two edges of a hold: when the body came to rest, and when it began to leave."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise, takewhile
from math import asin, sin, sqrt
from statistics import median

from coach.session.watch.hold_timing import HoldTiming
from coach.session.watch.key_looks import KeyLook
from coach.stretches.key_measure import KeyMeasure

BAND = 1 / 6
"""Share of the key measure's slack (2.5 of 15 degrees) within which a calm body counts as at its end."""
WAVER = 3.0
"""A noisy measure stays within this many times its median deviation."""
EASE_S = 1.0
"""The longest easing at the end of a move that is compensated."""
FURTHER = (4.0, 2.25)
"""Factors by which the other end of an easing is farther from the level; the first one found is used."""
FARTHEST = 2.0
"""Farthest distance of that end from the level, in slacks (30 degrees): only half of a move is like a parabola."""
WHOLE_MOVE = 3.0
"""Ratio of a whole move to half the way from the level to the pose's line, which lies halfway or lower."""
CUT = 20.0
"""Slacks per second (300 degrees) that no body reaches: a cut, or a late picture."""


@dataclass(frozen=True)
class _Fall:
    """Two looks between which the value falls below a line."""

    before_s: float
    """Time of the last look above the line."""
    at_s: float
    """Interpolated time of the crossing."""
    speed: float


class HoldEdges:
    """Dates the edges of holds for one key measure."""

    def __init__(self, key: KeyMeasure, timing: HoldTiming) -> None:
        self._key, self._timing = key, timing

    def band(self, rested: Sequence[float]) -> float:
        """The scatter of these values of a resting body."""
        least, level = BAND * self._key.slack, median(rested)
        return min(max(least, WAVER * median(abs(v - level) for v in rested)), max(least, self._key.band))

    def creeps(self, settled: Sequence[float]) -> bool:
        """Whether the body is still moving; the lag of the pose model can make a move seem to stop halfway."""
        half = len(settled) // 2
        on = median(settled[half:]) - median(settled[:half]) if half else 0.0
        return on > self.band(settled) / 2

    def left(self, inside: Sequence[KeyLook], since_s: float, out_s: float, held: Sequence[float]) -> float:
        """The last moment before ``out_s`` at which the value was at rest where it had lately been.

        ``inside``: the looks from ``since_s`` on, when the pose was reached. ``held``: the values in the pose.
        """
        past = [seen for seen in inside if seen.t_s < out_s]
        before = [seen for seen in past if seen.t_s < out_s - self._timing.fall_s]
        settled = [seen.value for seen in before if seen.t_s >= before[-1].t_s - self._timing.level_s] or list(held)
        if not settled:
            return out_s
        level, band, doubt = median(settled), self.band(held), self._key.slack
        last = next((s for s in reversed(past) if s.raw >= level - (doubt if s.doubtful else band)), None)
        if last is None:
            return since_s
        return max(since_s, self.at_rest(inside, last.t_s, settled, held) - self._key.lag_s)

    def at_rest(
        self, looks: Iterable[KeyLook], from_s: float, rested: list[float], held: Sequence[float] = ()
    ) -> float:
        """The moment between rest and movement, searched from ``from_s`` away from the rest.

        Bodies ease in and out: near its end a move is a parabola, so going from four bands short of the level to one
        takes as long as going from there to the end, and so on with the square root. It does not begin before the last
        look that was at the level. At a cut, in doubt, or where the looks end, the last good look counts.
        """
        level, band = median(rested), self.band(held or rested)
        looks = list(looks)
        way = list(_beyond(looks, from_s))
        if not way:
            return from_s
        if way[0].doubtful:
            good = [
                s.t_s for s in way if s.raw >= level - self._key.slack and abs(s.t_s - from_s) <= self._timing.doubt_s
            ]
            return good[-1] if good else from_s
        short, near = band, _fall_below(way, level - band)
        if near is None:  # a gate closed first
            short, near = level - way[-1].raw, _Fall(way[-1].t_s, way[-1].t_s, 0.0)
        end_s = near.at_s if short < band / 2 else self._eased(looks, near, level, short)
        if self._key.band > 0:  # a noisy measure is at its level by chance
            return end_s
        there = [seen.t_s for seen in takewhile(lambda seen: seen.t_s != near.before_s, looks) if seen.raw >= level]
        return min([end_s, *there[-1:]], key=lambda t_s: abs(near.at_s - t_s))

    def _eased(self, looks: Iterable[KeyLook], near: _Fall, level: float, short: float) -> float:
        """The end of an easing that is ``short`` of the level at ``near``."""
        looks = [seen for seen in looks if abs(seen.t_s - near.before_s) < 2 * EASE_S]
        for times in FURTHER:
            if times * short > FARTHEST * self._key.slack:
                continue
            far = _fall_below(_from(looks, near.before_s), level - times * short)
            if far is not None and far.speed > CUT * self._key.slack:
                return far.before_s
            if far is not None:
                smooth_s = self._ease_s(looks, near, level, short)
                ease_s = (near.at_s - far.at_s) / (sqrt(times) - 1.0) if smooth_s is None else smooth_s
                return near.at_s + max(-EASE_S, min(ease_s, EASE_S))
        return near.at_s

    def _ease_s(self, looks: Iterable[KeyLook], near: _Fall, level: float, short: float) -> float | None:
        """Time from the look that is ``short`` of the level to the end, from the way to the middle; None if unseen.

        Used for noisy measures: the middle of a move stands out from the noise, its end does not.
        """
        half = (level - self._key.enter) / 2
        middle = _fall_below(_from(looks, near.before_s), level - half)
        if self._key.band == 0 or middle is None or short >= half:
            return None
        whole = WHOLE_MOVE * half
        here, there = _left_of_move(short / whole), _left_of_move(half / whole)
        return (near.at_s - middle.at_s) * here / (there - here)


def _left_of_move(share: float) -> float:
    """The share of its time left in a move with this share of its way left: solves 3u^2 - 2u^3."""
    return 0.5 - sin(asin(1.0 - 2.0 * share) / 3.0)


def _fall_below(way: Iterable[KeyLook], line: float) -> _Fall | None:
    for one, other in pairwise(way):
        if other.raw < line:
            fall, gone_s = one.raw - other.raw, other.t_s - one.t_s
            share = (one.raw - line) / fall if one.raw > line else 0.0
            return _Fall(one.t_s, one.t_s + share * gone_s, abs(fall / gone_s) if gone_s else 0.0)
    return None


def _from(looks: Iterable[KeyLook], from_s: float) -> Iterator[KeyLook]:
    """The looks from the one at ``from_s`` on, in the given order."""
    return dropwhile(lambda seen: seen.t_s != from_s, looks)


def _beyond(looks: Iterable[KeyLook], from_s: float) -> Iterator[KeyLook]:
    """The same, up to the first look that a gate forbids."""
    return takewhile(lambda seen: seen.allowed, _from(looks, from_s))
