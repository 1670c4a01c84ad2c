"""Watching one rep: its clock, its form errors, and whether the body can be seen at all."""

from coach.body.landmarks import Side
from coach.routine.plan import PlannedStep
from coach.session.actions import Priority
from coach.session.context import Context
from coach.session.form import Corrections, FormWatch
from coach.session.hold import BRIDGE_S, HoldClock
from coach.session.screen import Phase
from coach.stretches.model import FormError, Reading, Stretch, Urgency

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
        value = None if c.measures is None else self._stretch.key_value(c.measures, side)
        if value is not None:
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
        self.clock: HoldClock | None = None
        self._form: FormWatch | None = None
        self.restart()

    def restart(self) -> None:
        """Begin anew from the start position that the body is in now."""
        errors = [*self._stretch.errors, *self._limit()]
        names = {e.measure for e in errors if e.reading is Reading.FROM_START}
        key = self._stretch.key
        baseline = self._c.baseline(names | ({key.measure} if key else set()), self.side)
        self._form = FormWatch(errors, self.side, baseline)
        if key is not None:
            self.clock = HoldClock(key, baseline.get(key.measure, 0.0))

    def look(self, phase: Phase) -> None:
        """Take in the present event."""
        c = self._c
        self.sight.look(self.side)
        if not c.looked:
            return
        value = None if c.measures is None else self._stretch.key_value(c.measures, self.side)
        if self.clock is not None:
            allowed = c.measures is not None and self._stretch.allows(c.measures, self.side)
            self.clock.see(c.now_s, value, allowed)
        if self._form is not None and c.measures is not None:
            self._judge(phase)

    def correct(self, hold: tuple[float, float] | None) -> None:
        """Say what is worth saying about the errors that stand now."""
        if self._form is None or self.sight.timer_only:
            return
        error = self._corrections.choose(self._c.now_s, self._form.raised, hold)
        if error is not None:
            priority = Priority.SAFETY if error.urgency is Urgency.P1 else Priority.CORRECTION
            self._c.summary.corrections += 1
            self._c.say(error.cue, priority, error.id, within_s=2.0)

    def _judge(self, phase: Phase) -> None:
        assert self._form is not None
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
