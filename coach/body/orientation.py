"""Notices from the body that a recording lies on its side or stands on its head, without a mark in the file."""

from dataclasses import replace

import numpy as np

from coach.body.landmarks import FloatArray, Pose
from coach.body.measures import Posture
from coach.body.posture import judge

EVERY_S = 1.0
"""Seconds between two looks."""

FEWEST = 6
"""Number of looks needed to report it."""

LIKELY = 0.6
"""Share of the looks in which the body, turned upright, is in a posture of its stretches."""

UNLIKELY, LESS = 0.5, 0.25
"""Largest such share as it is, and how much smaller it must be. Truth clips as they are have 0.5 or more, and are more
likely
turned by at most 0.2; upside down or on their side they have 0.46 or less, and are likelier upright by 0.3 or more: all
but lifted hips upside down, which look like hands and knees, and drops seen from the feet."""

LIES = {
    1: "seems to lie on its left side",
    2: "seems to be upside down",
    3: "seems to lie on its right side",
}
"""By quarter turns to the right that put it upright."""


TURNS = {1: "a quarter to the right", 2: "by half", 3: "a quarter to the left"}


class Orientation:
    """Compares how well the body fits its stretches as it is, and turned by quarters."""

    def __init__(self, fitting: frozenset[Posture]) -> None:
        """``fitting``: the postures of the stretches that are done."""
        self._fitting = fitting
        self._next_s = float("-inf")
        self._fits: list[FloatArray] = []

    def look(self, pose: Pose) -> None:
        """Takes in a pose, once in ``EVERY_S``."""
        if pose.t_s >= self._next_s:
            self._next_s = pose.t_s + EVERY_S
            looks = judge([_turned(pose, quarters) for quarters in range(4)])
            self._fits.append(np.array([sum(look.scores[posture] for posture in self._fitting) for look in looks]))

    def quarters(self) -> int:
        """Quarter turns to the right that put the pictures upright; 0 if they are, and in doubt."""
        if len(self._fits) < FEWEST:
            return 0
        fits = np.mean(self._fits, axis=0)
        best = int(fits.argmax())
        return best if fits[best] >= LIKELY and fits[0] <= min(UNLIKELY, fits[best] - LESS) else 0


def _turned(pose: Pose, quarters: int) -> Pose:
    """The body turned to the right. Where it then is in the picture, and how large, does not matter to a posture."""
    for _ in range(quarters):
        points = np.column_stack([-pose.points[:, 1], pose.points[:, 0]])
        world = np.column_stack([-pose.world[:, 1], pose.world[:, 0], pose.world[:, 2]])
        pose = replace(pose, points=points, world=world, mask=None)
    return pose


def turned(file: object, orientation: Orientation) -> list[str]:
    """The line that says that the recording ``file`` lies on its side or upside down, if it does."""
    quarters = orientation.quarters()
    return (
        [f"{file}: the picture {LIES[quarters]}; turn the video {TURNS[quarters]} and run this again"]
        if quarters
        else []
    )
