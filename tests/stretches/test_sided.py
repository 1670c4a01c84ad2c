"""Measures whose name leaves the side open: which of two limbs counts, and with which sign."""

import pytest

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures
from coach.stretches.sided import HIDDEN_BY, Combine, reading, sides

L, R = Side.LEFT, Side.RIGHT
KNEE = "knee_flexion_{side}_deg"


def knees(left: tuple[float, float] | None = None, right: tuple[float, float] | None = None, **more: float) -> Measures:
    """Values with their confidences."""
    both = {"knee_flexion_left_deg": left, "knee_flexion_right_deg": right}
    values = {name: Measure(*each) for name, each in both.items() if each is not None}
    return Measures(0.0, values | {name: Measure(value, 1.0) for name, value in more.items()})


@pytest.mark.parametrize(
    ("name", "side", "value"),
    [
        (KNEE, L, 90.0),
        (KNEE, R, 60.0),
        ("knee_flexion_{other}_deg", L, 60.0),
        (KNEE, None, 75.0),
        ("knee_flexion_{both}_deg", L, 75.0),
        ("trunk_incline_deg", L, 5.0),
        ("trunk_incline_deg", None, 5.0),
        ("{toward}knee_drop_deg", L, 30.0),
        ("{toward}knee_drop_deg", R, -30.0),
        ("{toward}knee_drop_deg", None, 30.0),
        ("{away}knee_drop_deg", L, -30.0),
        ("{away}knee_drop_deg", R, 30.0),
        ("no_such_deg", L, None),
        ("{away}no_such_deg", L, None),
        ("no_such_{side}_deg", None, None),
    ],
)
def test_a_name_is_read_for_a_side(name: str, side: Side | None, value: float | None):
    measures = knees((90.0, 1.0), (60.0, 1.0), trunk_incline_deg=5.0, knee_drop_deg=30.0)
    assert reading(measures, name, side) == value


@pytest.mark.parametrize(
    ("left", "right", "mean", "least"),
    [
        ((90.0, 0.9), (60.0, 0.9), 75.0, 60.0),
        ((90.0, 0.9), None, 90.0, 90.0),
        ((90.0, 0.9), (60.0, 0.4), 90.0, 90.0),  # not seen
        ((90.0, 0.9), (60.0, 0.9 - HIDDEN_BY), 90.0, 60.0),  # half hidden behind the other
        ((90.0, 0.9), (60.0, 0.9 - HIDDEN_BY / 2), 80.0, 60.0),  # counts half
        ((90.0, 0.4), (60.0, 0.4), None, None),
        (None, None, None, None),
    ],
)
def test_two_limbs_make_one_number(left, right, mean, least):
    measures = knees(left, right)
    assert reading(measures, KNEE, None) == (None if mean is None else pytest.approx(mean))
    assert reading(measures, KNEE, None, Combine.LEAST) == least


def test_a_number_may_be_wanted_surer_or_less_sure():
    measures = knees((90.0, 0.6), (60.0, 0.3))
    assert reading(measures, KNEE, L, least_sure=0.7) is None
    assert reading(measures, KNEE, R, least_sure=0.2) == 60.0
    assert sides(measures, KNEE) == [90.0, None]
