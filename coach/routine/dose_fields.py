"""The values that make up the dose of a step, each with its reader, its JSON Schema and its description.

Stretches and a therapist's own exercises share them.
"""

from typing import Annotated

from pydantic import Field

from coach.routine.breath import Breath
from coach.routine.fields import (
    FrozenModel,
    breath_field,
    choice_field,
    field_names,
    hold_field,
    text_field,
    time_field,
    whole_field,
    yes_no_field,
)
from coach.routine.spans import Length
from coach.routine.synonyms import SIDE_SYNONYMS, SIDE_WORDS
from coach.routine.vocabulary import FIRST_SIDES, SIDES

LONGEST_HOLD_S, LONGEST_HOLD_OVERRIDDEN_S = 120.0, 600.0
MOST_REPS, MOST_REPS_OVERRIDDEN = 30, 100
MOST_SETS = 10
LAST_WEEK = 52
LONGEST_REST_S = 300.0
LONGEST_SET_REST_S = 600.0
_HOW_MANY = whole_field(1, MOST_REPS, MOST_REPS_OVERRIDDEN)
_HOW_MANY_MOVES = whole_field(1, MOST_REPS, MOST_REPS_OVERRIDDEN, "moves")
HOW_MANY_CYCLES = whole_field(1, MOST_REPS, MOST_REPS_OVERRIDDEN, "cycles")

Sides = Annotated[
    str | None,
    *choice_field(SIDES, synonyms=SIDE_SYNONYMS, also=SIDE_WORDS),
    Field(
        description="The person's own left or right; both: all on the left, then all on the right; alternate: in turn."
    ),
]
FirstSide = Annotated[
    str | None,
    *choice_field(
        FIRST_SIDES,
        synonyms=SIDE_SYNONYMS,
        also={word: side for word, side in SIDE_WORDS.items() if side in FIRST_SIDES},
    ),
    Field(description="The side that comes first where both are done: left or right; left when left out."),
]
Hold = Annotated[
    float | Length | None,
    *hold_field(1, LONGEST_HOLD_S, LONGEST_HOLD_OVERRIDDEN_S),
    Field(
        description="How long to hold each time: 20 s, 1 min, 1:30, 5 breaths. Over 2 minutes needs limits: override."
    ),
]
Reps = Annotated[
    int | None, *_HOW_MANY, Field(description="How many times, on each side. Over 30 needs limits: override.")
]
Moves = Annotated[
    int | None,
    *_HOW_MANY_MOVES,
    Field(
        description="Instead of hold and reps: how many times to move there and back without holding, on each side; "
        "from side to side in turn."
    ),
]
Sets = Annotated[
    int | None,
    *whole_field(1, MOST_SETS, what="sets"),
    Field(description="How many times to do all of it, with a rest between."),
]
Rest = Annotated[float | None, *time_field(0, LONGEST_REST_S), Field(description="The pause after each time.")]
SideRest = Annotated[
    float | None,
    *time_field(0, LONGEST_REST_S),
    Field(description="The pause at each change of sides; the same as rest unless given."),
]
SetRest = Annotated[
    float | None,
    *time_field(0, LONGEST_SET_REST_S),
    Field(description="The pause between two sets; 1 min when left out."),
]
MoveIn = Annotated[float | None, *time_field(1, 30), Field(description="How long the way into the stretch takes.")]
MoveOut = Annotated[float | None, *time_field(1, 30), Field(description="How long the way out takes.")]
Pace = Annotated[
    Breath | None,
    *breath_field(),
    Field(description="Seconds in-pause-out, such as 5-1-3; or in-out, such as 4-6; or off."),
]
Tolerated = Annotated[
    bool,
    *yes_no_field(),
    Field(description="yes: the dose is a maximum; the person may come out whenever they like, and it counts."),
]
Spoken = Annotated[str | None, *text_field(200), Field(description="Your own sentence, spoken as the step begins.")]


class SideDose(FrozenModel):
    """The dose of one side, if it differs from the other's."""

    hold: Hold = None
    reps: Reps = None
    moves: Moves = None


class WeekDose(FrozenModel):
    """What changes from a given week on; the rest stays as it was."""

    hold: Hold = None
    reps: Reps = None
    moves: Moves = None
    cycles: Annotated[int | None, *HOW_MANY_CYCLES, Field(description="How many times through cow and cat.")] = None
    sets: Sets = None


LeftDose = Annotated[SideDose | None, Field(description="The left side's own dose: hold, reps or moves.")]
RightDose = Annotated[SideDose | None, Field(description="The right side's own dose: hold, reps or moves.")]
Weeks = Annotated[
    dict[Annotated[int, *whole_field(1, LAST_WEEK)], WeekDose],
    Field(
        description="What changes later, by the week from which it counts (2, 3, ...), counted from starts_on. "
        "Without starts_on, the coach stays at the smallest dose."
    ),
]
SIDE_DOSE_KEYS, WEEK_DOSE_KEYS = field_names(SideDose), field_names(WeekDose)
