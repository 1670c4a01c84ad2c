"""Shoulders and head of a body lying on its back, measured by how far they have moved in the picture."""

import math
from dataclasses import dataclass

import numpy as np

from coach.body.angles import ramp
from coach.body.landmarks import FloatArray, Joint, Pose, Side
from coach.body.measures import Measure
from coach.body.trunk import left_and_right, middle

SHOULDERS_WIDE = 0.78
"""Torso lengths: a shoulder 8 cm up is a roll of 12 degrees, with a torso 49 cm long (clinical notes, 2.5 [M])."""
STAYS, STRAYS = 0.4, 0.6
"""How far the lower shoulder may be off its place, in torso lengths; beyond that, both are guesses."""
COVERED = 0.1
"""How far a shoulder seems to rise, in torso lengths, when knees that drop toward the camera cover it: 0.09 to 0.22 on
four rendered bodies lying flat, compared with 0.02 to 0.07 behind knees that dropped away."""
COVERS_FROM_DEG, COVERS_DEG = 10.0, 40.0
HEAD_UP, HEAD_LOW = 0.45, 0.3
"""How far a head is raised, in torso lengths: seen from behind, a head this high hides the shoulders, which then seem
to rise."""


@dataclass(frozen=True, eq=False)
class Shoulders:
    """The shoulders at rest: (2,) picture points in units of picture height; directions are (3,), as in a Trunk."""

    each: FloatArray
    """(2, 2) left and right shoulder."""
    ear: FloatArray
    """The midpoint between the ears."""
    torso: float
    """The torso's length in the picture."""
    left: FloatArray
    down: FloatArray

    @classmethod
    def of(cls, points: FloatArray, torso: float, left: FloatArray, down: FloatArray) -> "Shoulders":
        """The shoulders of a body at rest, from picture points (33, 2)."""
        return cls(left_and_right(points, "shoulder"), middle(points, "ear"), torso, left, down)

    def roll(self, pose: Pose, turn_deg: float, *, covered: bool) -> Measure:
        """How far the shoulder that the knees turn away from has risen, in degrees, + for the left one.

        ``covered``: the trunk is not seen to lie on the back, so the knees may cover the shoulder.
        """
        up, stay = (0, 1) if turn_deg <= 0 else (1, 0)
        moved = (left_and_right(pose.points, "shoulder") - self.each) / self.torso
        rise = -float(moved[up][1]) / self._upright - (self._covered(turn_deg) if covered else 0.0)
        rise = max(-1.0, min(1.0, rise / SHOULDERS_WIDE))
        joints = (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER)
        trust = ramp(float(np.linalg.norm(moved[stay])), STRAYS, STAYS) * float(pose.visibility[joints[up]])
        trust *= ramp(self.head_rise(pose).value, HEAD_UP, HEAD_LOW)
        return Measure(math.degrees(math.asin(rise)) * (1.0 if up == 0 else -1.0), trust)

    def head_rise(self, pose: Pose) -> Measure:
        """How far the head is above where it lay, in torso lengths."""
        rise = float(self.ear[1] - middle(pose.points, "ear")[1]) / self._upright
        seen = max(float(pose.visibility[Joint.of("ear", side)]) for side in Side)
        return Measure(rise / self.torso, seen)

    @property
    def _upright(self) -> float:
        """Fraction of a height that the picture shows."""
        return max(float(self.down[1]), 0.5)

    def _covered(self, turn_deg: float) -> float:
        toward = turn_deg * float(self.left[2]) < 0
        return COVERED * ramp(abs(turn_deg), COVERS_FROM_DEG, COVERS_DEG) if toward else 0.0
