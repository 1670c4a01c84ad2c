"""The event log of a session: JSON Lines, one object an event, written as it happens."""

import json
from collections.abc import Mapping
from pathlib import Path

from coach.errors import InputError
from coach.record.files import GrowingFile

MOST_OF_A_LINE = 10_000
"""Bytes; where a session begins is told in far fewer."""


class EventLog:
    """Writes events to a file, and remembers them."""

    def __init__(self, path: Path | None = None) -> None:
        """Raises InputError when the file cannot be written, or when something stands in it: that may be a session."""
        self._path = path
        self._file: GrowingFile | None = None
        self.lines: list[str] = []
        """Everything that was written, for the history; a session is a few hundred lines."""
        if path is None:
            return
        try:
            if path.is_file() and path.stat().st_size > 0:
                raise InputError(f"{path}: is there already, and would be overwritten; name another file")
            self._file = GrowingFile(path, "w")
        except OSError as error:
            reason = error.strerror or "cannot be written"
            raise InputError(f"{path}: {reason}; name a file in a folder that exists") from error

    def write(self, t_s: float, event: str, fields: Mapping[str, object]) -> None:
        """One event. ``t_s``: seconds since the session began."""
        line = json.dumps({"t_s": round(t_s, 3), "event": event, **fields}, ensure_ascii=False)
        self.lines.append(line)
        if self._file is not None:
            self._file.add(line + "\n")

    def close(self) -> None:
        """Raises InputError when the log broke off on the way."""
        if self._file is None:
            return
        self._file.close()
        if self._file.broke is not None:
            raise InputError(
                f"{self._path}: the event log broke off ({self._file.broke.strerror}); make room on that disk"
            )


def is_event_log(path: Path) -> bool:
    """Whether a session stands in a file, by its name or by how it begins. False where it cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size == 0:
            return False
        with path.open("rb") as file:
            return path.suffix.lower() == ".jsonl" or b'"event": "session_started"' in file.readline(MOST_OF_A_LINE)
    except OSError:
        return False
