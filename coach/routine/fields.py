"""How the fields of the models read what a person wrote, and how they are described to an editor.

Each function gives the annotations of one kind of field: the reader of its value, its JSON Schema, and its shape.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, PlainValidator, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from coach.languages.written import words
from coach.routine import days, durations, values, weekdays, whole_numbers
from coach.routine.problems import letters
from coach.routine.spans import Allowed, Length
from coach.routine.vocabulary import DAYS

Schema = dict[str, Any]


def _either_case(*path: str) -> str:
    """These words with a lower-case or upper-case first letter: editors offer no other way to accept both."""
    return "|".join(f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}" for word in sorted(words(*path)))


_UNIT = rf"({'|'.join(_either_case('units', unit) for unit in ('hours', 'minutes', 'seconds'))}|[\"″'′]+)\.?"
_NUMBER = r"(\d+([.,]\d+)?|[.,]\d+|(\d+\s*)?([½¼¾]|[13]/[24]))"
_ALONE = r"(\d+([.,]\d)?|[.,]\d|(\d+\s*)?([½¼¾]|[13]/[24]))"
"""A number alone; with two decimals it could be minutes and seconds."""
_TWO_WAYS = r"(?!\s*\d*[.,][0-5]\d\s*[hHmM'′])"
_AND = _either_case("dose", "and")
_TIME_PATTERN = rf"^{_TWO_WAYS}\s*(\d{{1,3}}:[0-5]\d|({_NUMBER}\s*{_UNIT}[\s,]*(({_AND})\s+)?)+|{_ALONE})\s*$"
_SLOW = _either_case("dose", "slow")
_BREATHS_PATTERN = rf"^\s*\d{{1,2}}\s*(({_SLOW})\s+)*({_either_case('units', 'breaths')})(\s+({_SLOW}))*\s*$"
WEEK_NUMBER = {"pattern": r"^([1-9]|[1-4]\d|5[0-2])$"}
"""The pattern by which an editor accepts the number of a week."""


class FrozenModel(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,  # built once, inside Routine: half the time
    )


@dataclass(frozen=True)
class FieldShape:
    """What a form must know to offer a field: the kind of its value, and what is allowed."""

    kind: str
    least: float | None = None
    most: float | None = None
    """Inclusive bounds: seconds, a count or a score; of a text, its characters."""
    overridden: float | None = None
    """The upper bound with an override."""
    alone_from: float = 0.0
    """Smallest number of seconds that may be written without a unit."""
    breaths: bool = False
    """A number of slow breaths is also allowed."""
    covers_ground: bool = False
    """The value may be a distance, so ``10 m`` is not a time."""
    allowed: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)
    """Other accepted words, by their letters."""
    spoken: bool = True
    """Words that the coach may say or show."""


def shape_of(model: type[BaseModel], name: str) -> FieldShape | None:
    """The shape of a field; None for a group of fields or a list of steps."""
    return next((note for note in model.model_fields[name].metadata if isinstance(note, FieldShape)), None)


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields by name: the model's own, then those that it shares."""
    own = model.__annotations__
    return dict(sorted(model.model_fields.items(), key=lambda field: field[0] not in own))


