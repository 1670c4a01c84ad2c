"""A picture with its time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""(h, w, 3) BGR, 8 bit."""


@dataclass(frozen=True, eq=False)
class Frame:
    image: Image
    t_s: float
    """Seconds on the source's own clock: monotonic for a camera, the frame's timestamp for a recording."""
