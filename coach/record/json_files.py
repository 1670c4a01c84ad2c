"""The JSON files of earlier versions: read once into the database, then moved to a folder of their own."""

import contextlib
import shutil
import sqlite3
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, Field

from coach.errors import InputError
from coach.record import rows
from coach.record.session_reader import MOST_BYTES, read_sessions
from coach.regular_file import read_regular
from coach.session.flow.listening import Listening
from coach.session.safety.traffic_light import Course, Standing, Stop, TrafficLight

ASIDE = "files-of-earlier-versions"
LARGEST_BYTES = 1_000_000
"""Each of these files has a few hundred bytes."""
Score = Annotated[int, Field(ge=0, le=10)]


class _File(BaseModel, strict=True):
    """The contents of one file; a value of another type is damage."""

    version: Literal[1]


class _FirstUse(_File):
    day: date


class _LastSession(_File):
    day: date | None
    ended_by_questions: bool


class _Light(_File):
    light: TrafficLight | None
    reds: int
    locked: tuple[str, ...]
    reduced: bool
    paused: bool
    sha256: str


class _Stop(BaseModel, strict=True):
    stretch: str | None
    score: Score | None


class _NextDay(_File):
    day: date
    before: Score | None
    worst: Score | None
    after: Score | None
    stops: tuple[_Stop, ...]
    new_in_leg: bool
    emergency: bool


class _Listening(_File):
    allowed: bool
    tried: bool


NAMES = ("first_use", "last_session", "light", "next_day", "listening")
Kept = TypeVar("Kept", bound=_File)


def take_over(folder: Path, connection: sqlite3.Connection) -> list[str]:
    """Imports these files into new tables; returns a line for each that cannot be read, which counts as damage."""
    bad: list[str] = []

    def load(name: str, kind: type[Kept]) -> Kept | None:
        path = folder / f"{name}.json"
        try:
            return kind.model_validate_json(read_regular(path, LARGEST_BYTES))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            bad.append(f"{path}: damaged; it is set aside in {ASIDE}")
            return None

    for path in sorted((folder / "sessions").glob("*.jsonl")):
        try:
            _take_log(path, connection)
        except (InputError, OSError) as error:
            bad.append(f"{error}; it is set aside in {ASIDE}")
    _take_days(connection, load("first_use", _FirstUse), load("last_session", _LastSession), load("next_day", _NextDay))
    light, heard = load("light", _Light), load("listening", _Listening)
    if light is not None:
        known = light.model_dump(exclude={"version", "locked"})
        rows.write_standing(connection, Standing(locked=frozenset(light.locked), **known), 1)
    if heard is not None and heard.allowed:
        rows.write_listening(connection, Listening(allowed=True, tried=heard.tried))
    connection.executemany("INSERT INTO loss (line) VALUES (?)", [(line,) for line in bad])
    return bad


def set_aside(folder: Path) -> None:
    """Moves the imported files; one that cannot be moved stays and is not read again."""
    there = [path for path in (*(folder / f"{name}.json" for name in NAMES), folder / "sessions") if path.exists()]
    for path in there:
        with contextlib.suppress(OSError):
            (folder / ASIDE).mkdir(mode=0o700, exist_ok=True)
            path.replace(folder / ASIDE / path.name)


def forget(folder: Path) -> None:
    """Deletes what was set aside. Raises OSError."""
    if (folder / ASIDE).is_dir():
        shutil.rmtree(folder / ASIDE)


def _take_log(path: Path, connection: sqlite3.Connection) -> None:
    (began, *_) = (session.began for session in read_sessions(path))
    day = began.date() if began else date.fromtimestamp(path.stat().st_mtime)
    session = rows.write_session(connection, rows.SessionRow(key=path.name, day=day, began=True, known=True))
    lines = read_regular(path, MOST_BYTES).decode("utf-8").splitlines()
    rows.add_lines(connection, session, lines, answers=False)


def _take_days(
    connection: sqlite3.Connection, first: _FirstUse | None, last: _LastSession | None, pending: _NextDay | None
) -> None:
    """Earlier versions kept the first day, the last one, and the course of the last session."""
    began = last.day if last else None
    if first is not None:
        known = began is not None
        rows.write_session(connection, rows.SessionRow(rows.FIRST_USE, first.day, began=known, known=True))
    if began is not None:
        rows.write_session(connection, rows.SessionRow("last_session", began, began=True, known=True))
    if pending is not None:
        scores = pending.model_dump(exclude={"version", "day", "stops"})
        course = Course(stops=tuple(Stop(stop.stretch, stop.score) for stop in pending.stops), **scores)
        same = last is None or began == pending.day
        rows.write_session(connection, rows.SessionRow("next_day", pending.day, began=same, course=course))
    if last is not None and last.ended_by_questions:
        day = began or (first.day if first else date.today())
        rows.write_session(connection, rows.SessionRow("questions", day, began=False))
