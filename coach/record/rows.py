"""The rows of the database: writes and reads sessions, their logs, and what followed from them."""

import contextlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coach.session.flow.listening import Listening
from coach.session.safety.traffic_light import Course, Standing, Stop, TrafficLight

NOT_KEPT = frozenset({"consent", "assigned"})
"""Permissions: the coach asks for them again, and they are not part of the history."""
FIRST_USE = "first_use"
"""Key of the row for a person who agreed when earlier versions asked only about sessions and scores."""
KEPT_ANSWERS = frozenset({"yes", "unsure"})
"""Answers to the safety questions that a therapist must know; a no is not kept."""
UNKNOWN = Course()
_SESSION = ("day", "began", "before", "worst", "after", "new_in_leg", "emergency")


@dataclass(frozen=True)
class SessionRow:
    """What is kept of a session in addition to its log."""

    key: str
    """Random; no other session has it."""
    day: date
    began: bool
    """The session got past the questions."""
    course: Course = UNKNOWN
    known: bool = False
    """A later session has already taken it into account."""

    def values(self) -> tuple[object, ...]:
        of = self.course
        return (self.day.isoformat(), self.began, of.before, of.worst, of.after, of.new_in_leg, of.emergency)


def write_session(connection: sqlite3.Connection, row: SessionRow) -> int:
    """Writes or replaces a session; returns its id. Changes in its course must be evaluated even if an earlier state
    was."""
    found = connection.execute(f"SELECT id, {', '.join(_SESSION)} FROM session WHERE key = ?", (row.key,)).fetchone()
    stops = [(number, stop.stretch, stop.score) for number, stop in enumerate(row.course.stops)]
    if found is None:
        columns = ("key", *_SESSION, "weighed", "passed")
        done = connection.execute(
            f"INSERT INTO session ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            (row.key, *row.values(), row.known, row.known),
        )
        session = int(done.lastrowid or 0)
    elif found[1:] != row.values() or _stops(connection, found[0]) != row.course.stops:
        session = found[0]
        connection.execute(
            f"UPDATE session SET {', '.join(f'{name} = ?' for name in _SESSION)}, weighed = 0 WHERE id = ?",
            (*row.values(), session),
        )
        connection.execute("DELETE FROM stop WHERE session = ?", (session,))
    else:
        return int(found[0])
    connection.executemany(
        "INSERT INTO stop (session, number, stretch, score) VALUES (?, ?, ?, ?)", [(session, *stop) for stop in stops]
    )
    return session


def pending(connection: sqlite3.Connection) -> list[tuple[date, Course]]:
    """The day and the course of each session that has not been evaluated, oldest first."""
    found = connection.execute(
        f"SELECT id, {', '.join(_SESSION)} FROM session WHERE weighed = 0 AND (began OR emergency) ORDER BY id"
    ).fetchall()
    return [(date.fromisoformat(row[1]), _course(connection, *row)) for row in found]


def _course(connection: sqlite3.Connection, session: int, _day: str, _began: int, *kept: int) -> Course:
    before, worst, after, new_in_leg, emergency = kept
    return Course(
        before, worst, after, stops=_stops(connection, session), new_in_leg=bool(new_in_leg), emergency=bool(emergency)
    )


def _stops(connection: sqlite3.Connection, session: int) -> tuple[Stop, ...]:
    found = connection.execute("SELECT stretch, score FROM stop WHERE session = ? ORDER BY number", (session,))
    return tuple(Stop(*row) for row in found)


def add_lines(connection: sqlite3.Connection, session: int, lines: Sequence[str], *, answers: bool) -> None:
    """Adds what is new in the lines of a session's event log, except permissions.

    ``answers``: include the answers to the safety questions that a therapist must know.
    """
    (last,) = connection.execute("SELECT max(number) FROM event WHERE session = ?", (session,)).fetchone()
    new = []
    for number, line in enumerate(lines[(last or 0) :], (last or 0) + 1):
        event = json.loads(line)
        if _is_kept(event, answers=answers):
            new.append((session, number, event["t_s"], event["event"], line))
    connection.executemany("INSERT INTO event (session, number, t_s, name, line) VALUES (?, ?, ?, ?, ?)", new)


def may_keep_answers(connection: sqlite3.Connection) -> bool:
    """Whether the person has agreed to keep answers to the safety questions, too."""
    asked = "SELECT NOT EXISTS (SELECT 1 FROM session WHERE key = ?)"
    return bool(connection.execute(asked, (FIRST_USE,)).fetchone()[0])


def _is_kept(event: dict[str, Any], *, answers: bool) -> bool:
    if event["event"] != "screening":
        return event["event"] not in NOT_KEPT
    return answers and ("question" not in event or event["answer"] in KEPT_ANSWERS)


def read_standing(connection: sqlite3.Connection) -> tuple[int, Standing] | None:
    """The standing and its revision."""
    found = connection.execute("SELECT revision, light, reds, reduced, paused, sha256 FROM standing").fetchone()
    if found is None:
        return None
    revision, light, reds, reduced, paused, sha256 = found
    colour = None if light is None else TrafficLight(light)
    locked = frozenset(stretch for (stretch,) in connection.execute("SELECT stretch FROM locked"))
    return revision, Standing(colour, reds, locked, bool(reduced), bool(paused), sha256)


def write_standing(connection: sqlite3.Connection, standing: Standing, revision: int) -> None:
    light = None if standing.light is None else standing.light.value
    connection.execute(
        "INSERT OR REPLACE INTO standing VALUES (1, ?, ?, ?, ?, ?, ?)",
        (revision, light, standing.reds, standing.reduced, standing.paused, standing.sha256),
    )
    connection.execute("DELETE FROM locked")
    connection.executemany("INSERT INTO locked VALUES (?)", [(stretch,) for stretch in sorted(standing.locked)])


def write_listening(connection: sqlite3.Connection, listening: Listening) -> None:
    """Keeps a yes to the microphone; only a yes is kept."""
    connection.execute("INSERT OR REPLACE INTO listening VALUES (1, ?)", (listening.tried,))


def adopt_orphans(connection: sqlite3.Connection) -> None:
    """Creates a session for each log whose session is lost; its answers are unknown."""
    lost = "session NOT IN (SELECT id FROM session)"
    found = connection.execute(f"SELECT session, line, min(number) FROM event WHERE {lost} GROUP BY session").fetchall()
    for session, line, _ in found:
        day = ""
        with contextlib.suppress(ValueError, AttributeError):  # the line is damaged
            day = str(json.loads(line).get("began"))[:10]
        connection.execute(
            "INSERT INTO session (id, key, day, began, new_in_leg, emergency, weighed, passed) "
            "VALUES (?, ?, coalesce(date(?), '1970-01-01'), "
            "EXISTS (SELECT 1 FROM event WHERE session = ? AND name = 'step_started'), 0, 0, 1, 1)",
            (session, f"found-{session}", day, session),
        )
    connection.execute(f"DELETE FROM stop WHERE {lost}")
