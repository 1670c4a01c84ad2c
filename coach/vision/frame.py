"""A picture with its time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""(h, w, 3) BGR, 8 bit."""


def colour(image: NDArray[np.generic]) -> Image:
    """A driver's picture as (h, w, 3): infrared and grey cameras give (h, w) or (h, w, 1), some give a fourth channel.

    Raises ValueError for anything else.
    """
    pixels = np.asarray(image, dtype=np.uint8)
    if pixels.ndim == 2:
        pixels = pixels[:, :, np.newaxis]
    if pixels.ndim != 3 or pixels.shape[2] not in (1, 3, 4):
        raise ValueError(f"a picture: expected (h, w) or (h, w, 1, 3 or 4), got {pixels.shape}")
    return np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else np.ascontiguousarray(pixels[:, :, :3])


@dataclass(frozen=True, eq=False)
class Frame:
    image: Image
    t_s: float
    """Seconds on the source's own clock: monotonic for a camera, the frame's timestamp for a recording."""
