"""The event log of a session: JSON Lines, one object an event, written as it happens."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from coach.errors import InputError


class EventLog:
    """Writes events to a file, and remembers them."""

    def __init__(self, path: Path | None = None) -> None:
        """Raises InputError when the file cannot be written."""
        self._path = path
        self._file: TextIO | None = None
        self._broke: OSError | None = None
        self.lines: list[str] = []
        """Everything that was written, for the history; a session is a few hundred lines."""
        if path is None:
            return
        try:
            self._file = path.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            reason = error.strerror or "cannot be written"
            raise InputError(f"{path}: {reason}; name a file in a folder that exists") from error

    def write(self, t_s: float, event: str, fields: Mapping[str, object]) -> None:
        """One event. ``t_s``: seconds since the session began."""
        line = json.dumps({"t_s": round(t_s, 3), "event": event, **fields}, ensure_ascii=False)
        self.lines.append(line)
        if self._file is not None:
            try:
                self._file.write(line + "\n")
                self._file.flush()
            except OSError as error:
                # A full disk is no reason to leave somebody alone in a pose: it is said at the end.
                self._broke, self._file = error, None

    def close(self) -> None:
        """Raises InputError when the log broke off on the way."""
        if self._file is not None:
            self._file.close()
        if self._broke is not None:
            raise InputError(f"{self._path}: the event log broke off ({self._broke.strerror}); make room on that disk")
