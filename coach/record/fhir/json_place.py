"""A place in a received JSON document: every step checks the type, and an error names the place."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.errors import InputError
from coach.record.strict_json import strict_json
from coach.regular_file import read_regular

MOST_BYTES = 20_000_000
"""Largest file that is read: years of sessions take less."""
_WANTED = "name a FHIR file in JSON"
_LONGEST_SHOWN = 40


@dataclass(frozen=True)
class JsonPlace:
    """A value and the path to it: ``Bundle.entry[3].resource``."""

    file: str
    path: str
    value: Any

    def error(self, why: str) -> InputError:
        return InputError(f"{self.file}: {self.path}: {why}")

    def has(self, name: str) -> bool:
        """Whether this object has a member of that name."""
        return name in self.members()

    def members(self) -> Mapping[str, Any]:
        """Raises InputError unless this is an object."""
        if not isinstance(self.value, dict):
            raise self.error(f"{self._shown()} is here where an object belongs")
        return self.value

    def get(self, name: str) -> "JsonPlace":
        """The member of that name. Raises InputError unless this is an object that has it."""
        if not self.has(name):
            raise self.error(f"{name} is missing")
        return JsonPlace(self.file, f"{self.path}.{name}", self.value[name])

    def only(self, *names: str) -> None:
        """Raises InputError for any other member: what is not understood may change the meaning."""
        for name in self.members():
            if name not in names:
                raise self.error(f"{_printable(name)} is not understood here")

    def items(self) -> Iterator["JsonPlace"]:
        """The elements of this list. Raises InputError unless it is one."""
        if not isinstance(self.value, list):
            raise self.error(f"{self._shown()} is here where a list belongs")
        yield from (JsonPlace(self.file, f"{self.path}[{n}]", one) for n, one in enumerate(self.value))

    def maybe_items(self, name: str) -> Iterator["JsonPlace"]:
        """The elements of the list in that member; empty if there is none."""
        if self.has(name):
            yield from self.get(name).items()

    def text(self) -> str:
        """Raises InputError unless this is a text without characters that would move a cursor."""
        if not isinstance(self.value, str) or not all(c.isprintable() or c == "\n" for c in self.value):
            raise self.error(f"{self._shown()} is here where a text belongs")
        return self.value

    def scalar(self) -> str | int | float | bool:
        if isinstance(self.value, int | float | bool):
            return self.value
        return self.text()

    def _shown(self) -> str:
        kinds = {dict: "an object", list: "a list", type(None): "null"}
        return kinds.get(type(self.value)) or _printable(json.dumps(self.value)[:_LONGEST_SHOWN])


def read_json(path: Path) -> JsonPlace:
    """The document in a file. Raises InputError unless it is a regular file of at most 20 MB with one JSON object."""
    name = _printable(str(path))
    try:
        text = read_regular(path, MOST_BYTES).decode("utf-8-sig")
        found = strict_json(text, object_pairs_hook=_once)
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or 'cannot be read'}; {_WANTED}") from error
    except (ValueError, RecursionError) as error:
        why = "too deep" if isinstance(error, RecursionError) else _printable(str(error))
        raise InputError(f"{name}: not JSON ({why}); {_WANTED}") from error
    document = JsonPlace(name, "the document", found)
    kind = document.get("resourceType").text()
    return JsonPlace(name, kind, found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Programs differ in which of two members with the same name they read."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"{next(key for n, (key, _) in enumerate(pairs) if key in dict(pairs[:n]))} appears twice")
    return found


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
