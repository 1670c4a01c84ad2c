"""The session in order: the questions before, the steps, the minute after, and what follows a stop.

Every script is a generator that waits for the next event. Only two lines lead on after a stop, both in ``_offer``: an
explicit yes to the name of the next step.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from coach import __version__
from coach.routine.plan import Plan, PlannedStep, estimate_s
from coach.session.actions import Finish, Listen, Outcome, Priority, Word
from coach.session.context import Context
from coach.session.flow.after_session import afterwards, parting
from coach.session.flow.before_session import BeforeSession, no_session
from coach.session.flow.check_in import check_in
from coach.session.flow.cycle_step import CycleStep
from coach.session.flow.followed_session import followed
from coach.session.flow.hold_step import HoldStep
from coach.session.flow.listening import Listening, begin_listening
from coach.session.flow.pain_stop import closing_words, ending_kindly, stopping
from coach.session.flow.questions import ask_consent
from coach.session.flow.timed_step import timed_step
from coach.session.logged.routine_events import SessionFinished, SessionStarted, StepCompleted, StepSkipped
from coach.session.logged.safety_events import PainScored, SafetyScreened, Stopped
from coach.session.logged.sensing_events import TimerOnly
from coach.session.moment import Script
from coach.session.safety.alarm import Alarm, Lookout
from coach.session.safety.dose_lowering import TodaysDose, gentle
from coach.session.safety.pain_table import Next
from coach.session.safety.screening import Screening
from coach.session.safety.traffic_light import Course, Standing
from coach.session.screen import ScreenMode
from coach.stretches.catalogue import find
from coach.stretches.stretch import Kind


@dataclass(frozen=True)
class Settings:
    """The circumstances of a session."""

    watching: bool = True
    """There are pictures; otherwise the session only keeps time."""
    ask: bool = True
    """Whether to ask questions; a recording cannot answer."""
    emergency_number: str = "112"
    following: bool = False
    """A recording is being reviewed: nobody hears the coach, which follows the person."""
    began: datetime | None = None
    """Start by the wall clock; None for a recording, which gives the same log every time."""
    screening: Screening | None = None
    """What to ask before; None: the safety questions are skipped, and the log says so."""
    listening: Listening | None = None
    """None: the microphone is not wanted."""


@dataclass(frozen=True)
class Carry:
    """What a session leaves behind for the next one."""

    began: bool
    """It got past the questions."""
    may_keep: bool
    """The person has agreed to keep this on their computer."""
    course: Course
    standing: Standing
    weighed: bool = False
    """The previous session has been evaluated, and must not be evaluated again."""
    listening: Listening | None = None
    """What is known about the microphone; None: it was not wanted."""


class Part(Enum):
    """The part of a session, which decides what a wish can do."""

    BEFORE = "before"
    STEPS = "steps"
    AFTER = "after"
    STOPPED = "stopped"
    ENDING = "ending"
    """The person has asked to end in the middle of a stretch and is on the way out: pain still belongs to that
    stretch."""


HALTED = frozenset({Part.STOPPED, Part.ENDING})
"""Parts in which there is nothing to pause and no need for the camera."""


class SessionScript:
    """The scripts of one session, and its present part."""

    def __init__(self, c: Context, plan: Plan, settings: Settings) -> None:
        self._c = c
        self._settings = settings
        self._dose = TodaysDose(plan)
        self._before = BeforeSession(c, self._dose, settings.screening)
        self._step_index = -1
        self._listening = settings.listening
        self.part = Part.BEFORE
        self.lookout: Lookout | None = None
        """Watches the present stretch."""
        self.began = False
        """It went past the questions."""
        self.finished = False
        self._ending: tuple[str, Outcome] | None = None

    @property
    def carry(self) -> Carry:
        before = self._before
        course = self._c.pain.course()
        return Carry(self.began, before.may_keep, course, before.standing, before.weighed, self._listening)

    @property
    def stretching(self) -> str | None:
        """The stretch that a pain report would now concern; None in a timed step and between steps."""
        posed = self._c.place.posed if self.part in (Part.STEPS, Part.ENDING) else None
        return None if posed is None else posed.name

    def halt(self, part: Part = Part.STOPPED) -> None:
        """From now on only the stop scripts of this class may run."""
        self.part, self.lookout, self._ending = part, None, None

    def session(self) -> Script:
        c, plan = self._c, self._dose.plan
        started = SessionStarted(
            routine=plan.routine,
            version=plan.version,
            sha256=plan.sha256,
            steps=len(plan.steps),
            watching=self._settings.watching,
            coach=__version__,
            began=self._settings.began,
        )
        c.out.log(started)
        if not self._settings.watching:
            c.out.log(TimerOnly(why="audio_only"))
        if self._settings.ask:
            minutes = max(1, round(estimate_s(plan) / 60))
            c.out.say("session.welcome", reason="welcome", params={"routine": plan.routine, "n": minutes})
            c.out.say("session.stop_reminder", reason="welcome")
            if self._listening is not None:
                self._listening = yield from begin_listening(c, self._listening)
            end = yield from self._before.script()
            if end is not None:
                yield from self._not_today(end)
                return
            self._take(self._before.dose)
            c.out.show(mode=ScreenMode.SESSION)
        else:
            c.out.log(SafetyScreened(result="skipped"))
            if self._listening is not None:
                c.out.act(Listen())
        self.began = True
        if not self._settings.watching:
            c.out.say("session.audio_only", reason="audio_only")
        began = self._settings.began
        if began is not None and plan.valid_until is not None and plan.valid_until < began.date():
            c.out.say("session.out_of_date", reason="out_of_date")
        for what in plan.announcements:
            c.out.say("session.override", reason="override", params={"what": what})
        if self._settings.following:
            yield from followed(c, plan.steps)
            self._finish(Outcome.DONE, "routine_done")
        else:
            yield from self._steps(0)

    def _not_today(self, why: str) -> Script:
        c = self._c
        c.out.log(Stopped(why=why))
        c.pain.settling = True
        yield from no_session(c, why)
        self._finish(Outcome.NOT_TODAY, why)

    def _take(self, dose: TodaysDose) -> None:
        self._dose = dose
        self._c.place.plan = dose.plan

    def _steps(self, start: int) -> Script:
        c = self._c
        self.part = Part.STEPS
        for index in range(start, len(self._dose.plan.steps)):
            step = self._dose.plan.steps[index]
            why = self._barred(step)
            if why is not None:
                self._skip(step, why)
                continue
            self._step_index = index
            yield from self._do(step)
        self.part, self.lookout, c.place.stretch = Part.AFTER, None, None
        c.out.say("session.finished", reason="finished")
        yield from c.out.wait_quiet()
        if self._settings.ask:
            yield from afterwards(c, self._tip)
        self._finish(Outcome.DONE, "routine_done")

    @property
    def _tip(self) -> int:
        return self._settings.screening.tip if self._settings.screening is not None else 0

    def _barred(self, step: PlannedStep) -> str | None:
        """Why a step is left out today, or None."""
        return (
            "stopped_today" if step.stretch in self._c.pain.stopped_stretches else self._dose.left_out.get(step.number)
        )

    @property
    def _step(self) -> PlannedStep:
        """The present or last step."""
        return self._dose.plan.steps[self._step_index]

    def _do(self, step: PlannedStep) -> Script:
        c = self._c
        stretch = find(step.stretch, step.variant)
        c.place.enter_step(step, stretch)
        self.lookout = Lookout(stretch, step.hold_s) if stretch.kind is not Kind.TIMED else None
        c.out.say(
            "step.first" if step.number == 1 else "step.next",
            reason="step",
            params={"name": Word(f"name.{stretch.id}")},
        )
        if step.say:
            c.out.say("literal", reason="therapist", params={"text": step.say})
        for help_ in sorted(step.modifications):
            c.out.say(f"with.{help_}", reason="therapist")
        if stretch.kind is Kind.TIMED:
            yield from timed_step(c, step, stretch)
        elif stretch.kind is Kind.CYCLE:
            yield from CycleStep(c, step, stretch).script()
        else:
            yield from HoldStep(c, step, stretch).script()
        c.summary.steps_done.append(step.number)
        c.out.log(StepCompleted(step=step.number, stretch=step.stretch))

    def _skip(self, step: PlannedStep, why: str) -> None:
        self._c.summary.steps_skipped.append(step.number)
        self._c.out.log(StepSkipped(step=step.number, stretch=step.stretch, why=why))

    def _finish(self, outcome: Outcome, why: str) -> None:
        c = self._c
        c.out.log(SessionFinished(outcome=outcome.value, why=why, summary=c.summary.fields()))
        done = tuple(find(s.stretch, s.variant).id for s in self._dose.plan.steps if s.number in c.summary.steps_done)
        c.out.show(mode=ScreenMode.FINISHED, question=None, number_wanted=False, target_s=0.0, in_pose=False, done=done)
        c.out.act(Finish(outcome))
        self.finished = True

    # -- after a stop --------------------------------------------------------------------------------------------------

    def no_more_questions(self) -> Script:
        """Ends the session kindly after a stop during the questions."""
        self._c.pain.settling = True
        yield from ending_kindly(self._c)
        self._finish(Outcome.PAIN, "pain")

    def stopped(self, *, may_go_on: bool) -> Script:
        """``may_go_on``: False for a person who has asked to end, who is not offered another stretch."""
        c = self._c
        then = yield from stopping(c)
        if then is Next.CHOOSE and may_go_on:
            yield from self._offer(gentle(self._dose, "pain_today"))
            if self.finished:
                return
        c.pain.settling = True
        yield from closing_words(c, then, answered=c.dialogue.answered)
        self._finish(Outcome.PAIN, "pain")

    def _offer(self, dose: TodaysDose) -> Script:
        """Offers the next step by name. Only an explicit yes leads on, from there to the end of the session."""
        c = self._c
        known = len(self._dose.changes)
        after = self._next_step(dose)
        if after is None:
            return
        c.out.say("stop.stretch_over", Priority.STOP, "stop")
        yes = yield from ask_consent(
            c, "ask.next_stretch", {"name": Word(f"name.{find(after.stretch, after.variant).id}")}
        )
        if not yes:
            return
        self._take(dose)
        for change in dose.changes[known:]:
            c.out.log(change)
        if len(dose.changes) > known:
            c.out.say("light.gentle", reason="light")
        c.out.show(mode=ScreenMode.SESSION)
        yield from self._steps(dose.plan.steps.index(after))

    def _next_step(self, dose: TodaysDose) -> PlannedStep | None:
        """The next step that is not left out today."""
        rest = dose.plan.steps[self._step_index + 1 :]
        return next(
            (s for s in rest if s.number not in dose.left_out and s.stretch not in self._c.pain.stopped_stretches), None
        )

    def checked(self, alarm: Alarm) -> Script:
        c = self._c
        well = yield from check_in(c, alarm)
        if well:
            yield from self._offer(self._dose)
            if self.finished:
                return
            c.out.say("stop.end", Priority.STOP, "check_in")
            yield from c.out.wait_quiet()
        self._finish(Outcome.DONE if well else Outcome.PAIN, alarm.value)

    # -- skipping and ending -------------------------------------------------------------------------------------------

    def ended_at_once(self) -> bool:
        """Handles a request to end while ending: no more words. False when nothing is ending."""
        if self._ending is None:
            return False
        why, outcome = self._ending
        self._finish(outcome, why)
        return True

    @property
    def may_skip(self) -> bool:
        """Whether a step is running that is not already being skipped."""
        under_way = self.part is Part.STEPS and self._c.place.stretch is not None
        return under_way and self._step.number not in self._c.summary.steps_skipped

    def skipped(self) -> Script:
        c, step = self._c, self._step
        c.out.cut()
        self._skip(step, "user")
        self._way_out("skip")
        c.out.say("step.skipped", reason="skip")
        yield from c.out.wait_quiet()
        yield from self._steps(self._step_index + 1)

    def skipped_question(self) -> Script:
        c = self._c
        c.out.cut()
        c.out.show(mode=ScreenMode.SESSION, question=None, number_wanted=False)
        c.out.log(PainScored(when="after", skipped=True))
        yield from parting(c, self._tip)
        self._finish(Outcome.DONE, "routine_done")

    def _way_out(self, reason: str) -> None:
        c = self._c
        if c.place.posed is not None and c.place.in_stretch:
            c.out.say(f"way_out.{c.place.posed.id}", Priority.SAFETY, reason)

    def ended(self, why: str, key: str, outcome: Outcome) -> Script:
        c = self._c
        self._ending = why, outcome
        if why != "recording_ended":
            self._way_out("end")
            c.out.say(key, reason="end")
            yield from c.out.wait_quiet()
        self._finish(outcome, why)
