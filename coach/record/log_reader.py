"""A line of an event log, read back as the class that wrote it."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from coach.record.strict_json import strict_json
from coach.session.logged.log_event import LogEvent
from coach.session.logged.log_index import LOG_EVENTS

LONGEST_S = 1e7
"""Longest time in a log."""
MOST_PAIN = 10


def read_line(line: str) -> tuple[float, LogEvent | None]:
    """The time in seconds since the session began, and the event; None for an unknown event.

    Unprintable characters are removed from names: logs are mailed, and nothing in them may move a terminal's cursor.
    Raises ValueError, which says what is wrong with the line.
    """
    try:
        written = strict_json(line, object_hook=_printable)
        if not isinstance(written, dict):
            raise ValueError("not an object")
        _check(written)
        known = written["event"] in LOG_EVENTS
        return written["t_s"], _reader(written["event"]).validate_python(written) if known else None
    except KeyError as error:
        raise ValueError(f"{error.args[0]}: missing") from error
    except RecursionError as error:
        raise ValueError("too deep") from error
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        raise ValueError(": ".join([*(str(part) for part in found["loc"]), found["msg"]])) from error


@cache
def _reader(name: str) -> TypeAdapter[LogEvent]:
    return TypeAdapter(LOG_EVENTS[name])


def _printable(written: dict[str, Any]) -> dict[str, Any]:
    return {k: "".join(filter(str.isprintable, v)) if isinstance(v, str) else v for k, v in written.items()}


def _check(written: dict[str, Any]) -> None:
    """Checks that every time and score is possible in a session."""
    if not isinstance(written["t_s"], int | float) or not isinstance(written["event"], str):
        raise ValueError("t_s: not a number" if isinstance(written["event"], str) else "event: not a name")
    for name, value in written.items():
        most = LONGEST_S if name.endswith("_s") else MOST_PAIN if name == "score" else None
        if most is not None and isinstance(value, int | float) and not 0 <= value <= most:
            raise ValueError(f"{name}: {value} is not between 0 and {most:g}")
