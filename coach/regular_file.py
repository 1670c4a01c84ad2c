"""Reads files named by the user: only regular ones, and only up to a limit.

A pipe blocks the reader until somebody writes to it, and a device may never end. The program's own standard input is an
exception where a file is read once from its beginning: the person who names it has connected it.
"""

import errno
import os
import stat
from pathlib import Path

_HOW = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Opens without waiting: a file may be replaced by a pipe between the check and the opening."""


def check_regular(path: Path, most_bytes: int) -> None:
    """Raises OSError unless this is a regular file of at most ``most_bytes``; its ``strerror`` says what it is."""
    _check(path.stat(), path, most_bytes)


def read_regular(path: Path, most_bytes: int) -> bytes:
    """The content of a regular file.

    Raises OSError if there is none, if it is a folder, a pipe or a device, or if it is larger than ``most_bytes``.
    """
    _check(path.stat(), path, most_bytes, or_input=True)
    how = _HOW & ~getattr(os, "O_NONBLOCK", 0) if _is_standard_input(path.stat()) else _HOW
    with os.fdopen(os.open(path, how), "rb") as file:
        _check(os.fstat(file.fileno()), path, most_bytes, or_input=True)
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise _too_large(path, most_bytes)
    return content


def exists(path: Path) -> bool:
    """Whether anything has this name; False for a name that is too long or invalid."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _check(found: os.stat_result, path: Path, most_bytes: int, *, or_input: bool = False) -> None:
    """``or_input``: standard input will do as well."""
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "a folder, not a file", str(path))
    if not stat.S_ISREG(found.st_mode) and not (or_input and _is_standard_input(found)):
        raise OSError(errno.EINVAL, "a pipe or a device, not a file", str(path))
    if found.st_size > most_bytes:
        raise _too_large(path, most_bytes)


def _is_standard_input(found: os.stat_result) -> bool:
    try:
        return os.path.samestat(found, os.fstat(0))
    except OSError:  # closed
        return False


def _too_large(path: Path, most_bytes: int) -> OSError:
    return OSError(errno.EFBIG, f"larger than {most_bytes} bytes", str(path))
