"""Soft light from many directions: a window and the room's own brightness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .geometry import Array, unit

REACH_M = 1.35
"""Half width of the square that casts shadows."""


@dataclass(frozen=True)
class Light:
    """A window at some place and an even brightness all around."""

    window: tuple[float, float, float] = (-0.55, -0.75, 1.0)
    """Direction towards it."""
    window_power: float = 1.9
    window_spread: float = 0.30
    """Half width of the window as seen from the mat (tangent)."""
    dome_power: float = 1.1
    ambient: float = 0.22
    exposure: float = 0.62
    warmth: float = 0.04
    window_samples: int = 5
    dome_samples: int = 8
    """Directions: what a picture costs grows with them."""

    def samples(self) -> list[tuple[Array, Array]]:
        """Directions towards the light (3,) and their power (3,) in red, green, blue."""
        warm, cool = np.array([1 + self.warmth, 1, 1 - self.warmth]), np.array([0.94, 0.98, 1.06])
        w = unit(self.window)
        a = unit(np.cross(w, [0, 0, 1]))
        b = np.cross(w, a)
        golden = np.pi * (3 - np.sqrt(5))
        out: list[tuple[Array, Array]] = []
        for i in range(self.window_samples):
            r, t = self.window_spread * np.sqrt((i + 0.5) / self.window_samples), i * golden
            d = unit(w + r * (np.cos(t) * a + np.sin(t) * b))
            out.append((d, warm * self.window_power / self.window_samples))
        for i in range(self.dome_samples):
            z, t = 0.25 + 0.72 * (i + 0.5) / self.dome_samples, i * golden
            d = np.array([np.sqrt(1 - z * z) * np.cos(t), np.sqrt(1 - z * z) * np.sin(t), z])
            out.append((d, cool * self.dome_power / self.dome_samples))
        return out


def sun_view(direction: Array) -> Array:
    """World to clip space (4, 4) for light that comes from `direction`, around the mat."""
    right = unit(np.cross([0.3, 1, 0.1], direction))
    axes = np.stack([right, np.cross(direction, right), direction])
    m = np.eye(4)
    m[:3, :3] = axes / REACH_M
    m[2] *= -1
    m[:3, 3] = -m[:3, :3] @ np.array([0.0, 0, 0.25])
    return m
