"""Wires the real parts into a session: the one module that knows them all."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from coach.body.landmarks import Pose
from coach.errors import InputError, ScreenError
from coach.record.log import EventLog
from coach.record.store import Store
from coach.region import region
from coach.routine.plan import Plan
from coach.session.actions import Action, Chime, Cut, Finish, Log, Look, Outcome, Say, Show, Word
from coach.session.emergency import emergency_number
from coach.session.engine import Engine, Settings
from coach.session.events import (
    Event,
    HearingFound,
    HearingLost,
    SpeechFinished,
    SpeechStarted,
    Tick,
    UserInput,
    UserSaid,
    Wish,
)
from coach.session.screen import Mode, Screen
from coach.session.screening import prepare
from coach.view.display import Display, Scene
from coach.vision.frame import Image
from coach.voice.cue_sheet import cue_sheet
from coach.voice.speaker import Speaker, Started, Utterance
from coach.voice.texts import Texts

Progress = Callable[[int, int], None]

if TYPE_CHECKING:
    from coach.voice.listener import Listener

REDRAW_S = 1 / 30
FAST_STEP_S = 0.1
"""Without pictures and without waiting, time goes on in steps of this."""
GOODBYE_S = 2.0
"""The last screen stays so long."""


@dataclass(frozen=True)
class Options:
    """What the command line asks for."""

    source: str | None = "camera"
    """None: audio only."""
    fast: bool = False
    window: bool = True
    mute: bool = False
    plain: bool = False
    ask: bool = True
    listen: bool = False
    events: Path | None = None
    model: Path | None = None
    voice: str | None = None
    rate_wpm: int | None = None


class Closable(Protocol):
    def close(self) -> None: ...


class Surroundings(Protocol):
    """Where events and time come from."""

    image: Image | None
    pose: Pose | None
    is_live: bool

    def start(self) -> float: ...
    def events(self, wait_s: float) -> list[Event]: ...
    def now_s(self) -> float: ...
    def want_mask(self, wanted: bool) -> None: ...
    def close(self) -> None: ...


class Timer:
    """No camera: only time passes."""

    def __init__(self, *, fast: bool) -> None:
        self.image: Image | None = None
        self.pose: Pose | None = None
        self._fast = fast
        self.is_live = not fast
        self._gone_s = 0.0

    def start(self) -> float:
        return self.now_s()

    def events(self, wait_s: float) -> list[Event]:
        if self._fast:
            self._gone_s += FAST_STEP_S
        else:
            time.sleep(wait_s)
        return [Tick(self.now_s())]

    def now_s(self) -> float:
        return self._gone_s if self._fast else time.monotonic()

    def want_mask(self, wanted: bool) -> None:
        """There is nobody to look."""

    def close(self) -> None:
        """Nothing is held."""


class Session:
    """One run of the engine among real parts."""

    def __init__(
        self,
        engine: Engine,
        surroundings: Surroundings,
        speaker: Speaker,
        displays: list[Display],
        log: EventLog,
        texts: Texts,
        *,
        listener: "Listener | None" = None,
        fast: bool = False,
    ) -> None:
        self._engine = engine
        self._listener = listener
        self._hears = True
        self._around = surroundings
        self._speaker = speaker
        self._displays = displays
        self._log = log
        self._texts = texts
        self._fast = fast
        self._said: dict[int, str] = {}
        self._caption = ""
        self._screen = Screen(Mode.SESSION)
        self._outcome = Outcome.DONE
        self._start_s = 0.0
        self._event_s = 0.0
        self._drawn_s = float("-inf")

    def run(self) -> Outcome:
        """To the end, or to the second Ctrl-C."""
        self._start_s = self._around.start()
        self._take(self._engine.start(0.0))
        while not self._engine.finished:
            try:
                self._turn()
            except KeyboardInterrupt:
                self._handle(UserSaid(self._now_s(), UserInput(Wish.END, "key")))
        self._linger()
        return self._outcome

    def _turn(self) -> None:
        """One time round: what was seen, what was said, what was pressed, what is drawn."""
        for event in self._around.events(REDRAW_S):
            self._handle(replace(event, t_s=event.t_s - self._start_s))
            self._hear()
        self._hear()
        self._draw()
        for said in self._inputs():
            self._handle(UserSaid(self._now_s(), said))

    def _inputs(self) -> list[UserInput]:
        """What was pressed, clicked and said."""
        said = [wish for display in self._displays for wish in display.poll()]
        if self._listener is not None:
            said += self._listener.poll()
            if self._listener.on != self._hears:
                self._hears = self._listener.on
                self._handle((HearingFound if self._hears else HearingLost)(self._now_s()))
        return said

    def _now_s(self) -> float:
        """The session's time. In a recording it is that of the last picture, so that every run is the same."""
        return self._around.now_s() - self._start_s if self._around.is_live else self._event_s

    def _hear(self) -> None:
        for report in self._speaker.poll(self._now_s()):
            if isinstance(report, Started):
                self._caption = report.text
                self._handle(SpeechStarted(self._now_s(), report.id))
            else:
                self._handle(SpeechFinished(self._now_s(), report.id, report.spoken))

    def _handle(self, event: Event) -> None:
        self._event_s = max(self._event_s, event.t_s)
        self._take(self._engine.handle(event))

    def _take(self, actions: list[Action]) -> None:
        now_s = self._now_s()  # what follows from one event happens at one moment
        for action in actions:
            match action:
                case Say():
                    self._say(action)
                case Cut():
                    self._speaker.cut(self._now_s())
                case Chime():
                    self._speaker.chime(action.tone)
                case Show():
                    self._screen = action.screen
                    self._drawn_s = float("-inf")
                case Look():
                    self._around.want_mask(action.mask)
                case Log():
                    self._write(action, now_s)
                case Finish():
                    self._outcome = action.outcome

    def _say(self, cue: Say) -> None:
        params = {name: self._texts.get(v.key) if isinstance(v, Word) else v for name, v in cue.params.items()}
        text = self._texts.get(cue.key, **params)
        self._said[cue.id] = text
        self._speaker.say(Utterance(cue.id, text, cue.priority, cue.expires_s), self._now_s())

    def _write(self, log: Log, now_s: float) -> None:
        fields = dict(log.fields)
        cue_id = fields.pop("cue_id", None)
        if isinstance(cue_id, int):
            fields = {"text": self._said.get(cue_id, ""), **fields}
        self._log.write(now_s, log.event, fields)

    def _draw(self) -> None:
        if self._fast or time.monotonic() - self._drawn_s >= REDRAW_S:
            self._drawn_s = time.monotonic()
            scene = Scene(
                self._screen,
                self._caption,
                self._around.image,
                self._around.pose,
                camera_on=self._around.image is not None,
                microphone_on=self._listener is not None and self._listener.on,
                sound_on=getattr(self._speaker, "sound_on", True),
            )
            for display in self._displays:
                display.show(scene)

    def _linger(self) -> None:
        """The last words and the last screen are not torn away."""
        self._draw()
        until = time.monotonic() + GOODBYE_S
        while not self._fast and self._displays and time.monotonic() < until:
            self._speaker.poll(self._now_s())
            for display in self._displays:
                if any(said.wish is Wish.END for said in display.poll()):
                    return
            time.sleep(REDRAW_S)


