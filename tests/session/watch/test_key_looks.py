"""Looks at a key measure: which count, which are forgotten, and from what time the body is still past a line."""

from math import inf

import pytest

from coach.session.watch.hold_timing import HoldTiming
from coach.session.watch.key_looks import KeyLook, KeyLooks
from coach.stretches.key_measure import KeyMeasure

KEY = KeyMeasure("angle_deg", enter=80.0, still_per_s=10.0)


def taken(values, fps=10.0, allowed=lambda index: True):
    looks = KeyLooks(KEY, HoldTiming(memory_s=6.0, arrive_s=0.4))
    for index, value in enumerate(values):
        looks.take(KeyLook(index / fps, value, allowed(index)))
    return looks


def test_nothing_seen_is_nothing():
    looks = taken([])
    assert looks.last is None
    assert looks.largest(1.0) is None
    assert (looks.beyond_since_s, looks.still_since_s) == (inf, inf)


def test_old_looks_are_forgotten():
    looks = taken([100.0] + [60.0] * 61)
    assert looks.largest(60.0) == 60.0
    looks.forget()
    assert looks.last is None


@pytest.mark.parametrize("fps", [6.0, 10.0, 15.0, 30.0])
@pytest.mark.parametrize(
    ("value_at", "since_s"),
    [
        (lambda t: 90.0, 0.0),
        (lambda t: 70.0, inf),
        (lambda t: 70.0 if t < 0.5 else 90.0, 0.5),
        (lambda t: 85.0 + 5.0 * t, 0.0),
        (lambda t: 85.0 + 20.0 * t, inf),
        (lambda t: 85.0 + 60.0 * min(t, 0.5), 0.5),
        (lambda t: 130.0 - 150.0 * (1.8 - t) ** 2, inf),  # a swing that turns at the end
    ],
)
def test_still_past_the_line_at_any_rate(value_at, since_s, fps):
    looks = taken([value_at(n / fps) for n in range(round(2 * fps) + 1)], fps)
    assert looks.still_since_s == pytest.approx(since_s, abs=0.21)


def test_a_wrong_look_is_no_movement():
    values = [90.0] * 30
    values[-3] = 93.0
    assert taken(values, fps=30.0).still_since_s == pytest.approx(0.0, abs=0.1)


def test_a_gate_that_closes_starts_again():
    looks = taken([90.0] * 10, allowed=lambda index: index != 4)
    assert (looks.beyond_since_s, looks.still_since_s) == pytest.approx((0.5, 0.5))
