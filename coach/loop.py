"""The loop of a session with real parts: passes events to the engine and carries out its actions."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from coach.announcer import Announcer
from coach.engine_trace import EngineTrace
from coach.errors import CoachError, ProgramError
from coach.failures import Failures, GuardedDisplay
from coach.inputs import Ears, Inputs
from coach.languages.texts import Texts
from coach.last_words import last_words
from coach.lived_time import LivedTime
from coach.record.event_log import EventLog
from coach.routine.plan import Plan
from coach.session.actions import Action, Chime, Cut, Finish, Listen, Log, Outcome, Priority, Say, Show, Watch
from coach.session.engine import Engine
from coach.session.events import Event, PartFailed, UserInput, UserSaid, Wish
from coach.session.logged.routine_events import CueCutOff, CueSpoken
from coach.session.screen import Screen, ScreenMode
from coach.stage import REDRAW_S, Stage
from coach.stretches.phase import Phase
from coach.surroundings import GuardedSurroundings, Surroundings
from coach.view.display import Display
from coach.voice.guidance import Guidance
from coach.voice.speaker import Speaker
from coach.watchdog import Watchdog

TIMING_HZ, WATCHING_HZ, RESTING_HZ = 10.0, 8.0, 6.0
"""Looks a second while something moves: on the way into a pose and in it, in the rest of a stretch, and while nothing
is judged. A quiet laptop matters. At fewer than five an arrival is never seen (``watch.key_looks``), and at eight a leg
that is drawn up too fast can be missed."""
STILL_HZ = 3.0
"""The same while nothing moves. More than half a second without a look starts to count as unseen."""
NOT_KEPT = Say(-1, "session.not_kept", Priority.PHASE, "not_kept")
TIMING, RESTING = frozenset({Phase.MOVE_IN, Phase.HOLD}), frozenset({Phase.SET_UP, Phase.REST, None})


def looks_hz(screen: Screen) -> tuple[float, float]:
    """Looks a second while something moves, and while nothing does."""
    if screen.mode is not ScreenMode.SESSION or screen.phase in RESTING:
        return RESTING_HZ, STILL_HZ
    return TIMING_HZ if screen.phase in TIMING else WATCHING_HZ, STILL_HZ


@dataclass(frozen=True)
class Parts:
    """The parts of a session."""

    around: Surroundings
    speaker: Speaker
    displays: list[Display]
    log: EventLog
    texts: Texts
    listen: Callable[[], Ears] | None = None
    """Opens the microphone."""
    guidance: Guidance = Guidance.BOTH
    keep: Callable[[], None] = lambda: None
    """Saves what must outlast this process, however it ends."""
    keep_the_rest: Callable[[], Exception | None] = lambda: None
    """Saves what is left at the end; returns why something could not be saved."""


class Session:
    """One run of the engine with real parts."""

    def __init__(self, engine: Engine, plan: Plan, parts: Parts, *, fast: bool = False) -> None:
        self._engine = engine
        self._around = GuardedSurroundings(parts.around)
        self._failures = Failures()
        displays = [GuardedDisplay(display, self._failures) for display in parts.displays]
        self._announcer = Announcer(parts.speaker, parts.texts, parts.guidance, self._failures)
        self._inputs = Inputs(displays, self._failures, parts.listen, self._around.wake)
        self._stage = Stage(displays, plan, fast=fast)
        self._parts = parts
        self._lived = LivedTime()
        self._trace = EngineTrace()
        self._outcome = Outcome.DONE
        self._start_s = 0.0
        self._event_s = 0.0

    def run(self) -> Outcome:
        """Run to the end, or to the second Ctrl-C.

        Raises ProgramError for a fault that ends the session, after leading the person out of the pose; also raises
        errors that prevent the start of vision.
        """
        try:
            return self._run()
        except CoachError:
            raise
        except Exception as error:
            with suppress(Exception):
                step = self._stage.step
                own = None if step is None else step.own
                last_words(self._announcer, self._stage.screen, self._around, self._draw, own)
            raise ProgramError(error) from error

    def _run(self) -> Outcome:
        self._start_s = self._around.start()
        self._take(self._engine.start(0.0))
        with Watchdog(lambda: self._announcer.break_in("failed.loop")) as watchdog:
            while not self._engine.finished:
                try:
                    watchdog.beat()
                    self._turn()
                except KeyboardInterrupt:
                    self._handle(UserSaid(self._now_s(), UserInput(Wish.END, "key")))
        self._keep()
        self._linger(not self._around.is_live or self._say_what_is_not_kept())
        return self._outcome

    def _turn(self) -> None:
        """One round: handles input, which ends the wait, then what was seen and spoken, and draws."""
        seen = self._around.events(REDRAW_S)
        for event in self._inputs.events(self._now_s()):
            self._handle(event)
        for event in seen:
            self._handle(replace(event, t_s=event.t_s - self._start_s))
            self._hear()
        self._hear()
        self._draw()
        self._keep()  # a session that was just stopped is already silent, and is shown as stopped
        for part in self._failures.take():
            self._handle(PartFailed(self._now_s(), part))

    def _keep(self) -> None:
        with self._failures.of("log"):
            self._parts.keep()

    def _say_what_is_not_kept(self) -> bool:
        """Whether there were any words."""
        with self._failures.of("log"):
            if self._parts.keep_the_rest() is not None:
                self._announcer.say(NOT_KEPT, self._now_s())
                return True
        return False

    def _now_s(self) -> float:
        """Session time. In a recording it is the time of the last picture, so that every run is the same."""
        return self._around.now_s() - self._start_s if self._around.is_live else self._event_s

    def _hear(self) -> None:
        for report in self._announcer.reports(self._now_s()):
            self._handle(report)

    def _handle(self, event: Event) -> None:
        skipped = self._lived.look(self._now_s()) if self._around.is_live else None
        if skipped is not None:
            self._pass_on(skipped)
        self._pass_on(event)

    def _pass_on(self, event: Event) -> None:
        self._event_s = max(self._event_s, event.t_s)
        self._trace.event(event)
        self._take(self._engine.handle(event))

    def _take(self, actions: list[Action]) -> None:
        now_s = self._now_s()  # all actions of one event happen at the same time
        for action in actions:
            self._trace.action(action)
            match action:
                case Say():
                    self._announcer.say(action, now_s)
                case Cut():
                    self._announcer.cut(now_s)
                case Chime():
                    self._announcer.chime(action.tone, now_s)
                case Show():
                    self._stage.show(action.screen)
                    self._inputs.show(action.screen)
                    self._around.set_rate(*looks_hz(action.screen))
                case Listen():
                    self._inputs.open_ears()
                case Watch():
                    self._around.want_mask(action.mask)
                case Log():
                    self._write(action, now_s)
                case Finish():
                    self._outcome = action.outcome

    def _write(self, log: Log, now_s: float) -> None:
        entry = log.entry
        if isinstance(entry, CueSpoken | CueCutOff) and log.words_of is not None:
            entry = replace(entry, text=self._announcer.text_of(log.words_of))
        with self._failures.of("log"):
            self._parts.log.write(now_s, entry)

    def _draw(self) -> None:
        self._stage.draw(
            self._around,
            self._announcer.caption,
            microphone_on=self._inputs.microphone_on,
            level=self._inputs.level,
            sound_on=self._announcer.sound_on,
        )

    def _linger(self, stay: bool) -> None:
        """Waits for the last words, and keeps the last screen for a moment."""
        self._draw()
        # A live session has said its goodbye, during which a stop still counts; a recording has no time left.
        until = time.monotonic() + (self._stage.goodbye_s if stay else 0.0)
        while time.monotonic() < until:
            for _ in self._announcer.reports(self._now_s()):
                until = max(until, time.monotonic() + self._stage.goodbye_s)
            self._draw()
            if any(said.wish in (Wish.END, Wish.LEAVE) for said in self._inputs.by_hand()):
                return
            time.sleep(REDRAW_S)
