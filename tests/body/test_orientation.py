"""A recording that lies on its side or upside down is noticed from the body in it."""

from dataclasses import replace

import pytest

from coach.body.landmarks import Pose
from coach.body.orientation import FEWEST, Orientation, _turned, turned
from coach.stretches.positions import SEEN_AS, Start
from tests.body import sticks

EITHER = frozenset().union(*SEEN_AS.values())


def said_of(pose: Pose, quarters: int, fitting, looks: int = FEWEST) -> list[str]:
    """What is said of a recording of this body that was turned to the left by so many quarters."""
    orientation = Orientation(fitting)
    for second in range(looks):
        orientation.look(replace(_turned(pose, -quarters % 4), t_s=float(second)))
    return turned("v.mp4", orientation)


LINES = {
    0: [],
    1: ["the picture seems to lie on its left side; turn the video a quarter to the right and run this again"],
    2: ["the picture seems to be upside down; turn the video by half and run this again"],
    3: ["the picture seems to lie on its right side; turn the video a quarter to the left and run this again"],
}


@pytest.mark.parametrize("quarters", LINES)
@pytest.mark.parametrize(("body", "start"), [(sticks.TABLE, Start.ON_ALL_FOURS), (sticks.HOOK, Start.LYING)])
def test_a_picture_that_is_not_upright_is_noticed(body, start, quarters):
    assert said_of(sticks.seen(body), quarters, SEEN_AS[start]) == [f"v.mp4: {line}" for line in LINES[quarters]]


@pytest.mark.parametrize("body", [sticks.TABLE, sticks.HOOK])
def test_an_upright_picture_is_upright_for_any_stretches(body):
    assert said_of(sticks.seen(body), 0, EITHER) == []


def test_of_a_few_looks_nothing_is_said():
    assert said_of(sticks.seen(sticks.HOOK), 1, SEEN_AS[Start.LYING], FEWEST - 1) == []
