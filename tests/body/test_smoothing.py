import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.body.smoothing import Calm, SpeedFilter, StaysSeen

STEP_S = 1 / 15


def run(values, still_hz=1.6, hz_per_speed=15.0, step_s=STEP_S):
    smooth = SpeedFilter(still_hz, hz_per_speed)
    return [float(smooth(index * step_s, np.array([[value, 0.0]]))[0, 0]) for index, value in enumerate(values)]


def test_a_trembling_point_is_calmed():
    rng = np.random.default_rng(3)
    noise = rng.normal(0.5, 0.002, 200)
    assert np.std(run(noise)[20:]) < 0.6 * np.std(noise[20:])


@pytest.mark.parametrize("fps", [5, 10, 15, 30])
def test_a_moving_point_is_followed_within_a_fifth_of_a_second(fps):
    """A leg that rises at a calm speed: 0.15 picture heights a second."""
    speed, step_s = 0.15, 1 / fps
    times = np.arange(0, 4, step_s)
    smoothed = run(speed * times, step_s=step_s)
    late_s = (speed * times[-1] - smoothed[-1]) / speed
    assert late_s < 0.2


@pytest.mark.parametrize("smooth", [SpeedFilter(1.6, 15.0), Calm(0.2)], ids=["speed", "calm"])
def test_a_gap_starts_afresh(smooth):
    smooth(0.0, np.array([[1.0]]))
    assert smooth(5.0, np.array([[9.0]])).tolist() == [[9.0]]


def test_the_same_moment_twice_changes_nothing():
    smooth = SpeedFilter(1.6, 15.0)
    smooth(0.0, np.array([[1.0]]))
    assert smooth(0.0, np.array([[5.0]])).tolist() == [[1.0]]


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=30))
def test_a_filter_never_leaves_what_it_was_given(values):
    assert all(min(values) - 1e-9 <= smoothed <= max(values) + 1e-9 for smoothed in run(values))


def test_what_was_seen_stays_seen_until_it_is_clearly_lost():
    seen = StaysSeen(0.5, 0.35, 0.6)
    smoothed = [float(seen(i / 10, np.array([v]))[0]) for i, v in enumerate([0.45, 0.5, 0.4, 0.9, 0.36, 0.3, 0.45])]
    assert smoothed == pytest.approx([0.45, 0.6, 0.6, 0.9, 0.6, 0.3, 0.45])
    assert float(seen(5.0, np.array([0.45]))[0]) == pytest.approx(0.45), "what was before a gap says nothing"
