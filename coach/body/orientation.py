"""Detects from the body that a recording is rotated by a quarter or half turn and the file does not say so."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from coach.body.landmarks import FloatArray, Pose
from coach.body.measures import Posture
from coach.body.posture import judge

EVERY_S = 1.0
"""Seconds between looks."""

FEWEST = 6
"""Number of looks at a recording needed to report it."""

SURE = 0.9
"""A turn is reported from this probability on. In photographs of sources left out of the fit below, 442 of 549 turned
ones are then found, 2 with a wrong turn, and none of 275 upright ones is reported as turned
(``tests/accuracy/upright.py``)."""

SPEAKS = {
    Posture.LYING: 0.0, Posture.HOOK_LYING: -0.03, Posture.KNEE_TO_CHEST: -0.26, Posture.KNEE_DROP: -0.68,
    Posture.CHILDS_POSE: -0.58, Posture.TABLETOP: -0.43, Posture.CAT: 0.54, Posture.COW: 0.81, Posture.KNEELING: -0.59,
    Posture.SITTING: -0.33, Posture.STANDING: -0.28, Posture.OTHER: -0.58,
}  # fmt: skip
"""How strongly the logarithm of a posture's score indicates an upright body, fitted by that program. In a body that
is not upright the posture model spreads its score over postures that do not fit."""

LEAST = 0.001
"""A constant that is added to a score before the logarithm."""

LIES = {
    1: "seems to lie on its left side",
    2: "seems to be upside down",
    3: "seems to lie on its right side",
}
"""Indexed by the quarter turns to the right that put it upright."""


TURNS = {1: "a quarter to the right", 2: "by half", 3: "a quarter to the left"}


def uprightness(looks: Sequence[Pose]) -> FloatArray:
    """(4,) evidence that 0 to 3 quarter turns to the right put the body of these looks upright."""
    spoken = []
    for quarters in range(4):
        judged = judge([_turned(pose, quarters) for pose in looks])
        scores = {posture: np.mean([look.scores[posture] for look in judged]) for posture in SPEAKS}
        spoken.append(sum(weight * np.log(scores[posture] + LEAST) for posture, weight in SPEAKS.items()))
    return np.array(spoken)


def upright_by(spoken: FloatArray) -> int:
    """The quarter turns to the right that put the picture upright, from the evidence for each; 0 if it is upright or in
    doubt."""
    likely = np.exp(spoken - spoken.max())
    likely /= likely.sum()
    best = int(likely.argmax())
    return best if likely[best] >= SURE else 0


class Orientation:
    """Checks the body in a recording at intervals."""

    def __init__(self) -> None:
        self._next_s = float("-inf")
        self._spoken: list[FloatArray] = []

    def look(self, pose: Pose) -> None:
        """Takes in a pose, once in ``EVERY_S``."""
        if pose.t_s >= self._next_s:
            self._next_s = pose.t_s + EVERY_S
            self._spoken.append(uprightness([pose]))

    def quarters(self) -> int:
        """Quarter turns to the right that put the pictures upright; 0 if they are upright or in doubt."""
        return upright_by(np.mean(self._spoken, axis=0)) if len(self._spoken) >= FEWEST else 0


def _turned(pose: Pose, quarters: int) -> Pose:
    """The body turned to the right. Its place and size in the picture do not matter to a posture."""
    for _ in range(quarters):
        points = np.column_stack([-pose.points[:, 1], pose.points[:, 0]])
        world = np.column_stack([-pose.world[:, 1], pose.world[:, 0], pose.world[:, 2]])
        pose = replace(pose, points=points, world=world, mask=None)
    return pose


def turned(file: object, quarters: int, what: str = "video") -> list[str]:
    """The line that reports ``file`` as sideways or upside down, if it is."""
    return (
        [f"{file}: the picture {LIES[quarters]}; turn the {what} {TURNS[quarters]} and run this again"]
        if quarters
        else []
    )
