"""The feet of a body that lies with its knees up: whether they stand on the floor, and whether one has left it."""

from dataclasses import dataclass

import numpy as np

from coach.body.angles import ramp
from coach.body.landmarks import FloatArray, Pose
from coach.body.trunk import left_and_right, middle

STANDS = 0.6
"""Share of a shin's picture length that points up: a lying shin does not reach it from any laptop."""
KNEES_OVER_HIPS = 0.2
"""Height of the knees over the hips in shins, in the picture: less for somebody who stands or sits on a chair."""
FEET_ON_FLOOR = 0.45
"""Upper limit of the feet's height over the hip as a share of the knees' height, for feet that stand on the floor."""
FEET_GONE = 0.5
"""Torso lengths that the middle of the feet may be off its place on the floor."""
STEPPED = 0.3
"""Torso lengths: the foot of a leg at the chest has moved 0.43 or more, that of a dropping knee up to 0.21."""
FEET_LIFTED, FEET_STAY = 0.36, 0.22
"""Torso lengths, up or down in the picture, that the middle of both feet is off the floor: knees over the hips lift
both feet by a shin."""
ONE_LIFTED, NONE_LIFTED = 0.75, 0.6
"""The same for one foot against the other: a knee drawn to the chest lifts its foot by 0.7 or more, a drop lifts the
foot of the upper leg by less."""


@dataclass(frozen=True, eq=False)
class Feet:
    """Where the feet are while the body rests; places are (2,) picture points in units of picture height."""

    each: FloatArray
    """(2, 2) left and right foot."""
    torso: float
    """Length of the torso in the picture, in units of picture height."""
    down: bool
    """The feet stand on the floor."""

    def stay(self, pose: Pose) -> float:
        """How surely neither foot has left the floor, if both stood on it: 0 .. 1."""
        if not self.down:
            return 1.0
        lift = abs(float(middle(pose.points, "ankle")[1] - self._middle[1])) / self.torso
        steps = self.steps(pose)
        one = abs(float(steps[0][1] - steps[1][1])) / self.torso
        return min(ramp(lift, FEET_LIFTED, FEET_STAY), ramp(one, ONE_LIFTED, NONE_LIFTED))

    def steps(self, pose: Pose) -> FloatArray:
        """(2, 2) how far each foot has moved, with the labels that give the shorter way."""
        feet = left_and_right(pose.points, "ankle")
        return min((f - self.each for f in (feet, feet[::-1])), key=lambda steps: float(np.linalg.norm(steps)))

    def stepped(self, pose: Pose) -> bool:
        """Whether a foot has left its place; always true for feet that hang in the air, since those may move."""
        return not self.down or float(np.linalg.norm(self.steps(pose), axis=1).max()) > STEPPED * self.torso

    def moved(self, pose: Pose) -> bool:
        """Whether both feet are elsewhere on the floor."""
        return float(np.linalg.norm(middle(pose.points, "ankle") - self._middle)) > FEET_GONE * self.torso

    @property
    def _middle(self) -> FloatArray:
        return np.asarray(self.each.mean(axis=0))


def feet_on_floor(pose: Pose) -> bool:
    """Whether both shins stand in the picture, with the knees over the hips."""
    return standing_shin(pose.points)[1]


def standing_shin(points: FloatArray) -> tuple[float, bool]:
    """A shin's length in the picture, and whether both shins stand, with the knees over the hips."""
    shins = left_and_right(points, "ankle") - left_and_right(points, "knee")
    lengths = np.linalg.norm(shins, axis=1)
    shin = float(lengths.mean())
    stand = bool((shins[:, 1] >= STANDS * lengths).all())
    hips, knees, feet = (float(middle(points, part)[1]) for part in ("hip", "knee", "ankle"))
    over = hips - knees > KNEES_OVER_HIPS * shin
    return shin, stand and over and hips - feet < FEET_ON_FLOOR * (hips - knees)
