"""A therapist's routine as data. The JSON Schema that editors use is generated from these models."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, PlainValidator, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from coach.routine import values
from coach.routine.breath import Breath
from coach.routine.catalogue import (
    CLEARANCES,
    LANGUAGES,
    NOTE,
    OVERRIDES,
    PRECAUTIONS,
    SIDES,
    STAGES,
    STRETCH_SYNONYMS,
    STRETCHES,
    TIMED,
    TIMES_OF_DAY,
)
from coach.routine.values import Length

LONGEST_HOLD_S, LONGEST_HOLD_OVERRIDDEN_S = 120.0, 600.0
MOST_REPS, MOST_REPS_OVERRIDDEN = 30, 100
LONGEST_SESSION_S, LONGEST_SESSION_OVERRIDDEN_S = 3600.0, 7200.0
MOST_STEPS = 100
ENDS_AT_PAIN = 7
"""A pain score of 7 always ends a session (clinical notes 3.4); a file may only choose a lower one."""

Schema = dict[str, Any]
_TIME_PATTERN = r"^\s*(\d{1,3}:[0-5]\d|(\d+([.,]\d+)?\s*(h|hours?|m|mins?|minutes?|s|secs?|seconds?)\.?[\s,]*(and\s+)?)+|\d+([.,]\d+)?)\s*$"
_TIME_EXAMPLES = ["20 s", "1 min", "1 min 30 s", "1:30"]


def _value(kind: str, convert: Callable[[Any], Any], schema: Schema) -> list[Any]:
    """The annotations of a field whose value is read by one function of ``values``."""

    def read(given: Any) -> Any:
        try:
            return convert(given)
        except ValueError as error:
            raise PydanticCustomError(kind, "{sentence}", {"sentence": str(error)}) from None

    return [PlainValidator(read), WithJsonSchema(schema)]


def _time(least_s: float, most_s: float) -> list[Any]:
    schema: Schema = {
        "anyOf": [
            {"type": "number", "minimum": least_s, "maximum": most_s},
            {"type": "string", "pattern": _TIME_PATTERN, "examples": _TIME_EXAMPLES},
        ]
    }
    return _value("time", lambda given: values.time_between(given, least_s, most_s), schema)


def _length(least_s: float, most_s: float, breaths: bool = False) -> list[Any]:
    """A timed step's length; nothing behind the colon means the usual one."""
    forms: list[Schema] = [
        {"type": "number", "minimum": least_s, "maximum": most_s},
        {"type": "string", "pattern": _TIME_PATTERN, "examples": _TIME_EXAMPLES},
        {"type": "null"},
    ]
    if breaths:
        forms.append({"type": "string", "pattern": r"^\s*\d{1,2}\s*(slow\s+)?breaths?\s*$", "examples": ["6 breaths"]})

    def read(given: Any) -> Length | None:
        if given is None:
            return None
        if breaths:
            return values.length(given, least_s, most_s)
        return Length(seconds=values.time_between(given, least_s, most_s))

    return _value("length", read, {"anyOf": forms})


def _whole(least: int, most: int) -> list[Any]:
    return _value(
        "whole", lambda given: values.whole(given, least, most), {"type": "integer", "minimum": least, "maximum": most}
    )


def _choice(
    allowed: tuple[str, ...], about: dict[str, str] | None = None, synonyms: dict[str, str] | None = None
) -> list[Any]:
    return _value("choice", lambda given: values.choice(given, allowed, synonyms), choices_schema(allowed, about))


def choices_schema(allowed: tuple[str, ...], about: dict[str, str] | None = None) -> Schema:
    schema: Schema = {"type": "string", "enum": list(allowed)}
    if about:
        schema["enumDescriptions"] = [about[name] for name in allowed]
        schema["markdownEnumDescriptions"] = [about[name] for name in allowed]
    return schema


def _choices(allowed: tuple[str, ...]) -> list[Any]:
    """Any number of the allowed words; one alone needs no list."""

    def read(given: Any) -> frozenset[str]:
        words = given if isinstance(given, list | tuple | set | frozenset) else [given]
        return frozenset(values.choice(word, allowed) for word in words)

    one: Schema = {"type": "string", "enum": list(allowed)}
    return _value("choices", read, {"anyOf": [one, {"type": "array", "items": one}]})


def _text(longest: int) -> list[Any]:
    schema: Schema = {"type": ["string", "number"], "maxLength": longest}
    return _value("text", lambda given: values.text(given, longest), schema)


def _angle() -> list[Any]:
    schema: Schema = {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0, "maximum": 180},
            {"type": "string", "pattern": r"^\s*\d+([.,]\d+)?\s*(°|degs?\.?|degrees?)?\s*$"},
        ]
    }
    return _value("angle", values.angle, schema)


