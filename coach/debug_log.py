"""The debug log of a session, for finding faults; written only with ``--debug``.

Every part writes to its own logger below ``coach`` with the standard ``logging``: states, times, counts, and keys of
sentences. It never writes a pain score, an answer, a note, a name, a path, or any words, spoken or heard. The pure
packages do not log; the engine is traced from outside.
"""

import logging
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coach import __version__
from coach.errors import InputError
from coach.record.files import GrowingFile
from coach.user_folders import log_folder

FORMAT = "%(relativeCreated)9.0f %(threadName)-16s %(name)s: %(message)s"
"""Milliseconds since the start of the program, thread, part, and message."""


class _ToFile(logging.Handler):
    """Writes to a file that only this user can read; a full disk ends only the log."""

    def __init__(self, file: GrowingFile) -> None:
        super().__init__()
        self._file = file
        self.setFormatter(logging.Formatter(FORMAT))

    def emit(self, record: logging.LogRecord) -> None:
        self._file.add(self.format(record) + "\n")


@contextmanager
def debug_log(folder: Path | None = None) -> Iterator[Path]:
    """Write a debug log within this context; yields its file. The log of the previous run is overwritten.

    Raises InputError if the file cannot be written.
    """
    path = (folder or log_folder()) / "debug.log"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = GrowingFile(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'cannot be written'}; leave --debug out") from error
    house, handler = logging.getLogger("coach"), _ToFile(file)
    level, house.propagate = house.level, False
    house.addHandler(handler)
    house.setLevel(logging.DEBUG)
    house.debug(
        "coach %s, Python %s, %s %s", __version__, platform.python_version(), platform.system(), platform.machine()
    )
    try:
        yield path
    finally:
        house.removeHandler(handler)
        house.setLevel(level)
        house.propagate = True
        file.close()
