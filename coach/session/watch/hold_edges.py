"""The two edges of a hold: when a body that moves into a pose comes to rest, and when it moves out again."""

from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import median

import numpy as np
from numpy.typing import NDArray

from coach.session.watch.dwell import EDGE_S
from coach.session.watch.hold_timing import HoldTiming
from coach.session.watch.key_looks import KeyLook
from coach.stretches.key_measure import KeyMeasure

Array = NDArray[np.float64]


class HoldEdges:
    """Dates the edges of holds for one key measure.

    A body stays while it is no farther from its level than the slack, and slow compared with this move: below a share
    of its peak speed. Arriving and leaving follow the same rule; for arriving, time runs backwards. Values are read at
    fixed steps of time, so that the rate of looks moves no edge.
    """

    def __init__(self, key: KeyMeasure, timing: HoldTiming) -> None:
        self._key, self._timing = key, timing
        self._over_s = timing.noisy_slope_s if key.band > 0 else timing.slope_s

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

        Rest ends at the last slow moment before the first moment past ``from_s`` that is out of the pose. None: no
        moment is slow.
        """
        way = list(looks)
        if not way:
            return None
        rest_s = self._rest_s(way, abs(from_s - way[0].t_s), level - self._key.slack)
        return None if rest_s is None else way[0].t_s + (rest_s if way[-1].t_s >= way[0].t_s else -rest_s)

    def _rest_s(self, way: Sequence[KeyLook], rests_s: float, line: float) -> float | None:
        """The same in seconds from the first look; rest lasts at least ``rests_s``. A value below ``line`` is out of
        the pose."""
        timing = self._timing
        seen_s = np.array([abs(look.t_s - way[0].t_s) for look in way])
        times = np.linspace(0.0, seen_s[-1], 1 + max(1, round(seen_s[-1] / timing.step_s)))
        nearest = np.abs(times[:, None] - seen_s).argmin(axis=1)
        values = np.interp(times, seen_s, [look.value for look in way])
        allowed = np.array([look.allowed for look in way])[nearest]
        inside = allowed & (values >= line)
        out = self._out(times, inside, rests_s)
        speeds = self._speeds(times, values)[: self._end(values, out)]
        near = int(np.searchsorted(times, times[out] - timing.peak_s))
        peak = near + int(np.argmax(speeds[near:]))
        slow = max(timing.staying_share * speeds[peak], timing.staying_per_s * self._key.slack)
        moves = speeds[peak] > slow
        start = min(out, peak) if moves else out
        rest = np.flatnonzero(inside[: start + 1] & (speeds[: start + 1] <= slow))
        if not len(rest):
            return None
        index = int(rest[-1])
        if not moves:
            return float(times[index])
        falls = -np.diff(values[index : index + 3 + round(self._over_s / 2 / times[1])]) / times[1]
        cuts = np.flatnonzero(falls > timing.cut_per_s * self._key.slack)
        if len(cuts):
            return float(times[index + cuts[0]])
        if index >= start or not allowed[index + 1]:
            return float(times[index])
        return self._eased(times[index : index + 2], times[peak], speeds[index : index + 2], slow, speeds[peak])

    @staticmethod
    def _out(times: Array, inside: NDArray[np.bool_], rests_s: float) -> int:
        """The first step after ``rests_s`` out of the pose, or the last step."""
        out = np.flatnonzero(~inside & (times > rests_s))
        return int(out[0]) if len(out) else len(times) - 1

    def _speeds(self, times: Array, values: Array) -> Array:
        """How fast each value falls."""
        before, after = (np.clip(times + way * self._over_s / 2, 0.0, times[-1]) for way in (-1, 1))
        return (np.interp(before, times, values) - np.interp(after, times, values)) / np.maximum(after - before, EDGE_S)

    def _end(self, values: Array, out: int) -> int:
        """Where the move that is out of the pose at ``out`` ends: the value rises again, or the looks end."""
        rises = np.flatnonzero(values[out:] > np.minimum.accumulate(values[out:]) + self._key.slack)
        return out + int(rises[0]) if len(rises) else len(values)

    def _eased(self, times: Array, peak_s: float, speeds: Array, slow: float, fastest: float) -> float:
        """The end of a rest, from the times and speeds at its last slow moment and one step later.

        A move eases in and out like a cubic, so its end follows from the moments of its peak speed and of a share of
        that speed.
        """
        slow_s = float(np.interp(slow, speeds, times))
        half = sqrt(max(0.0, 1.0 - slow / fastest))
        ease_s = (slow_s - peak_s) * (1.0 - half) / half if half else 0.0
        return float(slow_s + max(-self._timing.ease_s, min(ease_s, self._timing.ease_s)))
