"""The archive of kept sessions: one event log each, in the user's data folder, on this computer only.

A file is named after the time its session began. Answers to the safety questions are left out.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from coach.errors import InputError
from coach.record.files import GrowingFile
from coach.record.session_record import SessionRecord, read_sessions
from coach.user_folders import FOLDER_VARIABLE, data_folder

NOT_KEPT = frozenset({"screening", "consent", "assigned"})
"""Events with answers to the safety questions: these are asked again each time and are not part of the history."""
NAME = "%Y-%m-%dT%H-%M-%S"


class KeptLog:
    """The kept part of the running session's log."""

    def __init__(self, path: Path) -> None:
        """Raises OSError."""
        self.path = path
        self._file = GrowingFile(path, "x")

    def add(self, lines: Iterable[str]) -> None:
        """Adds lines of an event log, except answers to the safety questions. Never raises."""
        self._file.add("".join(line + "\n" for line in lines if json.loads(line)["event"] not in NOT_KEPT))

    def close(self) -> None:
        """Raises InputError when writing has failed."""
        self._file.close()
        if self._file.broke is not None:
            raise InputError(
                f"{self.path}: writing the history of this session failed ({self._file.broke.strerror}); "
                "free space on that disk"
            )


class Archive:
    """Stores event logs and reads them back."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (folder or data_folder()) / "sessions"

    def begin(self, began: datetime) -> KeptLog:
        """A new log for the session that began then. Raises InputError when the folder cannot be written."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return KeptLog(self._free(began))
        except OSError as error:
            raise InputError(
                f"{self.folder}: {error.strerror or 'cannot be written'}; this session is not in the history. "
                f"Name another folder with {FOLDER_VARIABLE}."
            ) from error

    def sessions(self) -> tuple[list[SessionRecord], list[InputError]]:
        """All kept sessions, oldest first, and an error for each file that cannot be read."""
        read: list[SessionRecord] = []
        bad: list[InputError] = []
        for path in sorted(self.folder.glob("*.jsonl")) if self.folder.is_dir() else []:
            try:
                read += read_sessions(path)
            except InputError as error:
                bad.append(error)
        return read, bad

    def _free(self, began: datetime) -> Path:
        path, number = self.folder / f"{began.strftime(NAME)}.jsonl", 1
        while path.exists():
            number += 1
            path = self.folder / f"{began.strftime(NAME)}_{number}.jsonl"
        return path


def recorded(logs: Sequence[Path]) -> tuple[list[SessionRecord], list[InputError]]:
    """The sessions in these event logs, or the kept ones if none are named, and the errors of kept files.

    Raises InputError when a named log cannot be read, or when nothing was kept.
    """
    if logs:
        return [session for log in logs for session in read_sessions(log)], []
    archive = Archive()
    sessions, bad = archive.sessions()
    if not sessions:
        raise InputError(
            f"{archive.folder}: there are no sessions; the coach keeps them once you agree at the start of one. "
            "Or name event logs written by --events."
        )
    return sessions, bad
