"""Time from the key to silence, and to ``stopped`` in the log.

Run by hand: ``python -m tests.benchmarks.session_stop [TRIALS] [--window | --terminal]``; a trial takes a second.
Everything is real except the loudspeaker: a key in a pseudo-terminal, then in the window on a screen without a monitor
(needs Xvfb and xdotool), the session's own loop, the engine, the event log in a file, and speech played to a PulseAudio
null sink whose monitor is recorded. The coach's next words are suppressed, so that the last loud sample is the end of
the cut cue. The recording arrives a little later than the sound, so the figures are pessimistic.
"""

import os
import pty
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "voice"))
sys.path.insert(0, str(Path(__file__).parent.parent / "view"))

import pulse
from view_scenes import SCENES

from coach.languages.texts import Texts
from coach.loop import Parts, Session
from coach.record.event_log import EventLog
from coach.routine.plan import Plan, PlannedStep
from coach.session.actions import Tone
from coach.session.engine import Engine, Settings
from coach.session.events import UserInput
from coach.session.logged.log_event import LogEvent
from coach.session.logged.safety_events import Stopped
from coach.surroundings import Timer
from coach.view.display import Scene
from coach.view.keys import Keys
from coach.view.opening import Opening
from coach.view.typing_in import _PosixKeys
from coach.view.window import WindowDisplay
from coach.voice.audio_speaker import AudioSpeaker
from coach.voice.cue_sheet import cue_sheet
from coach.voice.pace import VoiceSettings
from coach.voice.player import Player
from coach.voice.renderer import Renderer
from coach.voice.speaker import Finished, Utterance
from tests.x11 import Server, Typist

PLAN = Plan("stop", "1", "en", (PlannedStep(1, "childs_pose", None, hold_s=20.0),))
SETTINGS = VoiceSettings(volume=1.0)
LOUD = 200
PATIENCE_S = 20.0
LISTEN_S = 0.4
SETTLE_S = 0.5
"""The last key arrives within this time, so that it does not end the next session."""


class OneCue(AudioSpeaker):
    """A speaker that stays silent once it has been cut."""

    was_cut = False
    cut_s: float | None = None

    def say(self, utterance: Utterance, now_s: float) -> None:
        if self.was_cut:
            self._reports.append(Finished(utterance.id, spoken=False))
        else:
            super().say(utterance, now_s)

    def chime(self, tone: Tone) -> None:
        if not self.was_cut:
            super().chime(tone)

    def cut(self, now_s: float) -> int | None:
        if not self.was_cut:
            self.cut_s = time.monotonic()
        self.was_cut = True
        return super().cut(now_s)


class TimedLog(EventLog):
    """A log that records when ``stopped`` was in the file."""

    stopped_s: float | None = None

    def write(self, t_s: float, event: LogEvent) -> None:
        super().write(t_s, event)
        if isinstance(event, Stopped) and self.stopped_s is None:
            self.stopped_s = time.monotonic()


class Typed:
    """A display without a picture, with the real keyboard of a terminal."""

    def __init__(self) -> None:
        self._master, self._slave = pty.openpty()
        self._keyboard = _PosixKeys(self._slave, lambda: None)
        self._keys = Keys()

    def press(self, key: str) -> None:
        os.write(self._master, key.encode())

    def show(self, scene: Scene) -> None:
        """Does nothing."""

    def poll(self) -> list[UserInput]:
        said = [wish for key in self._keyboard.read() for wish in self._keys.press(key)]
        return said + self._keys.due()

    def on_input(self, call: Callable[[], None]) -> None:
        self._keyboard.on_key(call)

    def close(self) -> None:
        self._keyboard.close()
        os.close(self._master)
        os.close(self._slave)


class InWindow(WindowDisplay):
    """Shows the session's own window and passes on its keyboard."""

    def __init__(self, server: Server) -> None:
        os.environ["DISPLAY"] = server.name
        super().__init__(Opening("en"))
        self.wait_open()
        self.show(SCENES["hold"])
        window = ("search", "--sync", "--onlyvisible", "--name", Texts().get("screen.window"))
        subprocess.run(["xdotool", *window, "windowfocus", "--sync"], check=True, stdout=subprocess.DEVNULL)
        self._typist = Typist(server.name)

    def press(self, key: str) -> None:
        self._typist.press(key)


