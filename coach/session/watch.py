"""Watching one rep: its clock, its form errors, and whether the body can be seen at all."""

from statistics import median

from coach.body.landmarks import Side
from coach.routine.plan import PlannedStep
from coach.session.actions import Priority
from coach.session.context import Context
from coach.session.form import Corrections, FormWatch
from coach.session.hold import BRIDGE_S, HoldClock
from coach.session.screen import Phase
from coach.stretches.model import FormError, Reading, Stretch, Urgency

WAITING = frozenset({Phase.SET_UP, Phase.REST})
START_S = 0.8
"""The start position counts when the body was still so long."""
BLIND_S = 4.0
"""Unseen this long, the coach keeps time instead (clinical notes, G6 [J])."""


class Sight:
    """Whether the key measure of the running stretch can be seen."""

    def __init__(self, context: Context, stretch: Stretch) -> None:
        self._c = context
        self._stretch = stretch
        self._seen_s = context.now_s
        self._lost = False
        self.timer_only = not context.watching or stretch.key is None
        """Nothing can be judged now: the clock alone counts."""

    def look(self, side: Side | None) -> None:
        """Take in the present event; logs when sight is lost and found."""
        c = self._c
        if not c.watching or self._stretch.key is None:
            return
        if c.measures is not None and self._stretch.visible(c.measures, side):
            self._found()
        elif c.now_s - self._seen_s > BLIND_S and not self.timer_only:
            self._give_up()
        elif c.now_s - self._seen_s > BRIDGE_S and not self._lost:
            self._lost = True
            c.log("tracking_lost", unseen=list(self._unseen()))

    def _found(self) -> None:
        c = self._c
        self._seen_s = c.now_s
        if self._lost:
            c.log("tracking_found")
            if self.timer_only:
                c.say("seeing.found", Priority.CORRECTION, "tracking_found", within_s=2.0)
        self._lost = self.timer_only = False
        c.show(timer_only=False, unseen=())

    def _give_up(self) -> None:
        self.timer_only = True
        unseen = self._unseen()
        self._c.log("timer_only", why="unseen", unseen=list(unseen))
        self._c.show(timer_only=True, unseen=unseen)
        self._c.say("seeing.timer_only", Priority.SAFETY, "unseen", within_s=3.0)

    def _unseen(self) -> tuple[str, ...]:
        m = self._c.measures
        return ("person",) if m is None else m.unseen


class RepWatch:
    """One rep on one side, from the set-up to the rest after it."""

    def __init__(
        self,
        context: Context,
        step: PlannedStep,
        stretch: Stretch,
        side: Side | None,
        corrections: Corrections,
        sight: Sight,
    ) -> None:
        self._c = context
        self._stretch = stretch
        self.side = side
        self._step = step
        self._corrections = corrections
        self.sight = sight
        self.clock = HoldClock(stretch.key) if stretch.key is not None else None
        """None: nothing can be judged, the coach keeps time."""
        errors = [*stretch.errors, *self._limit()]
        self._from_start = {error.measure for error in errors if error.reading is Reading.FROM_START}
        self._start: dict[str, float] = {}
        self._form = FormWatch(errors, side, self._start)

    def look(self, phase: Phase) -> None:
        """Take in the present event."""
        c = self._c
        self.sight.look(self.side)
        if not c.looked:
            return
        value = None if c.measures is None else self._stretch.key_value(c.measures, self.side)
        if self.clock is not None:
            allowed = c.measures is not None and self._stretch.allows(c.measures, self.side)
            if phase in WAITING:
                self._learn_start()
            self.clock.see(c.now_s, value, allowed)
        if c.measures is not None and self._stretch.starts_well(c.measures, self.side):
            self._judge(phase)

    def _learn_start(self) -> None:
        """The still body out of the pose is what form errors are told against."""
        c, key = self._c, self._stretch.key
        assert self.clock is not None
        assert key is not None
        values = c.recent(key.measure, self.side)
        still = c.recent_s >= START_S and values and max(values) - min(values) <= key.slack / 3
        if still and not self.clock.in_pose and (key.from_start or self.clock.out(values[-1])):
            self.clock.rebase(median(values))
            self._start |= {n: median(past) for n in self._from_start if (past := c.recent(n, self.side))}

    def correct(self, hold: tuple[float, float] | None) -> None:
        """Say what is worth saying about the errors that stand now."""
        if self.sight.timer_only:
            return
        error = self._corrections.choose(self._c.now_s, self._form.raised, hold)
        if error is not None:
            priority = Priority.SAFETY if error.urgency is Urgency.P1 else Priority.CORRECTION
            self._c.summary.corrections += 1
            self._c.say(error.cue, priority, error.id, within_s=2.0)

    def _judge(self, phase: Phase) -> None:
        assert self._c.measures is not None
        for change in self._form.see(self._c.now_s, self._c.measures, phase):
            self._c.log(
                "form_error", error=change.error.id, phase=phase.value, value=round(change.value, 2), on=change.on
            )
            if not change.on and self._corrections.praise(self._c.now_s, change.error):
                self._c.say("praise.fixed", Priority.PRAISE, "fixed", within_s=2.0)

    def _limit(self) -> tuple[FormError, ...]:
        """The therapist's own largest angle, as one more form error."""
        limit, key = self._step.range_limit_deg, self._stretch.key
        if limit is None or key is None:
            return ()
        phases = frozenset({Phase.MOVE_IN, Phase.HOLD})
        return (
            FormError("over_limit", key.measure, Reading.VALUE, limit, limit - 5, 0.8, phases, Urgency.P1, "routine"),
        )
