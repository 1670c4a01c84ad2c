"""Connects the real parts of a session; the only module that knows them all."""

import io
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coach.commands.printing import say
from coach.errors import InputError, ProgramError, RecordingError, ScreenError
from coach.failures import quiet_threads
from coach.inputs import Ears
from coach.languages.texts import Texts
from coach.loop import Parts, Session
from coach.record.event_log import EventLog
from coach.record.session_keeper import SessionKeeper
from coach.record.store import Store
from coach.region import region
from coach.routine.plan import Plan
from coach.session.actions import Outcome
from coach.session.engine import Engine, Settings
from coach.session.flow.listening import Listening
from coach.session.safety.emergency_numbers import emergency_number
from coach.session.safety.screening import LastTime, prepare
from coach.stage import GOODBYE_S
from coach.surroundings import Timer
from coach.view.display import Display
from coach.view.learnt_keys import LearntKeys
from coach.view.opening import Opening, WindowLooks
from coach.view.window import WindowDisplay
from coach.voice.cue_sheet import cue_sheet
from coach.voice.guidance import Guidance
from coach.voice.speaker import Speaker

if TYPE_CHECKING:
    from coach.voice.listener import Listener
    from coach.watcher import Watcher

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Options:
    """The options of the command line, one field each."""

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
    voice: str = "both"
    """What marks a hold by ear: ``words``, ``tones`` or ``both``."""
    speaker: str | None = None
    """The speech engine's id of a voice."""
    rate_wpm: int | None = None
    volume: int | None = None
    """Per cent."""
    theme: str = "system"
    larger_text: bool = False
    reduced_motion: bool = False
    fullscreen: bool = False
    learnt: LearntKeys = field(default_factory=LearntKeys)
    """Keys of a presenter, a pedal or a headset."""
    keep: str = "ask"
    """Whether the session may be kept: ``sessions``, ``nothing``, or ``ask``."""


def run_session(plan: Plan, options: Options, progress: Progress | None = None) -> Outcome:
    """Run a session and close every part afterwards, whatever happens.

    ``progress`` is called during the first download of the model with the bytes fetched so far and in total.

    Raises MissingPartError, RecordingError and InputError before the session begins, and RecordingError after one on a
    recording with flaws.
    """
    log, outcome, flaws = EventLog(options.events), None, list[str]()
    try:
        outcome = _run(plan, options, log, flaws, progress)
    finally:
        if outcome is not Outcome.DONE:  # which is more important than the state of the recording
            _print_lines(flaws)
        try:
            log.close()
        except InputError as error:
            if outcome is Outcome.DONE:
                raise
            _print_lines([str(error)])  # likewise
    if outcome is Outcome.DONE and flaws:
        raise RecordingError("\n".join(flaws))
    return outcome


def _run(plan: Plan, options: Options, log: EventLog, flaws: list[str], progress: Progress | None) -> Outcome:
    """``flaws``: is filled with those of the recording."""
    texts = Texts(plan.language)
    store, last_lines = Store(), list[str]()
    with ExitStack() as parts:
        parts.callback(_print_lines, last_lines)  # after the displays are closed: their last redraw would wipe it out
        parts.enter_context(quiet_threads())
        window = _window(plan, options, parts)  # first: it opens while the other parts start
        around = parts.enter_context(closing(_surroundings(options, progress)))
        parts.callback(lambda: flaws.extend(around.flaws()))
        speaker = parts.enter_context(closing(_speaker(options, plan, texts)))
        # A recording cannot answer, and nobody can if the session does not wait.
        last = _last_time(store) if options.ask and around.is_live else None
        shown = _opened(window)
        terminal = parts.enter_context(closing(_terminal(options, texts, plain=bool(shown))))
        displays = [*shown, terminal]

        def listen() -> Ears:
            return parts.enter_context(closing(_listener(plan, speaker)))

        on_screen = len(displays) > 1 or (sys.stdout is not None and sys.stdout.isatty() and not options.plain)
        engine, keeper = _engine(plan, options, log, store, last, live=around.is_live, on_screen=on_screen)
        session_parts = Parts(around, speaker, displays, log, texts, listen, Guidance(options.voice))
        if keeper is not None:
            parts.callback(_keep_the_rest, keeper, last_lines)
            session_parts = replace(session_parts, keep=keeper.keep, keep_the_rest=keeper.keep_the_rest)
        return Session(engine, plan, session_parts, fast=options.fast).run()


