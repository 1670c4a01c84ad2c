"""Hints for better pictures, from light and size."""

import numpy as np
import pytest

from coach.body.landmarks import Pose
from coach.vision.eye import Sighting
from coach.vision.frame import Frame
from coach.vision.lighting import Lighting
from coach.vision.picture_hints import PictureHints

PICTURE = np.zeros((480, 640, 3), np.uint8)


def body(span: float) -> Pose:
    """A body whose points span this share of the picture's width."""
    points = np.full((33, 2), 0.5)
    points[0] = (0.5 + span * 640 / 480, 0.5)
    return Pose(0.0, points, np.zeros((33, 3)), np.ones(33))


def reported(level: float, span: float | None, seconds: float) -> list[tuple[float, str]]:
    hints = PictureHints()
    out = []
    for i in range(round(seconds * 10)):
        pose = None if span is None else body(span)
        sighting = Sighting(Frame(PICTURE, i / 10), pose, Lighting(level, dark=level < 0.35))
        out += [(i / 10, hint) for hint in hints.see(sighting)]
    return out


@pytest.mark.parametrize(
    ("level", "span", "expected"),
    [
        (0.8, 0.6, []),
        (0.1, 0.6, [(3.0, "more_light"), (13.0, "more_light")]),
        (0.1, None, [(3.0, "more_light"), (13.0, "more_light")]),
        (0.24, 0.6, []),
        (0.8, 0.1, [(3.0, "come_closer"), (13.0, "come_closer")]),
        (0.8, 0.2, []),
    ],
)
def test_what_lasts_is_reported_and_not_all_the_time(level, span, expected):
    assert reported(level, span, 20.0) == expected


def test_a_dark_moment_is_nothing():
    assert reported(0.1, 0.6, 2.9) == []
