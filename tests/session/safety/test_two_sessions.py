"""The joint result of two simultaneous sessions is never milder than that of either one."""

from hypothesis import given
from hypothesis import strategies as st

from coach.session.safety.traffic_light import Course, Standing, Stop, TrafficLight, light
from coach.session.safety.two_sessions import CARE, careful_course, careful_standing

scores = st.one_of(st.none(), st.integers(0, 10))
stops = st.builds(Stop, st.one_of(st.none(), st.sampled_from(["cat_cow", "knee_drop"])), scores)
courses = st.builds(
    Course, scores, scores, scores, st.none(), st.lists(stops, max_size=2).map(tuple), st.booleans(), st.booleans()
)
lights = st.one_of(st.none(), st.sampled_from(TrafficLight))
standings = st.builds(
    Standing, lights, st.integers(0, 3), st.frozensets(st.sampled_from(["cat_cow", "knee_drop"])), st.booleans(),
    st.booleans(), st.sampled_from(["a", "b"]),
)  # fmt: skip


@given(courses, courses)
def test_a_course_is_at_least_as_bad_as_the_worse_of_two(one, other):
    both = careful_course(one, other)
    assert CARE.index(light(both)) >= max(CARE.index(light(one)), CARE.index(light(other)))
    assert set(both.stops) == {*one.stops, *other.stops}
    assert both.emergency == (one.emergency or other.emergency)


@given(standings, standings)
def test_a_standing_restricts_whatever_either_does(one, other):
    both = careful_standing(one, other)
    assert both.locked == one.locked | other.locked
    assert (both.reduced, both.paused) == (one.reduced or other.reduced, one.paused or other.paused)
    assert both.reds == max(one.reds, other.reds)
    assert CARE.index(both.light) == max(CARE.index(one.light), CARE.index(other.light))
    assert careful_standing(one, one) == one
