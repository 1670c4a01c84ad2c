"""Files that are written completely or not at all, or appended line by line; usually only this user can read them."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import TextIO


def write_whole(path: Path, text: str, *, private: bool = True) -> None:
    """Replaces a file in one step once the new one is complete. ``private``: only this user can read it. Raises
    OSError."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.stem[:50]}.", suffix=path.suffix, dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            Path(temporary).chmod(_usual_mode(path))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _usual_mode(path: Path) -> int:
    """The permissions of a file, or those of a new one."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


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
