"""Files that only this user can read: written completely or not at all, or appended line by line."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TextIO


def write_whole(path: Path, text: str) -> None:
    """Replaces a file in one step once the new one is complete. Only this user can read it. Raises OSError."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.stem[:50]}.", suffix=path.suffix, dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


class GrowingFile:
    """A file to which lines are added; a written line survives whatever happens to this process."""

    def __init__(self, path: Path) -> None:
        """Raises OSError."""
        self._file: TextIO | None = open(path, "w", encoding="utf-8", newline="\n", opener=_private)  # noqa: SIM115
        self.broke: OSError | None = None
        """The error that ended it; nothing is written after that."""

    def add(self, lines: str) -> None:
        """Never raises: a full disk must not leave a person alone in a pose."""
        if self._file is None:
            return
        try:
            self._file.write(lines)
            self._file.flush()
        except OSError as error:
            self.broke = error
            self.close()

    def close(self) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            with contextlib.suppress(OSError), file:  # a terminal or a pipe cannot be synced
                os.fsync(file.fileno())


def _private(path: str, flags: int) -> int:
    """Opens a file; only this user can read a new one."""
    return os.open(path, flags, 0o600)
