"""Notices when the picture is suddenly another one: a cut in a recording, the laptop turned, the light switched on.

The pose model looks for the body where it just was. After a jump it may hold on to what lies there for seconds.
"""

import numpy as np
from numpy.typing import NDArray

from coach.vision.frame import Image
from coach.vision.opencv import cv2

JUMP = 0.045
"""Mean change of a picture's cells, in parts of its brightness. A moving body, seen five times a second, changes them
by 0.02; two photographs of one person in one room differ by 0.05, those of other rooms by 0.1 and more."""

CELLS = (32, 24)
"""Columns and rows that a picture is averaged into: noise is gone, a body is still many cells."""

SAMPLES = 320
"""Of a picture's columns, about as many are enough for an average."""

DARKEST = 12.0
"""Grey levels: in the dark, noise shall not count as change."""


class JumpDetector:
    """Looks at pictures that follow each other."""

    def __init__(self) -> None:
        self._last: NDArray[np.int16] | None = None

    def __call__(self, image: Image) -> bool:
        """Is this picture (h, w, 3) another scene than the one before?"""
        step = max(image.shape[1] // SAMPLES, 1)
        sample = np.ascontiguousarray(image[::step, ::step])
        cells = cv2.cvtColor(cv2.resize(sample, CELLS, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
        now, last = np.asarray(cells, dtype=np.int16), self._last
        self._last = now
        if last is None or last.shape != now.shape:
            return False
        brightness = max(float(np.percentile(np.maximum(now, last), 95)), DARKEST)
        return float(np.abs(now - last).mean()) > JUMP * brightness
