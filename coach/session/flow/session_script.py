"""The session in order: the questions before, the steps, and the minute after."""

from collections.abc import Generator
from enum import Enum

from coach import __version__
from coach.routine.plan import Plan, PlannedStep, estimate_s
from coach.session.actions import Finish, Listen, Outcome, Priority
from coach.session.context import Context
from coach.session.flow.after_session import afterwards
from coach.session.flow.before_session import BeforeSession, no_session
from coach.session.flow.cycle_step import cycle_sets
from coach.session.flow.followed_session import followed
from coach.session.flow.hold_step import HoldStep
from coach.session.flow.listening import begin_listening
from coach.session.flow.step_words import name_of, way_out
from coach.session.flow.timed_step import timed_step
from coach.session.logged.routine_events import SessionFinished, SessionStarted, StepCompleted, StepSkipped
from coach.session.logged.safety_events import SafetyScreened, Stopped
from coach.session.logged.sensing_events import TimerOnly
from coach.session.moment import Script
from coach.session.prescribed import prescribed
from coach.session.safety.alarm import Lookout
from coach.session.safety.dose_lowering import TodaysDose
from coach.session.safety.traffic_light import Stop
from coach.session.screen import ScreenMode
from coach.session.settings import Carry, Settings
from coach.stretches.stretch import Kind


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
        self._plan = plan
        self.dose = TodaysDose(plan)
        self._before = BeforeSession(c, self.dose, settings.screening)
        self.step_index = -1
        self._listening = settings.listening
        self.part = Part.BEFORE
        self.lookout: Lookout | None = None
        """Watches the present stretch."""
        self.began = False
        """The session got past the questions."""
        self.refused = False
        """The answers before the session ended it."""
        self.finished = False
        """The routine is over; only the goodbye is left."""
        self.left = False
        """The goodbye is over too."""
        self._farewell: tuple[Outcome, str, float] | None = None
        self.ending: tuple[str, Outcome] | None = None

    @property
    def carry(self) -> Carry:
        before = self._before
        course = self._c.pain.course()
        kept = (before.may_keep, course, before.standing, before.weighed)
        return Carry(self.began, *kept, self._listening, self.refused)

    def note_pain(self, how: str) -> None:
        """Records a pain report about the present stretch, or about none in a timed step and between steps."""
        c = self._c
        c.summary.pain_reports += 1
        c.out.corrects = False
        posed = c.place.posed if self.part in (Part.STEPS, Part.ENDING) else None
        if self.began:
            c.pain.stops.append(Stop(None if posed is None else posed.name, None))
        c.out.log(c.place.pain_reported(how))

    def halt(self, part: Part = Part.STOPPED) -> None:
        """From now on only a script of ``interruptions`` may run."""
        self.part, self.lookout, self.ending = part, None, None

    def session(self) -> Script:
        """The whole session, unless another script replaces it."""
        c, settings = self._c, self._settings
        c.out.log(_started(self._plan, settings))
        for line in prescribed(self._plan):
            c.out.log(line)
        if not settings.watching:
            c.out.log(TimerOnly(why="audio_only"))
        if settings.ask:
            end = yield from self._questions()
            if end is not None:
                yield from self._not_today(end)
                return
        else:
            c.out.log(SafetyScreened(result="skipped"))
            if self._listening is not None:
                c.out.act(Listen())
        self.began = True
        _announce(c, self._plan, settings)
        if settings.following:
            yield from followed(c, self._plan.steps)
            self.finish(Outcome.DONE, "routine_done")
        else:
            yield from self.steps(0)

    def _questions(self) -> Generator[None, None, str | None]:
        """Welcome, microphone and the questions before. Returns why there is no session today, or None."""
        c = self._c
        minutes = max(1, round(estimate_s(self._plan) / 60))
        c.out.say("session.welcome", reason="welcome", params={"routine": self._plan.routine, "n": minutes})
        c.out.say("session.stop_reminder", reason="welcome")
        if self._listening is not None:
            self._listening = yield from begin_listening(c, self._listening)
        end = yield from self._before.script()
        if end is None:
            self.take(self._before.dose)
            c.out.show(mode=ScreenMode.SESSION)
        return end

    def _not_today(self, why: str) -> Script:
        c = self._c
        self.refused = True
        self.halt()  # no voice and no pause may hold up the words that follow
        self.ending = why, Outcome.NOT_TODAY
        c.out.log(Stopped(why=why))
        c.pain.settling = True
        yield from no_session(c, why)
        self.finish(Outcome.NOT_TODAY, why)

    def take(self, dose: TodaysDose) -> None:
        self.dose = dose
        self._c.place.plan = dose.plan

    def steps(self, start: int) -> Script:
        c = self._c
        self.part = Part.STEPS
        for index in range(start, len(self.dose.plan.steps)):
            step = self.dose.plan.steps[index]
            why = self._barred(step)
            if why is not None:
                self.skip(step, why)
                continue
            self.step_index = index
            c.place.enter_step(step)
            timed = step.known.kind is Kind.TIMED
            self.lookout = None if timed or step.own else Lookout(step.known, step.longest_hold_s)
            yield from _do(c, step)
        self.part, self.lookout, c.place.stretch = Part.AFTER, None, None
        c.out.show(remaining_s=0.0)
        c.out.say("session.finished", reason="finished")
        yield from c.out.wait_quiet()
        if self._settings.ask:
            yield from afterwards(c, self.tip)
        self.finish(Outcome.DONE, "routine_done")

    @property
    def tip(self) -> int:
        return self._settings.screening.tip if self._settings.screening is not None else 0

    def _barred(self, step: PlannedStep) -> str | None:
        """Why a step is left out today, or None."""
        stopped = step.stretch in self._c.pain.stopped_stretches
        return "stopped_today" if stopped else self.dose.left_out.get(step.number)

    @property
    def step(self) -> PlannedStep:
        """The present or last step."""
        return self.dose.plan.steps[self.step_index]

    def skip(self, step: PlannedStep, why: str) -> None:
        self._c.summary.steps_skipped.append(step.number)
        self._c.out.log(StepSkipped(step=step.number, stretch=step.stretch, why=why))

    def finish(self, outcome: Outcome, why: str) -> None:
        """The last screen, and after the goodbye the end."""
        c = self._c
        done = tuple(s.known.id for s in self.dose.plan.steps if s.number in c.summary.steps_done)
        c.out.show(mode=ScreenMode.FINISHED, question=None, number_wanted=False, target_s=0.0, in_pose=False, done=done)
        self.finished = True
        self._farewell = outcome, why, c.moment.now_s + self._settings.goodbye_s
        self.say_goodbye()

    def say_goodbye(self, *, at_once: bool = False) -> None:
        """Ends the session once the last screen has stayed long enough, or ``at_once``."""
        if self._farewell is None or (self._c.moment.now_s < self._farewell[2] and not at_once):
            return
        (outcome, why, _), self._farewell = self._farewell, None
        self._c.out.log(SessionFinished(outcome=outcome.value, why=why, summary=self._c.summary.fields()))
        self._c.out.act(Finish(outcome))
        self.left = True

    def come_back(self) -> None:
        """The goodbye is broken off by a pain report."""
        self.finished, self._farewell = False, None

    def next_step(self, dose: TodaysDose) -> PlannedStep | None:
        """The next step that is not left out today."""
        rest, stopped = dose.plan.steps[self.step_index + 1 :], self._c.pain.stopped_stretches
        return next((s for s in rest if s.number not in dose.left_out and s.stretch not in stopped), None)

    def say_way_out(self, reason: str) -> None:
        """The place, if there is a pose to come out of."""
        place = self._c.place
        line = way_out(place) if place.in_stretch else None
        if line is not None:
            key, params = line
            self._c.out.say(key, Priority.SAFETY, reason, params=params)

    @property
    def may_skip(self) -> bool:
        """Whether a step is running that is not already being skipped."""
        under_way = self.part is Part.STEPS and self._c.place.stretch is not None
        return under_way and self.step.number not in self._c.summary.steps_skipped

    def ended_at_once(self) -> bool:
        """Handles a request to end while ending: no more words. False when nothing is ending."""
        if self.ending is None:
            return False
        why, outcome = self.ending
        self.finish(outcome, why)
        return True


