"""The engine: events in, actions out. It is deterministic and has no clock.

The session is one script, told in order by generators that wait for the next event; a pain report throws the running
script away and puts another in its place, which is why nothing can lead back into the stretch that was stopped.
"""

from collections.abc import Generator
from dataclasses import dataclass

from coach.routine.plan import Plan, PlannedStep
from coach.session.actions import Action, Finish, Outcome, Priority, Tone, Word
from coach.session.context import Context, Script
from coach.session.cycles import CycleStep
from coach.session.events import (
    Event,
    PoseLost,
    PoseSeen,
    SourceEnded,
    SourceFound,
    SourceLost,
    SpeechFinished,
    SpeechStarted,
    UserInput,
    UserSaid,
    Wish,
)
from coach.session.holds import HoldStep
from coach.session.pain import Next
from coach.session.questions import ask_consent, ask_number
from coach.session.screen import Mode
from coach.session.stopping import closing_words, stopping
from coach.session.timed import timed_step
from coach.stretches.catalogue import find
from coach.stretches.model import Kind

TOO_MUCH_PAIN = 7
"""With so much pain before the session there is no stretching (clinical notes, 3.2 [J], from R74, R75)."""


@dataclass(frozen=True)
class Settings:
    """What a session is told about its surroundings."""

    watching: bool = True
    """Pictures come; otherwise the same session keeps time only."""
    ask: bool = True
    """Questions are asked; a recording cannot answer."""
    emergency_number: str = "112"


