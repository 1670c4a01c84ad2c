"""The exact truth about a frame: joints in pixels, angles, the curve of the back in the drawn outline."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .body import WORDS
from .camera import Camera
from .geometry import Array, interior_angle

CHAIN = {
    "knee_to_chest": ("shoulder", "hip", "knee"),
    "knee": ("hip", "knee", "ankle"),
    "elbow": ("shoulder", "elbow", "wrist"),
}
SAMPLES = np.linspace(0.05, 0.95, 19)
ENDS, MIDDLE = [0, 1, 2, 16, 17, 18], slice(5, 14)
SAG = 0.3
"""The search for the edge begins this many chord lengths below the chord: a deep sag lies there."""


def flexions(joints: dict[str, Array]) -> dict[str, float]:
    """Flexion in degrees, 0 = straight, in space: trunk-thigh, knee and elbow of both sides."""
    out = {}
    for word in WORDS.values():
        for name, (a, b, c) in CHAIN.items():
            corner = interior_angle(*(joints[f"{word}_{n}"] for n in (a, b, c)))
            out[f"{word}_{name}_deg"] = 180.0 - corner
    return out


def in_picture(joints: dict[str, Array], camera: Camera) -> dict[str, tuple[float, float]]:
    """Pixel positions of the joints."""
    return {n: camera.project(p) for n, p in joints.items()}


def back_curve(mask: NDArray[np.bool_], shoulder: Array, hip: Array) -> float:
    """Distance of the back's outer edge from the hip-shoulder chord, in chord lengths; round is positive.

    `mask` (h, w) is the person; `shoulder` and `hip` (2,) are the middles of both, in pixels. The edge is sampled along
    the chord, upwards; the straight line through the samples near its ends is subtracted, and the middle half is
    averaged.
    """
    chord = shoulder - hip
    length = float(np.linalg.norm(chord))
    up = np.array([chord[1], -chord[0]]) / length
    up = -up if up[1] > 0 else up
    edge = np.array([_edge(mask, hip + chord * t, up, length) for t in SAMPLES]) / length
    line = np.polyval(np.polyfit(SAMPLES[ENDS], edge[ENDS], 1), SAMPLES)
    return float((edge - line)[MIDDLE].mean())


def modelled_curve(points: Array, shoulder: Array, hip: Array) -> float:
    """The same as `back_curve` from points (n, 3) on the trunk's skin, seen exactly from the side (X and Z, metres)."""
    chord = (shoulder - hip)[[0, 2]]
    length = float(np.linalg.norm(chord))
    along = chord / length
    up = np.array([-along[1], along[0]])
    up = -up if up[1] < 0 else up
    flat = (points - hip)[:, [0, 2]]
    t, height = flat @ along / length, flat @ up / length
    edge = np.array([height[np.abs(t - s) < 0.03].max(initial=-SAG) for s in SAMPLES])
    line = np.polyval(np.polyfit(SAMPLES[ENDS], edge[ENDS], 1), SAMPLES)
    return float((edge - line)[MIDDLE].mean())


def _edge(mask: NDArray[np.bool_], start: Array, up: Array, length: float) -> float:
    low = -int(SAG * length)
    last, (h, w) = low, mask.shape
    for k in range(low, int(length)):
        x, y = (start + up * k).astype(int)
        if not (0 <= x < w and 0 <= y < h):
            break
        if mask[y, x]:
            last = k
        elif k - max(last, 0) > length * 0.08:
            break
    return float(last)


def middle(points: dict[str, tuple[float, float]], name: str) -> Array:
    """Middle of the left and right point of a name, in pixels."""
    return np.asarray(np.mean([points[f"{w}_{name}"] for w in WORDS.values()], axis=0))
