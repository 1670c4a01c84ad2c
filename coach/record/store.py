"""What is kept between sessions: a few small JSON files in the user's data folder, on this computer only.

Each file is independent and is written whole or not at all; a damaged one is renamed without touching the others. What
is missing counts as unknown, and the coach asks about what is unknown.
"""

import contextlib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, Field

from coach.errors import InputError
from coach.record.files import write_whole
from coach.session.engine import Carry
from coach.session.flow.listening import Listening
from coach.session.safety.screening import LastTime
from coach.session.safety.traffic_light import Course, Standing, Stop, TrafficLight
from coach.user_folders import FOLDER_VARIABLE, data_folder

FIRST_USE, LAST_SESSION, LIGHT, NEXT_DAY = "first_use", "last_session", "light", "next_day"
LISTENING = "listening"
NAMES = (FIRST_USE, LAST_SESSION, LIGHT, NEXT_DAY)

Score = Annotated[int, Field(ge=0, le=10)]


class _File(BaseModel, strict=True):
    """What one file holds; a value of another kind than this is damage."""

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


Kept = TypeVar("Kept", bound=_File)


class Store:
    """Reads and writes what is kept between sessions."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder()
        self._damaged = False

    def read(self) -> LastTime:
        """Everything known. Never raises: a file that cannot be read is set aside and counts as unknown."""
        self._damaged = False
        first, session = self._load(FIRST_USE, _FirstUse), self._load(LAST_SESSION, _LastSession)
        light, pending = self._load(LIGHT, _Light), self._load(NEXT_DAY, _NextDay)
        return LastTime(
            first_use=first.day if first else None,
            last_session=session.day if session else None,
            ended_by_questions=session.ended_by_questions if session else False,
            course=_course(pending) if pending else None,
            course_day=pending.day if pending else None,
            standing=_standing(light) if light else None,
            damaged=self._damaged,
        )

    def keep(self, carry: Carry, last: LastTime, today: date) -> None:
        """Write what a session leaves behind; without the person's consent nothing is written.

        Raises InputError when the folder cannot be written.
        """
        if not carry.may_keep:
            return
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if last.first_use is None:
                self._write(FIRST_USE, _FirstUse(version=1, day=today))
            began = today if carry.began else last.last_session
            self._write(LAST_SESSION, _LastSession(version=1, day=began, ended_by_questions=not carry.began))
            self._write(LIGHT, _light_file(carry.standing))
            if carry.began or carry.course.emergency:
                self._write(NEXT_DAY, _next_day_file(carry.course, today))
            elif carry.weighed:
                (self.folder / f"{NEXT_DAY}.json").unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(error, "nothing of this session is kept") from error

    def listening(self) -> Listening:
        """What the person answered about the microphone before; what cannot be read is asked again."""
        known = self._load(LISTENING, _Listening)
        return Listening(known.allowed, known.tried) if known else Listening()

    def keep_listening(self, listening: Listening | None) -> None:
        """Keeps a yes to the microphone; it was asked separately and says nothing about health.

        Raises InputError when the folder cannot be written.
        """
        if listening is None or not listening.allowed:
            return
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(LISTENING, _Listening(version=1, allowed=True, tried=listening.tried))
        except OSError as error:
            raise self._unwritable(error, "you will be asked about the microphone again") from error

    def _unwritable(self, error: OSError, so: str) -> InputError:
        reason = error.strerror or "cannot be written"
        return InputError(f"{self.folder}: {reason}; {so}. Name another folder with {FOLDER_VARIABLE}.")

    def _load(self, name: str, kind: type[Kept]) -> Kept | None:
        path = self.folder / f"{name}.json"
        try:
            return kind.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            self._damaged = True
            with contextlib.suppress(OSError):
                path.replace(_free_name(path))
            return None

    def _write(self, name: str, content: _File) -> None:
        write_whole(self.folder / f"{name}.json", content.model_dump_json(indent=1) + "\n")


def _free_name(path: Path) -> Path:
    """``light.damaged-1.json``, or the next free number."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}.json")).exists():
        number += 1
    return aside


def _standing(kept: _Light) -> Standing:
    known = kept.model_dump(exclude={"version", "locked"})
    return Standing(locked=frozenset(kept.locked), **known)


def _light_file(standing: Standing) -> _Light:
    return _Light(**{**vars(standing), "version": 1, "locked": tuple(sorted(standing.locked))})


def _course(kept: _NextDay) -> Course:
    known = kept.model_dump(exclude={"version", "day", "stops"})
    return Course(stops=tuple(Stop(stop.stretch, stop.score) for stop in kept.stops), **known)


def _next_day_file(course: Course, today: date) -> _NextDay:
    stops = tuple(_Stop(stretch=stop.stretch, score=stop.score) for stop in course.stops)
    return _NextDay(**{**vars(course), "version": 1, "day": today, "stops": stops})
