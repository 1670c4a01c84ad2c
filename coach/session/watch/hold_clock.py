"""The hold clock: whether the body is in the pose, and for how long."""

from itertools import takewhile
from math import inf
from statistics import median

from coach.session.watch.dwell import EDGE_S, unbridged
from coach.session.watch.good_time import GoodTime
from coach.session.watch.held_level import HeldLevel
from coach.session.watch.hold_edges import HoldEdges
from coach.session.watch.hold_timing import HoldTiming
from coach.session.watch.key_looks import KeyLook, KeyLooks
from coach.session.watch.start_position import StartPosition
from coach.stretches.key_measure import KeyMeasure


class HoldClock:
    """Counts the seconds in the pose for one rep. Times are session times; values are in the key measure's unit."""

    def __init__(self, key: KeyMeasure, timing: HoldTiming = HoldTiming()) -> None:  # noqa: B008 - frozen
        self._key, self._timing = key, timing
        self._start = StartPosition(key)
        self._edges = HoldEdges(key, timing)
        self._looks = KeyLooks(key, timing)
        self._held = HeldLevel()
        self.time = GoodTime()
        self.best: float | None = None
        """The largest key value while in the pose."""
        self._own_end: float | None = None
        """The level of an earlier hold in this rep, if there was one."""
        self._dated = False
        """The arrival has been dated by the resting level."""
        self._unsure = False
        """The body is seen but its pose cannot be judged."""
        self._above = False
        """The value has not been below the line since the pose seemed to be left."""

    @property
    def _line(self) -> float:
        """The line to stay above; once the pose is reached, it is a little lower than the one to cross."""
        return self._key.enter - self._key.slack / 3

    @property
    def in_pose(self) -> bool:
        return self.time.since_s is not None

    @property
    def settled(self) -> bool:
        """Whether the body is in the pose and, in this look, as far in as it has lately been."""
        last = self._looks.last
        return self.in_pose and (self.time.assumed or last is None or self._is_in(last))

    @property
    def lately(self) -> float | None:
        """The largest recent value; None while nothing is seen."""
        return self._looks.largest(self._timing.leave_s)

    def good_s(self, now_s: float) -> float:
        """Good time up to now, in seconds."""
        return self.time.total_s(now_s)

    def assume(self, now_s: float, *, unsure: bool = False) -> None:
        """Count as a plain timer from now on, until the key measure is seen again.

        ``unsure``: the body is seen but its pose cannot be judged, so only a clear arrival in the pose ends the timer.
        """
        self.time.assume(now_s)
        self._unsure = unsure
        if not self.in_pose:
            self._enter(now_s)
        self._dated = True

    def rebase(self, start: float) -> None:
        """Set the key value of the start position; values relative to another one no longer count."""
        if not self.in_pose and self._start.learn(start):
            self._looks.forget()

    def see(self, now_s: float, value: float | None, allowed: bool, *, explained: bool = False) -> None:
        """Take in one look. ``value`` None: the key measure is not seen.

        ``allowed``: no gate contradicts the pose. ``explained``: a form error of the pose explains a low value.
        """
        if unbridged(now_s - self._looks.last_s):
            self._lose_sight()
        if value is None or self._start.value is None:
            return
        look = KeyLook(now_s, value - self._start.value, allowed, explained)
        self._looks.take(look)
        if not self.in_pose:
            self._look_for_arrival(look)
        elif not (self.time.assumed and self._unsure) or self._arrived_since(look) is not None:
            self.time.see(now_s)
            self._look_for_leaving(look)

    def _lose_sight(self) -> None:
        """Ends the period at the last look: later values are not compared with earlier ones."""
        if self.in_pose and not self.time.assumed:
            self._leave(self._looks.last_s)
        self._above = False
        self._looks.forget()

    # -- into the pose -------------------------------------------------------------------------------------------

    def _look_for_arrival(self, look: KeyLook) -> None:
        since = self._arrived_since(look)
        left_s = self.time.last_s
        forgiven = since is not None or (left_s is not None and look.t_s - left_s <= self._timing.forgiven_s)
        self._above &= forgiven and look.allowed and (look.explained or look.value >= self._line)
        if since is None:
            return
        if self._above and self.time.last_s is not None:
            self._enter(self.time.last_s)  # it was never left
            self._dated = True
        else:
            level = median(seen.value for seen in self._looks.since(since))
            arrived_s = self._edges.at_rest(reversed(self._looks), since, level)
            self._enter(since if arrived_s is None else arrived_s)

    def _arrived_since(self, look: KeyLook) -> float | None:
        """The start of an unbroken stillness past the line, or None while it is too short.

        A noisy measure is never still: for it, being past the line for a while is enough.
        """
        timing, looks, noisy = self._timing, self._looks, self._key.band > 0
        well_short = self._own_end is not None and look.value < self._own_end - self._key.slack
        short = well_short and not (noisy or self._above)
        left_s = -inf if self.time.last_s is None else self.time.last_s
        still_s, beyond_s = (max(since, left_s) for since in (looks.still_since_s, looks.beyond_since_s))
        if look.t_s - still_s >= (timing.new_end_s if short else timing.arrive_s) - EDGE_S:
            return still_s
        patient = noisy and look.t_s - beyond_s >= timing.patient_s - EDGE_S
        return beyond_s if patient else None

    def _date_arrival(self, now_s: float) -> None:
        """Dates the arrival, once the body has settled: a slow end of a move looks like rest."""
        if self._dated or self.time.unbroken_s(now_s) < self._timing.settled_s:
            return
        self._dated = True
        settled = (look.value for look in self._looks.since(now_s - self._timing.level_s))
        self._held.first_level = median(settled)
        arrived_s = self._edges.at_rest(reversed(self._looks), now_s - self._timing.level_s, self._held.first_level)
        if arrived_s is not None:
            self.time.start_later(arrived_s)

    def _enter(self, at_s: float) -> None:
        at_s = self.time.start(at_s)
        self._dated = False
        self._held = HeldLevel(look.value for look in self._looks.since(at_s))
        self._reach(self._held.values[-1:])

    # -- out of the pose -----------------------------------------------------------------------------------------

    def _look_for_leaving(self, look: KeyLook) -> None:
        if self._is_in(look):
            self._held.take(look.value)
            self._reach([look.value])
            self._date_arrival(look.t_s)
            return
        out_since = min(s.t_s for s in takewhile(lambda seen: not self._is_in(seen), reversed(self._looks)))
        leave_s = self._timing.to_leave_s(noisy=self._key.band > 0)
        if look.t_s - out_since >= leave_s - EDGE_S and self.time.since_s is not None:
            inside = self._looks.since(self.time.since_s)
            left_s = self._edges.left(inside, out_since, self._held.values)
            self._leave(self.time.since_s if left_s is None else max(self.time.since_s, min(left_s, look.t_s)))

    def _reach(self, values: list[float]) -> None:
        self.best = max((v for v in (self.best, *values) if v is not None), default=None)

    def _is_in(self, look: KeyLook) -> bool:
        within = look.value >= max(self._held.lowest - self._key.slack, self._line)
        return look.allowed and (look.explained or within)

    def _leave(self, at_s: float) -> None:
        self.time.stop(at_s)
        self._above = self._key.forgiving
        self._own_end = self._held.level if self._held.values else self._own_end
        self._held = HeldLevel()
