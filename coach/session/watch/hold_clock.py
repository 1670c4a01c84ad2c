"""The hold clock: whether the body is in the pose, and for how long."""

from bisect import insort
from collections import deque
from math import inf
from statistics import median

from coach.session.watch.dwell import EDGE_S, unbridged
from coach.session.watch.hold_edges import DOUBT_S, HoldEdges, KeyLook
from coach.session.watch.start_position import StartPosition
from coach.stretches.key_measure import KeyMeasure

ARRIVE_S = 0.4
"""The body must be still for this long to count as arrived; time then counts from the start of the stillness."""
PATIENT_S = 2.0
"""A noisy measure counts as in the pose after this long past the threshold."""
NEW_END_S = 3.0
"""Well short of the earlier end, the body must be still for this long; that is then the new end."""
LEAVE_S, TREMBLING_LEAVE_S = 0.2, 0.3
"""The pose is left after this long out of it, the latter for a noisy measure; time then counts up to the last moment in
the pose."""
ANCHORED, ANCHORED_S = 0.1, 3.0
"""Torso lengths within which an anchor counts as unmoved, and how long that overrides the key measure."""
SLOPE_S = 0.3
"""The window of an angular speed (clinical notes, 1.0: the symbol omega)."""
MEMORY_S = 6.0
SETTLED_S = 1.5
"""After this long in the pose its level is known, and the arrival is dated again: a slow end of a move looks like
rest."""
LATEST_S = 4.0
"""By then the arrival is dated, even if the level still creeps."""
LEVEL_S = 1.0
"""The level is averaged over this time."""
FALL_S = 1.5
"""Coming out of a pose can go unnoticed for this long: a third of a slow move."""


