"""Decides which pictures are worth a look: many while something moves, few while nothing does.

A look costs thirty times as much as the comparison of two pictures that wakes the eye.
"""

import logging
from collections import deque

import numpy as np
from numpy.typing import NDArray

from coach.vision.frame import Frame
from coach.vision.jump import cells

_log = logging.getLogger(__name__)

STIRRED = 9
"""Grey levels by which a cell's mean changes when something moves in it; noise and breath change it by less than 5."""
LEAST_CELLS = 3
"""Cells that must change, of 32 x 24: where a foot was, and where it is. This many change in 3 % of the looks at
rendered people who hold still, and in 90 % of those at people who move in or out."""
AGAINST_S = 0.25
"""Age of the picture used for comparison: in this time a slowly lowered limb reaches the next cell."""
CALM_S = 0.7
"""Time without a change after which looks become infrequent: the movement is over, and its end has been judged."""
GLANCE_S = 0.1
"""While looks are infrequent, a camera's pictures are compared at this interval: a movement is noticed well within 0.4
s."""
EDGE_S = 1e-6
"""Tolerance for rounding errors of times."""


class Wakeful:
    """Takes in every picture of a source in order."""

    def __init__(self, moving_hz: float, still_hz: float) -> None:
        """Looks a second while something moves, and while nothing does."""
        self.moving_hz, self.still_hz = moving_hz, still_hz
        self._past: deque[tuple[float, NDArray[np.int16]]] = deque()
        self._stirred_s = float("-inf")
        self._looked_s = float("-inf")
        self._found = False

    @property
    def awake(self) -> bool:
        """Whether something has moved recently, or nobody is found yet: a search takes many looks."""
        return not self._found or self._past[-1][0] - self._stirred_s < CALM_S

    @property
    def next_s(self) -> float:
        """Time from one picture of a camera to the next."""
        return 1.0 / self.moving_hz if self.awake else min(1.0 / self.still_hz, GLANCE_S)

    def set_rate(self, moving_hz: float, still_hz: float) -> None:
        """Set the looks a second, from the next picture on."""
        if (moving_hz, still_hz) != (self.moving_hz, self.still_hz):
            _log.debug("looks at %g pictures a second, %g while nothing moves", moving_hz, still_hz)
        self.moving_hz, self.still_hz = moving_hz, still_hz

    def note(self, *, found: bool) -> None:
        """Whether the last look found a body."""
        self._found = found

    def __call__(self, frame: Frame) -> bool:
        """Whether to look at this picture."""
        self._take(frame)
        hz = self.moving_hz if self.awake else self.still_hz
        # unless the next picture is nearer to the time of the next look
        due = frame.t_s - self._looked_s >= 1.0 / hz - self._apart_s / 2 - EDGE_S
        if due:
            self._looked_s = frame.t_s
        return due

    @property
    def _apart_s(self) -> float:
        """Time between the last two pictures."""
        return self._past[-1][0] - self._past[-2][0] if len(self._past) > 1 else 0.0

    def _take(self, frame: Frame) -> None:
        now = cells(frame.image)
        while len(self._past) > 1 and self._past[1][0] <= frame.t_s - AGAINST_S:
            self._past.popleft()
        if not self._past or int((np.abs(now - self._past[0][1]) > STIRRED).sum()) >= LEAST_CELLS:
            self._stirred_s = frame.t_s
        self._past.append((frame.t_s, now))
