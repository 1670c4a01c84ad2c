"""The event log of a session: JSON Lines, one object an event, written as it happens."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from coach.errors import InputError


class EventLog:
    """Writes events to a file, or nowhere."""

    def __init__(self, path: Path | None = None) -> None:
        """Raises InputError when the file cannot be written."""
        self._file: TextIO | None = None
        if path is None:
            return
        try:
            self._file = path.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            reason = error.strerror or "cannot be written"
            raise InputError(f"{path}: {reason}; name a file in a folder that exists") from error

    def write(self, t_s: float, event: str, fields: Mapping[str, object]) -> None:
        """One event. ``t_s``: seconds since the session began."""
        if self._file is not None:
            line = json.dumps({"t_s": round(t_s, 3), "event": event, **fields}, ensure_ascii=False)
            self._file.write(line + "\n")
            self._file.flush()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
