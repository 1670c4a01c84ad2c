"""A helper process that communicates in JSON lines and can be killed at any moment with everything it started."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, TextIO

KILLED_WITHIN_S = 2.0


class ChildError(Exception):
    """The process did not start, died, or was too slow; it no longer runs."""


class Child:
    """A process in its own process session. ``ask`` may be called by one thread at a time, ``kill`` by any."""

    def __init__(self, command: Sequence[str]) -> None:
        """Raises ChildError if the command cannot be started."""
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                creationflags=flags,
                env=environment(),
            )
        except OSError as error:
            raise ChildError(f"cannot start {command[0]}: {error}") from error
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="child-reader", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def hear(self, limit_s: float) -> dict[str, Any]:
        """The next line that it writes. Raises ChildError, and kills the process, if none comes in time."""
        try:
            line = self._lines.get(timeout=limit_s)
            return dict(json.loads(line))
        except (queue.Empty, ValueError) as error:
            self.kill()
            raise ChildError(f"no answer within {limit_s:g} s") from error

    def ask(self, message: dict[str, Any], limit_s: float) -> dict[str, Any]:
        """Sends one message and waits for its answer; raises ChildError as ``hear`` does."""
        try:
            _pipe(self._process.stdin).write(json.dumps(message).encode() + b"\n")
            _pipe(self._process.stdin).flush()
        except (OSError, ValueError) as error:
            self.kill()
            raise ChildError("it has ended") from error
        return self.hear(limit_s)

    def kill(self) -> None:
        """Ends the process and everything it started; returns when it is gone. Harmless if it is already gone."""
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if sys.platform == "win32":
                    self._process.kill()
                else:
                    os.killpg(self._process.pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(KILLED_WITHIN_S)
        with contextlib.suppress(OSError):
            _pipe(self._process.stdin).close()
        if threading.current_thread() is not self._reader:
            self._reader.join(KILLED_WITHIN_S)

    def _read(self) -> None:
        with _pipe(self._process.stdout) as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put(b"")


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ChildError("the process was started without pipes")
    return pipe


def private_answers() -> Callable[[dict[str, Any]], None]:
    """The function that a child calls with each of its answers. From here on, anything that a library prints to
    standard output is discarded, so that nothing comes between the answers."""
    answers, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)

    def answer(message: dict[str, Any]) -> None:
        os.write(answers, json.dumps(message).encode() + b"\n")

    return answer


def private_messages() -> TextIO:
    """The lines that a child reads. From here on its standard input is empty, since a person may name it as a file."""
    messages, nothing = os.dup(0), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return os.fdopen(messages, encoding="utf-8")


def environment() -> dict[str, str]:
    """A child's environment, in which it finds this package even if it is not installed."""
    home = str(Path(__file__).resolve().parents[1])
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
