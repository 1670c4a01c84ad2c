"""Saves a checked routine file among the person's own."""

import os
import re
import tempfile
from datetime import date
from pathlib import Path

from coach.errors import InputError, RoutineError
from coach.regular_file import read_regular
from coach.routine.decoding import LARGEST_FILE_BYTES
from coach.routine.loader import examine, examine_file

LONGEST_NAME = 60


def titled(title: str, folder: Path) -> Path | None:
    """The file of the person's own routine with this name."""
    today = date.today()
    for file in sorted((*folder.glob("*.yaml"), *folder.glob("*.yml"))):
        routine = examine_file(file, today).routine
        if routine is not None and routine.routine == title:
            return file
    return None


def keep_file(file: Path, folder: Path) -> Path:
    """Copies a routine file byte by byte, replacing one of the person's routines with the same name; returns the copy.

    Raises RoutineError if it has mistakes, and InputError if it cannot be read or saved.
    """
    try:
        content = read_regular(file, LARGEST_FILE_BYTES)
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}; name another file") from error
    found = examine(content, str(file), date.today())
    if found.routine is None:
        raise RoutineError("\n".join(mistake.at(found.name) for mistake in found.mistakes))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = titled(found.routine.routine, folder) or _free_name(found.routine.routine, folder)
        _write(target, content)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror}); make room for it") from error
    return target


def _free_name(title: str, folder: Path) -> Path:
    """A file name derived from the routine's name that no other file has."""
    stem = re.sub(r"[^\w-]+", "_", title.lower())[:LONGEST_NAME].strip("_") or "routine"
    names = (f"{stem}{ending}.yaml" for ending in ("", *(f"_{number}" for number in range(2, 1000))))
    return next(path for name in names if not (path := folder / name).exists())


def _write(target: Path, content: bytes) -> None:
    """Writes in one step, so that nobody reads half a file. Only this user can read it."""
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