def _started(plan: Plan, settings: Settings) -> SessionStarted:
    return SessionStarted(
        routine=plan.routine,
        version=plan.version,
        sha256=plan.sha256,
        steps=len(plan.steps),
        watching=settings.watching,
        coach=__version__,
        began=settings.began,
        language=plan.language,
        patient=plan.patient,
        assigned_by=plan.assigned_by,
        sessions_a_week=plan.sessions_a_week,
        section=plan.section,
        week=plan.week,
    )


def _announce(c: Context, plan: Plan, settings: Settings) -> None:
    """Says what is special about this routine or session."""
    if not settings.watching:
        c.out.say("session.audio_only", reason="audio_only")
    began = settings.began
    if began is not None and plan.valid_until is not None and plan.valid_until < began.date():
        c.out.say("session.out_of_date", reason="out_of_date")
    for what in plan.announcements:
        c.out.say("session.override", reason="override", params={"what": what})


def _do(c: Context, step: PlannedStep) -> Script:
    """Runs one step, from its name to its end."""
    c.out.say("step.first" if step.number == 1 else "step.next", reason="step", params={"name": name_of(step)})
    if step.say:
        c.out.say("literal", reason="therapist", params={"text": step.say})
    for help_ in sorted(step.modifications):
        c.out.say(f"with.{help_}", reason="therapist")
    if step.as_tolerated:
        c.out.say("step.as_tolerated", reason="therapist")
    if step.known.kind is Kind.TIMED:
        yield from timed_step(c, step)
    elif step.known.kind is Kind.CYCLE:
        yield from cycle_sets(c, step)
    else:
        yield from HoldStep(c, step).script()
    c.summary.steps_done.append(step.number)
    c.out.log(StepCompleted(step=step.number, stretch=step.stretch))
