"""The way of turning knees: from a turn to a place in the picture, and back."""

import numpy as np
import pytest

from coach.body.trunk import unit
from coach.body.way import CENTRE, Way

START = CENTRE + np.array([0.0, -0.15])
FROM_THE_FEET = Way(0.27, left=unit(np.array([0.9, 0.0, -0.4])), down=unit(np.array([0.0, 0.95, 0.3])))
FROM_THE_SIDE = Way(0.27, left=unit(np.array([0.2, 0.35, -0.9])), down=unit(np.array([0.0, 0.93, 0.36])))
"""The person's left is the side of a camera that looks down at them."""


@pytest.mark.parametrize("turn_deg", [-80.0, -45.0, 0.0, 20.0, 45.0, 80.0])
def test_the_way_back_gives_the_turn(turn_deg: float):
    [place] = FROM_THE_FEET.places(START, np.array([turn_deg]))
    told_deg, off = FROM_THE_FEET.turn(place, START)
    assert told_deg == pytest.approx(turn_deg, abs=1.0)
    assert off < 0.01


@pytest.mark.parametrize("turn_deg", [35.0, 50.0, 65.0])
@pytest.mark.parametrize("wrong_deg", [-25.0, 0.0, 25.0])
def test_what_else_is_known_decides_between_two_turns_that_look_alike(turn_deg: float, wrong_deg: float):
    """The knees are told four fifths of the way to where a drop away from the camera would bring them."""
    [place] = FROM_THE_SIDE.places(START, np.array([turn_deg]))
    [other] = FROM_THE_SIDE.places(START, np.array([-95.0]))
    place = place + (other - place) * 0.8
    assert FROM_THE_SIDE.turn(place, START)[0] < 0
    assert FROM_THE_SIDE.turn(place, START, likely_deg=turn_deg + wrong_deg)[0] > 0


def test_a_likely_turn_that_no_knees_do_still_gives_an_answer():
    told_deg, _ = FROM_THE_FEET.turn(START, START, likely_deg=240.0)
    assert 30.0 < told_deg <= 110.0
