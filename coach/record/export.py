"""Sessions for other programs: as JSON, or as lines of a spreadsheet."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from coach.record.columns import COLUMNS, Value, lines
from coach.record.session_record import SessionRecord

_SESSIONS = TypeAdapter(list[SessionRecord])
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""Beginnings of a text that make a spreadsheet evaluate a cell, which no name in a mailed file may do; and the quote
itself."""
QUOTE = "'"
"""The character put before a text that begins with one of these; a reader removes it."""


def plain(sessions: Sequence[SessionRecord]) -> list[dict[str, object]]:
    """One JSON object for each session."""
    return list(_SESSIONS.dump_python(list(sessions), mode="json"))


def as_json(sessions: Sequence[SessionRecord]) -> str:
    return json.dumps(plain(sessions), ensure_ascii=False, indent=1) + "\n"


def as_csv(sessions: Sequence[SessionRecord]) -> str:
    """One line for each session and for everything in it; see ``COLUMNS``."""
    out = io.StringIO()
    rows = csv.DictWriter(out, [column.name for column in COLUMNS], lineterminator="\n")
    rows.writeheader()
    for values in lines(sessions):
        rows.writerow({name: cell(value) for name, value in values.items()})
    return out.getvalue()


def cell(value: Value) -> object:
    """The value of a cell that no spreadsheet evaluates."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{QUOTE}{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


@dataclass(frozen=True)
class Format:
    """A kind of export."""

    write: Callable[[Sequence[SessionRecord]], str]
    begins: str
    """The beginning of every file of this kind."""


FORMATS: Mapping[str, Format] = {
    ".json": Format(as_json, '[\n {\n  "file": '),
    ".csv": Format(as_csv, f"{COLUMNS[0].name},{COLUMNS[1].name},"),
}
"""File suffix -> its format."""
