"""Watches one rep: its clock, its start position and its form."""

from coach.body.landmarks import Side
from coach.session.moment import Moment
from coach.session.outbox import Outbox
from coach.session.watch.hold_clock import HoldClock
from coach.session.watch.spoken_form import SpokenForm
from coach.session.watch.visibility import Visibility
from coach.stretches.phase import Phase
from coach.stretches.stretch import Stretch

WAITING = frozenset({Phase.SET_UP, Phase.REST})


class RepWatch:
    """Watches one rep on one side, from the set-up to the rest after it."""

    def __init__(
        self,
        moment: Moment,
        out: Outbox,
        stretch: Stretch,
        side: Side | None,
        form: SpokenForm,
        sight: Visibility,
    ) -> None:
        self._moment, self._out = moment, out
        self._stretch = stretch
        self.side = side
        self.form = form
        self.sight = sight
        self.clock = HoldClock(stretch.key) if stretch.key is not None else None
        """None: nothing can be judged, and the coach keeps time."""

    @property
    def in_pose(self) -> bool:
        return self.clock is not None and self.clock.in_pose

    @property
    def timer_only(self) -> bool:
        """Whether the clock alone counts, because nothing can be judged now, or the pose cannot be."""
        return self.sight.timer_only or (self.clock is not None and self.clock.time.assumed)

    def in_pose_s(self) -> float:
        """Unbroken seconds in the pose up to now; 0 if nothing can be judged."""
        return 0.0 if self.clock is None else self.clock.time.unbroken_s(self._moment.now_s)

    def look(self, phase: Phase) -> None:
        """Take in the present event."""
        self.sight.look(self.side)
        self._follow_clock(phase)
        self._out.show(timer_only=self.timer_only)
        if self._moment.looked:
            leaving = phase is Phase.HOLD and self.clock is not None and not self.clock.settled
            self.form.look(Phase.MOVE_OUT if leaving else phase, self.side)

    def peek(self, phase: Phase) -> None:
        """Take in the present event without judging it, for later judgements."""
        self._follow_clock(phase)
        if self._moment.looked:
            self.form.look(Phase.SET_UP, self.side)

    def correct(self, hold: tuple[float, float] | None) -> None:
        """Speak about a raised error if it is time to. ``hold``: elapsed and remaining seconds; None outside a hold."""
        if self.clock is None or not self.sight.timer_only:
            self.form.correct(hold)

    def _follow_clock(self, phase: Phase) -> None:
        m, clock = self._moment.measures, self.clock
        if not self._moment.looked:
            if clock is not None:
                clock.see(self._moment.now_s, None, allowed=False)
            return
        if m is not None and not self.in_pose:  # a body that curls up in the pose can seem to change the view
            self.form.still.turn(m.view)
        if phase in WAITING:
            self._learn_start()
        if clock is None:
            return
        value = None if m is None else self._stretch.key_value(m, self.side)
        allowed = m is not None and self._stretch.allows(m, self.side) and (self.in_pose or self._stretch.believed(m))
        clock.see(self._moment.now_s, value, allowed, explained=self.form.explains)

    def _learn_start(self) -> None:
        start = None if self.in_pose else self.form.still.learn(self._moment, self.side)
        if start is not None and self.clock is not None:
            self.clock.rebase(start)

    @property
    def back(self) -> bool:
        """Whether the body is seen near its start position again."""
        key, clock = self._stretch.key, self.clock
        if key is None or clock is None or clock.in_pose or clock.lately is None:
            return False
        line = key.enter - key.slack / 2
        start = None if key.from_start else self.form.still.values.get(key.measure)
        return clock.lately < (line if start is None else min(line, start + key.slack))

    @property
    def moved(self) -> float:
        """Distance of the key measure from its still start, in its unit; 0 if unknown."""
        key, m = self._stretch.key, self._moment.measures
        if key is None or m is None or not self._stretch.starts_well(m, self.side):
            return 0.0
        value, start = self._stretch.key_value(m, self.side), self.form.still.values.get(key.measure)
        return 0.0 if value is None or start is None else value - start
