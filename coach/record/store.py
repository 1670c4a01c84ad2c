"""What is kept between sessions: a few small JSON files in the user's data folder, on this computer only.

Each file is independent and is written whole or not at all; a damaged one is renamed without touching the others. What
is missing counts as unknown, and the coach asks about what is unknown.
"""

import contextlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

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
VERSION = 1

T = TypeVar("T")


class Store:
    """Reads and writes what is kept between sessions."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder()
        self._damaged = False

    def read(self) -> LastTime:
        """Everything known. Never raises: a file that cannot be read is set aside and counts as unknown."""
        self._damaged = False
        first = self._load(FIRST_USE, lambda d: date.fromisoformat(_str(d["day"])))
        session = self._load(LAST_SESSION, _session)
        standing = self._load(LIGHT, _standing)
        pending = self._load(NEXT_DAY, lambda d: (date.fromisoformat(_str(d["day"])), _course(d)))
        return LastTime(
            first_use=first,
            last_session=session[0] if session else None,
            ended_by_questions=session[1] if session else False,
            course=pending[1] if pending else None,
            course_day=pending[0] if pending else None,
            standing=standing,
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
                self._write(FIRST_USE, {"day": today.isoformat()})
            began = today if carry.began else last.last_session
            session = {"day": began.isoformat() if began else None, "ended_by_questions": not carry.began}
            self._write(LAST_SESSION, session)
            self._write(LIGHT, _standing_fields(carry.standing))
            if carry.began or carry.course.emergency:
                self._write(NEXT_DAY, {"day": today.isoformat(), **_course_fields(carry.course)})
            elif carry.weighed:
                (self.folder / f"{NEXT_DAY}.json").unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(error, "nothing is kept of this session") from error

    def listening(self) -> Listening:
        """What the person answered about the microphone before; what cannot be read is asked again."""
        known = self._load(LISTENING, lambda d: Listening(_bool(d["allowed"]), _bool(d["tried"])))
        return known or Listening()

    def keep_listening(self, listening: Listening | None) -> None:
        """Keeps a yes to the microphone; it was asked separately and says nothing about health.

        Raises InputError when the folder cannot be written.
        """
        if listening is None or not listening.allowed:
            return
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(LISTENING, {"allowed": True, "tried": listening.tried})
        except OSError as error:
            raise self._unwritable(error, "you will be asked about the microphone again") from error

    def _unwritable(self, error: OSError, so: str) -> InputError:
        reason = error.strerror or "cannot be written"
        return InputError(f"{self.folder}: {reason}; {so}. Name another folder with {FOLDER_VARIABLE}.")

    def _load(self, name: str, parse: Callable[[Mapping[str, object]], T]) -> T | None:
        path = self.folder / f"{name}.json"
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(data, dict) or data.get("version") != VERSION:
                raise ValueError(f"not version {VERSION}")
            return parse(data)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            self._damaged = True
            with contextlib.suppress(OSError):
                path.replace(_free_name(path))
            return None

    def _write(self, name: str, data: Mapping[str, object]) -> None:
        write_whole(self.folder / f"{name}.json", json.dumps({"version": VERSION, **data}, indent=1) + "\n")


def _free_name(path: Path) -> Path:
    """``light.damaged-1.json``, or the next free number."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}.json")).exists():
        number += 1
    return aside


def _session(data: Mapping[str, object]) -> tuple[date | None, bool]:
    day = data["day"]
    return None if day is None else date.fromisoformat(_str(day)), _bool(data["ended_by_questions"])


def _standing_fields(standing: Standing) -> dict[str, object]:
    return {
        "light": standing.light.value if standing.light else None,
        "reds": standing.reds,
        "locked": sorted(standing.locked),
        "reduced": standing.reduced,
        "paused": standing.paused,
        "sha256": standing.sha256,
    }


def _standing(data: Mapping[str, object]) -> Standing:
    colour = data["light"]
    return Standing(
        light=None if colour is None else TrafficLight(colour),
        reds=_int(data["reds"]),
        locked=frozenset(_str(name) for name in _list(data["locked"])),
        reduced=_bool(data["reduced"]),
        paused=_bool(data["paused"]),
        sha256=_str(data["sha256"]),
    )


def _course_fields(course: Course) -> dict[str, object]:
    return {
        "before": course.before,
        "worst": course.worst,
        "after": course.after,
        "stops": [{"stretch": stop.stretch, "score": stop.score} for stop in course.stops],
        "new_in_leg": course.new_in_leg,
        "emergency": course.emergency,
    }


def _course(data: Mapping[str, object]) -> Course:
    return Course(
        before=_score(data["before"]),
        worst=_score(data["worst"]),
        after=_score(data["after"]),
        stops=tuple(_stop(stop) for stop in _list(data["stops"])),
        new_in_leg=_bool(data["new_in_leg"]),
        emergency=_bool(data["emergency"]),
    )


def _stop(data: object) -> Stop:
    if not isinstance(data, dict):
        raise ValueError(f"expected a pain stop, got {data!r}")
    stretch = data["stretch"]
    return Stop(None if stretch is None else _str(stretch), _score(data["score"]))


def _score(value: object) -> int | None:
    if value is None:
        return None
    score = _int(value)
    if not 0 <= score <= 10:
        raise ValueError(f"expected a score from 0 to 10, got {score}")
    return score


def _int(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"expected a whole number, got {value!r}")
    return value


def _bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"expected true or false, got {value!r}")
    return value


def _str(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"expected a text, got {value!r}")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError(f"expected a list, got {value!r}")
    return value
