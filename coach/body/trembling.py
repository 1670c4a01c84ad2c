"""A leg that trembles while the other lies still is being guessed, however high the pose model rates its visibility.

Behind the near leg, the far one is found sometimes where it lies and sometimes where the near one is, up to half a
torso away. On rendered people in a side view, 7 in 10 looks with a leg misplaced in this way tremble like this, and 1
in 70 of those with it in place.
"""

from collections import deque
from dataclasses import replace

import numpy as np

from coach.body.angles import length, ramp
from coach.body.landmarks import FloatArray, Joint, Pose, Side
from coach.body.sides import LEGS
from coach.body.trunk import middle

WINDOW_S = 0.9
STEP_S = 0.09
"""Looks that come faster are skipped: trembling is measured from look to look and must not depend on the frame rate."""
LEAST_LOOKS = 6
MORE = 2.0
"""How many times more than the other leg it must tremble: in dim light the whole picture trembles."""
SURE, GUESSED = 0.06, 0.13
"""How far knee or foot leave their straight path from look to look, in torso lengths, beyond what the other leg
explains: a leg that bounces by 10 degrees once a second leaves it by 0.06."""


class Trembling:
    """Lowers the visibility of a leg that is being guessed. Looks must come in time order."""

    def __init__(self) -> None:
        self._past: deque[tuple[float, FloatArray]] = deque()

    def __call__(self, pose: Pose) -> Pose:
        if self._past and not 0.0 <= pose.t_s - self._past[-1][0] <= WINDOW_S:
            self._past.clear()
        if not self._past or pose.t_s - self._past[-1][0] >= STEP_S:
            self._past.append((pose.t_s, _legs(pose)))
        while pose.t_s - self._past[0][0] > WINDOW_S:
            self._past.popleft()
        if len(self._past) < LEAST_LOOKS:
            return pose
        visibility = pose.visibility.copy()
        tremble = self._tremble()
        for side, excess in zip(Side, tremble - MORE * tremble[::-1], strict=True):
            visibility[[Joint.of(part, side) for part in LEGS]] *= ramp(float(excess), GUESSED, SURE)
        return replace(pose, visibility=visibility)

    def _tremble(self) -> FloatArray:
        """(2,) how far the knee or ankle of each leg is off the straight path in the median look, in torso lengths."""
        places = np.array([places for _, places in self._past])
        off = np.linalg.norm(places[2:] - 2 * places[1:-1] + places[:-2], axis=3)
        return np.asarray(np.median(off.max(axis=2), axis=0))


def _legs(pose: Pose) -> FloatArray:
    """(2, 2, 2) knee and ankle of the left and the right leg in the picture, in torso lengths."""
    torso = length(middle(pose.points, "shoulder") - middle(pose.points, "hip"))
    rows = [[Joint.of(part, side) for part in ("knee", "ankle")] for side in Side]
    return np.asarray(pose.points[rows] / max(torso, 1e-6), dtype=float)
