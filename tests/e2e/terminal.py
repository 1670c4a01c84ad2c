"""The whole program in a pseudo-terminal, driven by its event log."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coach.session.safety.screening import SafetyQuestion, questions

ROOT = Path(__file__).parents[2]
WAIT_S = 60.0
HEARD_S = 0.9
"""Time to hear the first words of a question and to release the last key."""
QUICK = "tests.e2e.quick_child"


class Terminal:
    """A coach in a pseudo-terminal of its own."""

    def __init__(
        self,
        folder: Path,
        command: list[str],
        environment: dict[str, str] | None = None,
        program: str = "coach.cli",
    ) -> None:
        """``program``: the module that takes the command."""
        pty = pytest.importorskip("pty", reason="pseudo-terminals are a POSIX thing")
        self.events = folder / "events.jsonl"
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", program, *command, "--events", str(self.events)],
            stdin=slave, stdout=slave, stderr=slave,
            env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT), **(environment or {})},
        )  # fmt: skip
        os.close(slave)
        self.shown = b""
        """All output so far."""
        self._log: list[dict[str, object]] = []
        os.set_blocking(self._master, False)

    def press(self, key: str) -> float:
        os.write(self._master, key.encode())
        return time.monotonic()

    def log(self) -> list[dict[str, object]]:
        self._drain()
        if self.events.exists():
            lines = self.events.read_text(encoding="utf-8").splitlines()
            self._log += [json.loads(line) for line in lines[len(self._log) :]]
        return list(self._log)

    def wait_for(self, event: str, count: int = 1, **fields: object) -> dict[str, object]:
        until = time.monotonic() + WAIT_S
        while time.monotonic() < until:
            found = [e for e in self.log() if e["event"] == event and fields.items() <= e.items()]
            if len(found) >= count:
                return found[count - 1]
            assert self.process.poll() is None, f"ended before {event}"
            time.sleep(0.02)
        raise AssertionError(f"no {event} {fields} within {WAIT_S} s")

    def count(self, event: str, **fields: object) -> int:
        return sum(line["event"] == event and fields.items() <= line.items() for line in self.log())

    def comes(self, within_s: float, event: str, count: int = 1, **fields: object) -> bool:
        until = time.monotonic() + within_s
        while self.count(event, **fields) < count:
            if time.monotonic() >= until:
                return False
            time.sleep(0.02)
        return True

    def answer_the_questions(self) -> None:
        """Answers no to each, and a little pain; returns when the first step begins."""
        for question in questions(full=False):
            self.answer(question)
        self.wait_for("cue", key="ask.pain_before")
        time.sleep(HEARD_S)
        self.press("2")
        self.wait_for("step_started")

    def answer(self, question: SafetyQuestion) -> None:
        """Answers no, unless it is already answered. An interrupted question is first heard again."""
        self.wait_for("cue", key=question.text)
        for _ in range(20):
            if self.comes(0.0, "screening", question=question.id):
                return
            time.sleep(HEARD_S)
            self.press("n")
            self.comes(HEARD_S, "screening", question=question.id)
        raise AssertionError(f"no answer to {question.id} is taken")

    def ends(self) -> int:
        until = time.monotonic() + WAIT_S
        while self.process.poll() is None and time.monotonic() < until:
            self._drain()
            time.sleep(0.02)
        return self.process.wait(0.1)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)

    def _drain(self) -> None:
        try:
            while read := os.read(self._master, 65536):
                self.shown += read
        except OSError:
            pass
