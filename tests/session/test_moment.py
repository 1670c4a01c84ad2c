"""What is remembered about the last second, and waiting for session time."""

import pytest

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures
from coach.session.moment import STILL_S, Moment
from coach.session.watch.unseen import EYES_OPEN_S


def look(t_s: float, **values: float) -> Measures:
    return Measures(t_s, {name: Measure(value, 1.0) for name, value in values.items()})


def test_looks_are_remembered_for_a_second():
    moment = Moment(watching=True)
    for tenth in range(31):
        moment.begin(tenth / 10, tenth / 10, look(tenth / 10, back_curve=float(tenth)), looked=True)
    assert moment.recent("back_curve", None) == [float(tenth) for tenth in range(20, 31)]
    assert moment.recent_s == pytest.approx(STILL_S)


def test_a_measure_is_that_of_the_side_and_looks_without_it_are_left_out():
    moment = Moment(watching=True)
    for t_s, values in ((0.0, {"knee_flexion_left_deg": 10.0}), (0.1, {}), (0.2, {"knee_flexion_left_deg": 12.0})):
        moment.begin(t_s, t_s, look(t_s, **values), looked=True)
    assert moment.recent("knee_flexion_{side}_deg", Side.LEFT) == [10.0, 12.0]
    assert moment.recent("knee_flexion_{side}_deg", Side.RIGHT) == []


def test_an_event_without_a_picture_forgets_nothing_and_has_no_measures_or_answer():
    moment = Moment(watching=True)
    moment.begin(0.0, 0.0, look(0.0, back_curve=1.0), looked=True)
    moment.begin(0.5, 0.5, None, looked=False)
    assert (moment.measures, moment.looked, moment.answer) == (None, False, None)
    assert moment.recent("back_curve", None) == [1.0]


@pytest.mark.parametrize(
    ("now_s", "looked", "opening"), [(1.0, False, True), (EYES_OPEN_S, False, False), (1.0, True, False)]
)
def test_the_eyes_are_opening_until_the_first_picture_or_for_so_long(now_s: float, looked: bool, opening: bool):
    moment = Moment(watching=True)
    moment.begin(now_s, now_s, None, looked)
    assert moment.opening_eyes is opening


def test_a_wait_counts_session_time_which_a_pause_stops():
    moment = Moment(watching=False)
    moment.begin(10.0, 4.0, None, looked=False)
    waiting = moment.wait(2.0)
    next(waiting)
    moment.begin(100.0, 5.9, None, looked=False)
    next(waiting)
    moment.begin(100.1, 6.0, None, looked=False)
    with pytest.raises(StopIteration):
        next(waiting)
