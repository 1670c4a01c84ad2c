"""Vectors, rotations and two-bone reach. World: metres, Z up, the mat along X, the head towards -X."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Ids = NDArray[np.int64]

X, Y, Z = (np.eye(3)[i] for i in range(3))


def unit(vector: ArrayLike) -> Array:
    """The vector (3,) scaled to length one."""
    v = np.asarray(vector, float)
    return np.asarray(v / (np.linalg.norm(v) + 1e-12))


def cross(a: ArrayLike, b: ArrayLike) -> Array:
    """Cross product of two vectors (3,); numpy's own takes ten times as long for a single pair."""
    (ax, ay, az), (bx, by, bz) = a, b  # type: ignore[misc]
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])


def rot(axis: ArrayLike, deg: float) -> Array:
    """Rotation matrix (3, 3) of `deg` degrees about `axis`."""
    a, t = unit(axis), np.radians(deg)
    k = np.array([[0, -a[2], a[1]], [a[2], 0, -a[0]], [-a[1], a[0], 0]])
    return np.asarray(np.eye(3) + np.sin(t) * k + (1 - np.cos(t)) * k @ k)


def frame(direction: ArrayLike, up: ArrayLike) -> Array:
    """Right-handed frame (3, 3): first column `direction`, third column `up` made orthogonal to it."""
    d = unit(direction)
    h = np.asarray(up, float)
    h = unit(h - d * (h @ d))
    return np.stack([d, cross(h, d), h], 1)


def twist_about(rotation: Array, axis: Array) -> float:
    """Degrees by which `rotation` turns about the unit vector `axis` (swing-twist)."""
    w = np.sqrt(max(0.0, 1 + float(np.trace(rotation)))) / 2
    if w < 1e-6:
        return 180.0
    r = rotation
    v = np.array([r[2, 1] - r[1, 2], r[0, 2] - r[2, 0], r[1, 0] - r[0, 1]]) / (4 * w)
    return float(np.degrees(2 * np.arctan2(v @ axis, w)))


def two_bones(start: Array, target: ArrayLike, first: float, second: float, pole: ArrayLike) -> tuple[Array, Array]:
    """Directions of two bones of lengths `first`, `second` (metres) from `start` to `target`, bending towards `pole`.

    A target out of reach is approached along its line.
    """
    d = np.asarray(target, float) - start
    reach = float(np.clip(np.linalg.norm(d), abs(first - second) + 1e-4, (first + second) * 0.9999))
    u = unit(d)
    c = np.clip((first**2 + reach**2 - second**2) / (2 * first * reach), -1, 1)
    q = np.asarray(pole, float)
    q = unit(q - u * (q @ u))
    mid = start + first * (c * u + np.sqrt(1 - c * c) * q)
    return unit(mid - start), unit(start + u * reach - mid)


def quaternions(rotations: Array) -> Array:
    """Unit quaternions (n, 4), w first, of rotation matrices (n, 3, 3)."""
    r = rotations
    k = np.empty((len(r), 4, 4))
    k[:, 0] = np.stack([r[:, 0, 0] - r[:, 1, 1] - r[:, 2, 2], r[:, 1, 0] + r[:, 0, 1],
                        r[:, 2, 0] + r[:, 0, 2], r[:, 2, 1] - r[:, 1, 2]], 1)  # fmt: skip
    k[:, 1] = np.stack([k[:, 0, 1], r[:, 1, 1] - r[:, 0, 0] - r[:, 2, 2],
                        r[:, 2, 1] + r[:, 1, 2], r[:, 0, 2] - r[:, 2, 0]], 1)  # fmt: skip
    k[:, 2] = np.stack([k[:, 0, 2], k[:, 1, 2], r[:, 2, 2] - r[:, 0, 0] - r[:, 1, 1], r[:, 1, 0] - r[:, 0, 1]], 1)
    k[:, 3] = np.stack([k[:, 0, 3], k[:, 1, 3], k[:, 2, 3], np.trace(r, axis1=1, axis2=2)], 1)
    vectors = np.linalg.eigh(k / 3)[1][:, :, -1]
    return np.asarray(vectors[:, [3, 0, 1, 2]])


def interior_angle(a: Array, b: Array, c: Array) -> float:
    """Degrees at `b` between the lines to `a` and `c`."""
    u, v = unit(a - b), unit(c - b)
    return float(np.degrees(np.arccos(np.clip(u @ v, -1, 1))))


def smooth(u: float) -> float:
    """Ease in and out: 0..1 -> 0..1; the fastest moment is one and a half times the average."""
    u = min(1.0, max(0.0, u))
    return u * u * (3 - 2 * u)