def _with_type(kind: Any, annotations: list[Any]) -> Any:
    return Annotated[(kind, *annotations)]


ABOUT_STRETCHES = {name: entry.about for name, entry in STRETCHES.items()}
ABOUT_STEPS = {
    **ABOUT_STRETCHES,
    **{name: entry.about for name, entry in TIMED.items()},
    NOTE: "A sentence to be said.",
}
ALL_VARIANTS = tuple(variant for entry in STRETCHES.values() for variant in entry.variants)
ALL_MODIFICATIONS = tuple(sorted({name for entry in STRETCHES.values() for name in entry.modifications}))
BREATH_SCHEMA: Schema = {
    "anyOf": [
        {"type": "string", "pattern": r"^\s*\d+([.,]\d+)?\s*[-–/]\s*\d+([.,]\d+)?(\s*[-–/]\s*\d+([.,]\d+)?)?\s*$"},
        {"enum": ["off", False]},
    ],
    "examples": ["5-1-3", "4-6", "off"],
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)


class StretchStep(_Frozen):
    """A stretch and its dose. Only the name is needed; what is left out has the stretch's usual value."""

    stretch: Annotated[str, *_choice(tuple(STRETCHES), ABOUT_STRETCHES, STRETCH_SYNONYMS)] = Field(
        description="Which stretch."
    )
    variant: Annotated[str | None, *_choice(ALL_VARIANTS)] = Field(
        None, description="knee_to_chest: single or double. knee_drop: feet_down or knees_up. Others have none."
    )
    sides: Annotated[str | None, *_choice(SIDES)] = Field(
        None,
        description="The person's own left or right; both: all of the left, then all of the right; alternate: in turn.",
    )
    hold: Annotated[float | None, *_time(1, LONGEST_HOLD_OVERRIDDEN_S)] = Field(
        None, description="How long each time is held: 20 s, 1 min, 1:30. Over 2 minutes needs limits: override."
    )
    reps: Annotated[int | None, *_whole(1, MOST_REPS_OVERRIDDEN)] = Field(
        None, description="How many times, on each side. Over 30 needs limits: override."
    )
    cycles: Annotated[int | None, *_whole(1, MOST_REPS_OVERRIDDEN)] = Field(
        None, description="cat_cow only: how many times through cow and cat."
    )
    rest: Annotated[float | None, *_time(0, 300)] = Field(None, description="The pause after each time.")
    move_in: Annotated[float | None, *_time(1, 30)] = Field(
        None, description="How long the way into the stretch takes."
    )
    move_out: Annotated[float | None, *_time(1, 30)] = Field(None, description="How long the way out takes.")
    breath: Annotated[Breath | None, *_value("breath", values.breath, BREATH_SCHEMA)] = Field(
        Breath(), description="Seconds in-pause-out, such as 5-1-3; or in-out, such as 4-6; or off."
    )
    largest_angle: Annotated[float | None, *_angle()] = Field(
        None, description="Degrees: the coach asks the person to stay below this."
    )
    say: Annotated[str | None, *_text(200)] = Field(None, description="Your own sentence, spoken as the step begins.")
    modifications: Annotated[frozenset[str], *_choices(ALL_MODIFICATIONS)] = Field(
        frozenset(), alias="with", description="Cushions and other helps: one, or a list."
    )


class RestStep(_Frozen):
    """Rest by the clock, or for a number of slow breaths."""

    rest: Annotated[Length | None, *_length(5, TIMED["rest"].longest_s, breaths=True)] = Field(
        None, description="How long: 1 min, or 6 breaths."
    )
    breath: Annotated[Breath | None, *_value("breath", values.breath, BREATH_SCHEMA)] = Field(
        Breath(), description="Seconds in-pause-out, such as 5-1-3; or in-out, such as 4-6; or off."
    )
    say: Annotated[str | None, *_text(200)] = Field(None, description="Your own sentence, spoken as the step begins.")


class WalkStep(_Frozen):
    """Walk about."""

    walk: Annotated[Length | None, *_length(10, TIMED["walk"].longest_s)] = Field(None, description="How long: 5 min.")
    say: Annotated[str | None, *_text(200)] = Field(None, description="Your own sentence, spoken as the step begins.")


class ColdPackStep(_Frozen):
    """A cold pack with a cloth between, 20 minutes at most."""

    cold_pack: Annotated[Length | None, *_length(10, TIMED["cold_pack"].longest_s)] = Field(
        None, description="How long: 15 min."
    )
    say: Annotated[str | None, *_text(200)] = Field(None, description="Your own sentence, spoken as the step begins.")


