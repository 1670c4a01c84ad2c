"""Good time: seconds in the pose, and those that were counted without seeing."""

import pytest

from coach.session.watch.good_time import GoodTime


def counted(*spans: tuple[float, float]) -> GoodTime:
    """Good time that is started and stopped at these seconds."""
    good = GoodTime()
    for start_s, stop_s in spans:
        good.start(start_s)
        good.stop(stop_s)
    return good


@pytest.mark.parametrize(
    ("spans", "total_s"),
    [((), 0.0), (((2.0, 5.0),), 3.0), (((2.0, 5.0), (6.0, 10.0)), 7.0), (((2.0, 5.0), (4.0, 10.0)), 8.0)],
)
def test_time_counts_once_and_only_while_it_runs(spans, total_s: float):
    assert counted(*spans).total_s(99.0) == pytest.approx(total_s)


def test_the_first_and_the_last_moment_are_known():
    good = counted((2.0, 5.0), (6.0, 10.0))
    assert (good.first_s, good.last_s, good.since_s) == (2.0, 10.0, None)


def test_a_start_that_came_too_soon_is_corrected_and_never_moved_forward():
    good = GoodTime()
    good.start(2.0)
    good.start_later(3.0)
    good.start_later(2.5)
    assert (good.first_s, good.since_s, good.total_s(10.0)) == (3.0, 3.0, 7.0)


def test_the_first_moment_stays_when_a_later_start_is_corrected():
    good = counted((2.0, 5.0))
    good.start(6.0)
    good.start_later(7.0)
    assert (good.first_s, good.total_s(10.0)) == (2.0, 6.0)


def test_a_stopped_clock_has_no_start_to_correct():
    good = counted((2.0, 5.0))
    good.start_later(8.0)
    assert (good.since_s, good.total_s(10.0)) == (None, 3.0)


def test_what_is_counted_without_seeing_is_known():
    good = GoodTime()
    good.start(2.0)
    assert not good.assumed
    good.assume(4.0)
    assert good.assumed
    assert good.assumed_s(7.0) == 3.0
    good.see(9.0)
    assert not good.assumed
    assert (good.assumed_s(20.0), good.total_s(20.0)) == (5.0, 18.0)


def test_no_time_is_negative():
    good = GoodTime()
    good.start(5.0)
    assert good.total_s(4.0) == good.unbroken_s(4.0) == 0.0
