"""One hold of one rep: its clock, which runs, pauses and ends, and the words that go with it."""

from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.actions import Priority, Tone
from coach.session.context import Context
from coach.session.flow.hold_words import HoldWords
from coach.session.logged.log_event import ABSENT
from coach.session.logged.stretch_events import (
    FormErrorChanged,
    HoldCompleted,
    HoldEnded,
    HoldOver,
    HoldPaused,
    HoldResumed,
    HoldStarted,
)
from coach.session.moment import Script
from coach.session.watch.rep_watch import RepWatch
from coach.stretches.phase import Phase
from coach.stretches.shared_errors import EARLY_S, EARLY_SHARE

PAUSE_SAID_S = 2.0
"""A person who is seen out of the pose for this long hears that the timer is paused."""
LEFT_S = 8.0
"""Out of the pose for this long, the hold is over: the first guess is that the person needs to stop (clinical notes,
G3)."""
LEFT_TOLERATED_S = 3.0
"""The same for a hold that the person may end whenever they like [J]."""
MOST = 0.5
"""If more than this share of a hold is counted without seeing, it is a hold by the clock alone."""
GRACE_S = 0.5
"""Coming out with the last word of the countdown is not early."""


class OneHold:
    """A hold from the arrival in the pose until it is done or abandoned."""

    def __init__(self, context: Context, step: PlannedStep, rep: PlannedRep, watch: RepWatch) -> None:
        self._c, self._step, self._stretch = context, step, step.known
        self._rep, self._watch = rep, watch
        self._target_s = step.hold_of(rep)
        self._began_s = context.moment.now_s
        self._out_since: float | None = None
        """When the clock paused; None while it runs."""
        self._pause_said = False
        self._early = False
        """Coming out early is raised as a form error."""

    def script(self) -> Script:
        self._begin()
        guide = HoldWords(self._c, self._target_s, self._step.breath, in_breaths=self._step.in_breaths)
        while True:
            self._follow_clock()
            self._show()
            completed = self._ending()
            if completed is not None:
                self._finish(completed=completed)
                return
            if self._out_since is not None:
                self._tell_pause()
            else:
                guide.at(self._good_s)
                self._watch.correct((self._good_s, self._target_s - self._good_s))
            yield
            self._watch.look(Phase.HOLD)

    def break_off(self) -> None:
        """End the hold before its target; the time held so far counts."""
        self._finish(completed=False)

    def _show(self) -> None:
        self._c.out.show(
            in_pose=self._running,
            timer_only=self._watch.timer_only,
            good_s=round(self._good_s, 1),
            target_s=self._target_s,
        )

    @property
    def _good_s(self) -> float:
        clock, now = self._watch.clock, self._c.moment.now_s
        return now - self._began_s if clock is None else clock.good_s(now)

    @property
    def _running(self) -> bool:
        return self._watch.clock is None or self._watch.in_pose

    @property
    def _out_s(self) -> float:
        """How long the clock has been paused."""
        return 0.0 if self._out_since is None else self._c.moment.now_s - self._out_since

    def _ending(self) -> bool | None:
        """True: the hold is done; False: it was abandoned; None: it goes on."""
        if self._good_s >= (self._target_s if self._running else self._target_s - GRACE_S):
            return True
        left_s = LEFT_TOLERATED_S if self._step.as_tolerated else LEFT_S
        if self._out_since is not None and not self._watch.sight.timer_only and self._out_s >= left_s:
            self._c.out.say("hold.left_early", Priority.PHASE, "left_early")
            return False
        return None

    def _begin(self) -> None:
        c, clock = self._c, self._watch.clock
        c.place.enter_phase(Phase.HOLD)
        if clock is not None and not clock.in_pose:
            clock.assume(c.moment.now_s, unsure=not self._watch.sight.timer_only)
        good_s = round(self._good_s, 2)
        c.out.log(HoldStarted(side=self._rep.side, rep=self._rep.number, target_s=self._target_s, good_s=good_s))
        if not self._step.moving:
            c.out.chime(Tone.HOLD_START)
            if not self._step.in_breaths:  # the first breath is asked for instead
                c.out.say("hold.start", reason="hold", within_s=2.0)
        self._watch.form.begin_hold()

    def _follow_clock(self) -> None:
        """Logs when the clock pauses and resumes."""
        c, side, rep, good_s = self._c, self._rep.side, self._rep.number, round(self._good_s, 2)
        if self._running and self._out_since is not None:
            c.out.log(HoldResumed(side=side, rep=rep, good_s=good_s))
            if self._pause_said:
                c.out.say("hold.resumed", Priority.PHASE, "hold_resumed", within_s=1.5)
            self._out_since = None
        elif not self._running and self._out_since is None:
            self._out_since, self._pause_said = c.moment.now_s, False
            reason = "unseen" if c.moment.measures is None else "left_pose"
            c.out.log(HoldPaused(side=side, rep=rep, reason=reason, good_s=good_s))
        seen_out = self._out_s >= EARLY_S and not self._watch.sight.lost and not self._step.as_tolerated
        self._note_early(on=seen_out and self._good_s < EARLY_SHARE * self._target_s)

    def _note_early(self, *, on: bool) -> None:
        if on is not self._early:
            self._early = on
            value = round(self._good_s, 2)
            self._c.out.log(FormErrorChanged(error="left_early", phase=Phase.HOLD, value=value, on=on))

    def _tell_pause(self) -> None:
        clock, sight = self._watch.clock, self._watch.sight
        if sight.timer_only and clock is not None:
            clock.assume(self._c.moment.now_s)
        elif min(self._out_s, sight.seen_for_s) >= PAUSE_SAID_S and not (self._pause_said or self._step.as_tolerated):
            self._pause_said = True
            self._c.out.say("hold.paused", Priority.PHASE, "hold_paused", within_s=2.0)

    def _finish(self, *, completed: bool) -> HoldOver:
        c, clock, key, good_s = self._c, self._watch.clock, self._stretch.key, self._good_s
        first_s = clock.time.first_s if clock is not None else None
        last_s = clock.time.last_s if clock is not None and not clock.in_pose else None
        elapsed_s = (c.moment.now_s if last_s is None else last_s) - (self._began_s if first_s is None else first_s)
        seen_s = 0.0 if clock is None else max(0.0, good_s - clock.time.assumed_s(c.moment.now_s))
        by_distance = key is not None and key.measure.endswith("_torso")
        best = None if clock is None or clock.best is None else round(clock.best, 3 if by_distance else 1)
        done = (HoldCompleted if completed else HoldEnded)(
            stretch=self._stretch.name,
            variant=self._stretch.variant,
            side=self._rep.side,
            rep=self._rep.number,
            target_s=round(self._target_s, 2),
            good_s=round(good_s, 2),
            seen_s=round(seen_s, 2),
            elapsed_s=round(elapsed_s, 2),
            best_deg=ABSENT if by_distance else best,
            best_torso=best if by_distance else ABSENT,
            timer_only=clock is None or (self._watch.timer_only if self._step.moving else seen_s < (1 - MOST) * good_s),
            as_tolerated=True if self._step.as_tolerated else ABSENT,
        )
        self._note_early(on=False)
        c.summary.holds.append(done)
        c.summary.good_s += good_s
        if completed and not self._step.moving:
            c.out.chime(Tone.HOLD_END)
        c.out.log(done)
        return done
