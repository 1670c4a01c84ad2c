"""Detects a frozen camera, which keeps giving the same picture."""

import numpy as np

from coach.vision.frame import Frame, Image

FROZEN_S = 1.0
"""A camera is frozen after the same picture for this long. Sensor noise changes some pixel of every picture, even in
the dark and with nobody there; a driver glitch repeats one or two [J]."""

ROWS = 32
"""One row in this many is compared first."""


class FreezeDetector:
    """Compares consecutive pictures of a camera, pixel by pixel."""

    def __init__(self) -> None:
        self._image: Image | None = None
        self._t_s = float("-inf")
        self._new_s = 0.0

    def __call__(self, frame: Frame, now_s: float) -> bool:
        """Whether nothing new has come for ``FROZEN_S``: only the same picture, or the same time on the camera's clock.

        ``now_s``: seconds on the caller's clock, which continues when the camera's clock stops.
        """
        if frame.t_s > self._t_s and (self._image is None or not _same(frame.image, self._image)):
            self._new_s = now_s
            self._image, self._t_s = frame.image, frame.t_s
        return now_s - self._new_s >= FROZEN_S


def _same(image: Image, other: Image) -> bool:
    """Whether two pictures are the same; usually the first compared rows already differ."""
    return np.array_equal(image[::ROWS], other[::ROWS]) and np.array_equal(image, other)