def field_names(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a model as written in files."""
    return tuple(info.alias or name for name, info in fields_of(model).items())


def value_field(
    kind: str, convert: Callable[[object], object], schema: Schema, shape: FieldShape | None = None
) -> list[Any]:
    """The annotations of a field whose value one function of ``values`` reads."""

    def read(given: object) -> object:
        try:
            return convert(given)
        except ValueError as error:
            raise PydanticCustomError(kind, "{sentence}", {"sentence": str(error)}) from None

    return [PlainValidator(read), WithJsonSchema(schema), shape or FieldShape(kind)]


def _length(kind: str, read: Callable[[object], object], allowed: Allowed, *more: Schema) -> list[Any]:
    """A field of a length of time; ``more``: what else may stand there, for an editor."""
    forms: list[Schema] = [
        {
            "type": "number",
            "minimum": allowed.alone_from_s or allowed.least_s,
            "maximum": allowed.overridden_s or allowed.most_s,
        },
        {"type": "string", "pattern": _TIME_PATTERN, "examples": ["20 s", "1 min", "1 min 30 s", "1:30"]},
        *more,
    ]
    shape = FieldShape(
        kind,
        allowed.least_s,
        allowed.most_s,
        allowed.overridden_s,
        alone_from=allowed.alone_from_s,
        breaths=allowed.breaths,
        covers_ground=allowed.covers_ground,
    )
    return value_field(kind, read, {"anyOf": forms}, shape)


def _breaths(example: str) -> Schema:
    return {"type": "string", "pattern": _BREATHS_PATTERN, "examples": [example]}


def time_field(least_s: float, most_s: float) -> list[Any]:
    allowed = Allowed(least_s, most_s)
    return _length("time", lambda given: durations.time_within(given, allowed), allowed)


def hold_field(least_s: float, most_s: float, overridden_s: float) -> list[Any]:
    """A time in seconds, or a number of slow breaths as a Length."""
    allowed = Allowed(least_s, most_s, overridden_s, breaths=True, held=True)

    def read(given: object) -> float | Length:
        found = durations.length(given, allowed)
        return found if found.seconds is None else found.seconds

    return _length("time", read, allowed, _breaths("5 breaths"))


def length_field(allowed: Allowed) -> list[Any]:
    """The length of a timed step; nothing after the colon means the usual length."""

    def read(given: object) -> Length | None:
        return None if given is None else durations.length(given, allowed)

    breaths = [_breaths("6 breaths")] if allowed.breaths else []
    return _length("length", read, allowed, {"type": "null"}, *breaths)


def whole_field(least: int, most: int, overridden: int | None = None, what: str = "reps") -> list[Any]:
    """``what`` is counted, for messages."""

    return _whole(
        "whole", lambda given: whole_numbers.whole(given, least, most, overridden, what), least, most, overridden
    )


def times_field(key: str, most: int) -> list[Any]:
    """How often a day or a week; ``key`` says which."""
    return _whole("whole", lambda given: whole_numbers.times(given, key, most), 1, most)


def score_field(least: int, most: int) -> list[Any]:
    return _whole("score", lambda given: whole_numbers.score(given, least, most), least, most)


def _whole(kind: str, read: Callable[[object], int], least: int, most: int, overridden: int | None = None) -> list[Any]:
    schema: Schema = {"type": "integer", "minimum": least, "maximum": overridden or most}
    return value_field(kind, read, schema, FieldShape(kind, least, most, overridden))


def choice_field(
    allowed: tuple[str, ...],
    about: dict[str, str] | None = None,
    synonyms: dict[str, str] | None = None,
    also: dict[str, str] | None = None,
    inside: bool = True,
) -> list[Any]:
    """``also`` are other accepted words, by their letters; ``synonyms`` only improve the message.

    Without ``inside``, a word among others is not suggested: a choice that lifts a restriction must be the whole text.
    """

    def read(given: object) -> str:
        plain = isinstance(given, str) and not any(mark in given for mark in "?<>")
        word = (also or {}).get(letters(str(given))) if plain else None
        return word or values.choice(given, allowed, synonyms, inside=inside)

    return value_field(
        "choice", read, choices_schema(allowed, about), FieldShape("choice", allowed=allowed, also=also or {})
    )


def choices_schema(allowed: tuple[str, ...], about: dict[str, str] | None = None) -> Schema:
    schema: Schema = {"type": "string", "enum": list(allowed)}
    if about:
        schema["enumDescriptions"] = [about[name] for name in allowed]
        schema["markdownEnumDescriptions"] = [about[name] for name in allowed]
    return schema


def choices_field(
    allowed: tuple[str, ...], synonyms: dict[str, str] | None = None, *, inside: bool = True
) -> list[Any]:
    """Any number of the allowed words; a single one needs no list. ``inside`` as in ``choice_field``."""

    def read(given: object) -> frozenset[str]:
        return values.choices(given, allowed, synonyms, inside=inside)

    return value_field("choices", read, several_schema(allowed), FieldShape("choices", allowed=allowed))


def several_schema(allowed: tuple[str, ...]) -> Schema:
    """One of the words, or a list of them."""
    one = choices_schema(allowed)
    return {"anyOf": [one, {"type": "array", "items": one}]}


def text_field(longest: int, needed: bool = False, *, spoken: bool = True) -> list[Any]:
    schema: Schema = {"type": ["string", "number"], "maxLength": longest}
    shape = FieldShape("text", 1 if needed else 0, longest, spoken=spoken)
    return value_field("text", lambda given: values.text(given, longest, needed, spoken=spoken), schema, shape)


def angle_field() -> list[Any]:
    schema: Schema = {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0, "maximum": 180},
            {"type": "string", "pattern": r"^\s*\d+([.,]\d+)?\s*(°|degs?\.?|degrees?)?\s*$"},
        ]
    }
    return value_field("angle", values.angle, schema, FieldShape("angle", 0, 180))


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
    return value_field("date", days.day, {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})


def days_field() -> list[Any]:
    """Days of the week, in order; a single one needs no list."""
    return value_field("days", weekdays.days_of_the_week, several_schema(DAYS), FieldShape("days", allowed=DAYS))
