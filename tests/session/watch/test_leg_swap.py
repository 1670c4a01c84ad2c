"""The raised leg stays the raised leg, whatever the pose model calls it."""

import numpy as np
import pytest

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures
from coach.session.watch.hold_clock import HoldClock
from coach.session.watch.leg_swap import LegSwap
from coach.stretches.key_measure import KeyMeasure

KEY = KeyMeasure("knee_{side}_deg", enter=80.0)
FPS = 15


def look(t: float, left: float | None, right: float | None) -> Measures:
    values = {"knee_left_deg": left, "knee_right_deg": right}
    return Measures(t, {name: Measure(v, 1.0) for name, v in values.items() if v is not None})


def clocks(looks: list[tuple[float | None, float | None]], expected: Side = Side.LEFT) -> dict[Side, HoldClock]:
    """Both sides' clocks over these (left, right) angles."""
    legs, found = LegSwap(KEY.measure), {side: HoldClock(KEY) for side in Side}
    legs.expected = expected
    for i, (left, right) in enumerate(looks):
        m = look(i / FPS, left, right)
        legs.see(m)
        for side, clock in found.items():
            label = legs.label(side, held=clock.in_pose)
            clock.see(m.t_s, m.get(f"knee_{label.value}_deg"), True, legs.doubtful)
    return found


def good_s(looks: list[tuple[float | None, float | None]], **more: Side) -> dict[Side, float]:
    return {side: clock.good_s(len(looks) / FPS) for side, clock in clocks(looks, **more).items()}


REST = [(40.0, 40.0)] * (3 * FPS)
UP = [(115.0, 5.0)] * (10 * FPS)
DOWN = [(5.0, 115.0)] * (10 * FPS)


@pytest.mark.parametrize("side", list(Side))
def test_plain_holds_belong_to_their_own_side(side: Side):
    counted = good_s(REST + (UP if side is Side.LEFT else DOWN) + REST)
    assert counted[side] == pytest.approx(10.0, abs=0.15)
    assert counted[side.other] == 0.0


def test_a_swap_in_mid_hold_does_not_end_it():
    counted = good_s(REST + UP[:60] + DOWN[:70] + UP[:20] + REST)
    assert counted[Side.LEFT] == pytest.approx(10.0, abs=0.15)
    assert counted[Side.RIGHT] == 0.0


def test_a_blended_half_second_does_not_end_it():
    counted = good_s(REST + UP[:60] + [(60.0, 60.0)] * 7 + UP[:83] + REST)
    assert counted[Side.LEFT] == pytest.approx(10.0, abs=0.15)


@pytest.mark.parametrize("seed", range(5))
def test_labels_that_change_several_times_a_second_and_blend_between(seed: int):
    rng = np.random.default_rng(seed)
    looks: list[tuple[float | None, float | None]] = []
    while len(looks) < 12 * FPS:
        high, blend = rng.uniform(105, 115), rng.random()
        share = 0.0 if blend < 0.45 else 1.0 if blend < 0.7 else rng.uniform(0.2, 0.8)
        looks += [(high * (1 - share) + 5 * share, high * share + 5 * (1 - share))] * int(rng.integers(1, 4))
    counted = good_s(REST + UP[:8] + looks[: 12 * FPS] + REST)
    assert counted[Side.LEFT] == pytest.approx(12.5, abs=0.7)
    assert counted[Side.RIGHT] == 0.0


def test_the_other_leg_after_a_rest_is_the_other_leg():
    counted = good_s(REST + UP + REST + DOWN + REST)
    assert counted == pytest.approx({Side.LEFT: 10.0, Side.RIGHT: 10.0}, abs=0.15)


def test_changing_legs_in_one_slow_movement_ends_one_hold_and_begins_the_other():
    share = [0.5 - 0.5 * np.cos(np.pi * i / (3 * FPS)) for i in range(3 * FPS)]
    change = [(115 - 75 * float(u), 40 + 75 * float(u)) for u in share]
    counted = good_s(REST + [(115.0, 40.0)] * 90 + change + [(40.0, 115.0)] * 90 + REST)
    assert counted == pytest.approx({Side.LEFT: 6.0, Side.RIGHT: 6.0}, abs=0.5)


def test_a_far_leg_that_comes_and_goes_changes_nothing():
    looks = [(115.0, 5.0 if i % 7 else None) for i in range(10 * FPS)]
    assert good_s(REST + looks + REST)[Side.LEFT] == pytest.approx(10.0, abs=0.15)


def test_a_held_leg_that_is_no_longer_seen_is_not_the_one_that_rests():
    held, hidden = (115.0, 50.0), (None, 50.0)
    legs = LegSwap(KEY.measure)
    for i in range(2 * FPS):
        legs.see(look(i / FPS, *held))
        legs.label(Side.LEFT, held=True)
    legs.see(look(2.0, *hidden))
    assert legs.label(Side.LEFT, held=True) is Side.LEFT
    legs.see(look(2.1, None, 112.0))
    assert legs.label(Side.LEFT, held=True) is Side.RIGHT, "the other name is where the held leg was"
