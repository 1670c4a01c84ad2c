"""Which line is spoken for a stretch, and which for a therapist's own exercise."""

import pytest

from coach.body.landmarks import Side
from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.actions import Word
from coach.session.flow import step_words
from coach.session.flow.step_words import Line
from coach.session.outbox import NO_PARAMS
from coach.stretches.own_exercise import OwnExercise

LEFT, LEFT_AGAIN, RIGHT = PlannedRep(1, Side.LEFT), PlannedRep(2, Side.LEFT), PlannedRep(1, Side.RIGHT)
KNEE = PlannedStep(1, "knee_to_chest", "single", (LEFT, LEFT_AGAIN, RIGHT), rest_s=5.0)
OWN = OwnExercise("wall slide", "Stand at the wall.", "Slide down.", "Slide up.")
SLIDE = PlannedStep(2, OWN.logged, reps=(LEFT, LEFT_AGAIN, RIGHT), own=OWN)


def said(text: str) -> Line:
    return "literal", {"text": text}


def test_a_stretch_has_its_lines_in_the_language():
    assert step_words.name_of(KNEE) == Word("name.knee_to_chest_single")
    assert step_words.set_up(KNEE, LEFT) == ("set_up.knee_to_chest_single", {"side": Word("side.left")})
    assert list(step_words.move_in(KNEE, RIGHT, ())) == [("move_in.knee_to_chest_single", {"side": Word("side.right")})]
    assert step_words.move_out(KNEE, LEFT, ())[0] == "move_out.knee_to_chest_single"


@pytest.mark.parametrize(
    ("rep", "done", "lines"),
    [
        (LEFT, (), [("own.side", {"side": Word("side.left")}), said("Slide down.")]),
        (LEFT_AGAIN, (LEFT,), [("own.again", NO_PARAMS)]),
        (RIGHT, (LEFT, LEFT_AGAIN), [("own.side", {"side": Word("side.right")}), said("Slide down.")]),
        (LEFT_AGAIN, (LEFT, RIGHT), [("own.side", {"side": Word("side.left")})]),
    ],
)
def test_an_own_exercise_is_said_in_full_the_first_time_on_each_side(
    rep: PlannedRep, done: tuple[PlannedRep, ...], lines: list[Line]
):
    assert list(step_words.move_in(SLIDE, rep, done)) == lines


@pytest.mark.parametrize(
    ("own", "line"),
    [(OWN, said("Slide up.")), (OwnExercise("x", "a", "b"), ("own.way_out", NO_PARAMS))],
)
def test_the_way_out_of_an_own_exercise_is_the_therapists_or_one_that_is_safe_anywhere(own: OwnExercise, line: Line):
    assert step_words.way_out_of("", own) == line


@pytest.mark.parametrize(
    ("rep", "after", "key"),
    [
        (LEFT, LEFT_AGAIN, "rest.same_side"),
        (LEFT_AGAIN, RIGHT, "rest.other_side"),
        (PlannedRep(1), PlannedRep(2), "rest.again"),
        (LEFT, PlannedRep(2, Side.LEFT, set_number=2), "rest.next_set"),
    ],
)
def test_a_pause_names_the_side_that_follows(rep: PlannedRep, after: PlannedRep, key: str):
    assert [line[0] for line in step_words.between(KNEE, rep, after)] == [key]
