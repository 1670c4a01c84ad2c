"""The whole program in terminals that are small, closed or hung up, and with keys that send signals."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.e2e.terminal import QUICK

fcntl = pytest.importorskip("fcntl", reason="pseudo-terminals are a POSIX thing")
pty = pytest.importorskip("pty", reason="pseudo-terminals are a POSIX thing")
termios = pytest.importorskip("termios", reason="pseudo-terminals are a POSIX thing")

ROOT = Path(__file__).parents[2]
RUN = (sys.executable, "-m", QUICK, "run", str(ROOT / "routines" / "demo.yaml"), "--audio-only", "--mute",
       "--skip-questions")  # fmt: skip
WAIT_S = 40.0
TAKES_THE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Makes the terminal's keys send signals, as for a program started from a shell."""


class Own:
    """The coach in its controlling terminal."""

    def __init__(self, folder: Path, columns: int = 80) -> None:
        self.events = folder / "events.jsonl"
        self.ours, self.theirs = pty.openpty()
        termios.tcsetwinsize(self.theirs, (24, columns)) if hasattr(termios, "tcsetwinsize") else None
        environment = {**os.environ, "TERM": "xterm", "COACH_DATA": str(folder / "data"), "COLUMNS": str(columns)}
        self.process = subprocess.Popen(
            [sys.executable, "-c", TAKES_THE_TERMINAL, *RUN, "--events", str(self.events)],
            stdin=self.theirs, stdout=self.theirs, stderr=self.theirs, env=environment, start_new_session=True,
        )  # fmt: skip
        os.set_blocking(self.ours, False)
        self.shown = b""

    def read(self) -> None:
        try:
            while piece := os.read(self.ours, 65536):
                self.shown += piece
        except OSError:
            pass

    def wait(self, true, reads: bool = True) -> None:
        until = time.monotonic() + WAIT_S
        while not true():
            assert time.monotonic() < until, self.shown[-500:]
            if reads:
                self.read()
            time.sleep(0.02)

    def has(self, event: str) -> bool:
        return self.events.exists() and f'"event": "{event}"' in self.events.read_text(encoding="utf-8")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for end in (self.ours, self.theirs):
            if end >= 0:
                os.close(end)


@pytest.fixture
def own(tmp_path: Path):
    opened = []

    def start(columns: int = 80) -> Own:
        opened.append(Own(tmp_path, columns))
        opened[0].wait(lambda: opened[0].has("cue"))
        return opened[0]

    yield start
    for one in opened:
        one.close()


def echoes(terminal: int) -> bool:
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def test_ctrl_backslash_gives_the_terminal_back(own) -> None:
    coach = own()
    assert not echoes(coach.theirs)
    os.write(coach.ours, b"\x1c")
    coach.wait(lambda: coach.process.poll() is not None)
    assert coach.process.returncode < 0
    assert echoes(coach.theirs)
    coach.read()
    assert b"Traceback" not in coach.shown
    assert coach.shown.endswith(b"\x1b[?25h"), "the cursor is shown again"


def test_a_terminal_that_is_closed_ends_the_session(own) -> None:
    coach = own()
    os.close(coach.theirs)
    os.close(coach.ours)
    coach.ours = coach.theirs = -1
    coach.wait(lambda: coach.process.poll() is not None, reads=False)
    assert coach.process.returncode != 0
    assert [json.loads(line) for line in coach.events.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("columns", [20, 33, 200])
def test_no_line_is_longer_than_the_terminal(columns: int, own) -> None:
    coach = own(columns)
    coach.wait(lambda: coach.has("step_started"))
    os.write(coach.ours, b" ")
    coach.wait(lambda: coach.has("pain_reported"))
    os.write(coach.ours, b"q")
    coach.wait(lambda: coach.process.poll() is not None)
    assert coach.process.returncode == 1
    coach.read()
    lines = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", coach.shown).decode().replace("\r", "\n").split("\n")
    assert max(map(cell_len, lines)) <= columns


def test_an_output_that_nobody_reads_any_more_ends_no_session(tmp_path: Path) -> None:
    """As in ``coach run ... | head -1``."""
    process = subprocess.Popen(
        [*RUN, "--events", str(tmp_path / "e.jsonl")],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "COACH_DATA": str(tmp_path / "data")},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        until = time.monotonic() + WAIT_S
        while '"step_started"' not in (tmp_path / "e.jsonl").read_text(encoding="utf-8"):
            assert time.monotonic() < until
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(2)
        assert process.wait(WAIT_S) == 0
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
