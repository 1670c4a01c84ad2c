"""The still start position, to which a key measure is relative."""

import pytest

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures, View
from coach.session.moment import Moment
from coach.session.watch.start_position import StartPosition, StillBody
from coach.stretches.catalogue import find
from coach.stretches.key_measure import KeyMeasure

HEIGHT = KeyMeasure("height", enter=0.06, slack=0.05, from_start=True)


def test_a_start_is_not_carried_up_by_a_slow_move():
    start = StartPosition(HEIGHT)
    for i in range(150):
        start.learn(0.10 + 0.025 * i / 15)
    assert start.value == 0.10


@pytest.mark.parametrize(
    ("key", "first", "then", "learns", "value"),
    [
        (HEIGHT, None, 0.2, True, 0.2),
        (HEIGHT, 0.2, 0.1, True, 0.1),
        (HEIGHT, 0.2, 0.2, False, 0.2),
        (HEIGHT, 0.2, 0.3, False, 0.2),
        (KeyMeasure("angle_deg", enter=80.0), None, 50.0, False, 0.0),
    ],
    ids=["first", "lower", "the same", "higher", "not read from there"],
)
def test_what_is_learnt_from_one_look(key, first, then, learns, value):
    start = StartPosition(key)
    if first is not None:
        start.learn(first)
    assert start.learn(then) is learns
    assert start.value == value


def test_a_body_that_never_rests_starts_from_its_lowest_second():
    start = StartPosition(HEIGHT)
    assert start.learn(0.2)
    assert start.learn(0.1)
    assert not any(start.learn(0.3) for _ in range(9))
    assert start.value == 0.1


def lying(t_s: float, far_leg_sure: float) -> Measures:
    """A person lying with the feet on the floor, seen from their right side."""
    values = {"knee_to_chest_left_deg": (58.0, far_leg_sure), "knee_to_chest_right_deg": (58.0, 1.0)}
    values |= {"head_height_torso": (0.04, 1.0), "trunk_incline_deg": (1.0, 1.0), "front_up": (1.0, 1.0)}
    return Measures(t_s, {name: Measure(*value) for name, value in values.items()}, view=View.SIDE_RIGHT)


@pytest.mark.parametrize("far_leg_sure", [0.9, 0.3])
def test_the_head_has_a_start_though_the_leg_that_will_work_is_hidden(far_leg_sure):
    moment, start = Moment(watching=True), StillBody(find("knee_to_chest", "single"), ["head_height_torso"], {})
    for i in range(20):
        moment.begin(i / 15, i / 15, lying(i / 15, far_leg_sure), looked=True)
        key = start.learn(moment, Side.LEFT)
    assert start.values["head_height_torso"] == pytest.approx(0.04)
    assert (key is None) is (far_leg_sure < 0.5)
