"""A therapist's routine as data. The JSON Schema that editors use is generated from these models."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from coach.routine.breath import Breath
from coach.routine.catalogue import (
    CLEARANCES,
    LANGUAGES,
    NOTE,
    OVERRIDES,
    PRECAUTIONS,
    SIDES,
    STAGES,
    STRETCHES,
    TIMED,
    TIMES_OF_DAY,
)
from coach.routine.durations import Allowed, Length
from coach.routine.fields import (
    angle_field,
    breath_field,
    choice_field,
    choices_field,
    day_field,
    length_field,
    score_field,
    text_field,
    time_field,
    whole_field,
    yes_no_field,
)
from coach.routine.synonyms import (
    CLEARANCE_SYNONYMS,
    LANGUAGE_WORDS,
    PRECAUTION_SYNONYMS,
    SIDE_SYNONYMS,
    SIDE_WORDS,
    STAGE_SYNONYMS,
    STRETCH_SYNONYMS,
    TIME_SYNONYMS,
)

LONGEST_HOLD_S, LONGEST_HOLD_OVERRIDDEN_S = 120.0, 600.0
MOST_REPS, MOST_REPS_OVERRIDDEN = 30, 100
LONGEST_SESSION_S, LONGEST_SESSION_OVERRIDDEN_S = 3600.0, 7200.0
MOST_STEPS = 100
_SURELY_S = 61
TIMES_ALLOWED = {
    "rest": Allowed(5, TIMED["rest"].longest_s, alone_from_s=5, breaths=True, is_step=True),
    **{
        name: Allowed(10, TIMED[name].longest_s, alone_from_s=_SURELY_S, is_step=True)
        for name in ("walk", "cold_pack", "warm_pack")
    },
}
"""By timed step. Where minutes are usual a small number alone is a mistake: ``walk: 15`` hardly meant seconds."""
ENDS_AT_PAIN = 7
"""A pain score of 7 always ends a session (clinical notes 3.4); a file may only choose a lower one."""

ABOUT_STRETCHES = {name: entry.about for name, entry in STRETCHES.items()}
ABOUT_STEPS = {
    **ABOUT_STRETCHES,
    **{name: entry.about for name, entry in TIMED.items()},
    NOTE: "A sentence to be said.",
}
ALL_VARIANTS = tuple(variant for entry in STRETCHES.values() for variant in entry.variants)
ALL_MODIFICATIONS = tuple(sorted({name for entry in STRETCHES.values() for name in entry.modifications}))


class _Frozen(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,  # built once, inside Routine: half the time
    )


class StretchStep(_Frozen):
    """A stretch and its dose. Only the name is needed; what is left out has the stretch's usual value."""

    stretch: Annotated[str, *choice_field(tuple(STRETCHES), ABOUT_STRETCHES, STRETCH_SYNONYMS)] = Field(
        description="Which stretch."
    )
    variant: Annotated[str | None, *choice_field(ALL_VARIANTS)] = Field(
        default=None, description="knee_to_chest: single or double. knee_drop: feet_down or knees_up. Others have none."
    )
    sides: Annotated[str | None, *choice_field(SIDES, synonyms=SIDE_SYNONYMS, also=SIDE_WORDS)] = Field(
        default=None,
        description="The person's own left or right; both: all of the left, then all of the right; alternate: in turn.",
    )
    hold: Annotated[float | None, *time_field(1, LONGEST_HOLD_S, LONGEST_HOLD_OVERRIDDEN_S)] = Field(
        default=None,
        description="How long each time is held: 20 s, 1 min, 1:30. Over 2 minutes needs limits: override.",
    )
    reps: Annotated[int | None, *whole_field(1, MOST_REPS, MOST_REPS_OVERRIDDEN)] = Field(
        default=None, description="How many times, on each side. Over 30 needs limits: override."
    )
    cycles: Annotated[int | None, *whole_field(1, MOST_REPS, MOST_REPS_OVERRIDDEN)] = Field(
        default=None, description="cat_cow only: how many times through cow and cat."
    )
    rest: Annotated[float | None, *time_field(0, 300)] = Field(default=None, description="The pause after each time.")
    move_in: Annotated[float | None, *time_field(1, 30)] = Field(
        default=None, description="How long the way into the stretch takes."
    )
    move_out: Annotated[float | None, *time_field(1, 30)] = Field(
        default=None, description="How long the way out takes."
    )
    breath: Annotated[Breath | None, *breath_field()] = Field(
        default=Breath(), description="Seconds in-pause-out, such as 5-1-3; or in-out, such as 4-6; or off."
    )
    largest_angle: Annotated[float | None, *angle_field()] = Field(
        default=None, description="Degrees: the coach asks the person to stay below this."
    )
    say: Annotated[str | None, *text_field(200)] = Field(
        default=None, description="Your own sentence, spoken as the step begins."
    )
    modifications: Annotated[frozenset[str], *choices_field(ALL_MODIFICATIONS)] = Field(
        default=frozenset(), alias="with", description="Cushions and other helps: one, or a list."
    )


