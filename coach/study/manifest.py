"""The manifest of a study: a CSV file with one row for each recording, checked before anything runs."""

import csv
import errno
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coach.errors import InputError, RoutineError
from coach.regular_file import read_regular
from coach.routine.loader import load
from coach.routine.plan import Plan, plan
from coach.routine.shelf import find

COLUMNS = ("file", "routine", "person", "date")
LARGEST_BYTES = 50_000_000
MOST_ROWS = 200_000
LONGEST_CELL = 1000
"""Characters."""
MOST_MISTAKES = 20
"""Number of mistakes that are listed; further ones are counted."""


@dataclass(frozen=True)
class StudyRow:
    """One recording of a study."""

    line: int
    """Line in the manifest."""
    file: Path
    """As given in the manifest; relative to the manifest's folder."""
    written: str
    """The file as given in the manifest."""
    person: str
    day: date
    plan: Plan


def read_manifest(path: Path, own_routines: Path | None = None) -> list[StudyRow]:
    """Reads a manifest.

    The routine of a row is the name of a shipped routine, or a file, in the manifest's folder if it is relative.
    A recording is opened only when its turn comes: an unreadable one does not end a study.

    Raises InputError with one ``file:line: ...`` line for each mistake.
    """
    reading = _Reading(path, own_routines)
    rows = list(reading.rows(_text(path)))
    if not rows and not reading.mistakes:
        reading.mistake(1, "no recordings; write one row for each below the heading")
    if reading.mistakes:
        shown = reading.mistakes[:MOST_MISTAKES]
        left = len(reading.mistakes) - len(shown)
        raise InputError("\n".join([*shown, *([f"{path}: and {left} more mistakes"] if left else [])]))
    return rows


class _Reading:
    """One manifest being read, with its mistakes so far."""

    def __init__(self, path: Path, own_routines: Path | None) -> None:
        self._path, self._own = path, own_routines
        self.mistakes: list[str] = []
        self._plans: dict[str, Plan | str] = {}
        """The plan of each routine, or why there is none."""
        self._lines: dict[tuple[str, str], int] = {}
        """The line on which each recording and routine was first named."""

    def mistake(self, line: int, what: str) -> None:
        self.mistakes.append(f"{self._path}:{line}: {what}")

    def rows(self, text: str) -> Iterator[StudyRow]:
        lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        try:
            names = [name.strip().lower() for name in lines.fieldnames or ()]
            if sorted(names) != sorted(COLUMNS):
                self.mistake(1, f"the heading is {', '.join(names) or 'missing'}; it must be: {','.join(COLUMNS)}")
                return
            lines.fieldnames = names
            for count, cells in enumerate(lines):
                if count == MOST_ROWS:
                    self.mistake(lines.line_num, f"more than {MOST_ROWS} recordings; divide the study")
                    return
                if (row := self._row(lines.line_num, cells)) is not None:
                    yield row
        except csv.Error as error:
            self.mistake(lines.line_num + 1, f"not a line of a CSV file ({error})")

    def _row(self, line: int, cells: dict[str, str | None]) -> StudyRow | None:
        before = len(self.mistakes)
        if None in cells or None in cells.values():
            self.mistake(line, f"expected {len(COLUMNS)} cells; put a cell that contains the delimiter in quotes")
            return None
        known = {name: (cells[name] or "").strip() for name in COLUMNS}
        for name, cell in known.items():
            if not cell:
                self.mistake(line, f"{name}: empty")
            elif len(cell) > LONGEST_CELL or not cell.isprintable():
                self.mistake(line, f"{name}: longer than {LONGEST_CELL} characters, or not printable")
        day = self._day(line, known["date"])
        if len(self.mistakes) > before:
            return None
        planned = self._plan(known["routine"])
        if isinstance(planned, str):
            self.mistake(line, f"routine: {planned}")
        first = self._lines.setdefault((known["file"], known["routine"]), line)
        if first != line:
            self.mistake(line, f"file: the same recording and routine as in line {first}")
        if len(self.mistakes) > before or isinstance(planned, str) or day is None:
            return None
        return StudyRow(line, self._path.parent / known["file"], known["file"], known["person"], day, planned)

    def _day(self, line: int, cell: str) -> date | None:
        try:
            return date.fromisoformat(cell)
        except ValueError:
            if cell:
                self.mistake(line, f"date: {cell[:20]!r} is not a day; write it as 2026-11-30")
            return None

    def _plan(self, name: str) -> Plan | str:
        if name not in self._plans:
            try:
                beside = self._path.parent / name
                loaded = load(beside if beside.is_file() else find(name, self._own))
                self._plans[name] = plan(loaded.routine, loaded.sha256)
            except RoutineError as error:
                self._plans[name] = str(error).splitlines()[0]
            except (OSError, ValueError):
                self._plans[name] = "not a file name"
        return self._plans[name]


def _text(path: Path) -> str:
    try:
        return read_regular(path, LARGEST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text; save the table as CSV UTF-8") from error
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such manifest; check the path") from error
    except OSError as error:
        why = f"larger than {LARGEST_BYTES} bytes" if error.errno == errno.EFBIG else error.strerror
        raise InputError(f"{path}: cannot be read as a manifest ({why})") from error


def _delimiter(text: str) -> str:
    """Spreadsheets in some languages write semicolons."""
    heading = text.partition("\n")[0]
    return ";" if heading.count(";") > heading.count(",") else ","