def run_session(plan: Plan, options: Options, progress: Progress | None = None) -> Outcome:
    """Run a session as asked, and put every part away afterwards whatever happens.

    ``progress`` is told of the model's download the first time: bytes so far and in all.

    Raises MissingPartError, RecordingError and InputError before the session begins.
    """
    texts = Texts(plan.language)
    log = EventLog(options.events)
    parts: list[Closable] = [log]
    try:
        around = _surroundings(options, progress)
        parts.append(around)
        speaker = _speaker(options, plan, texts)
        parts.append(speaker)
        displays = _displays(options, texts)
        parts.extend(displays)
        listener = _listener(options, plan, speaker)
        if listener is not None:
            parts.append(listener)
        on_screen = len(displays) > 1 or (sys.stdout.isatty() and not options.plain)
        engine, keep = _engine(plan, options, on_screen=on_screen)
        session = Session(engine, around, speaker, displays, log, texts, listener=listener, fast=options.fast)
        outcome = session.run()
        keep()
        return outcome
    finally:
        for part in reversed(parts):
            part.close()


def _engine(plan: Plan, options: Options, *, on_screen: bool) -> tuple[Engine, Callable[[], None]]:
    """The engine, told what earlier sessions left behind, and what keeps what this one leaves.

    Where no questions are asked nothing is read and nothing is kept.
    """
    watching, number = options.source is not None, emergency_number(region())
    if options.fast or not options.ask:
        return Engine(plan, Settings(watching, ask=False, emergency_number=number)), lambda: None
    store, today = Store(), date.today()
    last = store.read()
    screening = prepare(last, plan, today, on_screen=on_screen)
    engine = Engine(plan, Settings(watching, emergency_number=number, screening=screening))

    def keep() -> None:
        try:
            store.keep(engine.carry, last, today)
        except InputError as error:
            sys.stderr.write(f"{error}\n")

    return engine, keep


def _surroundings(options: Options, progress: Progress | None) -> Surroundings:
    if options.source is None:
        return Timer(fast=options.fast)
    from coach.vision.landmarker import Landmarker
    from coach.vision.model import ensure_model
    from coach.vision.source import open_source
    from coach.vision.watcher import Watcher

    source = open_source(options.source, realtime=not options.fast)
    try:
        model = ensure_model(options.model, progress)
    except BaseException:
        source.close()
        raise
    return Watcher(source, lambda: Landmarker(model))


def _speaker(options: Options, plan: Plan, texts: Texts) -> Speaker:
    from coach.voice.open import open_speaker
    from coach.voice.pace import RATE_WPM, VoiceSettings

    settings = VoiceSettings(options.voice, options.rate_wpm or RATE_WPM)
    speaker = open_speaker(options.mute or options.fast, settings, plan.language)
    speaker.prepare(cue_sheet(plan, texts))
    return speaker


def _displays(options: Options, texts: Texts) -> list[Display]:
    """A window where there is a screen, and the terminal always: its keys work too."""
    from coach.view.terminal import TerminalDisplay

    displays: list[Display] = []
    if options.window and options.source is not None:
        from coach.view.window import WindowDisplay

        try:
            displays.append(WindowDisplay(texts.get))
        except ScreenError:
            displays = []
    displays.append(
        TerminalDisplay(texts.get, sys.stdout, keys=not options.fast, plain=options.plain or bool(displays))
    )
    return displays


def _listener(options: Options, plan: Plan, speaker: Speaker) -> "Listener | None":
    """The microphone is opened when it is asked for, and at no other time."""
    if not options.listen or options.fast:
        return None
    from coach.voice.audio_speaker import AudioSpeaker
    from coach.voice.listener import open_listener

    return open_listener(plan.language, speaker.echo_to if isinstance(speaker, AudioSpeaker) else None)
