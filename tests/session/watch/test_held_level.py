"""The level of a hold, from small lists of values."""

from math import inf

import pytest

from coach.session.watch.held_level import HeldLevel


@pytest.mark.parametrize(
    ("values", "level"),
    [((), -inf), ((100.0,), 100.0), ((100.0, 110.0), 105.0), ((120.0, 90.0, 100.0), 100.0)],
)
def test_the_level_is_the_median_of_what_was_in_the_pose(values, level):
    at_once, one_by_one = HeldLevel(values), HeldLevel()
    for value in values:
        one_by_one.take(value)
    assert at_once.level == one_by_one.level == level
    assert one_by_one.values == sorted(values)


def test_leaving_is_measured_from_the_first_rest_once_the_body_went_further():
    held = HeldLevel([100.0])
    held.first_level = 100.0
    for _ in range(5):
        held.take(120.0)
    assert (held.level, held.lowest) == (120.0, 100.0)
