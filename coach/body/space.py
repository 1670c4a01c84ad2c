"""Vectors between joints, in torso lengths: from picture points where the view shows them, from world points elsewhere.

Seen from the side, the body's bends lie in the picture's plane and picture points are the better evidence. Each picture
vector is projected onto the plane through the trunk that is perpendicular to the person's left, which undoes the
shortening of a view that is not quite from the side. The farther the view is from the side, the more the world points
count.
"""

from dataclasses import dataclass

import numpy as np

from coach.body.angles import length, ramp
from coach.body.landmarks import FloatArray, Pose
from coach.body.trunk import Trunk, middle

PICTURE_FROM, PICTURE_ALONE = 0.55, 0.75
"""From the first ``Trunk.sideways`` on, picture points count; from the second, only they do: 57 and 41 degrees off the
side."""
LEAST_DEPTH = 0.3
"""The plane is never taken to be steeper than this, so that one bad depth cannot stretch a vector without limit."""


@dataclass(frozen=True, eq=False)
class Space:
    """A pose in torso lengths, in two layers, both (33, 3), camera axes."""

    flat: FloatArray
    """Picture points projected onto the trunk's plane."""
    deep: FloatArray
    """World points."""
    weight: float
    """The weight of ``flat``, 0 .. 1."""
    down: FloatArray
    torso_picture: float
    """The torso's length in units of picture height, corrected for shortening."""

    def mix(self, from_flat: float, from_deep: float) -> float:
        """One number combined from the two layers."""
        return self.weight * from_flat + (1.0 - self.weight) * from_deep

    def layers(self) -> tuple[FloatArray, FloatArray]:
        return self.flat, self.deep


def space_of(pose: Pose, trunk: Trunk) -> Space:
    """Both layers of a pose. A body of no size gives zeros."""
    flat = _laid(pose.points, trunk.aside)
    torso = _torso(flat)
    deep = pose.world.astype(float)
    return Space(
        flat=flat / max(torso, 1e-6),
        deep=deep / max(_torso(deep), 1e-6),
        weight=ramp(trunk.sideways, PICTURE_FROM, PICTURE_ALONE),
        down=trunk.down,
        torso_picture=torso,
    )


def _laid(points: FloatArray, normal: FloatArray) -> FloatArray:
    """(33, 2) picture points -> (33, 3) on the plane through the picture's origin, perpendicular to ``normal``."""
    steep = float(normal[2])
    steep = np.copysign(max(abs(steep), LEAST_DEPTH), steep)
    depth = -(points @ normal[:2]) / steep
    return np.column_stack([points, depth])


def _torso(points: FloatArray) -> float:
    return length(middle(points, "shoulder") - middle(points, "hip"))
