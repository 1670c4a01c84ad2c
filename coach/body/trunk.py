"""Where a trunk points: the person's up, left and front in the camera's frame, and which way is down."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.body.angles import across, cross, ramp, unit
from coach.body.landmarks import FloatArray, Joint, Pose, Side

USUAL_PITCH_DEG = 15.0
"""A laptop on a low table two metres away looks down at a mat by about this angle (geometry: 0.5 m over 2 m)."""
PITCH_RANGE_DEG = (-5.0, 45.0)
"""Range of the pitch, from a laptop on the floor to one on a high shelf."""
PITCH_SHOWN_FROM, PITCH_SHOWN_ALONE = 0.7, 0.9
"""How much the shoulder line must point along the camera's axis to show the pitch: it is level in every posture known
here, so its slope in the picture plane is the camera's."""
LYING_TO, UPRIGHT_FROM = 0.6, 0.85
"""Sine of the trunk's slope up to which it lies, and from which it is upright (37 and 58 degrees)."""


@dataclass(frozen=True, eq=False)
class Trunk:
    """Unit vectors (3,) in the camera frame: x to the right, y down, z away from the camera."""

    up: FloatArray
    """Mid-hip to mid-shoulder."""
    left: FloatArray
    """Right to left of the person, perpendicular to ``up``."""
    front: FloatArray
    """Forward from the breastbone."""
    down: FloatArray
    """Gravity."""
    aside: FloatArray
    """Level, across the body, to the left: perpendicular to the plane in which an unturned body bends. When a lying
    trunk rolls, ``left`` is no longer level; this still is."""

    @property
    def front_up(self) -> float:
        """How far the front faces up: from -1, front to the floor, to +1, front to the ceiling."""
        return float(-self.front @ self.down)

    @property
    def sideways(self) -> float:
        """0 seen from front, back or an end .. 1 seen exactly from the side."""
        return min(1.0, abs(float(self.aside @ level_ahead(self.down))))

    @property
    def near(self) -> Side:
        """The side of the person that is nearer to the camera."""
        return Side.LEFT if self.aside[2] < 0 else Side.RIGHT


def left_and_right(points: FloatArray, part: str) -> FloatArray:
    """The left and the right joint of that name: points (33, d) -> (2, d)."""
    return np.asarray([points[Joint.of(part, side)] for side in (Side.LEFT, Side.RIGHT)], dtype=float)


def middle(points: FloatArray, part: str) -> FloatArray:
    """The midpoint between the left and the right joint of that name."""
    half: FloatArray = (points[Joint.of(part, Side.LEFT)] + points[Joint.of(part, Side.RIGHT)]) / 2
    return half


def leftward(points: FloatArray, part: str) -> FloatArray:
    """The vector from the right to the left joint of that name."""
    line: FloatArray = points[Joint.of(part, Side.LEFT)] - points[Joint.of(part, Side.RIGHT)]
    return line


def usual(trunks: Sequence[Trunk], name: str) -> FloatArray:
    """The mean direction of that name, (3,), in looks at a still body."""
    return unit(np.mean([getattr(trunk, name) for trunk in trunks], axis=0))


def trunk_of(pose: Pose) -> Trunk:
    """The trunk as the world points show it; shoulders and hips have the same weight."""
    world = pose.world
    up = unit(middle(world, "shoulder") - middle(world, "hip"))
    left = unit(across(leftward(world, "shoulder") + leftward(world, "hip"), up))
    down = _down(left)
    return Trunk(up=up, left=left, front=cross(left, up), down=down, aside=_aside(up, left, down))


def level_ahead(down: FloatArray) -> FloatArray:
    """The camera's own direction, level with the floor."""
    return unit(across(np.array([0.0, 0.0, 1.0]), down))


def _aside(up: FloatArray, left: FloatArray, down: FloatArray) -> FloatArray:
    """The level direction across the trunk: at right angles to a lying trunk; ``left``, made level, for an upright
    one."""
    beside = cross(up, down)
    beside = unit(beside if float(beside @ left) >= 0 else -beside)
    lying = ramp(abs(float(up @ down)), UPRIGHT_FROM, LYING_TO)
    return unit(lying * beside + (1.0 - lying) * unit(across(left, down)))


def _down(left: FloatArray) -> FloatArray:
    """Gravity, assuming no roll (a laptop stands level) and the pitch that makes the shoulder line level if it
    shows."""
    share = ramp(abs(float(left[2])), PITCH_SHOWN_FROM, PITCH_SHOWN_ALONE)
    slope = -float(left[1]) / float(left[2]) if share else 0.0
    shown = max(PITCH_RANGE_DEG[0], min(PITCH_RANGE_DEG[1], math.degrees(math.atan(slope))))
    pitch = math.radians(USUAL_PITCH_DEG + share * (shown - USUAL_PITCH_DEG))
    return np.array([0.0, math.cos(pitch), math.sin(pitch)])
