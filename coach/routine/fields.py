"""How the fields of the models read what a person wrote, and what an editor is told about them.

Each function gives the annotations of one kind of field: the reader of its value, and its JSON Schema.
"""

from collections.abc import Callable
from typing import Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from coach.routine import durations, values
from coach.routine.durations import Length, to_number
from coach.routine.problems import letters

Schema = dict[str, Any]
_UNIT = (
    r"([hH]|[hH]ours?|[mM]|[mM]ins?|[mM]inutes?|[mM]inuten|[sS]|[sS]ecs?|[sS]econds?|[sS]ek|[sS]ekunden?|[\"″'′]+)\.?"
)
_NUMBER = r"(\d+([.,]\d+)?|[.,]\d+|(\d+\s*)?([½¼¾]|[13]/[24]))"
_TIME_PATTERN = rf"^\s*(\d{{1,3}}:[0-5]\d|({_NUMBER}\s*{_UNIT}[\s,]*((and|und)\s+)?)+|{_NUMBER})\s*$"
_SURELY_SECONDS = 61
_TIME_EXAMPLES = ["20 s", "1 min", "1 min 30 s", "1:30"]


def value_field(kind: str, convert: Callable[[object], object], schema: Schema) -> list[Any]:
    """The annotations of a field whose value is read by one function of ``values``."""

    def read(given: object) -> object:
        try:
            return convert(given)
        except ValueError as error:
            raise PydanticCustomError(kind, "{sentence}", {"sentence": str(error)}) from None

    return [PlainValidator(read), WithJsonSchema(schema)]


def time_field(least_s: float, most_s: float, overridden_s: float | None = None) -> list[Any]:
    schema: Schema = {
        "anyOf": [
            {"type": "number", "minimum": least_s, "maximum": overridden_s or most_s},
            {"type": "string", "pattern": _TIME_PATTERN, "examples": _TIME_EXAMPLES},
        ]
    }
    return value_field("time", lambda given: durations.time_between(given, least_s, most_s, overridden_s), schema)


def length_field(least_s: float, most_s: float, breaths: bool = False) -> list[Any]:
    """A timed step's length; nothing behind the colon means the usual one.

    Where minutes are usual, a small number alone is a mistake: ``walk: 15`` was hardly meant as seconds.
    """
    forms: list[Schema] = [
        {"type": "number", "minimum": least_s if breaths else _SURELY_SECONDS, "maximum": most_s},
        {"type": "string", "pattern": _TIME_PATTERN, "examples": _TIME_EXAMPLES},
        {"type": "null"},
    ]
    if breaths:
        forms.append({"type": "string", "pattern": r"^\s*\d{1,2}\s*(slow\s+)?breaths?\s*$", "examples": ["6 breaths"]})

    def read(given: object) -> Length | None:
        if given is None:
            return None
        if breaths:
            return durations.length(given, least_s, most_s)
        if isinstance(given, str) and given.isdecimal():
            given = to_number(given)
        if isinstance(given, int | float) and 0 < given < _SURELY_SECONDS:
            raise ValueError(f'a number alone is seconds; write "{given:g} min" or "{given:g} s", whichever you mean.')
        return Length(seconds=durations.time_between(given, least_s, most_s))

    return value_field("length", read, {"anyOf": forms})


def whole_field(least: int, most: int, overridden: int | None = None) -> list[Any]:
    schema: Schema = {"type": "integer", "minimum": least, "maximum": overridden or most}
    return value_field("whole", lambda given: values.whole(given, least, most, overridden), schema)


def score_field(least: int, most: int) -> list[Any]:
    schema: Schema = {"type": "integer", "minimum": least, "maximum": most}
    return value_field("score", lambda given: values.score(given, least, most), schema)


def choice_field(
    allowed: tuple[str, ...],
    about: dict[str, str] | None = None,
    synonyms: dict[str, str] | None = None,
    also: dict[str, str] | None = None,
) -> list[Any]:
    """``also`` are other words that are accepted, by their letters; ``synonyms`` only help the message."""

    def read(given: object) -> str:
        word = (also or {}).get(letters(given)) if isinstance(given, str) else None
        return word or values.choice(given, allowed, synonyms)

    return value_field("choice", read, choices_schema(allowed, about))


def choices_schema(allowed: tuple[str, ...], about: dict[str, str] | None = None) -> Schema:
    schema: Schema = {"type": "string", "enum": list(allowed)}
    if about:
        schema["enumDescriptions"] = [about[name] for name in allowed]
        schema["markdownEnumDescriptions"] = [about[name] for name in allowed]
    return schema


def choices_field(allowed: tuple[str, ...], synonyms: dict[str, str] | None = None) -> list[Any]:
    """Any number of the allowed words; one alone needs no list."""

    one: Schema = {"type": "string", "enum": list(allowed)}
    return value_field(
        "choices",
        lambda given: values.choices(given, allowed, synonyms),
        {"anyOf": [one, {"type": "array", "items": one}]},
    )


def text_field(longest: int) -> list[Any]:
    schema: Schema = {"type": ["string", "number"], "maxLength": longest}
    return value_field("text", lambda given: values.text(given, longest), schema)


def angle_field() -> list[Any]:
    schema: Schema = {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0, "maximum": 180},
            {"type": "string", "pattern": r"^\s*\d+([.,]\d+)?\s*(°|degs?\.?|degrees?)?\s*$"},
        ]
    }
    return value_field("angle", values.angle, schema)


BREATH_SCHEMA: Schema = {
    "anyOf": [
        {"type": "string", "pattern": r"^\s*\d+([.,]\d+)?\s*[-–/]\s*\d+([.,]\d+)?(\s*[-–/]\s*\d+([.,]\d+)?)?\s*$"},
        {"enum": ["off", False]},
    ],
    "examples": ["5-1-3", "4-6", "off"],
}


def breath_field() -> list[Any]:
    return value_field("breath", values.breath, BREATH_SCHEMA)


def yes_no_field() -> list[Any]:
    return value_field("yes_no", values.yes_or_no, {"enum": ["yes", "no", True, False]})


def day_field() -> list[Any]:
    return value_field("date", values.day, {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})
