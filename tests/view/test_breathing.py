import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_scenes import screen

from coach.routine.breath import Breath
from coach.session.screen import ScreenMode
from coach.stretches.phase import Phase
from coach.view.breathing import FIRST_IN_S, BreathCircle, fullness

BREATH = Breath(5.0, 1.0, 3.0)


@pytest.mark.parametrize(
    ("t_s", "full"),
    [(-1.0, 0.0), (0.0, 0.0), (2.5, 0.5), (5.0, 1.0), (5.9, 1.0), (7.5, 0.5), (8.999, 0.0), (11.5, 0.5), (14.5, 1.0)],
)
def test_five_in_one_pause_three_out(t_s, full):
    assert fullness(BREATH, t_s) == pytest.approx(full, abs=1e-3)


@given(st.floats(0, 100), st.floats(0.5, 8), st.floats(0, 3), st.floats(0.5, 8))
def test_the_circle_never_jumps(t_s, in_s, pause_s, out_s):
    breath = Breath(in_s, pause_s, out_s)
    step = abs(fullness(breath, t_s) - fullness(breath, t_s + 1 / 30))
    assert 0.0 <= fullness(breath, t_s) <= 1.0
    assert step <= 0.12


def test_a_hold_breathes_by_its_own_clock_and_between_its_steps():
    circle = BreathCircle()
    state = screen(good_s=FIRST_IN_S + 2.0)
    assert circle.at(state, BREATH, 50.0) == pytest.approx(fullness(BREATH, 2.0))
    assert circle.at(state, BREATH, 50.5) == pytest.approx(fullness(BREATH, 2.5))
    assert circle.at(screen(good_s=FIRST_IN_S + 2.6), BREATH, 50.6) == pytest.approx(fullness(BREATH, 2.6))


def test_it_does_not_run_on_when_the_clock_of_the_hold_stands():
    circle = BreathCircle()
    circle.at(screen(good_s=4.0), BREATH, 0.0)
    assert circle.at(screen(good_s=4.0), BREATH, 30.0) == circle.at(screen(good_s=4.0), BREATH, 60.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"in_pose": False}, {"phase": Phase.MOVE_IN}, {"target_s": 5.0}, {"mode": ScreenMode.PAUSED},
        {"mode": ScreenMode.STOPPED},
        {"phase": Phase.SET_UP, "target_s": 0.0},
    ],
)  # fmt: skip
def test_no_breath_is_led_outside_a_running_hold(changes):
    assert BreathCircle().at(screen(good_s=3.0, **changes), BREATH, 0.0) is None


def test_no_breath_in_the_plan_no_circle():
    assert BreathCircle().at(screen(), None, 0.0) is None


def test_timer_only_and_rest_breathe_too():
    assert BreathCircle().at(screen(in_pose=False, timer_only=True, good_s=4.5), BREATH, 0.0) is not None
    resting = screen(stretch="rest", variant=None, side=None, phase=None, in_pose=False, good_s=5.0)
    assert BreathCircle().at(resting, BREATH, 0.0) == 1.0


def test_cow_fills_and_cat_empties():
    circle = BreathCircle()
    cow, cat = (screen(stretch="cat_cow", phase=phase, target_s=0.0, good_s=0.0) for phase in (Phase.COW, Phase.CAT))
    assert circle.at(cow, BREATH, 0.0) == 0.0
    assert circle.at(cow, BREATH, 5.0) == 1.0
    assert circle.at(cow, BREATH, 9.0) == 1.0
    assert circle.at(cat, BREATH, 9.0) == 1.0
    assert circle.at(cat, BREATH, 12.0) == 0.0
