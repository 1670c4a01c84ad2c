"""The steps of a routine as data, each with the fields that a file may give it."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Discriminator, Field, Tag

from coach.routine.breath import Breath
from coach.routine.durations import Allowed, Length
from coach.routine.fields import (
    FrozenModel,
    angle_field,
    breath_field,
    choice_field,
    choices_field,
    field_names,
    length_field,
    text_field,
    time_field,
    whole_field,
)
from coach.routine.synonyms import SIDE_SYNONYMS, SIDE_WORDS, STRETCH_SYNONYMS
from coach.routine.vocabulary import SIDES
from coach.stretches.catalogue import STRETCHES
from coach.stretches.timed_steps import NOTE, NOTE_ABOUT, TIMED

LONGEST_HOLD_S, LONGEST_HOLD_OVERRIDDEN_S = 120.0, 600.0
MOST_REPS, MOST_REPS_OVERRIDDEN = 30, 100
TIMES_ALLOWED = {
    name: Allowed(
        entry.shortest_s,
        entry.longest_s,
        alone_from_s=entry.alone_from_s,
        breaths=entry.in_breaths,
        covers_ground=entry.covers_ground,
        is_step=True,
    )
    for name, entry in TIMED.items()
}
ABOUT_STRETCHES = {name: entry.about for name, entry in STRETCHES.items()}
ABOUT_STEPS = {
    **ABOUT_STRETCHES,
    **{name: entry.about for name, entry in TIMED.items()},
    NOTE: NOTE_ABOUT,
}
ALL_VARIANTS = tuple(variant for entry in STRETCHES.values() for variant in entry.variant_names)
ALL_MODIFICATIONS = tuple(sorted({name for entry in STRETCHES.values() for name in entry.helps}))

_IN_CYCLES = tuple(name for name, entry in STRETCHES.items() if entry.in_cycles)


def _whose_variants() -> str:
    whose = (f"{name}: {' or '.join(entry.variant_names)}" for name, entry in STRETCHES.items() if entry.variant_names)
    return f"{'. '.join(whose)}. Others have none."


class StretchStep(FrozenModel):
    """A stretch and its dose. Only the name is required; what is left out gets the stretch's usual value."""

    stretch: Annotated[str, *choice_field(tuple(STRETCHES), ABOUT_STRETCHES, STRETCH_SYNONYMS)] = Field(
        description="Which stretch."
    )
    variant: Annotated[str | None, *choice_field(ALL_VARIANTS)] = Field(default=None, description=_whose_variants())
    sides: Annotated[str | None, *choice_field(SIDES, synonyms=SIDE_SYNONYMS, also=SIDE_WORDS)] = Field(
        default=None,
        description="The person's own left or right; both: all on the left, then all on the right; alternate: in turn.",
    )
    hold: Annotated[float | None, *time_field(1, LONGEST_HOLD_S, LONGEST_HOLD_OVERRIDDEN_S)] = Field(
        default=None,
        description="How long to hold each time: 20 s, 1 min, 1:30. Over 2 minutes needs limits: override.",
    )
    reps: Annotated[int | None, *whole_field(1, MOST_REPS, MOST_REPS_OVERRIDDEN)] = Field(
        default=None, description="How many times, on each side. Over 30 needs limits: override."
    )
    cycles: Annotated[int | None, *whole_field(1, MOST_REPS, MOST_REPS_OVERRIDDEN)] = Field(
        default=None, description=f"{' and '.join(_IN_CYCLES)} only: how many times through cow and cat."
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


class RestStep(FrozenModel):
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


class WalkStep(FrozenModel):
    """Walk about."""

    walk: Annotated[Length | None, *length_field(TIMES_ALLOWED["walk"])] = Field(
        default=None, description="How long: 5 min."
    )
    say: Annotated[str | None, *text_field(200)] = Field(
        default=None, description="Your own sentence, spoken as the step begins."
    )


class ColdPackStep(FrozenModel):
    """A cold pack with a cloth between, 20 minutes at most."""

    cold_pack: Annotated[Length | None, *length_field(TIMES_ALLOWED["cold_pack"])] = Field(
        default=None, description="How long: 15 min."
    )
    say: Annotated[str | None, *text_field(200)] = Field(
        default=None, description="Your own sentence, spoken as the step begins."
    )


class WarmPackStep(FrozenModel):
    """A warm pack with a cloth between, 20 minutes at most."""

    warm_pack: Annotated[Length | None, *length_field(TIMES_ALLOWED["warm_pack"])] = Field(
        default=None, description="How long: 15 min."
    )
    say: Annotated[str | None, *text_field(200)] = Field(
        default=None, description="Your own sentence, spoken as the step begins."
    )


class NoteStep(FrozenModel):
    """A sentence spoken between two steps."""

    note: Annotated[str, *text_field(300, needed=True)] = Field(description="The words for the coach to say.")


STEP_KINDS: dict[str, type[FrozenModel]] = {
    "stretch": StretchStep,
    "walk": WalkStep,
    "cold_pack": ColdPackStep,
    "warm_pack": WarmPackStep,
    "note": NoteStep,
    "rest": RestStep,
}
"""By the key that names the kind; when a step has several, the first counts. ``rest`` is last: a stretch has it too."""


def kind_of(step: object) -> str:
    """The key that names the kind of this step; ``stretch`` when there is none."""
    if isinstance(step, BaseModel):
        return next((kind for kind, model in STEP_KINDS.items() if isinstance(step, model)), "stretch")
    if isinstance(step, dict):
        return next((kind for kind in STEP_KINDS if kind in step), "stretch")
    return "stretch"


def written_out(step: object) -> object:
    """A step written as a name alone, in full: ``knee_to_chest`` is ``stretch: knee_to_chest``, and ``rest`` is
    ``rest:``."""
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

STEP_KEYS = {kind: field_names(model) for kind, model in STEP_KINDS.items()}
