"""How bright a picture is, and its repair in a dim room or a haze: blur away the noise, then spread the tones."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.vision.frame import Image
from coach.vision.opencv import cv2

Precise = NDArray[np.float32]
"""(h, w, 3) BGR, 0 to 255, with what is between two grey levels."""

BRIGHT_PART = 95
"""Percentile of grey that stands for a picture's brightness: lamps smaller than a twentieth of it do not count."""

DARK_BELOW = 90
LIGHT_ABOVE = 105
"""Grey levels 0-255. Found by darkening photographs (tests/benchmarks/vision_lighting.py): at 90 everybody is still
found in a bare picture, at 70 one in sixteen is lost. Apart, so that a flickering lamp does not switch the repair all
the time."""

DARK_PART = 1
"""Percentile of grey that stands for a picture's darkest tone."""

PALE_BELOW = 80
PALE_ABOVE = 95
"""Grey levels between the darkest tone and the bright part: less is haze, a window behind, or a faded print. Of 33
photographs faded to 0.3 of their contrast 23 are told right as they are, and 30 repaired; the palest of the good ones
has 100."""

LEAST_RANGE = 8
"""Grey levels: a picture with fewer shows nothing, and spreading them would only show noise."""

TARGET = 220.0
"""The grey level that the bright part is brought to; the darkest tone is brought to 0."""

MOST_GAIN = 16.0
"""More shows only noise."""

NEW_PART = 0.5
"""How much of the newest picture is in the mean of those that follow each other: a third of the noise is left."""

BLUR_SIGMA = 1.5
"""Pixels at the tracker's width of 640."""

SAMPLING = 4
"""Every fourth pixel each way is enough for a percentile."""


@dataclass(frozen=True)
class Lighting:
    level: float
    """Brightness of the picture's bright part, 0 to 1."""
    dark: bool
    """Too little light for the pose model as the picture is: it was repaired, and more light would help."""


def tones(image: Image | Precise) -> tuple[float, float]:
    """Grey levels 0-255 of the darkest tone and of the bright part of a picture (h, w, 3)."""
    grey = cv2.cvtColor(np.ascontiguousarray(image[::SAMPLING, ::SAMPLING]), cv2.COLOR_BGR2GRAY)
    darkest, bright = np.percentile(grey, [DARK_PART, BRIGHT_PART])
    return float(darkest), float(bright)


def brightness(image: Image | Precise) -> float:
    """Grey level 0-255 of the bright part of a picture (h, w, 3)."""
    return tones(image)[1]


def repair(image: Image | Precise) -> Image:
    """The picture (h, w, 3), blurred against noise, its tones spread over those that the pose model knows."""
    smooth: Precise = np.asarray(cv2.GaussianBlur(image, (0, 0), BLUR_SIGMA), dtype=image.dtype)
    darkest, bright = tones(smooth)
    black = round(darkest) if bright - darkest >= LEAST_RANGE else 0
    gain = min(TARGET / max(bright - black, 1.0), MOST_GAIN)
    np.maximum(smooth, smooth.dtype.type(black), out=smooth)  # what is darker would come out as bright again
    return np.asarray(cv2.convertScaleAbs(smooth, alpha=gain, beta=-black * gain), dtype=np.uint8)


class Brightener:
    """Repairs pictures that follow each other, only while the room is dark or the picture pale."""

    def __init__(self) -> None:
        self._dark = False
        self._pale = False
        self._mean: Precise | None = None

    def __call__(self, image: Image, *, searching: bool = True) -> tuple[Image, Lighting]:
        """A picture at the tracker's size, as it is or repaired, and the verdict on its light.

        ``searching``: nobody is found yet, so the mean of the last pictures is shown: it has less noise, but blurs what
        moves, which a body that is already tracked would be the worse for (tests/benchmarks/vision_lighting.py).
        """
        darkest, grey = tones(image)
        self._dark = grey < (LIGHT_ABOVE if self._dark else DARK_BELOW)
        self._pale = LEAST_RANGE <= grey - darkest < (PALE_ABOVE if self._pale else PALE_BELOW)
        light = Lighting(level=grey / 255.0, dark=self._dark)
        if not self._dark and not self._pale:
            self._mean = None
            return image, light
        mean = self._mean_with(image)
        return repair(mean if searching else image), light

    def forget(self) -> None:
        """The next picture shows something else than those before: none of them is mixed into it."""
        self._mean = None

    def _mean_with(self, image: Image) -> Precise:
        if self._mean is None or self._mean.shape != image.shape:
            self._mean = image.astype(np.float32)
        else:
            cv2.accumulateWeighted(image, self._mean, NEW_PART)
        return self._mean