class RestStep(_Frozen):
    """Rest by the clock, or for a number of slow breaths."""

    rest: Annotated[Length | None, *length_field(TIMES_ALLOWED["rest"])] = Field(
        default=None, description="How long: 1 min, or 6 breaths."
    )
    breath: Annotated[Breath | None, *breath_field()] = Field(
        default=Breath(), description="Seconds in-pause-out, such as 5-1-3; or in-out, such as 4-6; or off."
    )
    say: Annotated[str | None, *text_field(200)] = Field(
        default=None, description="Your own sentence, spoken as the step begins."
    )


class WalkStep(_Frozen):
    """Walk about."""

    walk: Annotated[Length | None, *length_field(TIMES_ALLOWED["walk"])] = Field(
        default=None, description="How long: 5 min."
    )
    say: Annotated[str | None, *text_field(200)] = Field(
        default=None, description="Your own sentence, spoken as the step begins."
    )


class ColdPackStep(_Frozen):
    """A cold pack with a cloth between, 20 minutes at most."""

    cold_pack: Annotated[Length | None, *length_field(TIMES_ALLOWED["cold_pack"])] = Field(
        default=None, description="How long: 15 min."
    )
    say: Annotated[str | None, *text_field(200)] = Field(
        default=None, description="Your own sentence, spoken as the step begins."
    )


class WarmPackStep(_Frozen):
    """A warm pack with a cloth between, 20 minutes at most."""

    warm_pack: Annotated[Length | None, *length_field(TIMES_ALLOWED["warm_pack"])] = Field(
        default=None, description="How long: 15 min."
    )
    say: Annotated[str | None, *text_field(200)] = Field(
        default=None, description="Your own sentence, spoken as the step begins."
    )


class NoteStep(_Frozen):
    """A sentence to be said between two steps."""

    note: Annotated[str, *text_field(300, needed=True)] = Field(description="The words to be said.")


STEP_KINDS: dict[str, type[_Frozen]] = {
    "stretch": StretchStep,
    "walk": WalkStep,
    "cold_pack": ColdPackStep,
    "warm_pack": WarmPackStep,
    "note": NoteStep,
    "rest": RestStep,
}
"""By the key that tells the kind; the order decides when a step has several. ``rest`` is last: a stretch has it too."""


def kind_of(step: object) -> str:
    """The key that tells what kind of step this is; ``stretch`` when nothing tells."""
    if isinstance(step, BaseModel):
        return next((kind for kind, model in STEP_KINDS.items() if isinstance(step, model)), "stretch")
    if isinstance(step, dict):
        return next((kind for kind in STEP_KINDS if kind in step), "stretch")
    return "stretch"


def written_out(step: object) -> object:
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

    knee_to_chest: Annotated[float | None, *angle_field()] = None
    knee_drop: Annotated[float | None, *angle_field()] = None
    knee_twist: Annotated[float | None, *angle_field()] = None


