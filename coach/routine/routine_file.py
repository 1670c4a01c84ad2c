"""The models of a routine file. The JSON Schema that editors use is generated from them."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import Field, create_model

from coach.languages.folders import DEFAULT, languages
from coach.routine.fields import (
    FrozenModel,
    angle_field,
    choice_field,
    choices_field,
    day_field,
    days_field,
    field_names,
    score_field,
    text_field,
    times_field,
    whole_field,
    yes_no_field,
)
from coach.routine.steps import Step
from coach.routine.synonyms import (
    CLEARANCE_SYNONYMS,
    LANGUAGE_WORDS,
    PRECAUTION_SYNONYMS,
    STAGE_SYNONYMS,
    TIME_SYNONYMS,
)
from coach.routine.vocabulary import CLEARANCES, OVERRIDES, PRECAUTIONS, STAGES, TIMES_OF_DAY
from coach.stretches.catalogue import STRETCHES

LONGEST_SESSION_S, LONGEST_SESSION_OVERRIDDEN_S = 3600.0, 7200.0
MOST_STEPS = 100
MOST_TIMES_A_DAY = 10
ENDS_AT_PAIN = 7
"""A pain score of 7 always ends a session (clinical notes 3.4); a file may only choose a lower one."""


_ANGLES: dict[str, Any] = {
    name: (Annotated[float | None, *angle_field()], None)
    for name, entry in STRETCHES.items()
    if entry.largest_angle_deg is not None
}
_AngleOfEach: Any = create_model("_AngleOfEach", __base__=FrozenModel, **_ANGLES)


class LargestAngles(_AngleOfEach):  # type: ignore[misc]  # its fields are the stretches that have an angle
    """For each stretch, the angle in degrees below which the coach asks the person to stay."""


class LightScores(FrozenModel):
    """The pain scores, 0 to 10, at which the colour that governs the next session changes."""

    amber_from: Annotated[int, *score_field(1, 5)] = Field(
        default=4, description="The lowest score that is amber: the same dose again, or less."
    )
    red_from: Annotated[int, *score_field(2, ENDS_AT_PAIN)] = Field(
        default=6, description="The lowest score that is red: half the reps, short holds."
    )
    red_stop_from: Annotated[int, *score_field(1, ENDS_AT_PAIN)] = Field(
        default=4, description="The lowest score of a pain stop that is red."
    )
    risen_by: Annotated[int, *whole_field(1, 3)] = Field(
        default=2, description="The increase in points since before the session that counts as a real change."
    )


_TWISTS = tuple(name for name, entry in STRETCHES.items() if entry.twists)


class Limits(FrozenModel):
    """Limits that protect this person."""

    stop_at_pain: Annotated[int, *score_field(1, ENDS_AT_PAIN)] = Field(
        default=ENDS_AT_PAIN,
        description="The lowest pain score, from 0 to 10, that ends the session; 7 at most.",
    )
    largest_angle: LargestAngles = Field(
        default_factory=LargestAngles, description="Largest angle in degrees for each stretch."
    )
    no_twist: Annotated[bool, *yes_no_field()] = Field(
        default=False, description=f"yes: this file must contain no {' and no '.join(_TWISTS)}."
    )
    traffic_light: LightScores = Field(
        default_factory=LightScores,
        description="The pain scores at which the colour that governs the next session changes.",
    )
    cleared: Annotated[frozenset[str], *choices_field(CLEARANCES, CLEARANCE_SYNONYMS, inside=False)] = Field(
        default=frozenset(),
        description="Safety questions that you have settled with this person; they no longer end a session.",
    )
    override: Annotated[frozenset[str], *choices_field(OVERRIDES, inside=False)] = Field(
        default=frozenset(),
        description="Limits that you override knowingly. Needs assigned_by, and the coach says so at the start.",
    )


class Routine(FrozenModel):
    """A whole routine file."""

    routine: Annotated[str, *text_field(60, needed=True)] = Field(description="The routine's name.")
    version: Annotated[str, *text_field(20)] = Field(
        default="1", description="Your own version, so that reports can name it."
    )
    language: Annotated[str, *choice_field(languages(), also=LANGUAGE_WORDS)] = Field(
        default=DEFAULT, description="The language the coach speaks."
    )
    patient: Annotated[str | None, *text_field(40)] = Field(
        default=None, alias="for", description="Initials or a code of the person, never the full name."
    )
    assigned_by: Annotated[str | None, *text_field(80)] = Field(default=None, description="Who assigned it.")
    valid_until: Annotated[date | None, *day_field()] = Field(
        default=None, description="The last day it should be used, as year-month-day."
    )
    starts_on: Annotated[date | None, *day_field()] = Field(
        default=None, description="The day on which the first week begins, as year-month-day; weeks count from it."
    )
    times_a_day: Annotated[int | None, *times_field("times_a_day", MOST_TIMES_A_DAY)] = Field(
        default=None, description="How often it is done on a day; for reminders and the report."
    )
    times_a_week: Annotated[int | None, *times_field("times_a_week", 7)] = Field(
        default=None, description="On how many days of a week it is done; for reminders and the report."
    )
    days: Annotated[tuple[str, ...], *days_field()] = Field(
        default=(), description="On which days of the week it is done; for reminders and the report."
    )
    stage: Annotated[str, *choice_field(STAGES, synonyms=STAGE_SYNONYMS, inside=False)] = Field(
        default="usual", description="acute: you assign this for days 1 to 3 after a spasm began."
    )
    time_of_day: Annotated[str, *choice_field(TIMES_OF_DAY, synonyms=TIME_SYNONYMS)] = Field(
        default="any", description="morning: used in the first hour after getting up."
    )
    precautions: Annotated[frozenset[str], *choices_field(PRECAUTIONS, PRECAUTION_SYNONYMS)] = Field(
        default=frozenset(), description="What to be careful of; the check then warns where a stretch does not fit."
    )
    notes: Annotated[str | None, *text_field(2000, spoken=False)] = Field(
        default=None, description="For people who read the file; never spoken."
    )
    limits: Limits = Field(default_factory=Limits, description="Limits that protect this person.")
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=MOST_STEPS)] = Field(
        description="The steps, in this order."
    )

    @property
    def sessions_a_week(self) -> int | None:
        """Sessions a week that the file prescribes; None if it does not say."""
        days = len(self.days) or self.times_a_week
        if days is None and self.times_a_day is None:
            return None
        return (self.times_a_day or 1) * (days or 7)


HEADER_KEYS, LIMIT_KEYS = field_names(Routine), field_names(Limits)
ANGLE_KEYS = field_names(LargestAngles)
LIGHT_KEYS = field_names(LightScores)


def groups(data: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any], tuple[str, ...]]]:
    """The tables of a file above its steps, as written: the path, the table, and the keys that belong in it."""
    yield (), data, HEADER_KEYS
    limits = data.get("limits")
    if isinstance(limits, dict):
        yield ("limits",), limits, LIMIT_KEYS
        for name, known in (("largest_angle", ANGLE_KEYS), ("traffic_light", LIGHT_KEYS)):
            if isinstance(limits.get(name), dict):
                yield ("limits", name), limits[name], known
