"""Time in which the program did not run is detected, by a clock that sleeps with the computer and by one that does
not."""

from itertools import pairwise

import pytest

from coach.lived_time import LivedTime
from coach.session.events import TimeSkipped


@pytest.mark.parametrize(
    ("looks", "skipped"),
    [
        ([(0.0, 0.0), (0.03, 0.03), (1.0, 1.0), (1.9, 1.9)], []),
        ([(5.0, 90.0), (5.03, 90.03)], []),
        ([(0.0, 0.0), (60.0, 60.0), (60.03, 60.03)], [TimeSkipped(60.0, 60.0, 60.0)]),
        ([(0.0, 100.0), (0.03, 3700.0), (0.06, 3700.03)], [TimeSkipped(0.03, 0.03, 3600.0)]),
    ],
    ids=["looks as usual", "the first look", "the clock ran on", "the clock slept too"],
)
def test_a_gap_between_two_looks_is_noticed_once(looks: list[tuple[float, float]], skipped: list[TimeSkipped]) -> None:
    boot = iter([booted_s for _, booted_s in looks])
    lived = LivedTime(lambda: next(boot))
    assert [found for now_s, _ in looks if (found := lived.look(now_s)) is not None] == skipped


def test_the_real_clock_rises() -> None:
    lived = LivedTime()
    assert [lived.look(now_s) for now_s in (0.0, 0.1)] == [None, None]
    assert all(later is None for _, later in pairwise([None, lived.look(0.2)]))