class TrafficLight(_Frozen):
    """Where the colour changes that tells the next session what to do: the pain scores, 0 to 10."""

    amber_from: Annotated[int, *score_field(1, 5)] = Field(
        default=4, description="A score from here on is amber: the same dose again, or less."
    )
    red_from: Annotated[int, *score_field(2, ENDS_AT_PAIN)] = Field(
        default=6, description="A score from here on is red: half the reps, short holds."
    )
    red_stop_from: Annotated[int, *score_field(1, ENDS_AT_PAIN)] = Field(
        default=4, description="A stop for pain with a score from here on is red."
    )
    risen_by: Annotated[int, *whole_field(1, 3)] = Field(
        default=2, description="So many points more than before the session count as a real change."
    )


class Limits(_Frozen):
    """What protects this person."""

    stop_at_pain: Annotated[int, *score_field(1, ENDS_AT_PAIN)] = Field(
        default=ENDS_AT_PAIN,
        description="A pain score from 0 to 10; this one or a higher one ends the session. 7 at most.",
    )
    largest_angle: LargestAngles = Field(
        default_factory=LargestAngles, description="Largest angle in degrees for each stretch."
    )
    no_twist: Annotated[bool, *yes_no_field()] = Field(
        default=False, description="yes: this file must hold no knee_drop and no knee_twist."
    )
    traffic_light: TrafficLight = Field(
        default_factory=TrafficLight, description="Where the colour changes that tells the next session what to do."
    )
    cleared: Annotated[frozenset[str], *choices_field(CLEARANCES, CLEARANCE_SYNONYMS)] = Field(
        default=frozenset(),
        description="Safety questions that you have settled with this person: they no longer end a session.",
    )
    override: Annotated[frozenset[str], *choices_field(OVERRIDES)] = Field(
        default=frozenset(),
        description="Limits that you lift knowingly. Needs assigned_by, and is said aloud at the start.",
    )


class Routine(_Frozen):
    """A whole routine file."""

    routine: Annotated[str, *text_field(60, needed=True)] = Field(description="The routine's name.")
    version: Annotated[str, *text_field(20)] = Field(
        default="1", description="Your own version, so that reports can name it."
    )
    language: Annotated[str, *choice_field(LANGUAGES, also=LANGUAGE_WORDS)] = Field(
        default="en", description="The language the coach speaks."
    )
    patient: Annotated[str | None, *text_field(40)] = Field(
        default=None, alias="for", description="Initials or a code of the person, never the full name."
    )
    assigned_by: Annotated[str | None, *text_field(80)] = Field(default=None, description="Who assigned it.")
    valid_until: Annotated[date | None, *day_field()] = Field(
        default=None, description="The last day it should be used, as year-month-day."
    )
    stage: Annotated[str, *choice_field(STAGES, synonyms=STAGE_SYNONYMS)] = Field(
        default="usual", description="acute: you assign this for days 1 to 3 after a spasm began."
    )
    time_of_day: Annotated[str, *choice_field(TIMES_OF_DAY, synonyms=TIME_SYNONYMS)] = Field(
        default="any", description="morning: used in the first hour after getting up."
    )
    precautions: Annotated[frozenset[str], *choices_field(PRECAUTIONS, PRECAUTION_SYNONYMS)] = Field(
        default=frozenset(), description="What to be careful of; the check then warns where a stretch does not fit."
    )
    notes: Annotated[str | None, *text_field(2000)] = Field(
        default=None, description="For people who read the file; never spoken."
    )
    limits: Limits = Field(default_factory=Limits, description="What protects this person.")
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=MOST_STEPS)] = Field(
        description="What is done, in this order."
    )


def field_names(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a model as files have them."""
    return tuple(info.alias or name for name, info in model.model_fields.items())


HEADER_KEYS, LIMIT_KEYS = field_names(Routine), field_names(Limits)
ANGLE_KEYS = field_names(LargestAngles)
LIGHT_KEYS = field_names(TrafficLight)
STEP_KEYS = {kind: field_names(model) for kind, model in STEP_KINDS.items()}
