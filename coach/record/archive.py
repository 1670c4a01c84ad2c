"""The kept sessions, read back from their event logs in the database."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from coach.errors import InputError
from coach.record.database import Database
from coach.record.session_reader import read_sessions, session_of
from coach.record.session_record import SessionRecord
from coach.user_folders import FOLDER_VARIABLE, data_folder


def kept_sessions(database: Database) -> tuple[list[SessionRecord], list[InputError]]:
    """All kept sessions, oldest first, and an error for each whose log cannot be read.

    Raises InputError if the database cannot be read.
    """
    try:
        logs = database.read(_logs)
    except OSError as error:
        raise InputError(
            f"{database.path}: {error.strerror}; the kept sessions cannot be read. "
            f"Make it readable, or name another folder with {FOLDER_VARIABLE}."
        ) from error
    read: list[SessionRecord] = []
    bad: list[InputError] = []
    for name, lines in logs:
        try:
            read.append(session_of(lines, f"{database.path}, {name}"))
        except InputError as error:
            bad.append(error)
    return read, [*map(InputError, database.notes), *bad]


def _logs(connection: sqlite3.Connection) -> list[tuple[str, list[str]]]:
    """The name and the lines of each session that has a log."""
    rows = connection.execute("SELECT session, line FROM event ORDER BY session, number")
    return [(f"session {session}", [line for _, line in log]) for session, log in groupby(rows, itemgetter(0))]


def in_order(sessions: Iterable[SessionRecord]) -> list[SessionRecord]:
    """The sessions sorted by their beginning, each once: logs are named in any order, and a joined log may repeat
    another. A session whose beginning is unknown stays behind the one before it."""
    known: list[tuple[float, SessionRecord]] = []
    at_s = 0.0
    for session in sessions:
        if session.began is not None:
            at_s = session.began.timestamp()
            if any(same == at_s and replace(other, file=session.file) == session for same, other in known):
                continue
        known.append((at_s, session))
    return [session for _, session in sorted(known, key=itemgetter(0))]


def recorded(logs: Sequence[Path]) -> tuple[list[SessionRecord], list[InputError]]:
    """The sessions in these event logs, or the kept ones if none are named, and an error for each that cannot be read.

    Raises InputError if none of the named logs can be read, or if nothing was kept.
    """
    if logs:
        return _named(logs)
    database = Database(data_folder())
    sessions, bad = kept_sessions(database)
    if not sessions:
        raise InputError(
            f"{database.folder}: there are no sessions; the coach keeps them once you agree at the start of one. "
            "Or name event logs written by --events."
        )
    return sessions, bad


def _named(logs: Sequence[Path]) -> tuple[list[SessionRecord], list[InputError]]:
    read: list[SessionRecord] = []
    bad: list[InputError] = []
    for log in logs:
        try:
            read += read_sessions(log)
        except InputError as error:
            bad.append(error)
    if bad and not read:
        raise InputError("\n".join(map(str, bad)))
    return in_order(read), bad
