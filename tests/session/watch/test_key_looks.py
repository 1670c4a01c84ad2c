"""Looks at a key measure: which count, which are forgotten, and since when the body is still past a line."""

import pytest

from coach.session.watch.hold_timing import HoldTiming
from coach.session.watch.key_looks import KeyLooks

LINE, STILL_PER_S = 80.0, 10.0


def taken(values, fps=10.0, allowed=lambda index: True, doubtful=lambda index: False):
    looks = KeyLooks(HoldTiming(doubt_s=0.8, memory_s=6.0, slope_s=0.3))
    for index, value in enumerate(values):
        looks.take(index / fps, value, allowed(index), doubtful(index))
    return looks


def test_nothing_seen_is_nothing():
    looks = taken([])
    assert looks.last is None
    assert looks.largest(1.0) is None
    assert looks.beyond_since(LINE, STILL_PER_S, None) is None


def test_in_doubt_the_best_recent_look_counts():
    looks = taken([100.0, 60.0], doubtful=lambda index: index == 1)
    assert (looks.last.value, looks.last.raw) == (100.0, 60.0)
    long_ago = taken([100.0] + [60.0] * 9, doubtful=lambda index: index == 9)
    assert long_ago.last.value == 60.0


def test_old_looks_are_forgotten():
    looks = taken([100.0] + [60.0] * 61)
    assert looks.largest(60.0) == 60.0
    looks.forget()
    assert looks.last is None


@pytest.mark.parametrize(
    ("values", "since_s"),
    [
        ([90.0] * 10, 0.0),
        ([70.0] * 10, None),
        ([70.0] * 5 + [90.0] * 10, 0.7),  # the slope is read over two looks on each side
        ([90.0, 70.0] * 5, None),
        ([90.0 + 5 * i for i in range(10)], None),
    ],
)
def test_still_past_the_line(values, since_s):
    assert taken(values).beyond_since(LINE, STILL_PER_S, None) == (since_s and pytest.approx(since_s))


def test_a_gate_that_closes_starts_again():
    looks = taken([90.0] * 10, allowed=lambda index: index != 4)
    assert looks.beyond_since(LINE, STILL_PER_S, None) == pytest.approx(0.5)


def test_what_came_before_a_moment_does_not_count():
    assert taken([90.0] * 10).beyond_since(LINE, STILL_PER_S, 0.3) == pytest.approx(0.4)