@dataclass(frozen=True)
class Trial:
    """Times in seconds after the key."""

    cut_s: float
    """The session silences the player."""
    log_s: float
    """``stopped`` is in the log."""
    silence_s: float


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    trials = numbers[0] if numbers else 100
    kinds = [kind for kind in ("terminal", "window") if f"--{kind}" in sys.argv] or ["terminal", "window"]
    if not pulse.HERE:
        raise SystemExit(pulse.WHY_NOT)
    server = pulse.Pulse()
    server.start()
    os.environ.update({k: v for k, v in server.environment().items() if k.startswith(("PULSE", "XDG"))})
    try:
        with tempfile.TemporaryDirectory() as folder:
            for kind in kinds:
                measure(server, Path(folder), trials, kind)
    finally:
        server.close()


@contextmanager
def opened(kind: str) -> Iterator[Typed | InWindow]:
    """A display of this kind, and its screen."""
    with ExitStack() as parts:
        if kind == "terminal":
            yield parts.enter_context(closing(Typed()))
        else:
            yield parts.enter_context(closing(InWindow(parts.enter_context(closing(Server((1280, 720)))))))


def measure(server: pulse.Pulse, folder: Path, trials: int, kind: str) -> None:
    texts = Texts("en")
    speaker = OneCue(SETTINGS, "en", player=Player(1.0), renderer=Renderer(SETTINGS, "en", folder=folder))
    speaker.prepare(cue_sheet(PLAN, texts))
    recording = pulse.Recording(server)
    recording.wait_for_data()
    load, found = os.getloadavg()[0], list[Trial]()
    with opened(kind) as display:
        for number in range(trials):
            found.append(trial(speaker, recording, folder / f"{kind}{number}.jsonl", texts, display))
            if number % 20 == 19:
                sys.stderr.write(f"{kind}: {number + 1} of {trials}\n")
    speaker.close()
    recording.stop()
    print(f"{kind}: {trials} trials, load {load:.1f} before, {os.getloadavg()[0]:.1f} after, {os.cpu_count()} cores")
    show(f"key to silence, {kind}", [one.silence_s for one in found])
    show(f"key to stopped in the log, {kind}", [one.log_s for one in found])
    show(f"of this, key to cut, {kind}", [one.cut_s for one in found])
    show(f"of this, cut to silence, {kind}", [one.silence_s - one.cut_s for one in found])


def show(what: str, seconds: Sequence[float]) -> None:
    ms = 1000 * np.array(seconds)
    median, p90, p99 = np.percentile(ms, (50, 90, 99))
    print(f"{what}: median {median:.0f}, p90 {p90:.0f}, p99 {p99:.0f}, max {ms.max():.0f} ms", flush=True)


def trial(speaker: OneCue, recording: pulse.Recording, events: Path, texts: Texts, display: Typed | InWindow) -> Trial:
    recording.forget()
    speaker.was_cut = False
    log = TimedLog(events)
    engine = Engine(PLAN, Settings(watching=False, ask=False))
    session = Session(engine, PLAN, Parts(Timer(fast=False), speaker, [display], log, texts))
    pressed: list[float] = []
    person = threading.Thread(target=press, args=(display, recording, log, pressed))
    person.start()
    session.run()
    person.join()
    time.sleep(SETTLE_S)
    display.poll()
    log.close()
    last_s = recording.last_loud_s(over=LOUD)
    if last_s is None:
        raise SystemExit(f"nothing was heard within {PATIENCE_S:.0f} s: {speaker.trouble or 'no sound'}")
    assert log.stopped_s is not None
    assert speaker.cut_s is not None
    return Trial(speaker.cut_s - pressed[0], log.stopped_s - pressed[0], max(0.0, last_s - pressed[0]))


def press(display: Typed | InWindow, recording: pulse.Recording, log: TimedLog, pressed: list[float]) -> None:
    """Stops in the middle of a cue, then ends the session and its last screen."""
    until = time.monotonic() + PATIENCE_S
    while recording.first_loud_s(over=LOUD) is None and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(0.15 + 0.3 * random.random())
    pressed.append(time.monotonic())
    display.press("p")
    while log.stopped_s is None and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(LISTEN_S)
    display.press("q")
    time.sleep(0.1)
    display.press("q")


if __name__ == "__main__":
    main()
