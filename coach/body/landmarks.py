"""The 33 landmarks of a body, and one pose of it. The only module that knows a landmark's index."""

from dataclasses import dataclass, replace
from enum import Enum, IntEnum

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.floating]


class Side(Enum):
    """Left or right of the PERSON, never of the picture."""

    LEFT = "left"
    RIGHT = "right"

    __hash__ = object.__hash__  # of its identity: Enum hashes its name in Python, hundreds of times for each picture

    @property
    def other(self) -> "Side":
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Joint(IntEnum):
    """A landmark's index in the arrays of a Pose (BlazePose topology, 33 landmarks)."""

    NOSE = 0
    LEFT_EYE = 2
    RIGHT_EYE = 5
    LEFT_EAR = 7
    RIGHT_EAR = 8
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_TOES = 31
    RIGHT_TOES = 32

    @classmethod
    def of(cls, part: str, side: Side) -> "Joint":
        """``Joint.of("knee", Side.LEFT)`` is ``LEFT_KNEE``. Raises KeyError for an unknown part."""
        return _JOINTS[side][part]


_JOINTS = {
    side: {
        joint.name.removeprefix(f"{side.name}_").lower(): joint
        for joint in Joint
        if joint.name.startswith(f"{side.name}_")
    }
    for side in Side
}
"""Joints by side and part: looked up several hundred times per picture."""


@dataclass(frozen=True, eq=False)
class Pose:
    """One person in one picture, at one moment."""

    t_s: float
    """Seconds on the source's own clock."""

    points: FloatArray
    """(33, 2) picture coordinates in units of picture height: x to the right, y down, never stretched."""

    world: FloatArray
    """(33, 3) metres from the mid-hip, camera frame: x to the right, y down, z away from the camera."""

    visibility: FloatArray
    """(33,) 0 to 1: how likely each landmark is in the picture and not hidden."""

    mask: FloatArray | None = None
    """(h, w) 0 to 1: where the person is, at any resolution with the picture's proportions; None when not asked for."""


ALL = ("eye", "ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toes")
"""Every part that exists on both sides."""


def swapped(pose: Pose, parts: tuple[str, ...]) -> Pose:
    """The pose with left and right of these parts exchanged."""
    order = np.arange(len(pose.points))
    for part in parts:
        left, right = Joint.of(part, Side.LEFT), Joint.of(part, Side.RIGHT)
        order[left], order[right] = right, left
    return replace(pose, points=pose.points[order], world=pose.world[order], visibility=pose.visibility[order])
