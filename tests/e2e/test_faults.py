"""A real session in which a thread or a process of it fails in some phase: it says so, and can be stopped and kept."""

import os
import shutil
import signal
import subprocess
import time
from datetime import date
from pathlib import Path

import pytest

from coach.record.archive import kept_sessions
from coach.record.database import Database
from coach.record.store import Store
from coach.session.engine import Carry
from coach.session.safety.screening import questions
from coach.session.safety.traffic_light import NOTHING, Course
from tests.e2e.fault_child import IN_WINDOW, PARTS
from tests.e2e.sound import PulseAudio
from tests.e2e.terminal import Terminal
from tests.x11 import Server

ROOT = Path(__file__).parents[2]
FILM = ROOT / "assets" / "demo" / "demo.mp4"
HEARD_S = 1.0
"""The first words of a question are heard, and the last key has been let go."""
SHOWN_S = 3.0
"""Time for what has failed to be noticed."""
ROUTINE = """
routine: two steps
steps:
  - stretch: knee_to_chest
    sides: left
    hold: 8 s
    reps: 2
    rest: 10 s
  - stretch: cat_cow
    cycles: 3
"""
PHASES = ("questions", "set_up", "move_in", "hold", "rest", "stopped", "goodbye")
SIGNALS = {"killed": signal.SIGKILL, "hanging": signal.SIGSTOP}

pytestmark = [
    pytest.mark.timeout(200),
    pytest.mark.skipif(not shutil.which("Xvfb"), reason="needs Xvfb (apt-get install xvfb)"),
]


