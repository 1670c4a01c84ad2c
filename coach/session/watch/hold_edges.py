"""The two edges of a hold: when a body that moves into a pose stays, and when one that stays moves out."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf, sqrt
from statistics import median

from coach.session.watch.hold_timing import HoldTiming
from coach.session.watch.key_looks import KeyLook, slope
from coach.stretches.key_measure import KeyMeasure


class HoldEdges:
    """Dates the edges of holds for one key measure.

    A body stays where it is no farther from its level than the slack, and slow for this very move: below a share of the
    move's own peak speed. It arrives and leaves by the same rule, the one with time running backwards.
    """

    def __init__(self, key: KeyMeasure, timing: HoldTiming) -> None:
        self._key, self._timing = key, timing
        self._over_s = timing.noisy_slope_s if key.band > 0 else timing.slope_s

    def creeps(self, settled: Sequence[float]) -> bool:
        """Whether the body still moves on; the lag of the pose model can make a move seem to stop halfway."""
        half = len(settled) // 2
        on = median(settled[half:]) - median(settled[:half]) if half else 0.0
        return on > max(self._timing.creep_share * self._key.slack, self._key.band / 2)

    def left(self, inside: Sequence[KeyLook], out_s: float, held: Sequence[float]) -> float | None:
        """The last moment before ``out_s`` at which the body stayed; None if it never did.

        ``inside``: the looks since the pose was reached. ``held``: the values in the pose.
        """
        if all(seen.t_s >= out_s for seen in inside):
            return out_s
        settled_s = out_s - self._timing.fall_s
        lately = [s.value for s in inside if settled_s - self._timing.level_s <= s.t_s < settled_s] or held
        return self.at_rest(inside, settled_s, median(lately)) if lately else None

    def at_rest(self, looks: Iterable[KeyLook], from_s: float, level: float) -> float | None:
        """The last moment of rest in looks that lead from rest into movement, in either direction of time.

        Rest ends before the first look beyond ``from_s`` that is out of the pose, and there with the last one that is
        slow. None: no look is.
        """
        way, line = list(looks), level - self._key.slack
        if not way:
            return None
        out = self._out(way, from_s, line)
        speeds = [-slope(way, index, self._over_s) for index in range(self._end(way, out))]
        near = next(n for n, look in enumerate(way) if abs(look.t_s - way[out].t_s) <= self._timing.peak_s)
        peak = max(range(near, len(speeds)), key=lambda index: speeds[index])
        slow = max(self._timing.staying_share * speeds[peak], self._timing.staying_per_s * self._key.slack)
        moves = speeds[peak] > slow
        start = min(out, peak) if moves else out
        rest = (n for n in range(start, -1, -1) if way[n].allowed and way[n].value >= line and speeds[n] <= slow)
        index = next(rest, None)
        if index is None:
            return None
        # In doubt a value is the best of a moment: the body may have gone since.
        seen = next((n for n in range(index, -1, -1) if way[n].raw >= line), index)
        eases = moves and index < start and way[index + 1].allowed and speeds[index + 1] > slow
        if seen != index or not eases:
            return way[seen].t_s
        cut_s = self._cut_s(way[index : peak + 2], line)
        return self._eased(way, speeds, index, peak, slow) if cut_s is None else cut_s

    @staticmethod
    def _out(way: Sequence[KeyLook], from_s: float, line: float) -> int:
        """The first look beyond ``from_s`` that is out of the pose; the last one if none is."""
        rests_s = abs(from_s - way[0].t_s)
        beyond = (n for n, look in enumerate(way) if abs(look.t_s - way[0].t_s) > rests_s)
        return next((n for n in beyond if not way[n].allowed or way[n].value < line), len(way) - 1)

    def _end(self, way: Sequence[KeyLook], out: int) -> int:
        """Where the move ends that is out of the pose at ``out``: the value rises again, or the looks end."""
        lowest = inf
        for index in range(out, len(way)):
            lowest = min(lowest, way[index].value)
            if way[index].value > lowest + self._key.slack:
                return index
        return len(way)

    def _cut_s(self, way: Sequence[KeyLook], line: float) -> float | None:
        """The last look in the pose before a fall that no body is capable of; None if there is none."""
        for one, other in pairwise(way):
            fall = one.value - other.value
            if one.value >= line and fall > self._timing.cut_per_s * self._key.slack * abs(other.t_s - one.t_s):
                return one.t_s
        return None

    def _eased(self, way: Sequence[KeyLook], speeds: Sequence[float], index: int, peak: int, slow: float) -> float:
        """The end of the rest, given the last look of it that is slow.

        A move eases in and out as a cubic does, so that its end follows from the moment of its peak speed and that of a
        share of it.
        """
        rest, moving = way[index], way[index + 1]
        part = (slow - speeds[index]) / (speeds[index + 1] - speeds[index])
        slow_s = rest.t_s + part * (moving.t_s - rest.t_s)
        half = sqrt(max(0.0, 1.0 - slow / speeds[peak]))
        ease_s = (slow_s - way[peak].t_s) * (1.0 - half) / half if half else 0.0
        return slow_s + max(-self._timing.ease_s, min(ease_s, self._timing.ease_s))
