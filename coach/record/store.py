"""What is kept between sessions: a database in the user's data folder, on this computer only.

Missing data counts as unknown, and the coach asks about it. Two simultaneous sessions have a row each; together they
leave behind the more careful result of both.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from pathlib import Path
from uuid import uuid4

from coach.errors import InputError
from coach.record import rows
from coach.record.database import Database, Result, Work
from coach.session.engine import Carry
from coach.session.flow.listening import Listening
from coach.session.safety.screening import LastTime
from coach.session.safety.traffic_light import Standing
from coach.session.safety.two_sessions import careful_course, careful_standing
from coach.user_folders import FOLDER_VARIABLE, data_folder


@dataclass(frozen=True)
class _Seen:
    """What a session knew about the others when it began; it may mark only this as settled."""

    session: int = 0
    """The newest session's id."""
    loss: int = 0
    revision: int | None = None
    """The revision of the standing, or of what this session has written there since."""


class Store:
    """Reads what earlier sessions left, and writes what one session leaves."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder()
        self.database = Database(self.folder)
        self._key = uuid4().hex
        self._seen = _Seen()

    def read(self) -> LastTime:
        """Everything known. Never raises: what cannot be read counts as unknown."""
        try:
            last, self._seen = self.database.read(_last_time)
            self.notes.extend(self.database.read(_cut_short))
        except OSError as error:
            self.notes.append(f"{self.database.path}: {error.strerror}; earlier sessions are not known")
            return LastTime(damaged=True)
        return last

    @property
    def notes(self) -> list[str]:
        """Lines for the person about sessions that could not be read or were not saved to their end."""
        return self.database.notes

    def keep(self, carry: Carry, today: date, lines: Sequence[str] = ()) -> None:
        """Write what this session leaves behind; without the person's consent nothing is written.

        ``lines``: its whole event log so far, once it has begun. Raises InputError when it cannot be written.
        """
        if not carry.may_keep:
            return
        row = rows.SessionRow(self._key, today, carry.began, carry.course)

        def work(connection: sqlite3.Connection) -> int | None:
            session = rows.write_session(connection, row)
            rows.add_lines(connection, session, lines, answers=rows.may_keep_answers(connection))
            self._settle(connection, carry)
            return self._keep_standing(connection, carry.standing)

        revision = self._write(work, "the latest part of this session is not kept")
        self._seen = _Seen(self._seen.session, self._seen.loss, revision)

    def listening(self) -> Listening:
        """The person's earlier answer about the microphone; if it cannot be read, the coach asks again."""
        try:
            found = self.database.read(lambda c: c.execute("SELECT tried FROM listening").fetchone())
        except OSError:
            return Listening()
        return Listening() if found is None else Listening(allowed=True, tried=bool(found[0]))

    def keep_listening(self, listening: Listening | None) -> None:
        """Keeps a yes to the microphone; this is a separate question and says nothing about health.

        Raises InputError when it cannot be written.
        """
        if listening is not None and listening.allowed:
            self._write(lambda c: rows.write_listening(c, listening), "you will be asked about the microphone again")

    def _write(self, work: "Work[Result]", so: str) -> Result:
        try:
            return self.database.write(work)
        except OSError as error:
            reason = error.strerror or "cannot be written"
            raise InputError(
                f"{self.folder}: {reason}; {so}. Free space there, or name another folder with {FOLDER_VARIABLE}."
            ) from error

    def _settle(self, connection: sqlite3.Connection, carry: Carry) -> None:
        """Marks what this session knew when it began as settled."""
        others = (self._seen.session, self._key)
        if carry.began or carry.weighed:
            connection.execute("UPDATE session SET weighed = 1 WHERE id <= ? AND key <> ?", others)
        if carry.began:
            connection.execute("UPDATE session SET passed = 1 WHERE id <= ? AND key <> ?", others)
            connection.execute("DELETE FROM loss WHERE id <= ?", (self._seen.loss,))

    def _keep_standing(self, connection: sqlite3.Connection, standing: Standing) -> int | None:
        """Returns the revision that this session knows; another session's is never overwritten."""
        found = rows.read_standing(connection)
        if found is None:
            rows.write_standing(connection, standing, 1)
            return 1
        revision, there = found
        alone = revision == self._seen.revision
        new = standing if alone else careful_standing(there, standing)
        if new == there:
            return self._seen.revision
        rows.write_standing(connection, new, revision + 1)
        return revision + 1 if alone else self._seen.revision


def _last_time(connection: sqlite3.Connection) -> tuple[LastTime, _Seen]:
    def one(query: str) -> tuple[object, ...]:
        return tuple(connection.execute(query).fetchone())

    first, newest = one("SELECT min(day), max(id) FROM session")
    last = connection.execute("SELECT day FROM session WHERE began ORDER BY id DESC LIMIT 1").fetchone()
    (ended,) = one("SELECT EXISTS (SELECT 1 FROM session WHERE NOT began AND NOT passed)")
    (loss,) = one("SELECT max(id) FROM loss")
    pending = rows.pending(connection)
    standing = rows.read_standing(connection)
    known = LastTime(
        first_use=date.fromisoformat(str(first)) if first else None,
        last_session=date.fromisoformat(last[0]) if last else None,
        ended_by_questions=bool(ended),
        course=reduce(careful_course, (course for _, course in pending)) if pending else None,
        course_day=max((day for day, _ in pending), default=None),
        standing=standing[1] if standing else None,
        damaged=loss is not None,
    )
    return known, _Seen(int(str(newest or 0)), int(str(loss or 0)), standing[0] if standing else None)


def _cut_short(connection: sqlite3.Connection) -> list[str]:
    """A line about the newest session, if its log has no end."""
    found = connection.execute(
        "SELECT day, max(t_s), max(name = 'session_finished') FROM session JOIN event ON event.session = session.id "
        "GROUP BY session.id ORDER BY session.id DESC LIMIT 1"
    ).fetchone()
    if found is None or found[2]:
        return []
    minutes, seconds = divmod(int(found[1]), 60)
    return [f"The session of {found[0]} is kept only up to {minutes}:{seconds:02d}: it was cut off there."]
