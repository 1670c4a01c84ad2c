"""The traffic light, row by row (clinical notes, 3.5)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.routine.plan import PainLimits, Plan
from coach.session.safety.traffic_light import (
    NOTHING,
    ROWS,
    Course,
    Standing,
    Stop,
    TrafficLight,
    lifted,
    light,
    next_standing,
    why,
)

GREEN, AMBER, RED = TrafficLight.GREEN, TrafficLight.AMBER, TrafficLight.RED
PLAN = Plan("p", "1", "en", (), sha256="a")


@pytest.mark.parametrize(
    ("course", "colour", "source"),
    [
        (Course(2, 2, 2, 2), GREEN, "3.5 green"),
        (Course(2, 3, 3, 3), GREEN, "3.5 green: pre + 1 is about the same, R80"),
        (Course(3, None, 3, 3), GREEN, "3.5 green: nobody reported anything in between"),
        (Course(2, 2, 2, 2, (Stop("cat_cow", 1),)), AMBER, "3.5 green asks for no stop"),
        (Course(2, 4, 2, 2), AMBER, "3.5 amber: worst 4 to 5, R74"),
        (Course(4, 4, 5, 4), AMBER, "3.5 amber: after 4 to 5, R74"),
        (Course(1, 1, 3, 2), AMBER, "3.5 amber: pre + 2, gone within 24 h, R77"),
        (Course(2, 6, 2, 2), RED, "3.5 red: worst 6, R74"),
        (Course(5, 5, 6, 5), RED, "3.5 red: after 6, R74"),
        (Course(1, 1, 1, 3), RED, "3.5 red: pre + 2 the next day, R78"),
        (Course(1, 1, 3, 3), RED, "3.5 red: still up at 24 h"),
        (Course(1, 1, 3, None), RED, "[J]: up, and the next day unknown"),
        (Course(4, 4, 4, 4, (Stop("cat_cow", 4),)), RED, "3.5 red: a stop of 4"),
        (Course(2, 2, 2, 2, (Stop("cat_cow", None),)), RED, "[J]: a stop without a score"),
        (Course(1, 1, 1, 1, new_in_leg=True), RED, "3.5 red: leg, R83"),
        (Course(1, 1, 1, 1, emergency=True), RED, "3.4 row 1: red entry"),
        (Course(None, None, 1, 1), AMBER, "[J]: no answer before"),
        (Course(1, 1, None, 1), AMBER, "[J]: no answer after"),
        (Course(1, 1, 1, None), AMBER, "[J]: no answer about the next day"),
        (Course(), AMBER, "[J]: no answer at all"),
        (Course(1, 1, 1, too_early=True), AMBER, "[J]: the next day has not come yet"),
        (Course(1, 1, 3, too_early=True), RED, "[J]: up, and the next day has not come yet"),
    ],
)
def test_row(course, colour, source):
    assert light(course) is colour, source


scores = st.one_of(st.none(), st.integers(0, 10))
courses = st.builds(
    Course, scores, scores, scores, scores,
    st.lists(st.builds(Stop, st.sampled_from([None, "cat_cow", "knee_drop"]), scores), max_size=3).map(tuple),
    st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("course", "says"),
    [
        (Course(1, 1, 1, 1), "green"),
        (Course(2, 4, 2, 2), "amber"),
        (Course(1, 1, 3, 2), "amber"),
        (Course(2, 2, 2, 2, (Stop("cat_cow", 0),)), "stopped"),
        (Course(1, 1, 1, too_early=True), "too_early"),
        (Course(1, 1, None, too_early=True), "not_known"),
        (Course(1, 1, 1), "not_known"),
        (Course(2, 6, 2, 2), "red"),
        (Course(1, 5, 1, too_early=True), "amber"),
    ],
)
def test_pain_is_reported_only_where_there_was_some(course, says):
    assert why(course).spoken == f"light.{says}"


@given(courses)
def test_what_is_reported_of_pain_has_a_score_behind_it(course):
    if why(course).spoken == "light.amber":
        assert course.at_least(4) or course.risen(course.after, 2)


@pytest.mark.parametrize(
    ("limits", "course", "colour"),
    [
        (PainLimits(red_from=5), Course(4, 5, 4, 4), RED),
        (PainLimits(amber_from=3), Course(3, 3, 3, 3), AMBER),
        (PainLimits(risen_by=4), Course(0, 0, 3, 3), GREEN),
        (PainLimits(red_stop_from=2), Course(1, 2, 1, 1, (Stop("cat_cow", 2),)), RED),
    ],
)
def test_the_therapist_may_set_the_limits(limits, course, colour):
    assert light(course, limits) is colour


@given(courses)
def test_green_needs_every_answer_and_no_stop(course):
    if light(course) is GREEN:
        assert None not in (course.before, course.after, course.next_day)
        assert not course.stops


@given(courses, st.sampled_from(["before", "after", "next_day"]))
def test_an_answer_left_out_never_makes_it_better(course, name):
    order = [GREEN, AMBER, RED]
    less = replace(course, **{name: None})
    assert light(less) is not GREEN
    if name == "next_day" and not course.risen(course.next_day, 2):
        assert order.index(light(less)) >= order.index(light(course))


def test_every_row_names_its_source_and_can_be_the_first():
    assert all(row.source for row in ROWS)
    assert why(Course(1, 1, 1, 1)).light is GREEN


# -- what it means for the next session ------------------------------------------------------------------------------


def test_red_takes_the_stretch_away_and_two_in_a_row_pause():
    once = next_standing(NOTHING, Course(2, 5, 2, 2, (Stop("cat_cow", 5),)), PLAN)
    assert once == Standing(RED, 1, frozenset({"cat_cow"}), reduced=True, paused=False, sha256="a")
    twice = next_standing(once, Course(2, 6, 2, 2), PLAN)
    assert twice.paused
    assert twice.locked == {"cat_cow"}


@pytest.mark.parametrize("course", [Course(1, 1, 1, 1, new_in_leg=True), Course(emergency=True)])
def test_red_with_leg_symptoms_pauses_at_once(course):
    assert next_standing(NOTHING, course, PLAN).paused


def test_green_brings_nothing_back_by_itself():
    red = next_standing(NOTHING, Course(2, 5, 2, 2, (Stop("cat_cow", 5),)), PLAN)
    green = next_standing(red, Course(1, 1, 1, 1), PLAN)
    assert green.light is GREEN
    assert green.locked == red.locked
    assert green.reduced


@pytest.mark.parametrize(
    ("plan", "up"),
    [
        (Plan("p", "1", "en", (), sha256="a", assigned_by="M.K."), False),
        (Plan("p", "1", "en", (), sha256="b"), False),
        (Plan("p", "1", "en", (), sha256="b", assigned_by="M.K."), True),
    ],
)
def test_only_a_new_file_from_a_therapist_lifts_it(plan, up):
    red = next_standing(NOTHING, Course(2, 5, 2, 2, (Stop("cat_cow", 5),)), PLAN)
    assert lifted(red, plan) is up
    assert not lifted(NOTHING, plan)


@given(st.lists(courses, max_size=8))
def test_what_is_taken_away_only_grows(some):
    standing = NOTHING
    for course in some:
        later = next_standing(standing, course, PLAN)
        assert later.locked >= standing.locked
        assert later.reduced >= standing.reduced
        assert later.paused >= standing.paused
        standing = later
