"""The camera that takes the picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from .geometry import Array, rot, unit


@dataclass(frozen=True)
class Camera:
    """A pinhole camera in the room (metres, Z up)."""

    eye: tuple[float, float, float]
    at: tuple[float, float, float]
    fov_deg: float = 60.0
    """Horizontal field of view."""
    width_px: int = 960
    height_px: int = 540
    roll_deg: float = 0.0
    """How far the camera is tilted: positive turns the picture counter-clockwise."""

    @cached_property
    def axes(self) -> Array:
        """(3, 3): rows are the camera's right, up and backwards."""
        f = unit(np.subtract(self.at, self.eye))
        r = rot(f, -self.roll_deg) @ unit(np.cross(f, [0, 0, 1.0])) if self.roll_deg else unit(np.cross(f, [0, 0, 1.0]))
        return np.stack([r, np.cross(r, f), -f])

    @property
    def focal_px(self) -> float:
        """Focal length in pixels."""
        return float(self.width_px / 2 / np.tan(np.radians(self.fov_deg) / 2))

    def matrix(self, near: float = 0.05, far: float = 30.0) -> Array:
        """World to clip space (4, 4)."""
        view = np.eye(4)
        view[:3, :3] = self.axes
        view[:3, 3] = -self.axes @ np.asarray(self.eye)
        p = np.zeros((4, 4))
        p[0, 0], p[1, 1] = 2 * self.focal_px / self.width_px, 2 * self.focal_px / self.height_px
        p[2, 2], p[2, 3], p[3, 2] = -(far + near) / (far - near), -2 * far * near / (far - near), -1
        return np.asarray(p @ view)

    def project(self, point: ArrayLike) -> tuple[float, float]:
        """Pixel x (right) and y (down) of a world point (3,)."""
        q = self.axes @ (np.asarray(point) - self.eye)
        return (
            float(self.width_px / 2 + self.focal_px * q[0] / -q[2]),
            float(self.height_px / 2 - self.focal_px * q[1] / -q[2]),
        )