class Faulty(Terminal):
    """A session with window, voice and camera, whose parts can be broken."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._faults, self.data = folder / "faults", folder / "data"
        self._faults.write_text("", encoding="utf-8")
        (folder / "routine.yaml").write_text(ROUTINE, encoding="utf-8")
        quiet = Carry(began=True, may_keep=True, course=Course(before=1, after=1), standing=NOTHING)
        Store(self.data).keep(quiet, date.today())
        command = [str(self._faults), str(FILM), "run", str(folder / "routine.yaml"), "--rate", "260"]
        environment = {**environment, "COACH_DATA": str(self.data), "PYTHONPATH": str(ROOT)}
        super().__init__(folder, command, environment, program="tests.e2e.fault_child")

    def break_(self, part: str) -> None:
        """``part``: of the session or its window, or a child and what happens to it."""
        child, _, fate = part.partition(" is ")
        if fate:
            for pid in self.children(child):
                os.kill(pid, SIGNALS[fate])
        else:
            self._faults.write_text(part, encoding="utf-8")

    def children(self, name: str) -> list[int]:
        found = subprocess.run(
            ["ps", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
        ).stdout
        named = {"window": "tests.e2e.fault_child"}.get(name, name)
        rows = [line.split(None, 2) for line in found.splitlines()]
        return [int(pid) for pid, parent, words in rows if int(parent) == self.process.pid and named in words]

    def come_to(self, phase: str) -> None:
        if phase == "questions":
            self.wait_for("cue", key=next(iter(questions(full=False))).text)
            return
        self._answer_the_questions()
        if phase in ("stopped", "goodbye"):
            self.wait_for("hold_started")
            if phase == "stopped":
                self._stop()
            else:
                self.press("q")
                self.wait_for("stopped", why="asked_to_end")
                self.press("y")
        else:
            self.wait_for("phase", phase=phase)

    def _stop(self) -> None:
        self.press(" ")
        self.wait_for("pain_reported")
        time.sleep(HEARD_S)

    def _answer_the_questions(self) -> None:
        for question in questions(full=False):
            self.wait_for("cue", key=question.text)
            self._answer("n", question=question.id)
        self.wait_for("cue", key="ask.pain_before")
        time.sleep(HEARD_S)
        self.press("2")
        self.wait_for("step_started")

    def _answer(self, key: str, **asked: object) -> None:
        """Presses it until it counts: a question that a failure interrupted is heard again first."""
        for _ in range(10):
            time.sleep(HEARD_S)
            self.press(key)
            time.sleep(HEARD_S)
            if any(line["event"] == "screening" and asked.items() <= line.items() for line in self.log()):
                return
        raise AssertionError(f"{key} is not taken as the answer: {asked}")

    def wait_until_shown(self, text: str) -> None:
        until = time.monotonic() + SHOWN_S
        while text.encode() not in self.shown and time.monotonic() < until:
            self.log()
            time.sleep(0.02)
        assert text.encode() in self.shown

    def finish(self, phase: str) -> None:
        """Brings a session, of which a part has failed in this phase, to its end by a stop."""
        if phase == "goodbye":
            return
        if phase == "questions":
            self._answer_the_questions()
        if phase != "stopped":
            self._stop()
        self.press("q")


EYE, SCREEN, VOICE, UNSAID = "source_lost", "screen", "voice", ""
BROKEN = {
    "camera": EYE, "camera source": EYE, "pose model": EYE, "eye": EYE, "freeze detector": EYE, "observer": EYE,
    "window's writer": SCREEN, "window is hanging": SCREEN, "paint": SCREEN, "window's scenes": SCREEN,
    "window's overlay": SCREEN, "window is killed": SCREEN, "window's reader": SCREEN,
    "terminal's writer": SCREEN, "terminal's view": SCREEN, "terminal's reader": SCREEN,
    "speaker": VOICE,
    "mixer": UNSAID, "device keeper": UNSAID, "renderer": UNSAID, "watchdog": UNSAID,
    "render_child is killed": UNSAID, "render_child is hanging": UNSAID,
    "log": "log", "keeper": "log",
}  # fmt: skip
"""What the log then says; nothing where another process, device or file takes its place and no word is lost."""
BRIEFLY = ("terminal's reader", "log", "keeper")
"""Mended again, since this test presses keys in the terminal, reads the log, and what was kept."""
LATER = ("terminal's writer",)
"""Noticed when the next captions are shown."""
SAMPLE = "window is hanging"
"""The case that runs every time."""


def cases() -> list[object]:
    """Every part in one phase, and every phase with three parts or more; ``tests/test_failures.py`` has all phases."""
    pairs = [(part, PHASES[(3 * index + 3) % len(PHASES)]) for index, part in enumerate(BROKEN)]
    return [
        pytest.param(part, phase, marks=[] if part == SAMPLE else [pytest.mark.long], id=f"{part}, {phase}")
        for part, phase in pairs
    ]


def test_every_part_is_broken() -> None:
    assert {part for part in BROKEN if " is " not in part} == {*PARTS, *IN_WINDOW}


@pytest.mark.parametrize(("part", "phase"), cases())
def test_it_is_said_and_the_session_is_stopped_and_kept(part: str, phase: str, tmp_path: Path, model: Path) -> None:
    sound, screen = PulseAudio(tmp_path), Server((1280, 720))
    coach = Faulty(tmp_path, {**sound.environment, "DISPLAY": screen.name})
    try:
        coach.come_to(phase)
        coach.break_(part)
        if part == "log":  # so that it has something to write
            coach.press("r")
        if part in BRIEFLY:
            time.sleep(0.5)
            coach.break_("")
        said = BROKEN[part]
        if said is EYE and phase != "goodbye":
            coach.wait_for(said)
        elif part == "log":  # which cannot say so itself
            coach.wait_until_shown("The log can't be written.")
        elif said and phase != "goodbye" and part not in LATER:
            coach.wait_for("part_failed", part=said)
        else:
            time.sleep(SHOWN_S if phase != "goodbye" else 0.0)
        coach.finish(phase)
        if part in LATER:
            coach.wait_for("part_failed", part=said)
        assert coach.ends() == (0 if phase == "goodbye" else 1)
        (kept,), bad = kept_sessions(Database(coach.data))
        assert not bad
        assert (kept.outcome, len(kept.stops)) == (("done", 0) if phase == "goodbye" else ("pain", 1))
        assert b"Traceback" not in coach.shown
    finally:
        coach.close()
        screen.close()
        sound.close()
