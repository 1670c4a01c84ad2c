"""The hold clock: when the body is in the pose, and for how long it has been."""

from bisect import insort
from collections import deque
from math import inf
from statistics import median

from coach.session.watch.dwell import EDGE_S, unbridged
from coach.session.watch.hold_edges import DOUBT_S, HoldEdges, KeyLook
from coach.session.watch.start_position import StartPosition
from coach.stretches.key_measure import KeyMeasure

ARRIVE_S = 0.4
"""The body must be still this long before it counts as arrived; the time is then counted from its first moment."""
PATIENT_S = 2.0
"""Past the line this long is in the pose, for a number that trembles."""
NEW_END_S = 3.0
"""Well short of where it was held before, the body must be still this long: then that is its end from now on."""
LEAVE_S, TREMBLING_LEAVE_S = 0.2, 0.3
"""Out of the pose this long is left, the latter for a number that trembles; the time is then counted to the last moment
in it."""
ANCHORED, ANCHORED_S = 0.1, 3.0
"""Torso lengths within which an anchor has not moved, and how long that is believed against the key measure."""
SLOPE_S = 0.3
"""The window of an angular speed (clinical notes, 1.0: the symbol omega)."""
MEMORY_S = 6.0
SETTLED_S = 1.5
"""In the pose this long, its level is known and the arrival is dated anew: a slow end of a move looks like rest."""
LATEST_S = 4.0
"""By then it is dated, however the level creeps."""
LEVEL_S = 1.0
"""The level is read over this time."""
FALL_S = 1.5
"""Coming out of a pose may take so long to be noticed: a third of a slow move."""


class HoldClock:
    """Counts the seconds in the pose for one rep. Times are session times; values in the key measure's unit."""

    def __init__(self, key: KeyMeasure) -> None:
        self._key = key
        self._start = StartPosition(key)
        self._ends = HoldEdges(key)
        self._past: deque[KeyLook] = deque()
        self._held: list[float] = []
        """The values in the pose since it was reached, in the order of their size."""
        self._level = -inf
        """The middle of them; -inf while there are none."""
        self._closed_s = 0.0
        self._since: float | None = None
        self._own_end: float | None = None
        """Where the body was held in this rep, once it was."""
        self._dated = False
        """The arrival has been dated by the level at which the body came to rest."""
        self._first_level = inf
        """That level: whoever goes further later, and comes back to it, stays in the pose."""
        self._last_seen = -inf
        self._assumed_since: float | None = None
        self._assumed_s = 0.0
        """Counted without seeing, up to the last time."""
        self._unsure = False
        self._above = False
        """Since the pose seemed to be left, the value has not been below its line."""
        self._anchors: list[float] = []
        """What the measure that must grow on leaving was in the pose, in the order of its size."""
        self.best: float | None = None
        """The largest key value while in the pose."""
        self.first_in_s: float | None = None
        """The moment the pose was first reached."""
        self.last_in_s: float | None = None
        """The moment the pose was last left."""

    @property
    def _line(self) -> float:
        """A pose once reached is kept a little below the line that it had to cross."""
        return self._key.enter - self._key.slack / 3

    @property
    def in_pose(self) -> bool:
        return self._since is not None

    @property
    def settled(self) -> bool:
        """In the pose, and as far in as it has lately been in this very look."""
        last = self._past[-1] if self._past else None
        return self.in_pose and (self.assumed or last is None or self._is_in(last.value, last.allowed))

    @property
    def assumed(self) -> bool:
        """The clock runs without seeing."""
        return self._assumed_since is not None

    @property
    def lately(self) -> float | None:
        """The largest value of the last moment; None while nothing is seen."""
        return max((seen.raw for seen in self._past if seen.t_s >= self._last_seen - LEAVE_S), default=None)

    def good_s(self, now_s: float) -> float:
        """Seconds of good time up to now."""
        return self._closed_s + self.in_pose_s(now_s)

    def assumed_s(self, now_s: float) -> float:
        """So much of it was counted without seeing."""
        return self._assumed_s + (now_s - self._assumed_since if self._assumed_since is not None else 0.0)

    def in_pose_s(self, now_s: float) -> float:
        """Seconds in the pose without a break up to now."""
        return max(0.0, now_s - self._since) if self._since is not None else 0.0

    def assume(self, now_s: float, *, unsure: bool = False) -> None:
        """Count as a plain timer from here on, until the key measure is seen again.

        ``unsure``: the body is seen and its pose cannot be told, so only a plain arrival in the pose ends the timer.
        """
        self._assumed_since, self._unsure = now_s, unsure
        if self._since is None:
            self._enter(now_s)
        self._dated = True

    def rebase(self, now_s: float, start: float) -> None:
        """The key value in the still start position; what was seen against another one no longer counts."""
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
        """Take in one look. ``value`` None: there was none, or the key measure cannot be seen in it.

        ``allowed``: no gate contradicts. ``doubtful``: the value may be that of another limb, or of both in one.
        ``anchor``: the measure that must grow where the pose is left.
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
        """Nothing is known from the last look on: what comes after has nothing to do with what was before."""
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
        """The first moment of an unbroken stillness past the line, or None while it is shorter than ARRIVE_S.

        A number that trembles is never still: past the line for PATIENT_S is enough for it.
        """
        since = self._unbroken(self._key.still_per_s)
        short = self._own_end is not None and self._past[-1].value < self._own_end - self._key.slack and not self._above
        if since is not None and now_s - since >= (NEW_END_S if short else ARRIVE_S) - EDGE_S:
            return since
        since = self._unbroken(inf) if self._key.band > 0 and not short else None
        return since if since is not None and now_s - since >= PATIENT_S else None

    def _unbroken(self, still_per_s: float) -> float | None:
        """Since when the body has been past the line, and slower than this."""
        since = None
        for index in range(len(self._past) - 1, -1, -1):
            seen = self._past[index]
            left = self.last_in_s is not None and seen.t_s <= self.last_in_s
            if left or not seen.allowed or seen.value < self._key.enter or abs(self._slope(index)) > still_per_s:
                break
            since = seen.t_s
        return since

    def _reached(self, since: float) -> float:
        """The moment at which the value came to rest where it rested from ``since`` on."""
        return self._ends.at_rest(reversed(self._past), since, [seen.value for seen in self._past if seen.t_s >= since])

    def _date_arrival(self, now_s: float) -> None:
        """Once the body has settled, the arrival is the moment from which it was where it settled."""
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
        """Whether the body still moves on; a pose model that lags behind lets a move seem to stop half-way."""
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
        """The last moment before ``out_since`` at which the value was at rest where it had lately been."""
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
        """Change a second around one look, by least squares over SLOPE_S."""
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
