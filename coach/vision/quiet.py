"""Keeps the chatter of C++ libraries off the terminal, and nothing else."""

import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STDERR_FD = 2
CHATTER = re.compile(rb"^([IWE]\d{4} \d\d:\d\d:|INFO: |WARNING: All log messages before absl)")
"""How a line of the pose library's own log begins."""

_turn = threading.RLock()


@contextmanager
def without_chatter() -> Iterator[None]:
    """Hold back standard error at the file-descriptor level, then pass on every line that is no library chatter.

    The pose library logs before it can be told not to. What another thread writes meanwhile is only late, never lost.
    """
    with _turn, tempfile.TemporaryFile() as held:
        try:
            sys.stderr.flush()
            terminal = os.dup(STDERR_FD)
        except (OSError, AttributeError, ValueError):  # a process without a standard error has nothing to keep quiet
            yield
            return
        os.dup2(held.fileno(), STDERR_FD)
        try:
            yield
        finally:
            sys.stderr.flush()
            os.dup2(terminal, STDERR_FD)
            os.close(terminal)
            held.seek(0)
            _pass_on(held.read())


def _pass_on(text: bytes) -> None:
    kept = b"".join(line for line in text.splitlines(keepends=True) if not CHATTER.match(line))
    if kept:
        os.write(STDERR_FD, kept)
