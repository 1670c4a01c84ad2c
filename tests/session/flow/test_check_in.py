"""The question after an alarm; silence never counts as an answer."""

from dataclasses import replace

import pytest

from coach.resources import resource_path
from coach.routine.loader import load
from coach.routine.plan import Plan
from coach.routine.plan import plan as plan_of
from coach.session.actions import Outcome
from coach.session.events import Wish
from coach.stretches.phase import Phase
from tests.session.person import CHILD, POSED, TWO, under_way
from tests.session.promises import Promises


def watched(answers, bodies, steps=TWO):
    person = under_way(steps, answers)
    for body, seconds in bodies:
        person.look(body, seconds, fps=10.0)
    return person.go()


@pytest.mark.parametrize(
    ("bodies", "why", "well"),
    [
        ([*POSED, ("standing", 6.0)], "left_mat", Wish.YES),
        ([*POSED, (None, 22.0)], "left_mat", Wish.YES),
        ([("standing", 3.0), ("lying", 2.0)], "fall_like", Wish.NO),
        ([("tabletop", 130.0)], "no_movement", Wish.YES),
    ],
)
@pytest.mark.parametrize("answer", [Wish.YES, Wish.NO, Wish.UNSURE, None])
def test_it_stops_asks_and_never_takes_silence_for_an_answer(bodies, why, well, answer):
    question = "ask.fell" if why == "fall_like" else "ask.all_well"
    person = watched({question: answer}, bodies)
    assert [f["why"] for f in person.events("stopped")] == [why]
    assert person.asked.count(question) == 1
    is_well = answer is well
    assert ("ask.next_stretch" in person.asked) is is_well
    assert person.outcome is (Outcome.DONE if is_well else Outcome.PAIN)
    if answer is None:
        assert person.said[-1] == "stop.no_answer"
    elif not is_well:
        assert person.said[-1] == "stop.help_if"


def test_a_report_while_the_session_ends_after_that_is_a_report():
    person = under_way(answers={"ask.next_stretch": Wish.NO})
    for body, seconds in [*POSED, ("standing", 6.0)]:
        person.look(body, seconds, fps=10.0)
    person.go(until=lambda p: "stop.end" in p.said)
    person.say(Wish.STOP)
    person.go()
    assert len(person.events("pain_reported")) == 1
    assert person.outcome is Outcome.PAIN


@pytest.mark.parametrize(
    "bodies",
    [
        [*POSED, ("kneeling", 2.0), ("standing", 2.0), ("kneeling", 2.0), ("child", 10.0)],
        [*POSED, (None, 15.0), ("child", 10.0)],
        [("standing", 3.0), ("tabletop", 0.3), ("standing", 3.0)],
        [("tabletop", 9.0), ("child", 40.0)],
    ],
)
def test_a_short_look_away_is_no_trouble(bodies):
    person = watched({}, bodies)
    assert not [f for f in person.events("stopped") if f["why"] != "heard"]


@pytest.mark.parametrize(("moves", "why"), [(True, []), (False, ["no_movement"])])
def test_a_long_cat_cow_goes_on_while_the_back_moves(moves, why):
    """Cycles have no hold time, so the coach asks after a minute without movement."""
    planned = plan_of(load(resource_path("routines", "progression_week_4.yaml")).routine)
    (cat_cow,) = (step for step in planned.steps if step.stretch == "cat_cow")
    bend = 0.0
    person = under_way((replace(cat_cow, number=1),))
    while not (person.events("stopped") or person.events("step_completed")):
        goal = {Phase.COW: -0.08, Phase.CAT: 0.09}.get(person.screen.phase, 0.0) if moves else 0.0
        bend += max(-0.008, min(0.008, goal - bend))
        person.look("tabletop", 0.1, fps=10.0, back_curve=bend, back_curve_change=bend)
    assert [f["why"] for f in person.events("stopped")] == why
    seen = [event["cat"] is not None for event in person.events("cycle_completed")]
    assert seen == [True] * cat_cow.cycles if moves else not any(seen)


def test_what_happens_in_a_pause_is_no_fall():
    """Session time is stopped, so the duration of lying down is unknown."""
    person = under_way()
    person.look("standing", 3.0, fps=10.0)
    person.say(Wish.PAUSE)
    person.look("lying", 20.0, fps=10.0)
    person.say(Wish.CONTINUE)
    person.look("lying", 2.0, fps=10.0)
    assert [f["why"] for f in person.events("stopped")] == ["paused"]


@pytest.mark.parametrize(
    ("before", "gone_s", "after", "why"),
    [
        ("child", 25.0, [(None, 0.1), ("child", 2.0)], []),
        ("child", 25.0, [(None, 22.0)], ["left_mat"]),
        ("standing", 25.0, [("standing", 0.3), ("kneeling", 2.0)], []),
        ("child", 110.0, [("child", 0.5)], []),
    ],
    ids=["absent", "gone", "stood", "still"],
)
def test_time_in_which_nobody_looked_is_nothing_to_ask_about(before, gone_s, after, why):
    person = under_way((replace(CHILD, reps=CHILD.reps * 2, hold_s=40.0),))
    for body, seconds in [*POSED, (before, 0.5)]:
        person.look(body, seconds, fps=10.0)
    person.source(found=False)
    person.silence(gone_s, step_s=0.1)
    person.source(found=True)
    for body, seconds in after:
        person.look(body, seconds, fps=10.0)
    assert [f["why"] for f in person.events("stopped")] == why


def test_where_nothing_is_asked_it_is_noted_only():
    person = Promises(Plan("p", "1", "en", (CHILD,)), None, ask=False, watching=True, talks=True)
    for body, seconds in [*POSED, ("standing", 6.0)]:
        person.look(body, seconds, fps=10.0)
    assert [line.fields for line in person.log if line.event == "noticed"] == [{"what": "left_mat"}]
