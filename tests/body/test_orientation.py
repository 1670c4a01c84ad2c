"""A recording that is sideways or upside down is detected from the body in it."""

from dataclasses import replace

import pytest

from coach.body.landmarks import Pose
from coach.body.orientation import FEWEST, Orientation, _turned, turned
from tests.body import sticks


def said_of(pose: Pose, quarters: int, looks: int = FEWEST) -> list[str]:
    """The message about a recording of this body turned to the left by this many quarters."""
    orientation = Orientation()
    for second in range(looks):
        orientation.look(replace(_turned(pose, -quarters % 4), t_s=float(second)))
    return turned("v.mp4", orientation.quarters())


LINES = {
    0: [],
    1: ["the picture seems to lie on its left side; turn the video a quarter to the right and run this again"],
    2: ["the picture seems to be upside down; turn the video by half and run this again"],
    3: ["the picture seems to lie on its right side; turn the video a quarter to the left and run this again"],
}


@pytest.mark.parametrize("quarters", LINES)
@pytest.mark.parametrize("body", [sticks.TABLE, sticks.HOOK])
def test_a_picture_that_is_not_upright_is_noticed(body, quarters):
    assert said_of(sticks.seen(body), quarters) == [f"v.mp4: {line}" for line in LINES[quarters]]


def test_of_a_few_looks_nothing_is_said():
    assert said_of(sticks.seen(sticks.HOOK), 1, FEWEST - 1) == []
