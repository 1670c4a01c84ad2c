"""Sessions for other programs: every session as JSON, or every hold as a line of a spreadsheet."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

from pydantic import TypeAdapter

from coach.record.session_record import Hold, SessionRecord

_SESSIONS = TypeAdapter(list[SessionRecord])
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that make a spreadsheet calculate a cell; a name in a mailed file must not do that."""
COLUMNS = ("began", "routine", "outcome", "pain_before", "pain_after", *(field.name for field in fields(Hold)))


def plain(sessions: Sequence[SessionRecord]) -> list[dict[str, object]]:
    """One JSON object a session."""
    return list(_SESSIONS.dump_python(list(sessions), mode="json"))


def as_json(sessions: Sequence[SessionRecord]) -> str:
    return json.dumps(plain(sessions), ensure_ascii=False, indent=1) + "\n"


def as_csv(sessions: Sequence[SessionRecord]) -> str:
    """One line a hold."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    for session in sessions:
        about = (
            session.began.isoformat() if session.began else None,
            session.routine,
            session.outcome,
            session.scores.get("before"),
            session.scores.get("after"),
        )
        for hold in session.holds:
            lines.writerow([_cell(value) for value in (*about, *vars(hold).values())])
    return out.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


@dataclass(frozen=True)
class Format:
    """A kind of export."""

    write: Callable[[Sequence[SessionRecord]], str]
    begins: str
    """What every file of this kind begins with."""


FORMATS: Mapping[str, Format] = {
    ".json": Format(as_json, '[\n {\n  "file": '),
    ".csv": Format(as_csv, f"{COLUMNS[0]},{COLUMNS[1]},"),
}
"""File suffix -> its format."""
