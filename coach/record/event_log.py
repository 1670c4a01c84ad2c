"""The event log of a session: JSON Lines, one object for each event, written as it happens."""

import json
from pathlib import Path

from coach.errors import InputError
from coach.record.files import GrowingFile
from coach.session.logged.log_event import LogEvent


class EventLog:
    """Writes events to a file and remembers them."""

    def __init__(self, path: Path | None = None) -> None:
        """Raises InputError if the file cannot be written or is not empty: it may contain a session."""
        self._path = path
        self._file: GrowingFile | None = None
        self.lines: list[str] = []
        """All lines written, for the history; a session has a few hundred."""
        if path is None:
            return
        try:
            if path.is_file() and path.stat().st_size > 0:
                raise InputError(f"{path}: already exists and would be overwritten; name another file")
            self._file = GrowingFile(path)
        except OSError as error:
            reason = error.strerror or "cannot be written"
            raise InputError(f"{path}: {reason}; name a file in a folder that exists") from error

    def write(self, t_s: float, event: LogEvent) -> None:
        """Writes one event. ``t_s``: seconds since the session began."""
        line = json.dumps({"t_s": round(t_s, 3), "event": event.name, **event.fields()}, ensure_ascii=False)
        self.lines.append(line)
        if self._file is not None:
            self._file.add(line + "\n")

    def close(self) -> None:
        """Raises InputError if writing the log has failed."""
        if self._file is None:
            return
        self._file.close()
        if self._file.broke is not None:
            raise InputError(
                f"{self._path}: writing the event log failed ({self._file.broke.strerror}); free space on that disk"
            )