class Engine:
    """One session. Call ``start`` once, then ``handle`` for every event, in the order of their times."""

    def __init__(self, plan: Plan, settings: Settings = Settings()) -> None:
        self._plan = plan
        self._settings = settings
        self._c = Context(plan, settings.watching, settings.emergency_number)
        self._script: Script = iter(())  # type: ignore[assignment]
        self._event_s = 0.0
        self._paused_since: float | None = None
        self._paused_s = 0.0
        self._stopping = False
        self._step_index = 0
        self.finished = False

    def start(self, t_s: float) -> list[Action]:
        """Begin. ``t_s``: the source's clock now."""
        self._event_s = t_s
        self._c.now_s = t_s
        self._script = self._session()
        self._advance()
        return self._c.drain()

    def handle(self, event: Event) -> list[Action]:
        """Take in one event; returns what is asked of the world because of it."""
        if self.finished:
            return []
        self._event_s = max(self._event_s, event.t_s)
        measures = event.measures if isinstance(event, PoseSeen) else None
        self._c.begin(self._session_s(), measures, isinstance(event, PoseSeen | PoseLost))
        if isinstance(event, SpeechStarted):
            self._c.speech_started(event.cue_id)
        elif isinstance(event, SpeechFinished):
            self._c.speech_finished(event.cue_id)
        elif isinstance(event, UserSaid):
            self._said(event.said)
        elif isinstance(event, SourceLost | SourceFound):
            self._source(found=isinstance(event, SourceFound))
        elif isinstance(event, SourceEnded):
            self._end("recording_ended", "session.source_ended")
        if self._paused_since is None:
            self._advance()
        return self._c.drain()

    def _session_s(self) -> float:
        """Time without the pauses."""
        paused_s = self._event_s - self._paused_since if self._paused_since is not None else 0.0
        return self._event_s - self._paused_s - paused_s

    def _advance(self) -> None:
        try:
            next(self._script)
        except StopIteration:
            self._script = iter(())  # type: ignore[assignment]

    # -- the session in order ------------------------------------------------------------------------------------

    def _session(self) -> Script:
        c, plan = self._c, self._plan
        c.log(
            "session_started",
            routine=plan.routine,
            version=plan.version,
            sha256=plan.sha256,
            steps=len(plan.steps),
            watching=self._settings.watching,
        )
        if not self._settings.watching:
            c.log("timer_only", why="audio_only")
            c.say("session.audio_only", reason="audio_only")
        for what in plan.announcements:
            c.say("session.override", reason="override", params={"what": what})
        if self._settings.ask:
            c.say("session.stop_reminder", reason="welcome")
            c.pain_before = yield from ask_number(c, "ask.pain_before")
            c.log("pain_score", when="before", score=c.pain_before)
            if c.pain_before is None:
                yield from self._not_today("no_answer", "session.no_answer")
                return
            if c.pain_before >= TOO_MUCH_PAIN:
                yield from self._not_today("pain_before", "session.too_much_pain")
                return
        yield from self._steps(0)

    def _not_today(self, why: str, key: str) -> Script:
        self._c.log("stopped", why=why)
        self._c.say(key, Priority.STOP, "screening")
        yield from self._c.wait_quiet()
        self._finish(Outcome.NOT_TODAY, why)

    def _steps(self, start: int) -> Script:
        c = self._c
        for index in range(start, len(self._plan.steps)):
            step = self._plan.steps[index]
            if step.stretch in c.stopped_stretches:
                self._skip(step, "stopped_today")
                continue
            self._step_index = index
            yield from self._step(step)
        c.say("session.finished", reason="finished")
        yield from c.wait_quiet()
        self._finish(Outcome.DONE, "routine_done")

    def _step(self, step: PlannedStep) -> Script:
        c = self._c
        stretch = find(step.stretch, step.variant)
        c.enter_step(step, stretch)
        c.say(
            "step.first" if step.number == 1 else "step.next",
            reason="step",
            params={"name": Word(f"name.{stretch.id}")},
        )
        if step.say:
            c.say("literal", reason="therapist", params={"text": step.say})
        if stretch.kind is Kind.TIMED:
            yield from timed_step(c, step, stretch)
        elif stretch.kind is Kind.CYCLE:
            yield from CycleStep(c, step, stretch).script()
        else:
            yield from HoldStep(c, step, stretch).script()
        c.summary.steps_done.append(step.number)
        c.log("step_completed", step=step.number, stretch=step.stretch)

    def _skip(self, step: PlannedStep, why: str) -> None:
        self._c.summary.steps_skipped.append(step.number)
        self._c.log("step_skipped", step=step.number, stretch=step.stretch, why=why)

    def _finish(self, outcome: Outcome, why: str) -> None:
        c = self._c
        c.log("session_finished", outcome=outcome.value, why=why, summary=c.summary.fields())
        c.show(mode=Mode.FINISHED, question=None, target_s=0.0, in_pose=False)
        c.act(Finish(outcome))
        self.finished = True

    # -- what the person says ------------------------------------------------------------------------------------

    def _said(self, said: UserInput) -> None:
        self._c.answer = said
        if said.wish is Wish.STOP:
            self._stop(said.how)
        elif said.wish is Wish.END:
            self._end("user_ended", "session.ended")
        elif said.wish in (Wish.PAUSE, Wish.HEARD):
            self._pause(said)
        elif said.wish is Wish.CONTINUE:
            self._resume()
        elif self._paused_since is None and not self._stopping:
            if said.wish is Wish.SKIP and self._c.stretch is not None:
                self._replace(self._skipped())
            elif said.wish is Wish.REPEAT:
                self._c.repeat()

    def _stop(self, how: str) -> None:
        """A pain report, from any moment: silence and a new script, in this very step."""
        c = self._c
        if self._stopping:
            return
        self._resume()
        c.summary.pain_reports += 1
        phase = c.screen.phase.value if c.screen.phase is not None else None
        c.log("pain_reported", how=how, stretch=c.stretch.name if c.stretch else None, phase=phase)
        c.cut()
        c.log("stopped", why="pain")
        c.chime(Tone.STOP)
        self._replace(self._stopped())

    def _stopped(self) -> Script:
        c = self._c
        self._stopping = True
        then = yield from stopping(c)
        after = self._after_stop()
        if then is Next.CHOOSE and after is not None:
            stretch = find(after.stretch, after.variant)
            yes = yield from ask_consent(c, "ask.next_stretch", {"name": Word(f"name.{stretch.id}")})
            if yes:
                self._stopping = False
                c.show(mode=Mode.SESSION)
                yield from self._steps(self._plan.steps.index(after))
                return
        closing_words(c, then, answered=c.answered)
        yield from c.wait_quiet()
        self._finish(Outcome.PAIN, "pain")

    def _after_stop(self) -> PlannedStep | None:
        """The next step that is not the stretch that was stopped."""
        rest = self._plan.steps[self._step_index + 1 :]
        return next((s for s in rest if s.stretch not in self._c.stopped_stretches), None)

    def _skipped(self) -> Script:
        c, step = self._c, self._plan.steps[self._step_index]
        c.cut()
        self._skip(step, "user")
        if c.stretch is not None and c.stretch.kind is not Kind.TIMED and c.in_stretch:
            c.say(f"way_out.{c.stretch.id}", Priority.SAFETY, "skip")
        c.say("step.skipped", reason="skip")
        yield from c.wait_quiet()
        yield from self._steps(self._step_index + 1)

    def _end(self, why: str, key: str) -> None:
        c = self._c
        self._resume()
        c.cut()
        c.log("stopped", why=why)
        self._replace(self._ended(why, key))

    def _ended(self, why: str, key: str) -> Generator[None, None, None]:
        c = self._c
        if why != "recording_ended":
            if c.stretch is not None and c.stretch.kind is not Kind.TIMED and c.in_stretch:
                c.say(f"way_out.{c.stretch.id}", Priority.SAFETY, "end")
            c.say(key, reason="end")
            yield from c.wait_quiet()
        self._finish(Outcome.PAIN if self._stopping else Outcome.DONE, why)

    def _pause(self, said: UserInput) -> None:
        if self._paused_since is not None or self._stopping:
            return
        self._c.cut()
        self._paused_since = self._event_s
        self._c.show(mode=Mode.PAUSED)
        self._c.log("stopped", why="paused" if said.wish is Wish.PAUSE else "heard")
        self._c.say("stop.paused" if said.wish is Wish.PAUSE else "stop.heard", Priority.STOP, "pause")

    def _resume(self) -> None:
        if self._paused_since is None:
            return
        self._paused_s += self._event_s - self._paused_since
        self._paused_since = None
        self._c.now_s = self._session_s()
        self._c.show(mode=Mode.SESSION)

    def _replace(self, script: Script) -> None:
        """Throw the running script away, whatever it was in the middle of."""
        self._script.close()
        self._script = script

    def _source(self, *, found: bool) -> None:
        self._c.log("source_found" if found else "source_lost")
        self._c.say("seeing.camera_found" if found else "seeing.camera_lost", Priority.SAFETY, "source", within_s=5.0)
