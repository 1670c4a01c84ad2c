"""The filter over turns: the same answer at any rate of looks, and the reachable one of two turns that look alike."""

import numpy as np
import pytest

from coach.body.turn_filter import TURNS_DEG, TurnEvidence, TurnFilter

OTHER = -12.0


def evidence(*turns_deg: float, spread_deg: float = 8.0) -> TurnEvidence:
    """A look in which these turns are equally likely."""
    off = np.min([np.abs(TURNS_DEG - turn) for turn in turns_deg], axis=0) / spread_deg
    return TurnEvidence(-0.5 * off**2, OTHER)


def followed(turn_deg: float, per_s: float, over_s: float = 2.0) -> tuple[float, float]:
    """Turn and certainty after the knees were lowered to this turn in ``over_s`` and held there for as long."""
    knees = TurnFilter(0.0)
    for n in range(1, round(2 * over_s * per_s) + 1):
        knees.look(n / per_s, evidence(min(1.0, n / per_s / over_s) * turn_deg))
    return knees.turn_deg, knees.sure


@pytest.mark.parametrize("turn_deg", [-80.0, -45.0, 0.0, 20.0, 45.0, 80.0])
@pytest.mark.parametrize("per_s", [6.0, 15.0, 30.0])
def test_the_turn_is_the_same_at_any_rate(turn_deg: float, per_s: float):
    found, sure = followed(turn_deg, per_s)
    assert found == pytest.approx(turn_deg, abs=2.0)
    assert sure > 0.9


@pytest.mark.parametrize("per_s", [6.0, 15.0, 30.0])
def test_of_two_turns_that_look_alike_the_one_on_the_way_is_taken(per_s: float):
    knees = TurnFilter(0.0)
    for n in range(1, round(2 * per_s) + 1):
        turn = 30.0 * n / per_s
        knees.look(n / per_s, evidence(turn, turn - 90.0))
    assert knees.turn_deg == pytest.approx(60.0, abs=5.0)


def test_two_turns_that_are_as_likely_are_not_sure():
    knees = TurnFilter(0.0)
    knees.look(2.0, evidence(-50.0, 50.0))
    assert knees.sure < 0.6


@pytest.mark.parametrize("per_s", [6.0, 15.0, 30.0])
def test_knees_that_do_something_else_are_no_turn_and_come_back(per_s: float):
    knees, nothing = TurnFilter(0.0), TurnEvidence(np.full(len(TURNS_DEG), 4 * OTHER), OTHER)
    for n in range(1, round(per_s) + 1):
        knees.look(n / per_s, nothing)
    assert knees.sure < 0.05
    for n in range(round(per_s) + 1, round(2 * per_s) + 1):
        knees.look(n / per_s, evidence(40.0))
    assert knees.sure > 0.9
    assert knees.turn_deg == pytest.approx(40.0, abs=2.0)
