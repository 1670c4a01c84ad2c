"""The two ends of a hold: when a body came to rest, and when it began to leave."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise, takewhile
from math import asin, sin, sqrt
from statistics import median

from coach.stretches.key_measure import KeyMeasure

BAND = 1 / 6
"""Of the key measure's slack (2.5 degrees of 15): so near to the end is as good as at it, if the body seems calm."""
WAVER = 3.0
"""So many times its median deviation a trembling number stays within."""
EASE_S = 1.0
"""The longest easing at the end of a move that is made up for."""
FURTHER = (4.0, 2.25)
"""So many times farther from the level the other end of an easing is looked for; the first that is there."""
FARTHEST = 2.0
"""Slacks (30 degrees) from the level, as far as that end may be: half a move is like a parabola, not the whole."""
WHOLE_MOVE = 3.0
"""A whole move by half the way from the level to the pose's line, which lies half-way or lower."""
CUT = 20.0
"""So many slacks a second (300 degrees) no body moves: a cut, or a picture that was late."""
DOUBT_S = 0.8
"""While the legs change names, the best look of so long counts: a blend of both legs is shorter."""


@dataclass(frozen=True)
class KeyLook:
    """One look at the key measure."""

    t_s: float
    value: float
    """What the clock goes by."""
    raw: float
    """What was seen in this very look."""
    allowed: bool
    doubtful: bool = False


@dataclass(frozen=True)
class _Fall:
    """Two looks between which the value falls below a line."""

    before_s: float
    """The last look above."""
    at_s: float
    """Between the two, in proportion."""
    speed: float


class HoldEdges:
    """Dates the ends of the holds of one key measure."""

    def __init__(self, key: KeyMeasure) -> None:
        self._key = key

    def band(self, rested: Sequence[float]) -> float:
        """What these values of a body at rest waver by."""
        least, level = BAND * self._key.slack, median(rested)
        return min(max(least, WAVER * median(abs(v - level) for v in rested)), max(least, self._key.band))

    def at_rest(
        self, looks: Iterable[KeyLook], from_s: float, rested: list[float], held: Sequence[float] = ()
    ) -> float:
        """The moment between rest and movement, going through the looks from ``from_s`` away from the rest.

        Bodies ease in and out: near its end a move is a parabola, so the way from four bands short of the level to one
        takes as long as the way from there to the end, and so on with the square root; but it does not begin before the
        last look that was at the level. At a cut, in doubt, or where the way breaks off, the last good look counts.
        """
        level, band = median(rested), self.band(held or rested)
        looks = list(looks)
        way = list(_beyond(looks, from_s))
        if not way:
            return from_s
        if way[0].doubtful:
            good = [s.t_s for s in way if s.raw >= level - self._key.slack and abs(s.t_s - from_s) <= DOUBT_S]
            return good[-1] if good else from_s
        short, near = band, _fall_below(way, level - band)
        if near is None:  # a gate closed first
            short, near = level - way[-1].raw, _Fall(way[-1].t_s, way[-1].t_s, 0.0)
        end_s = near.at_s if short < band / 2 else self._eased(looks, near, level, short)
        if self._key.band > 0:  # a number that trembles is at its level by chance
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
        """From the look that is ``short`` of the level to the end, by the way on to the middle; None where unseen.

        Asked of numbers that tremble: the middle of a move stands out of that, its end does not.
        """
        half = (level - self._key.enter) / 2
        middle = _fall_below(_from(looks, near.before_s), level - half)
        if self._key.band == 0 or middle is None or short >= half:
            return None
        whole = WHOLE_MOVE * half
        here, there = _left_of_move(short / whole), _left_of_move(half / whole)
        return (near.at_s - middle.at_s) * here / (there - here)


def _left_of_move(share: float) -> float:
    """Which share of its time a move has left that has this share of its way left: 3u^2 - 2u^3, solved."""
    return 0.5 - sin(asin(1.0 - 2.0 * share) / 3.0)


def _fall_below(way: Iterable[KeyLook], line: float) -> _Fall | None:
    for one, other in pairwise(way):
        if other.raw < line:
            fall, gone_s = one.raw - other.raw, other.t_s - one.t_s
            share = (one.raw - line) / fall if one.raw > line else 0.0
            return _Fall(one.t_s, one.t_s + share * gone_s, abs(fall / gone_s) if gone_s else 0.0)
    return None


def _from(looks: Iterable[KeyLook], from_s: float) -> Iterator[KeyLook]:
    """The looks from the one at ``from_s`` on, in the order given."""
    return dropwhile(lambda seen: seen.t_s != from_s, looks)


def _beyond(looks: Iterable[KeyLook], from_s: float) -> Iterator[KeyLook]:
    """The same, up to the first that a gate forbids."""
    return takewhile(lambda seen: seen.allowed, _from(looks, from_s))
