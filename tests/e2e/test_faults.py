"""Real sessions in which one part after another fails, each in a thread or process of its own: the coach says so, goes
on, and the session can be stopped, or ended, and is kept.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from coach.languages.texts import Texts
from coach.record.archive import kept_sessions
from coach.record.database import Database
from coach.record.store import Store
from coach.session.engine import Carry
from coach.session.flow.listening import Listening
from coach.session.safety.screening import SafetyQuestion, questions
from coach.session.safety.traffic_light import NOTHING, Course
from coach.voice import shipped, sound
from coach.voice.echo import Resampler
from tests.e2e.fault_child import IN_WINDOW, PARTS
from tests.e2e.terminal import HEARD_S, ROOT, Terminal
from tests.x11 import Server

sys.path.insert(0, str(Path(__file__).parent.parent / "voice"))

import pulse

FILM = ROOT / "assets" / "demo" / "demo.mp4"
BRIEFLY_S, SHOWN_S, STARTED_WITHIN_S = 0.5, 5.0, 30.0
QUIET_AFTER_S = 2.5
"""Nobody interrupts the coach: its words are heard first."""
SPOKEN_TIMES, SPOKEN_WITHIN_S = 3, 8.0
"""A question is asked again 4 s after a voice, and after 30 s without one."""
ROOM_HZ = 16000
LATENCY_MS = 200
"""Nobody measures how soon a sound is heard here, and the sound server wakes less often."""
ROUTINE = """
routine: two steps
steps:
  - stretch: knee_to_chest
    sides: left
    hold: {hold_s} s
    reps: 2
    rest: 60 s
  - stretch: cat_cow
    cycles: 3
