"""The prescription in the log, before any dose is lowered."""

from coach.body.landmarks import Side
from coach.routine.loader import parse
from coach.routine.plan import plan
from coach.session.events import Wish
from coach.session.flow.before_session import ENDS
from coach.session.prescribed import prescribed
from tests.session.person import N, Person

FILE = """\
routine: all kinds
steps:
  - rest: 10 s
  - stretch: knee_to_chest
    sides: alternate
    hold: 12 s
    reps: 3
  - stretch: knee_drop
    sides: right
    reps: 2
  - cat_cow
  - stretch: pelvic_tilt
    hold: 5 s
    reps: 4
  - note: Take your time.
"""
LEFT, RIGHT = Side.LEFT, Side.RIGHT


def test_each_step_and_side_has_its_holds_and_timed_steps_have_none():
    reported = [(one.step, one.stretch, one.variant, one.side, one.holds, one.hold_s, one.cycles) for one in
            prescribed(plan(parse(FILE).routine))]  # fmt: skip
    assert reported == [
        (2, "knee_to_chest", "single", LEFT, 3, 12.0, 0),
        (2, "knee_to_chest", "single", RIGHT, 3, 12.0, 0),
        (3, "knee_drop", "feet_down", RIGHT, 2, 10.0, 0),
        (4, "cat_cow", None, None, 0, 0.0, 5),
        (5, "pelvic_tilt", None, None, 4, 5.0, 0),
    ]


def test_it_stands_in_the_log_of_every_session_right_after_its_beginning():
    person = Person().go()
    names = [line.event for line in person.log]
    count = names.count("prescribed")
    assert count > 0
    assert names[: count + 1] == ["session_started", *["prescribed"] * count]
    assert not person.engine.carry.refused


def test_a_session_that_the_answers_end_is_refused_and_says_by_which_question():
    person = Person(answers={"safety_question.fever": Wish.YES}).go()
    assert person.engine.carry.refused
    assert not person.engine.carry.began
    assert person.events("screening")[-1]["by"] == "U1"
    assert person.events("session_finished")[0]["why"] in ENDS


def test_who_ends_the_questions_is_not_refused():
    person = Person(answers={"safety_question.fever": N}).go(until=lambda one: one.screen.question is not None)
    assert not person.engine.carry.refused
