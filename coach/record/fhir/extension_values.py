"""The words of a routine file as a FHIR extension, and back."""

from collections.abc import Iterator
from typing import Any

from coach.record.fhir.json_place import JsonPlace
from coach.record.fhir.terms import Json
from coach.routine.written_back import Words

USUAL = "usual"
"""Represents a key without a value, such as ``rest:`` for a rest of the usual length."""
_VALUES = ("valueString", "valueInteger", "valueDecimal", "valueBoolean", "valueCode")


def extension(url: str, words: Words) -> Json:
    """A list repeats its key, and a table is a nested extension."""
    return {"url": url, "extension": [part for key, value in words.items() for part in _parts(str(key), value)]}


def _parts(key: str, value: object) -> Iterator[Json]:
    match value:
        case dict():
            yield extension(key, value)
        case list():
            for one in value:
                yield from _parts(key, one)
        case int():
            yield {"url": key, "valueInteger": value}
        case float():
            yield {"url": key, "valueDecimal": value}
        case None:
            yield {"url": key, "valueCode": USUAL}
        case _:
            yield {"url": key, "valueString": str(value)}


def words_of(place: JsonPlace) -> Words:
    """The words of an extension. Raises InputError, with the place, for anything that ``extension`` does not write."""
    words: dict[Any, Any] = {}
    for part in place.get("extension").items():
        name = part.get("url").text()
        key = int(name) if name.isdecimal() and len(name) < 4 else name
        value = words_of(part) if part.has("extension") else _value(part)
        if key not in words:
            words[key] = value
        elif isinstance(words[key], list):
            words[key].append(value)
        else:
            words[key] = [words[key], value]
    return words


def _value(part: JsonPlace) -> object:
    part.only("url", *_VALUES)
    found = [name for name in _VALUES if part.has(name)]
    if len(found) != 1:
        raise part.error(f"needs one of {', '.join(_VALUES)}, or an extension")
    if found == ["valueCode"]:
        if part.get("valueCode").text() != USUAL:
            raise part.get("valueCode").error(f'only "{USUAL}" is known here')
        return None
    return part.get(found[0]).scalar()