"""
PHASES = ("questions", "set_up", "move_in", "hold", "rest", "stopped", "goodbye")
FIRST = next(iter(questions(full=False))).text
SIGNALS = {"killed": signal.SIGKILL, "hanging": signal.SIGSTOP}

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not shutil.which("Xvfb") or not pulse.HERE,
        reason="needs Xvfb and PulseAudio (apt-get install xvfb pulseaudio pulseaudio-utils)",
    ),
]


@dataclass(frozen=True)
class Signs:
    """The signs that a part has failed, and that it is back after the repair."""

    event: str = ""
    """The event in the log; none if another process, device or file replaces the part and no word is lost."""
    part: str = ""
    cue: str = ""
    found: str = ""
    back: str = ""
    """The line that the part is back."""

    @property
    def fields(self) -> dict[str, object]:
        return {"part": self.part} if self.part else {}


EYE = Signs("source_lost", cue="seeing.camera_lost", found="source_found", back="seeing.camera_found")
SCREEN = Signs("part_failed", "screen", "failed.screen")
VOICE = Signs("part_failed", "voice", "failed.voice")
LOG = Signs("part_failed", "log", "failed.log")
EAR = Signs("hearing_lost", cue="hearing.lost")
DEVICE = Signs("hearing_lost", cue="hearing.lost", found="hearing_found", back="hearing.found")
UNSAID = Signs()
BROKEN = {
    "camera": EYE, "camera source": EYE, "pose model": EYE, "eye": EYE, "freeze detector": EYE, "observer": EYE,
    "window's writer": SCREEN, "window is hanging": SCREEN, "paint": SCREEN, "window's scenes": SCREEN,
    "window's overlay": SCREEN, "window is killed": SCREEN, "window's reader": SCREEN,
    "terminal's writer": SCREEN, "terminal's view": SCREEN, "terminal's reader": SCREEN,
    "speaker": VOICE,
    "mixer": UNSAID, "device keeper": UNSAID, "renderer": UNSAID, "watchdog": UNSAID,
    "render_child is killed": UNSAID, "render_child is hanging": UNSAID,
    "log": LOG, "keeper": LOG,
    "listener": EAR, "ear": EAR, "microphone": DEVICE,
    "recogniser": UNSAID, "listen_child is killed": UNSAID, "listen_child is hanging": UNSAID,
}  # fmt: skip
BRIEFLY = ("terminal's reader", "keeper")
"""Parts that are repaired before keys are pressed, and before the session is over."""
OF_WORDS = ("recogniser", "listen_child is killed", "listen_child is hanging")
"""Parts whose failure is noticed when somebody speaks."""
EYES = ("camera", "camera source", "pose model", "eye", "freeze detector", "observer")
SOUND = ("mixer", "device keeper", "renderer", "watchdog", "render_child is killed", "render_child is hanging")
HEARING = ("microphone", "listen_child is killed", "listen_child is hanging")


@dataclass(frozen=True)
class Plan:
    """The failures of one session, phase by phase, one after another. It ends in its last phase, by a stop unless that
    is the goodbye."""

    fails: dict[str, tuple[str, ...]]
    watching: bool = False
    listening: bool = False


SESSIONS = {
    "eyes": Plan(
        {"questions": EYES, "hold": (*EYES, "window's overlay"), "stopped": ("camera", "terminal's view")},
        watching=True,
    ),
    "sound": Plan(
        {"questions": (*SOUND, "terminal's reader"), "set_up": ("watchdog",), "hold": (*SOUND, "speaker"),
         "stopped": ("window's reader",)},
    ),
    "hearing": Plan(
        {"questions": HEARING, "set_up": ("window's scenes",),
         "hold": (*HEARING, "recogniser", "ear", "terminal's view"), "goodbye": ("renderer",)},
        listening=True,
    ),
    "no ear": Plan(
        {"questions": ("listener", "terminal's view"), "move_in": ("window is killed",), "rest": ("mixer", "speaker"),
         "goodbye": ("watchdog",)},
        listening=True,
    ),
    "no window": Plan(
        {"questions": ("log", "recogniser", "ear"), "hold": ("window is hanging", "terminal's writer"),
         "stopped": ("render_child is killed",)},
        listening=True,
    ),
    "nothing written": Plan(
        {"questions": ("window's writer", "keeper"), "hold": ("terminal's reader", "listener"),
         "rest": ("device keeper", "renderer"), "stopped": ("speaker",)},
        listening=True,
    ),
    "no voice": Plan(
        {"questions": ("speaker", "terminal's writer"), "hold": ("keeper", "paint"),
         "rest": ("watchdog",)},
    ),
    "pictures": Plan(
        {"set_up": ("pose model",), "move_in": ("eye",), "hold": ("log",), "rest": ("observer", "camera source"),
         "stopped": ("freeze detector",)},
        watching=True,
    ),
}  # fmt: skip
EVERY_TIME = "no voice"
"""The session that runs every time."""


class Faulty(Terminal):
    """A session with window, voice, and camera or microphone, whose parts can be broken."""

    def __init__(self, folder: Path, plan: Plan, room: pulse.Pulse, environment: dict[str, str]) -> None:
        self._plan, self._room = plan, room
        self._faults, self.data = folder / "faults", folder / "data"
        self._cache = folder / "cache" / "stretch-coach" / "voice"
        self._faults.write_text("", encoding="utf-8")
        hold_s = 6 if "rest" in plan.fails else 60
        (folder / "routine.yaml").write_text(ROUTINE.format(hold_s=hold_s), encoding="utf-8")
        quiet = Carry(began=True, may_keep=True, course=Course(before=1, after=1), standing=NOTHING)
        store = Store(self.data)
        store.keep(quiet, date.today())
        store.keep_listening(Listening(allowed=True, tried=True))
        command = [str(self._faults), str(FILM), "run", str(folder / "routine.yaml")]
        command += [] if plan.watching else ["--audio-only", "--window"]
        command += ["--listen"] if plan.listening else []
        environment = {**environment, "COACH_DATA": str(self.data), "XDG_CACHE_HOME": str(folder / "cache")}
        super().__init__(folder, command, environment, "tests.e2e.fault_child")

    def lead(self) -> None:
        """Leads the session through its phases, with parts failing in each, and ends it."""
        phase = ""
        for phase in PHASES:
            if phase in self._plan.fails or phase == "questions":
                self._come_to(phase)
                for part in self._plan.fails.get(phase, ()):
                    self._fail(part, phase)
            if phase == "questions":
                self.answer_the_questions()
        if "goodbye" not in self._plan.fails:
            if "stopped" not in self._plan.fails:
                self._stop()
            self.press("q")

    def _come_to(self, phase: str) -> None:
        if phase == "questions":
            self.wait_for("cue", key=FIRST)
        elif phase == "hold":
            self.wait_for("hold_started")
        elif phase == "stopped":
            self._stop()
        elif phase == "goodbye":
            self.press("q")
            self.wait_for("stopped", why="asked_to_end")
            self.press("y")
        else:
            self.wait_for("phase", phase=phase)

    def _stop(self) -> None:
        self.press(" ")
        self.wait_for("pain_reported")
        time.sleep(HEARD_S)

    def _fail(self, part: str, phase: str) -> None:
        """Breaks the part, checks the announcement, and repairs the part. In the goodbye there is no time for words."""
        signs = BROKEN[part]
        found, back = self.count(signs.found), self.count("cue", key=signs.back)
        events, said = self.count(signs.event, **signs.fields), self.count("cue", key=signs.cue)
        if part.startswith("listen_child") and not self._children("listen_child"):
            self._speak(phase)  # one that was lost is started for the next words
        if part.startswith("render_child") and not self._until(lambda: bool(self._children("render_child")), SHOWN_S):
            self._go_on(phase, self.count("cue"))  # likewise: the renderer may have given up what was waiting
        cues = self.count("cue")
        self._break(part)
        if phase == "goodbye":
            return
        if part in BRIEFLY:
            time.sleep(BRIEFLY_S)
            self._mend()
        if part in OF_WORDS:
            self._speak(phase)
        elif part == "log":
            self._miss_the_log()
        elif signs.event:
            if part == "terminal's writer":
                self._pause(until=lambda: self.count(signs.event, **signs.fields) > events)
            self.wait_for(signs.event, events + 1, **signs.fields)
            if phase != "stopped":
                self.wait_for("cue", said + 1, key=signs.cue)
            self._end_the_pause()  # sooner, it would cut the line off
        else:
            self._go_on(phase, cues)
        self._mend()
        if signs.found:
            self.wait_for(signs.found, found + 1)
            if phase != "stopped":  # whoever has not heard that it is back is not told again that it is gone
                self.wait_for("cue", back + 1, key=signs.back)

    def _miss_the_log(self) -> None:
        """Its failure is noticed when there is something to write, and it cannot log that itself."""
        self.press("h")
        assert self._until(lambda: Texts("en").get(LOG.cue).encode() in self.shown, SHOWN_S)
        self._mend()
        self.press("c")

    def _pause(self, until: Callable[[], bool]) -> None:
        """Waits a moment, in which something new is shown: at most a pause, and that the session goes on."""
        for key in ("h", "c"):
            time.sleep(HEARD_S)
            if not until():
                self.press(key)

    def _end_the_pause(self) -> None:
        """Goes on, if the session is paused."""
        halts = [event.get("why") for event in self.log() if event["event"] in ("stopped", "went_on")]
        if halts[-1:] == ["paused"]:
            time.sleep(HEARD_S)
            self.press("c")

    def _go_on(self, phase: str, cues: int) -> None:
        """The coach says more than these cues."""
        if phase == "questions":
            self.answer(self._question())
            self.wait_for("cue", cues + 1)
        elif phase != "stopped":
            time.sleep(HEARD_S)
            self.press("h")
            self.wait_for("cue", cues + 1)
            self.press("c")

    def _until(self, true: Callable[[], bool], within_s: float) -> bool:
        until = time.monotonic() + within_s
        while not true() and time.monotonic() < until:
            self.log()  # reads the screen
            time.sleep(0.05)
        return true()

    def _question(self) -> SafetyQuestion:
        """The open question."""
        return next(one for one in questions(full=False) if not self.count("screening", question=one.id))

    def _speak(self, phase: str) -> None:
        """Somebody says something that is not understood: the coach is silent, then asks, or asks again."""
        texts = [self._question().text] if phase == "questions" else ["stop.heard", "stop.heard_words"]
        asked, went_on = sum(self.count("cue", key=text) for text in texts), self.count("went_on")
        for _ in range(SPOKEN_TIMES):
            time.sleep(QUIET_AFTER_S)
            with self._room.playing_into_room(voice(), ROOM_HZ, LATENCY_MS):
                if self._until(lambda: sum(self.count("cue", key=text) for text in texts) > asked, SPOKEN_WITHIN_S):
                    break
        else:
            raise AssertionError("the voice is not noticed")
        if phase != "questions":
            time.sleep(HEARD_S)
            self.press("c")
            self.wait_for("went_on", went_on + 1)

    def _break(self, part: str) -> None:
        """``part``: of the session or its window, or a child and what happens to it."""
        child, _, fate = part.partition(" is ")
        if fate:
            assert self._until(lambda: bool(self._children(child)), STARTED_WITHIN_S), f"there is no {child}"
            for pid in self._children(child):
                os.kill(pid, SIGNALS[fate])
        else:
            self._faults.write_text(part, encoding="utf-8")
        if part.startswith("render"):
            shutil.rmtree(self._cache, ignore_errors=True)  # the next words must be rendered

    def _mend(self) -> None:
        self._faults.write_text("", encoding="utf-8")

    def close(self) -> None:
        """A halted window does not notice that its session is gone."""
        for pid in self._children("window"):
            os.kill(pid, signal.SIGKILL)
        super().close()

    def _children(self, name: str) -> list[int]:
        found = subprocess.run(
            ["ps", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
        ).stdout
        named = {"window": "tests.e2e.fault_child"}.get(name, name)
        rows = [line.split(None, 2) for line in found.splitlines()]
        return [int(pid) for pid, parent, words in rows if int(parent) == self.process.pid and named in words]


def voice() -> np.ndarray:
    """Words that are not an answer, (n,) int16 at ROOM_HZ, after a moment of quiet."""
    line = shipped.line_file("en", Texts("en").get("stop.take_your_time"))
    assert line is not None
    samples = Resampler(sound.RATE_HZ, ROOM_HZ).feed(sound.load(line))
    return np.clip(np.concatenate([np.zeros(ROOM_HZ // 4), samples]), -32768, 32767).astype(np.int16)


def hum() -> np.ndarray:
    """A quiet room, (n,) int16 at ROOM_HZ: a microphone that delivers only zeros counts as switched off."""
    return np.random.default_rng(0).integers(-30, 31, ROOM_HZ * 240).astype(np.int16)


def phases_of(part: str) -> set[str]:
    return {phase for plan in SESSIONS.values() for phase, parts in plan.fails.items() if part in parts}


@pytest.mark.parametrize("part", BROKEN)
def test_every_part_fails_in_a_question_and_in_a_hold(part: str) -> None:
    """All except those that end the window permanently, of which a session gets one."""
    phases = {phase for plan in SESSIONS.values() for phase, parts in plan.fails.items() if part in parts}
    assert phases if BROKEN[part] is SCREEN and "terminal" not in part else {"questions", "hold"} <= phases


def test_every_part_is_known() -> None:
    assert {part for part in BROKEN if " is " not in part} == {*PARTS, *IN_WINDOW}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name == EVERY_TIME else [pytest.mark.long]) for name in SESSIONS]
)
def test_what_fails_is_said_and_the_session_is_ended_and_kept(name: str, tmp_path: Path, model: Path) -> None:
    plan, room, screen = SESSIONS[name], pulse.Pulse(), Server((1280, 720))
    room.start()
    environment = {**room.environment(), "HOME": os.environ["HOME"], "DISPLAY": screen.name, "COACH_MODEL": str(model)}
    coach = Faulty(tmp_path, plan, room, environment)
    done = "goodbye" in plan.fails
    try:
        with room.playing_into_room(hum(), ROOM_HZ, LATENCY_MS) if plan.listening else nullcontext():
            coach.lead()
            assert coach.ends() == (0 if done else 1)
        (kept,), bad = kept_sessions(Database(coach.data))
        assert not bad
        assert (kept.outcome, len(kept.stops)) == (("done", 0) if done else ("pain", 1))
        assert b"Traceback" not in coach.shown
    finally:
        coach.close()
        screen.close()
        room.close()
