import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.body.angles import above_horizontal_deg, between_deg, flexion_deg, ramp, to_segment, unit

DOWN = np.array([0.0, 1.0, 0.0])


@pytest.mark.parametrize(
    ("end", "flexion"),
    [((2, 0), 0), ((1, 1), 90), ((0, 0), 180), ((2, 1), 45), ((1, -1), 90)],
)
def test_flexion_is_zero_for_a_straight_line(end, flexion):
    assert flexion_deg(np.array([0.0, 0.0]), np.array([1.0, 0.0]), np.array(end, dtype=float)) == pytest.approx(flexion)


@pytest.mark.parametrize(
    ("vector", "degrees"), [((0, -1, 0), 90), ((1, 0, 0), 0), ((0, 0, -1), 0), ((1, 1, 0), -45), ((0, 3, 0), -90)]
)
def test_up_is_positive(vector, degrees):
    assert above_horizontal_deg(np.array(vector, dtype=float), DOWN) == pytest.approx(degrees)


@pytest.mark.parametrize(("point", "distance"), [((0.5, 1), 1), ((-3, 4), 5), ((1, 0), 0), ((2, 0), 1), ((0, 0), 0)])
def test_distance_to_a_segment(point, distance):
    found = to_segment(np.array(point, dtype=float), np.zeros(2), np.array([1.0, 0.0]))
    assert found == pytest.approx(distance)


@pytest.mark.parametrize(("value", "share"), [(0, 0), (1, 0), (2, 0.5), (3, 1), (9, 1)])
def test_ramp_rises(value, share):
    assert ramp(value, 1, 3) == pytest.approx(share)
    assert ramp(value, 3, 1) == pytest.approx(1 - share)


@given(st.lists(st.floats(-10, 10), min_size=3, max_size=3), st.lists(st.floats(-10, 10), min_size=3, max_size=3))
def test_an_angle_is_an_angle_whatever_the_vectors(one, other):
    angle = between_deg(np.array(one), np.array(other))
    assert 0 <= angle <= 180
    assert math.isfinite(angle)


def test_no_direction_has_no_length():
    assert unit(np.zeros(3)).tolist() == [0, 0, 0]
