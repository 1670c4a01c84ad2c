"""Detects a change of scene: a cut or a fade, the laptop turned, the light switched on.

The pose model looks for the body where it just was, and after a jump it may keep a false body there for seconds.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from coach.vision.frame import Image
from coach.vision.opencv import cv2
from coach.vision.sampling import every, percentile

JUMP = 0.045
"""Mean change of the cells of a picture, as a share of its brightness. A moving body, seen five times a second, changes
them by 0.02; two photographs of one person in one room differ by 0.05, those of different rooms by 0.1 or more."""

FADE_S, FADE = 0.5, 0.09
"""A change this large within this many seconds is a fade. Any two postures in one room differ by at most 0.05, and a
fade between two views of one room reaches 0.14."""

CELLS = (32, 24)
"""Columns and rows into which a picture is averaged: this removes noise, and a body still covers many cells."""

SAMPLES = 320
"""This many columns of a picture are enough for an average."""

DARKEST = 12.0
"""Smallest brightness, as a grey level: below it, noise would count as change."""


class JumpDetector:
    """Compares consecutive pictures."""

    def __init__(self) -> None:
        self._past: deque[tuple[float, NDArray[np.int16]]] = deque()

    def __call__(self, image: Image, t_s: float) -> bool:
        """Whether this picture (h, w, 3) shows a different scene from those just before it."""
        now = cells(image)
        while len(self._past) > 1 and self._past[0][0] < t_s - FADE_S:
            self._past.popleft()
        jumped = bool(self._past) and (change(now, self._past[-1][1]) > JUMP or change(now, self._past[0][1]) > FADE)
        if jumped:
            self._past.clear()
        self._past.append((t_s, now))
        return jumped


def cells(image: Image) -> NDArray[np.int16]:
    """Mean grey levels of a picture (h, w, 3): (24, 32)."""
    step = max(image.shape[1] // SAMPLES, 1)
    grey = cv2.cvtColor(every(image, step), cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, CELLS, interpolation=cv2.INTER_AREA), dtype=np.int16)


def change(now: NDArray[np.int16], before: NDArray[np.int16]) -> float:
    """Mean change as a share of the brightness."""
    brightness = max(percentile(np.maximum(now, before), 95), DARKEST)
    return float(np.abs(now - before).mean()) / brightness