class WarmPackStep(_Frozen):
    """A warm pack with a cloth between, 20 minutes at most."""

    warm_pack: Annotated[Length | None, *_length(10, TIMED["warm_pack"].longest_s)] = Field(
        None, description="How long: 15 min."
    )
    say: Annotated[str | None, *_text(200)] = Field(None, description="Your own sentence, spoken as the step begins.")


class NoteStep(_Frozen):
    """A sentence to be said between two steps."""

    note: Annotated[str, *_text(300)] = Field(description="The words to be said.")


STEP_KINDS: dict[str, type[_Frozen]] = {
    "stretch": StretchStep,
    "walk": WalkStep,
    "cold_pack": ColdPackStep,
    "warm_pack": WarmPackStep,
    "note": NoteStep,
    "rest": RestStep,
}
"""By the key that tells the kind; the order decides when a step has several. ``rest`` is last: a stretch has it too."""


def kind_of(step: Any) -> str:
    """The key that tells what kind of step this is; ``stretch`` when nothing tells."""
    if isinstance(step, BaseModel):
        return next((kind for kind, model in STEP_KINDS.items() if isinstance(step, model)), "stretch")
    if isinstance(step, dict):
        return next((kind for kind in STEP_KINDS if kind in step), "stretch")
    return "stretch"


def written_out(step: Any) -> Any:
    """``knee_to_chest`` alone is a whole step: the same as ``stretch: knee_to_chest``; ``rest`` is ``rest:``."""
    if isinstance(step, str):
        return {step: None} if step in TIMED else {"stretch": step}
    return step


Step = Annotated[
    Annotated[StretchStep, Tag("stretch")]
    | Annotated[RestStep, Tag("rest")]
    | Annotated[WalkStep, Tag("walk")]
    | Annotated[ColdPackStep, Tag("cold_pack")]
    | Annotated[WarmPackStep, Tag("warm_pack")]
    | Annotated[NoteStep, Tag("note")],
    Discriminator(kind_of),
    BeforeValidator(written_out),
]


class LargestAngles(_Frozen):
    """Degrees that the coach asks the person to stay below, for every step of that stretch."""

    knee_to_chest: Annotated[float | None, *_angle()] = None
    knee_drop: Annotated[float | None, *_angle()] = None
    knee_twist: Annotated[float | None, *_angle()] = None


class Limits(_Frozen):
    """What protects this person."""

    stop_at_pain: Annotated[int, *_whole(1, ENDS_AT_PAIN)] = Field(
        ENDS_AT_PAIN, description="A pain score from 0 to 10; this one or a higher one ends the session. 7 at most."
    )
    largest_angle: LargestAngles = Field(
        default_factory=LargestAngles, description="Largest angle in degrees for each stretch."
    )
    no_twist: Annotated[bool, *_value("yes_no", values.yes_or_no, {"enum": ["yes", "no", True, False]})] = Field(
        False, description="yes: this file must hold no knee_drop and no knee_twist."
    )
    cleared: Annotated[frozenset[str], *_choices(CLEARANCES)] = Field(
        frozenset(),
        description="Safety questions that you have settled with this person: they no longer end a session.",
    )
    override: Annotated[frozenset[str], *_choices(OVERRIDES)] = Field(
        frozenset(), description="Limits that you lift knowingly. Needs assigned_by, and is said aloud at the start."
    )


class Routine(_Frozen):
    """A whole routine file."""

    routine: Annotated[str, *_text(60)] = Field(description="The routine's name.")
    version: Annotated[str, *_text(20)] = Field("1", description="Your own version, so that reports can name it.")
    language: Annotated[str, *_choice(LANGUAGES)] = Field("en", description="The language the coach speaks.")
    patient: Annotated[str | None, *_text(40)] = Field(
        None, alias="for", description="Initials or a code of the person, never the full name."
    )
    assigned_by: Annotated[str | None, *_text(80)] = Field(None, description="Who assigned it.")
    valid_until: Annotated[
        date | None, *_value("date", values.day, {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})
    ] = Field(None, description="The last day it should be used, as year-month-day.")
    stage: Annotated[str, *_choice(STAGES)] = Field(
        "usual", description="acute: you assign this for days 1 to 3 after a spasm began."
    )
    time_of_day: Annotated[str, *_choice(TIMES_OF_DAY)] = Field(
        "any", description="morning: used in the first hour after getting up."
    )
    precautions: Annotated[frozenset[str], *_choices(PRECAUTIONS)] = Field(
        frozenset(), description="What to be careful of; the check then warns where a stretch does not fit."
    )
    notes: Annotated[str | None, *_text(2000)] = Field(None, description="For people who read the file; never spoken.")
    limits: Limits = Field(default_factory=Limits, description="What protects this person.")
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=MOST_STEPS)] = Field(
        description="What is done, in this order."
    )
