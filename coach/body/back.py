"""The back's curve, read from the mask: how far the back's edge bulges above, or sags below, the shoulder-hip line.

No landmark lies on the spine, and rounding it moves the distance from shoulder to hip by under 2 % (clinical notes,
section 1.4), so the outline is the only evidence.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from coach.body.angles import ramp, unit
from coach.body.landmarks import FloatArray, Pose
from coach.body.measures import Measure
from coach.body.trunk import Trunk, middle

SAMPLES = 19
SHARES = np.linspace(0.05, 0.95, SAMPLES)
"""Positions along the line, 0 at the hip and 1 at the shoulder; the very ends lie in the buttocks and the neck."""
ENDS = 3
"""Samples at each end through which the straight line is fitted."""
MIDDLE = slice(5, 14)
"""The middle half."""
DEPTH, REACH = 0.3, 0.9
"""How far inside and outside the line to search for the edge, in chord lengths: a deep sag lies below the line."""
GAP = 0.08
"""A hole in the mask up to this long (chord lengths) is bridged; beyond a longer one lies something else, say the
head."""
LEAST_CHORD_PIXELS = 30
"""Below this, a pixel of the mask is a third of the smallest curve that counts (0.04 chord lengths up to 1.2
pixels)."""
INSIDE = 0.5
LEAST_SIDEWAYS, CLEAR_SIDEWAYS = 0.62, 0.95
"""``Trunk.sideways``: at 52 degrees off the side the outline shows shoulders and buttocks, no longer the spine."""
FRONT_DOWN_FROM, FRONT_DOWN_CLEAR = -0.2, -0.5
"""``Trunk.front_up``: the back is the upper edge only when the front faces the floor."""
LEVEL_TO, LEVEL_CLEAR = 0.85, 0.7
"""Share of the trunk's direction along gravity (sine of its slope): 58 and 44 degrees."""


@dataclass(frozen=True, eq=False)
class BackEdge:
    """The back's outline above the line from hip to shoulder."""

    points: FloatArray
    """(19, 2) picture coordinates in units of picture height, from the hip end to the shoulder end."""
    height: FloatArray
    """(19,) distance from the line in chord lengths; NaN where no edge was found."""

    @property
    def curve(self) -> float:
        """Mean height of the middle half above the straight line through both ends; NaN where an edge is missing."""
        outer = np.r_[0:ENDS, SAMPLES - ENDS : SAMPLES]
        if not np.isfinite(self.height).all():
            return float("nan")
        slope, start = np.polyfit(SHARES[outer], self.height[outer], 1)
        return float((self.height - (slope * SHARES + start))[MIDDLE].mean())


@lru_cache(maxsize=8)
def edge_of(pose: Pose) -> BackEdge | None:
    """The person's upper edge above the hip-shoulder line; None without a mask, or for a body too small in it."""
    if pose.mask is None:
        return None
    hip, shoulder = middle(pose.points, "hip"), middle(pose.points, "shoulder")
    chord = float(np.linalg.norm(shoulder - hip))
    steps = int(chord * pose.mask.shape[0])
    if steps < LEAST_CHORD_PIXELS:
        return None
    along = unit(shoulder - hip)
    out = np.array([along[1], -along[0]])
    out = -out if out[1] > 0 else out
    feet = hip + SHARES[:, None] * (shoulder - hip)
    rays = np.linspace(-DEPTH, REACH, int(steps * (DEPTH + REACH)) + 1)
    values = _read(pose.mask, feet[:, None, :] + rays[None, :, None] * chord * out)
    height = np.array([_edge(row, rays) for row in values])
    return BackEdge(points=feet + (height * chord)[:, None] * out, height=height)


def back_curve(pose: Pose, trunk: Trunk) -> Measure | None:
    """The back's curve in chord lengths: + rounded, - sagging; None where the view or the mask cannot show it."""
    sure = (
        ramp(trunk.sideways, LEAST_SIDEWAYS, CLEAR_SIDEWAYS)
        * ramp(trunk.front_up, FRONT_DOWN_FROM, FRONT_DOWN_CLEAR)
        * ramp(abs(float(trunk.up @ trunk.down)), LEVEL_TO, LEVEL_CLEAR)
    )
    edge = edge_of(pose) if sure > 0 else None
    if edge is None or not np.isfinite(edge.curve):
        return None
    return Measure(edge.curve, sure)


def _read(mask: FloatArray, points: FloatArray) -> FloatArray:
    """Mask values at picture points (..., 2), interpolated linearly between pixels; NaN outside the picture."""
    rows, columns = mask.shape
    x, y = points[..., 0] * rows - 0.5, points[..., 1] * rows - 0.5
    outside = (x < -0.5) | (y < -0.5) | (x > columns - 0.5) | (y > rows - 0.5)
    x, y = np.clip(x, 0, columns - 1), np.clip(y, 0, rows - 1)
    left, top = np.minimum(x.astype(int), columns - 2), np.minimum(y.astype(int), rows - 2)
    right_share, low_share = x - left, y - top
    upper = mask[top, left] * (1 - right_share) + mask[top, left + 1] * right_share
    lower = mask[top + 1, left] * (1 - right_share) + mask[top + 1, left + 1] * right_share
    return np.where(outside, np.nan, upper * (1 - low_share) + lower * low_share)


def _edge(ray: FloatArray, height: FloatArray) -> float:
    """Where a ray leaves the person, between samples; NaN if it never meets them or leaves the picture first."""
    inside = np.flatnonzero(ray >= INSIDE)
    step = float(height[1] - height[0])
    start = int(np.searchsorted(height, 0.0))
    inner, outer = inside[inside < start], inside[inside >= start]
    if outer.size and (outer[0] - start) * step <= GAP:
        jumps = np.flatnonzero(np.diff(outer) * step > GAP)
        last = int(outer[jumps[0]] if jumps.size else outer[-1])
    elif inner.size:
        last = int(inner[-1])
    else:
        return float("nan")
    if last + 1 >= len(ray) or np.isnan(ray[last + 1]):
        return float("nan")
    return float(height[last] + step * (ray[last] - INSIDE) / max(ray[last] - ray[last + 1], 1e-6))
