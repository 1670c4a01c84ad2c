"""The hold clock on bodies whose holds are known exactly."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.watch.dwell import EDGE_S
from coach.session.watch.hold_clock import HoldClock
from coach.session.watch.unseen import BRIDGED_S
from coach.stretches.key_measure import KeyMeasure
from tests.session.moves import path

KEY = KeyMeasure("angle_deg", enter=80.0)


def watch(clock: HoldClock, values, fps: float = 15.0, start: float = 0.0) -> float:
    t = start
    for index, value in enumerate(values):
        t = start + index / fps
        clock.see(t, value, allowed=True)
    return t


def test_a_jump_into_the_pose_is_counted_from_its_first_picture_to_its_last():
    clock = HoldClock(KEY)
    end = watch(clock, [50.0] * 60 + [110.0] * 180 + [50.0] * 60)
    assert not clock.in_pose
    assert clock.good_s(end) == pytest.approx(12.0, abs=0.1)


@pytest.mark.parametrize("move_s", [1.5, 3.0, 5.0])
@pytest.mark.parametrize("fps", [10.0, 15.0, 30.0])
def test_eased_moves_give_the_hold_between_them(move_s: float, fps: float):
    clock = HoldClock(KEY)
    points = ((0, 50), (2, 50), (2 + move_s, 115), (12 + move_s, 115), (12 + 2 * move_s, 50), (20 + 2 * move_s, 50))
    times = np.arange(0, 18 + 2 * move_s, 1 / fps)
    for t in times:
        clock.see(t, path(t, *points), allowed=True)
    assert clock.good_s(times[-1]) == pytest.approx(10.0, abs=0.15)


def test_never_past_the_line_is_never_in_pose():
    clock = HoldClock(KEY)
    end = watch(clock, [79.0] * 100)
    assert clock.good_s(end) == 0.0


def test_moving_through_the_pose_is_not_holding_it():
    clock = HoldClock(KEY)
    end = watch(clock, [60 + 2 * i for i in range(30)] + [120 - 2 * i for i in range(30)])
    assert clock.good_s(end) < 0.5


@pytest.mark.parametrize(("slips_to", "good_s"), [(95.0, 12.0), (70.0, 8.0)])
def test_an_error_above_the_line_is_held_through_and_one_below_it_is_a_way_out(slips_to: float, good_s: float):
    """In both cases, the clock stops while the body seems to leave."""
    clock = HoldClock(KeyMeasure("angle_deg", enter=80.0, forgiving=True))
    slip = ((6, 120), (7, slips_to), (9, slips_to), (10, 120))
    points = ((0, 50), (1, 50), (2, 120), *slip, (14, 120), (16, 50), (18, 50))
    stopped = False
    for t in np.arange(0, 18, 1 / 15):
        clock.see(t, path(t, *points), allowed=True)
        stopped |= 6.5 < t < 7.5 and not clock.in_pose
    assert stopped
    assert clock.good_s(18.0) == pytest.approx(good_s, abs=0.3)


@pytest.mark.parametrize(("explained", "good_s"), [(False, 8.0), (True, 12.0)])
def test_an_error_that_explains_a_low_value_is_held_through(explained: bool, good_s: float):
    clock = HoldClock(KeyMeasure("angle_deg", enter=80.0, forgiving=True))
    slip = ((6, 120), (7, 70), (9, 70), (10, 120))
    points = ((0, 50), (1, 50), (2, 120), *slip, (14, 120), (16, 50), (18, 50))
    for t in np.arange(0, 18, 1 / 15):
        clock.see(t, path(t, *points), allowed=True, explained=explained and 6.5 < t < 9.5)
    assert clock.good_s(18.0) == pytest.approx(good_s, abs=0.3)


def test_a_gate_that_closes_ends_the_hold():
    clock = HoldClock(KEY)
    for i in range(60):
        clock.see(i / 15, 110.0, allowed=i < 45)
    assert not clock.in_pose
    assert clock.good_s(4.0) == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize(("gap_s", "good_s"), [(0.5, 6.0), (2.0, 4.0)])
def test_short_gaps_are_bridged_and_long_ones_are_not_counted(gap_s: float, good_s: float):
    clock = HoldClock(KEY)
    for i in range(91):
        t = i / 15
        unseen = 2.0 < t < 2.0 + gap_s
        clock.see(t, None if unseen else 110.0, allowed=True)
    assert clock.good_s(6.0) == pytest.approx(good_s, abs=0.25)


def test_as_a_timer_it_counts_until_the_body_is_seen_again():
    clock = HoldClock(KEY)
    clock.assume(10.0)
    assert clock.good_s(14.0) == pytest.approx(4.0)
    for i in range(30):
        clock.see(14.0 + i / 15, 20.0, allowed=True)
    assert not clock.in_pose
    assert clock.good_s(20.0) == pytest.approx(4.0, abs=0.1)
    assert clock.time.assumed_s(20.0) == pytest.approx(4.0, abs=0.1)


def test_unsure_it_keeps_time_over_a_body_that_is_seen():
    clock = HoldClock(KEY)
    clock.assume(0.0, unsure=True)
    watch(clock, [40.0] * 45)
    assert clock.in_pose
    assert clock.time.assumed
    end = watch(clock, [40.0] * 5 + [100.0] * 45, start=3.0)
    assert not clock.time.assumed
    assert clock.time.assumed_s(end) == pytest.approx(3.8, abs=0.1)
    assert clock.good_s(end) == pytest.approx(end)


def test_a_key_measure_read_from_the_start_needs_a_start():
    clock = HoldClock(KeyMeasure("height", enter=0.06, slack=0.05, still_per_s=0.08, from_start=True))
    watch(clock, [0.3] * 30)
    assert not clock.in_pose
    clock.rebase(0.2)
    end = watch(clock, [0.3] * 30, start=2.0)
    assert clock.in_pose
    assert clock.best == pytest.approx(0.1)
    assert clock.good_s(end) == pytest.approx(29 / 15, abs=0.01)


KEYS = ["plain", "forgiving", "trembling"]
LEVELS = st.sampled_from([None, 50.0, 79.0, 84.0, 90.0, 110.0, 112.0, 125.0])
"""Values around the line, and around an end and its slack."""
PIECES = st.tuples(st.one_of(LEVELS, st.floats(0, 160)), st.integers(1, 40), st.sampled_from([1 / 15, 0.2, 0.6, 0.8]))
"""A value, the number of looks, and the seconds between them; None: unseen, or no picture at all."""


@pytest.mark.parametrize("key", [KEY, replace(KEY, forgiving=True), replace(KEY, band=4.0)], ids=KEYS)
@given(pieces=st.lists(PIECES, min_size=1, max_size=8))
def test_good_time_is_seen_time(key: KeyMeasure, pieces: list[tuple[float | None, int, float]]):
    """Good time is at most the time between looks that are close enough to bridge."""
    clock, t, last, seen_s = HoldClock(key), 0.0, None, 0.0
    for value, count, apart_s in pieces:
        for _ in range(count):
            t += apart_s
            clock.see(t, value, allowed=True)
            if value is not None:
                seen_s += t - last if last is not None and t - last <= BRIDGED_S else 0.0
                last = t
                assert 0.0 <= clock.good_s(t) <= seen_s + EDGE_S


def test_what_was_held_before_a_gap_stays_held():
    clock = HoldClock(KEY)
    watch(clock, [110.0] * 76)
    watch(clock, [50.0] * 30, start=40.0)
    assert clock.good_s(42.0) == pytest.approx(5.0)


@given(st.floats(-1.4, 1.4), st.integers(0, 2**32 - 1))
def test_trembling_within_its_limits_does_not_break_a_hold(drift: float, seed: int):
    """A body with one degree of noise and a slow drift of a few degrees is still."""
    noise = np.random.default_rng(seed).normal(0, 0.5, 150)
    clock = HoldClock(KEY)
    end = watch(clock, [110 + drift * i / 30 + noise[i] for i in range(150)])
    assert clock.in_pose
    assert clock.good_s(end) > end - 2.0


def test_further_and_back_to_the_end_first_held_is_still_in_the_pose():
    clock, key = HoldClock(KEY), ((0, 50), (2, 50), (5, 100), (8, 100), (9, 125), (15, 125), (16, 100), (22, 100))
    for i in range(22 * 15):
        clock.see(i / 15, path(i / 15, *key), allowed=True)
    assert clock.in_pose
    assert clock.good_s(22.0) == pytest.approx(17.0, abs=0.2)
