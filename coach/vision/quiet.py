"""Keeps the log lines of C++ libraries off the terminal, and nothing else."""

import atexit
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO

STDERR_FD = 2
CHATTER = re.compile(
    rb"^([IWE]\d{4} \d\d:\d\d:|INFO: |WARNING: All log messages before absl"
    rb"|objc\[\d+\]: Class AV"
    rb"|Premature end of JPEG file|Corrupt JPEG data: |libpng (?:error|warning): )"
)
"""Beginnings of lines in the log of the pose library, and in messages of the picture libraries without a file name."""

_turn = threading.RLock()


@contextmanager
def without_chatter() -> Iterator[None]:
    """Hold back standard error at the file-descriptor level, then pass on every line that is not a library log line.

    The pose library logs before its log can be switched off. Lines of other threads are delayed, never lost.
    """
    with _turn, ExitStack() as stack:
        try:
            hold = _Hold(stack.enter_context(tempfile.TemporaryFile()))
        except (OSError, AttributeError, ValueError):  # no standard error, or a full disk: log lines matter less
            yield
            return
        try:
            yield
        finally:
            hold.release()


class _Hold:
    """Redirects standard error into a file until released, at the latest when the program ends."""

    def __init__(self, held: IO[bytes]) -> None:
        sys.stderr.flush()
        self._held = held
        self._terminal: int | None = os.dup(STDERR_FD)
        os.dup2(held.fileno(), STDERR_FD)
        # A program can end while one of its threads still holds output back: its last words must be printed.
        atexit.register(self.release)

    def release(self) -> None:
        terminal, self._terminal = self._terminal, None
        if terminal is None:
            return
        atexit.unregister(self.release)
        sys.stderr.flush()
        os.dup2(terminal, STDERR_FD)
        os.close(terminal)
        self._held.seek(0)
        kept = b"".join(line for line in self._held if not CHATTER.match(line))
        if kept:
            os.write(STDERR_FD, kept)
