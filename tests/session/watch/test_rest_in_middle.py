"""Knees that go from one side to the other rest in the middle, or do not (clinical notes, KD6)."""

import pytest

from coach.session.watch.rest_in_middle import NEAR_DEG, REST_S, STILL_DEG, RestInMiddle

FPS = 10


def followed(turns: list[float | None]) -> RestInMiddle:
    """The knees' turn at ten looks a second."""
    rest = RestInMiddle()
    for index, turn_deg in enumerate(turns):
        rest.look(index / FPS, turn_deg)
    return rest


def way(start: float, end: float, per_s: float = 30.0) -> list[float]:
    """The turns on the way from one to another, at this many degrees a second."""
    count = round(abs(end - start) / per_s * FPS)
    return [start + (end - start) * i / count for i in range(count)]


@pytest.mark.parametrize(
    ("turns", "skipped"),
    [
        ([*way(50, 0), *[0.0] * 6, *way(0, -50)], False),
        ([*way(50, 0), *[0.0, STILL_DEG] * 3, *way(0, -50)], False),  # noisy
        ([*way(50, 0), *[NEAR_DEG] * 6, *way(0, -50)], False),
        ([*way(50, -50)], True),
        ([*way(50, 0), *[0.0] * 2, *way(0, -50)], True),  # too short
        ([*way(50, 25), *[25.0] * 20, *way(25, -50)], True),  # rests, but not in the middle
        ([*way(50, 0), *[0.0, STILL_DEG + 1.0] * 5, *way(0, -50)], True),  # not still
        ([*way(50, 0), *[0.0] * 3, *[None] * 3, *[0.0] * 3, *way(0, -50)], False),  # briefly unseen in between
        ([], False),
        ([None] * 20, False),  # what is unseen is not reported as skipped
    ],
)
def test_knees_that_do_not_rest_in_the_middle_are_noticed(turns, skipped):
    assert followed(turns).skipped is skipped


def test_the_longest_rest_counts_and_is_not_counted_beyond_what_is_needed():
    assert followed([40.0, 0.0, 0.0, 0.0, 40.0, 0.0, 0.0, 40.0]).rested_s == pytest.approx(0.2)
    assert followed([0.0] * 40).rested_s == REST_S
