"""The steps of a routine as data, each with the fields that a file may give it."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Discriminator, Field, Tag

from coach.routine import dose_fields as dose
from coach.routine.breath import Breath
from coach.routine.fields import (
    FrozenModel,
    angle_field,
    choice_field,
    choices_field,
    field_names,
    length_field,
    text_field,
    yes_no_field,
)
from coach.routine.spans import Allowed, Length
from coach.routine.synonyms import STRETCH_SYNONYMS
from coach.stretches.catalogue import STRETCHES
from coach.stretches.timed_steps import NOTE, NOTE_ABOUT, TIMED

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


class DosedStep(FrozenModel):
    """A step with moves in and out. Omitted values get the usual one."""

    sides: dose.Sides = None
    first_side: dose.FirstSide = None
    hold: dose.Hold = None
    reps: dose.Reps = None
    moves: dose.Moves = None
    sets: dose.Sets = None
    rest: dose.Rest = None
    rest_between_sides: dose.SideRest = None
    rest_between_sets: dose.SetRest = None
    move_in: dose.MoveIn = None
    move_out: dose.MoveOut = None
    breath: dose.Pace = Breath()
    as_tolerated: dose.Tolerated = False
    say: dose.Spoken = None
    left: dose.LeftDose = None
    right: dose.RightDose = None
    weeks: dose.Weeks = Field(default_factory=dict)


class StretchStep(DosedStep):
    """A stretch and its dose. Only the name is required; omitted values get the stretch's usual one."""

    stretch: Annotated[str, *choice_field(tuple(STRETCHES), ABOUT_STRETCHES, STRETCH_SYNONYMS)] = Field(
        description="Which stretch."
    )
    variant: Annotated[str | None, *choice_field(ALL_VARIANTS)] = Field(default=None, description=_whose_variants())
    cycles: Annotated[int | None, *dose.HOW_MANY_CYCLES] = Field(
        default=None, description=f"{' and '.join(_IN_CYCLES)} only: how many times through cow and cat."
    )
    largest_angle: Annotated[float | None, *angle_field()] = Field(
        default=None, description="Degrees: the coach asks the person to stay below this."
    )
    modifications: Annotated[frozenset[str], *choices_field(ALL_MODIFICATIONS)] = Field(
        default=frozenset(), alias="with", description="Cushions and other helps: one, or a list."
    )


class ExerciseStep(DosedStep):
    """A therapist's own exercise. The coach leads it by the clock and never judges it with the camera."""

    exercise: Annotated[str, *text_field(40, needed=True)] = Field(description="Its name, as it is spoken.")
    get_in: Annotated[str, *text_field(200, needed=True)] = Field(
        description="How to get into the start position; spoken once, before it begins."
    )
    do: Annotated[str, *text_field(200, needed=True)] = Field(
        description="What to do each time; spoken in full the first time on each side."
    )
    come_out: Annotated[str | None, *text_field(160)] = Field(
        default=None, description="How to come out safely: spoken after each hold, and at once when the person stops."
    )
    twists: Annotated[bool | None, *yes_no_field()] = Field(
        default=None,
        description="Whether it twists the back. Unless this says no, it is left out where twists are left out.",
    )


class RestStep(FrozenModel):
    """Rest by the clock, or for a number of slow breaths."""

    rest: Annotated[Length | None, *length_field(TIMES_ALLOWED["rest"])] = Field(
        default=None, description="How long: 1 min, or 6 breaths."
    )
    breath: dose.Pace = Breath()
    say: dose.Spoken = None


class PlainTimedStep(FrozenModel):
    """A step by the clock alone."""

    as_tolerated: dose.Tolerated = False
    say: dose.Spoken = None


class WalkStep(PlainTimedStep):
    """Walk about."""

    walk: Annotated[Length | None, *length_field(TIMES_ALLOWED["walk"])] = Field(
        default=None, description="How long: 5 min."
    )


class ColdPackStep(PlainTimedStep):
    """A cold pack with a cloth between, 20 minutes at most."""

    cold_pack: Annotated[Length | None, *length_field(TIMES_ALLOWED["cold_pack"])] = Field(
        default=None, description="How long: 15 min."
    )


class WarmPackStep(PlainTimedStep):
    """A warm pack with a cloth between, 20 minutes at most."""

    warm_pack: Annotated[Length | None, *length_field(TIMES_ALLOWED["warm_pack"])] = Field(
        default=None, description="How long: 15 min."
    )


class NoteStep(FrozenModel):
    """A sentence spoken between two steps."""

    note: Annotated[str, *text_field(300, needed=True)] = Field(description="The words for the coach to say.")


class SectionStep(FrozenModel):
    """A heading: the steps below it, up to the next heading, form a section, such as the morning's."""

    section: Annotated[str, *text_field(30, needed=True)] = Field(
        description="The name of this part, such as morning; steps above the first one belong to every part."
    )


STEP_KINDS: dict[str, type[FrozenModel]] = {
    "stretch": StretchStep,
    "exercise": ExerciseStep,
    "walk": WalkStep,
    "cold_pack": ColdPackStep,
    "warm_pack": WarmPackStep,
    "note": NoteStep,
    "section": SectionStep,
    "rest": RestStep,
}
"""The kinds of steps by the key that names them; if a step has several such keys, the first counts. ``rest`` is last: a
stretch has it too."""
DOSED = ("stretch", "exercise")
"""Kinds of steps that have a dose."""


def kind_of(step: object) -> str:
    """The key that names the kind of this step; ``stretch`` if there is none."""
    if isinstance(step, BaseModel):
        return next((kind for kind, model in STEP_KINDS.items() if isinstance(step, model)), "stretch")
    if isinstance(step, dict):
        return next((kind for kind in STEP_KINDS if kind in step), "stretch")
    return "stretch"


def written_out(step: object) -> object:
    """A step written as a name alone, expanded: ``knee_to_chest`` is ``stretch: knee_to_chest``, and ``rest`` is
    ``rest:``."""
    if isinstance(step, str):
        return {step: None} if step in TIMED else {"stretch": step}
    return step


AnyStep = StretchStep | ExerciseStep | RestStep | WalkStep | ColdPackStep | WarmPackStep | NoteStep | SectionStep
Step = Annotated[
    Annotated[StretchStep, Tag("stretch")]
    | Annotated[ExerciseStep, Tag("exercise")]
    | Annotated[RestStep, Tag("rest")]
    | Annotated[WalkStep, Tag("walk")]
    | Annotated[ColdPackStep, Tag("cold_pack")]
    | Annotated[WarmPackStep, Tag("warm_pack")]
    | Annotated[NoteStep, Tag("note")]
    | Annotated[SectionStep, Tag("section")],
    Discriminator(kind_of),
    BeforeValidator(written_out),
]

STEP_KEYS = {kind: field_names(model) for kind, model in STEP_KINDS.items()}