class HoldClock:
    """Counts the seconds in the pose for one rep. Times are session times; values are in the key measure's unit."""

    def __init__(self, key: KeyMeasure) -> None:
        self._key = key
        self._start = StartPosition(key)
        self._ends = HoldEdges(key)
        self._past: deque[KeyLook] = deque()
        self._held: list[float] = []
        """The values since the pose was reached, sorted."""
        self._level = -inf
        """Their median; -inf while there are none."""
        self._closed_s = 0.0
        self._since: float | None = None
        self._own_end: float | None = None
        """The level of an earlier hold in this rep, if there was one."""
        self._dated = False
        """The arrival has been dated by the resting level."""
        self._first_level = inf
        """That level: a person who goes further and returns to it stays in the pose."""
        self._last_seen = -inf
        self._assumed_since: float | None = None
        self._assumed_s = 0.0
        """Seconds counted without seeing, in earlier periods."""
        self._unsure = False
        self._above = False
        """The value has not been below the line since the pose seemed to be left."""
        self._anchors: list[float] = []
        """Values in the pose of the measure that must grow on leaving, sorted."""
        self.best: float | None = None
        """The largest key value while in the pose."""
        self.first_in_s: float | None = None
        """When the pose was first reached."""
        self.last_in_s: float | None = None
        """When the pose was last left."""

    @property
    def _line(self) -> float:
        """The line to stay above; once the pose is reached, it is a little lower than the one to cross."""
        return self._key.enter - self._key.slack / 3

    @property
    def in_pose(self) -> bool:
        return self._since is not None

    @property
    def settled(self) -> bool:
        """Whether the body is in the pose and, in this look, as far in as it has lately been."""
        last = self._past[-1] if self._past else None
        return self.in_pose and (self.assumed or last is None or self._is_in(last.value, last.allowed))

    @property
    def assumed(self) -> bool:
        """Whether the clock runs without seeing."""
        return self._assumed_since is not None

    @property
    def lately(self) -> float | None:
        """The largest recent value; None while nothing is seen."""
        return max((seen.raw for seen in self._past if seen.t_s >= self._last_seen - LEAVE_S), default=None)

    def good_s(self, now_s: float) -> float:
        """Good time up to now, in seconds."""
        return self._closed_s + self.in_pose_s(now_s)

    def assumed_s(self, now_s: float) -> float:
        """The part of it that was counted without seeing."""
        return self._assumed_s + (now_s - self._assumed_since if self._assumed_since is not None else 0.0)

    def in_pose_s(self, now_s: float) -> float:
        """Unbroken seconds in the pose up to now."""
        return max(0.0, now_s - self._since) if self._since is not None else 0.0

    def assume(self, now_s: float, *, unsure: bool = False) -> None:
        """Count as a plain timer from now on, until the key measure is seen again.

        ``unsure``: the body is seen but its pose cannot be judged, so only a clear arrival in the pose ends the timer.
        """
        self._assumed_since, self._unsure = now_s, unsure
        if self._since is None:
            self._enter(now_s)
        self._dated = True

    def rebase(self, now_s: float, start: float) -> None:
        """Set the key value of the still start position; values relative to another one no longer count."""
        if self._since is None and self._start.learn(now_s, start):
            self._past.clear()

    def see(
        self,
        now_s: float,
        value: float | None,
        allowed: bool,
        doubtful: bool = False,
        anchor: float | None = None,
    ) -> None:
        """Take in one look. ``value`` None: the key measure is not seen.

        ``allowed``: no gate contradicts. ``doubtful``: the value may belong to another limb, or to a mix of both.
        ``anchor``: the measure that must grow when the pose is left.
        """
        if unbridged(now_s - self._last_seen):
            self._lose_sight()
        if value is None or self._start.value is None:
            return
        raw = value - self._start.value
        self._last_seen = now_s
        since_s = now_s - DOUBT_S
        value = max([raw, *(s.raw for s in self._past if s.t_s >= since_s)]) if doubtful else raw
        self._past.append(KeyLook(now_s, value, raw, allowed, doubtful))
        while self._past[0].t_s < now_s - MEMORY_S:
            self._past.popleft()
        if self._since is None:
            self._look_for_arrival(now_s)
        elif not (self.assumed and self._unsure) or self._arrived_since(now_s) is not None:
            self._assumed_s, self._assumed_since = self.assumed_s(now_s), None
            self._look_for_leaving(now_s, value, allowed, anchor)

    def _lose_sight(self) -> None:
        """Ends the period at the last look: later values are not compared with earlier ones."""
        if self._since is not None and not self.assumed:
            self._leave(self._last_seen)
        self._above = False
        self._past.clear()

    # -- into the pose -------------------------------------------------------------------------------------------

    def _look_for_arrival(self, now_s: float) -> None:
        last = self._past[-1]
        self._above &= last.allowed and last.value >= self._line
        since = self._arrived_since(now_s)
        if since is None:
            return
        if self._above and self.last_in_s is not None:
            self._enter(self.last_in_s)  # it was never left
            self._dated = True
        else:
            self._enter(min(self._reached(since), now_s))

    def _arrived_since(self, now_s: float) -> float | None:
        """The start of an unbroken stillness past the line, or None while it is shorter than ARRIVE_S.

        A noisy measure is never still: being past the line for PATIENT_S is enough for it.
        """
        since = self._unbroken(self._key.still_per_s)
        short = self._own_end is not None and self._past[-1].value < self._own_end - self._key.slack and not self._above
        if since is not None and now_s - since >= (NEW_END_S if short else ARRIVE_S) - EDGE_S:
            return since
        since = self._unbroken(inf) if self._key.band > 0 and not short else None
        return since if since is not None and now_s - since >= PATIENT_S else None

    def _unbroken(self, still_per_s: float) -> float | None:
        """Since when the body has been past the line and slower than this."""
        since = None
        for index in range(len(self._past) - 1, -1, -1):
            seen = self._past[index]
            left = self.last_in_s is not None and seen.t_s <= self.last_in_s
            if left or not seen.allowed or seen.value < self._key.enter or abs(self._slope(index)) > still_per_s:
                break
            since = seen.t_s
        return since

    def _reached(self, since: float) -> float:
        """When the value came to rest at the level of the rest that began at ``since``."""
        return self._ends.at_rest(reversed(self._past), since, [seen.value for seen in self._past if seen.t_s >= since])

    def _date_arrival(self, now_s: float) -> None:
        """Dates the arrival, once the body has settled, to the first moment at the settled level."""
        assert self._since is not None
        if self._dated or now_s - self._since < SETTLED_S:
            return
        settled = [seen for seen in self._past if seen.t_s >= now_s - LEVEL_S]
        if self._creeps(settled) and now_s - self._since < LATEST_S:
            return
        self._dated = True
        self._first_level = median([seen.value for seen in settled])
        since = self._ends.at_rest(reversed(self._past), settled[0].t_s, [seen.value for seen in settled])
        if self.first_in_s == self._since:
            self.first_in_s = max(since, self._since)
        self._since = max(since, self._since)

    def _creeps(self, settled: list[KeyLook]) -> bool:
        """Whether the body is still moving; the lag of the pose model can make a move seem to stop halfway."""
        values = [seen.value for seen in settled]
        half = len(values) // 2
        on = median(values[half:]) - median(values[:half]) if half else 0.0
        return on > self._ends.band(values) / 2

    # -- out of the pose -----------------------------------------------------------------------------------------

    def _look_for_leaving(self, now_s: float, value: float, allowed: bool, anchor: float | None) -> None:
        if self._is_in(value, allowed):
            insort(self._held, value)
            self._level = median(self._held)
            if anchor is not None:
                insort(self._anchors, anchor)
            self.best = value if self.best is None else max(self.best, value)
            self._date_arrival(now_s)
            return
        out_since = now_s
        for seen in reversed(self._past):
            if self._is_in(seen.value, seen.allowed):
                break
            out_since = seen.t_s
        leave_s = TREMBLING_LEAVE_S if self._key.band > 0 else LEAVE_S
        if anchor is not None and self._anchors and anchor <= median(self._anchors) + ANCHORED:
            leave_s = ANCHORED_S
        if now_s - out_since >= leave_s - EDGE_S:
            self._leave(self._began_to_fall(out_since))

    def _is_in(self, value: float, allowed: bool) -> bool:
        level = min(self._level, self._first_level)
        return allowed and value >= max(level - self._key.slack, self._line)

    def _began_to_fall(self, out_since: float) -> float:
        """The last moment before ``out_since`` at which the value was at its recent resting level."""
        assert self._since is not None
        inside = [seen for seen in self._past if seen.t_s >= self._since]
        past = [seen for seen in inside if seen.t_s < out_since]
        before = [seen for seen in past if seen.t_s < out_since - FALL_S]
        settled = [seen.value for seen in before if seen.t_s >= before[-1].t_s - LEVEL_S] or self._held
        if not settled:
            return out_since
        level, band = median(settled), self._ends.band(self._held)
        doubt = self._key.slack
        last = next((s for s in reversed(past) if s.raw >= level - (doubt if s.doubtful else band)), None)
        if last is None:
            return self._since
        return max(self._since, self._ends.at_rest(inside, last.t_s, settled, self._held) - self._key.lag_s)

    # -- numbers -------------------------------------------------------------------------------------------------

    def _slope(self, index: int) -> float:
        """Change per second around one look, by least squares over SLOPE_S."""
        centre = self._past[index].t_s
        near = [s for s in self._past if abs(s.t_s - centre) <= SLOPE_S / 2 + EDGE_S]
        mean_t = sum(s.t_s for s in near) / len(near)
        mean_v = sum(s.value for s in near) / len(near)
        spread = sum((s.t_s - mean_t) ** 2 for s in near)
        return sum((s.t_s - mean_t) * (s.value - mean_v) for s in near) / spread if spread > 0 else 0.0

    def _enter(self, at_s: float) -> None:
        at_s = at_s if self.last_in_s is None else max(at_s, self.last_in_s)
        self._since, self._dated, self._first_level = at_s, False, inf
        self.first_in_s = at_s if self.first_in_s is None else self.first_in_s
        self._held = sorted(s.value for s in self._past if s.t_s >= at_s)
        if self._held:
            self._level = median(self._held)
            self.best = max([*self._held, *([] if self.best is None else [self.best])])

    def _leave(self, at_s: float) -> None:
        assert self._since is not None
        self._closed_s += max(0.0, at_s - self._since)
        self.last_in_s = at_s
        self._above = self._key.forgiving
        self._own_end = self._level if self._held else self._own_end
        self._since = None
        self._held, self._level, self._anchors = [], -inf, []
