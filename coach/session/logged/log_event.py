"""The base of every line of the event log."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import ClassVar, Final, Literal


class Absent(Enum):
    """The value of a field that is omitted; a field that is None is written as null."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
Missing = Literal[Absent.ABSENT]


@dataclass(frozen=True, kw_only=True)
class LogEvent:
    """One event of a session. Fields are written in the order of their class."""

    name: ClassVar[str] = ""
    """The ``event`` in the log."""

    def __init_subclass__(cls, *, name: str = "", **more: object) -> None:
        super().__init_subclass__(**more)
        cls.name = name

    def fields(self) -> dict[str, object]:
        """The fields as JSON values."""
        values = ((field.name, getattr(self, field.name)) for field in dataclasses.fields(self))
        return {name: _plain(value) for name, value in values if value is not ABSENT}


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.isoformat(timespec="seconds")
        case tuple():
            return [_plain(one) for one in value]
        case Mapping():
            return {key: _plain(one) for key, one in value.items()}
    return value
