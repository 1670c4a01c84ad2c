"""What is kept of a sighting is enough to measure it."""

import numpy as np
import pytest

from assets.posture import kept
from coach.body.landmarks import Pose
from coach.vision.eye import Sighting
from coach.vision.frame import Frame
from coach.vision.lighting import Lighting

CHANCE = np.random.default_rng(5)
POSE = Pose(2.5, CHANCE.random((33, 2)), CHANCE.random((33, 3)), CHANCE.random(33))
MASK = CHANCE.random((48, 64)).astype(np.float32)


def sighting(pose: Pose | None, *, jumped: bool = False) -> Sighting:
    return Sighting(Frame(np.zeros((480, 640, 3), np.uint8), 2.5), pose, Lighting(0.5, dark=False), jumped)


@pytest.mark.parametrize("mask", [None, MASK])
def test_a_pose_comes_back(mask):
    pose = Pose(POSE.t_s, POSE.points, POSE.world, POSE.visibility, mask)
    back = kept.unpacked(*kept.packed(sighting(pose)))
    assert back.frame.t_s == 2.5
    assert back.pose is not None
    for name in ("points", "world", "visibility"):
        assert np.array_equal(getattr(back.pose, name), getattr(pose, name))
    assert (back.pose.mask is None) is (mask is None)
    if mask is not None:
        assert np.abs(back.pose.mask - mask).max() <= 0.5 / kept.LEVELS + 1e-6


def test_nobody_and_a_jump_come_back():
    back = kept.unpacked(*kept.packed(sighting(None, jumped=True)))
    assert back.pose is None
    assert back.jumped
