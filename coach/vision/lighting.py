"""The lighting of a picture, and its repair in a dim room or haze: blur away the noise, then spread the tones."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.vision.frame import Image
from coach.vision.opencv import cv2
from coach.vision.sampling import every, percentile

Precise = NDArray[np.float32]
"""(h, w, 3) BGR, 0 to 255, as floats."""

BRIGHT_PART = 95
"""Percentile of grey that counts as the brightness: lamps smaller than a twentieth of the picture do not count."""

DARK_BELOW = 90
LIGHT_ABOVE = 105
"""Grey levels 0-255 that switch the repair on and off, found by darkening photographs
(tests/benchmarks/vision_lighting.py): at 90 everybody is still found in the unrepaired picture, at 70 one in sixteen is
lost. They differ so that a flickering lamp does not keep switching the repair."""

DARK_PART = 1
"""Percentile of grey that counts as the darkest tone."""

PALE_BELOW = 80
PALE_ABOVE = 95
"""Smallest range of grey levels from the darkest tone to the bright part: less means haze, a window behind, or a faded
print. 23 of 33 photographs faded to 0.3 of their contrast are recognised without repair, and 30 with it; the palest of
the good ones has 100."""

LEAST_RANGE = 8
"""Grey levels: a picture with a smaller range shows nothing, and spreading it would only amplify noise."""

TARGET = 220.0
"""The grey level to which the bright part is mapped; the darkest tone is mapped to 0."""

MOST_GAIN = 16.0
"""Largest gain; more shows only noise."""

NEW_PART = 0.5
"""Weight of the newest picture in the running mean, which leaves a third of the noise."""

BLUR_SIGMA = 1.5
"""Blur in pixels at the tracker's width of 640."""

SAMPLING = 4
"""Every fourth pixel in each direction is enough for a percentile."""


@dataclass(frozen=True)
class Lighting:
    level: float
    """Brightness of the bright part of the picture, 0 to 1."""
    dark: bool
    """Too little light for the pose model: the picture was repaired, and more light would help."""


def tones(image: Image | Precise) -> tuple[float, float]:
    """Grey levels 0-255 of the darkest tone and the bright part of a picture (h, w, 3)."""
    grey = cv2.cvtColor(every(image, SAMPLING), cv2.COLOR_BGR2GRAY)
    if grey.dtype == np.uint8:
        return percentile(grey, DARK_PART), percentile(grey, BRIGHT_PART)
    darkest, bright = np.percentile(grey, [DARK_PART, BRIGHT_PART])
    return float(darkest), float(bright)


def brightness(image: Image | Precise) -> float:
    """Grey level 0-255 of the bright part of a picture (h, w, 3)."""
    return tones(image)[1]


def repair(image: Image | Precise) -> Image:
    """The picture (h, w, 3), blurred against noise, with its tones spread over the range that the pose model knows."""
    smooth: Precise = np.asarray(cv2.GaussianBlur(image, (0, 0), BLUR_SIGMA), dtype=image.dtype)
    darkest, bright = tones(smooth)
    black = round(darkest) if bright - darkest >= LEAST_RANGE else 0
    gain = min(TARGET / max(bright - black, 1.0), MOST_GAIN)
    np.maximum(smooth, smooth.dtype.type(black), out=smooth)  # darker values would wrap around to bright ones
    return np.asarray(cv2.convertScaleAbs(smooth, alpha=gain, beta=-black * gain), dtype=np.uint8)


class Brightener:
    """Repairs the pictures of a stream while the room is dark or the picture pale."""

    def __init__(self) -> None:
        self._dark = False
        self._pale = False
        self._mean: Precise | None = None

    def __call__(self, image: Image, *, searching: bool = True) -> tuple[Image, Lighting]:
        """A picture at the tracker's size, unchanged or repaired, and its lighting.

        ``searching``: nobody is found yet, so the mean of the last pictures is used. It has less noise, but blurs what
        moves, which would harm the tracking of a body that is already found (tests/benchmarks/vision_lighting.py).
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
        """Forget earlier pictures, after a change of scene: none of them is mixed into the next one."""
        self._mean = None

    def _mean_with(self, image: Image) -> Precise:
        if self._mean is None or self._mean.shape != image.shape:
            self._mean = image.astype(np.float32)
        else:
            cv2.accumulateWeighted(image, self._mean, NEW_PART)
        return self._mean