def _engine(
    plan: Plan,
    options: Options,
    log: EventLog,
    store: Store,
    last: LastTime | None,
    *,
    live: bool,
    on_screen: bool,
) -> tuple[Engine, SessionKeeper | None]:
    """The engine, and the keeper of what this session leaves behind.

    ``last``: what earlier sessions left behind; None: no questions are asked, and nothing is kept.
    """
    watching = options.source is not None
    number = emergency_number(region()) or Texts(plan.language).get("emergency.somewhere")
    began = datetime.now().astimezone()
    goodbye_s = 0.0 if options.fast or not live else GOODBYE_S
    settings = Settings(
        watching, emergency_number=number, goodbye_s=goodbye_s, listening=_listening(options, plan, store)
    )
    if last is None:
        return Engine(plan, replace(settings, ask=False)), None
    keep = {"sessions": True, "nothing": False}.get(options.keep)
    screening = prepare(last, plan, began.date(), on_screen=on_screen, keep=keep)
    engine = Engine(plan, replace(settings, screening=screening, began=began))
    return engine, SessionKeeper(store, began, lambda: engine.carry, log)


def _last_time(store: Store) -> LastTime:
    """What earlier sessions left behind; prints notes about it."""
    last = store.read()
    _print_lines(store.notes)
    return last


def _keep_the_rest(keeper: SessionKeeper, last_lines: list[str]) -> None:
    """Reports what cannot be kept; the outcome of the session stays the same."""
    try:
        trouble: Exception | None = keeper.keep_the_rest()
    except Exception as error:  # noqa: BLE001 - the session is over, and its outcome counts
        trouble = ProgramError(error)
    last_lines += [] if trouble is None else [str(trouble)]


def _print_lines(lines: list[str]) -> None:
    for line in lines:
        say(line, err=True)


def _surroundings(options: Options, progress: Progress | None) -> "Timer | Watcher":
    if options.source is None:
        return Timer(fast=options.fast)
    from coach.vision.landmarker import Landmarker
    from coach.vision.memory import keep_little
    from coach.vision.pose_model import chosen_model, ensure_model
    from coach.vision.source_choice import open_source
    from coach.watcher import Watcher

    keep_little()
    source = open_source(options.source, realtime=not options.fast)
    try:
        model = ensure_model(options.model, progress)
        if chosen_model(options.model) is not None:
            Landmarker(model).close()  # our own model loads; any other is checked here
    except BaseException:
        source.close()
        raise
    return Watcher(source, lambda: Landmarker(model))


def _speaker(options: Options, plan: Plan, texts: Texts) -> Speaker:
    from coach.voice.open import open_speaker
    from coach.voice.pace import RATE_WPM, VOLUME, VoiceSettings

    volume = VOLUME if options.volume is None else options.volume / 100
    settings = VoiceSettings(options.speaker, options.rate_wpm or RATE_WPM, volume)
    speaker = open_speaker(options.mute or options.fast, settings, plan.language)
    speaker.prepare(cue_sheet(plan, texts))
    return speaker


def _window(plan: Plan, options: Options, parts: ExitStack) -> WindowDisplay | None:
    if not options.window:
        return None
    looks = WindowLooks(options.theme, options.fullscreen, options.larger_text, options.reduced_motion)
    return parts.enter_context(closing(WindowDisplay(Opening(plan.language, looks, options.learnt))))


def _opened(window: WindowDisplay | None) -> list[Display]:
    """The window, if there is a screen for it. A session does not need one: the terminal shows the same."""
    if window is None:
        return []
    try:
        window.wait_open()
    except ScreenError as error:
        _print_lines([str(error)])
        return []
    return [window]


def _terminal(options: Options, texts: Texts, *, plain: bool) -> Display:
    from coach.view.terminal import TerminalDisplay

    return TerminalDisplay(
        texts.get,
        sys.stdout or io.StringIO(),
        keys=not options.fast,
        plain=options.plain or plain,
        learnt=options.learnt,
    )


def _listening(options: Options, plan: Plan, store: Store) -> Listening | None:
    """What is known about the microphone, if it is wanted; otherwise it is never opened."""
    if not options.listen or options.fast:
        return None
    from coach.voice.recogniser import knows

    return replace(store.listening(), words=knows(plan.language))


def _listener(plan: Plan, speaker: Speaker) -> "Listener":
    from coach.voice.audio_speaker import AudioSpeaker
    from coach.voice.listener import open_listener

    return open_listener(plan.language, speaker.echo_to if isinstance(speaker, AudioSpeaker) else None)
