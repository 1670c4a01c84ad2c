"""The posture model's inputs: places of joints, bends and directions of limbs, visibility, and the back's edge.

Places are measured from the mid-hip in torso lengths, with the head to the left, so a look and its mirror image are the
same. Down is down in the picture. The functions take many looks at once, for fitting, or a single one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from coach.body.back import ENDS, MIDDLE, SAMPLES, SHARES, edge_of
from coach.body.landmarks import FloatArray, Joint, Pose, Side

Part = str
"""What a number is about: ``trunk``, ``head``, ``arms``, ``legs``, ``hands to legs``, ``back's edge``."""

PLACES = tuple(joint for joint in Joint if "HEEL" not in joint.name)
"""Heels are left out: they are so close to the ankles that they add nothing."""
SIDES = (Side.LEFT, Side.RIGHT)


def _each(*parts: str) -> list[tuple[Joint, ...]]:
    """The same joints on the left and on the right; ``~knee`` is the knee of the other side."""
    return [tuple(Joint.of(p.lstrip("~"), s.other if p[0] == "~" else s) for p in parts) for s in SIDES]


def _across(*parts: str) -> list[tuple[Joint, ...]]:
    """Vectors from the right joint of each name to the left one."""
    return [(Joint.of(part, Side.RIGHT), Joint.of(part, Side.LEFT)) for part in parts]


BENDS: dict[Part, list[tuple[Joint, ...]]] = {
    "arms": _each("elbow", "shoulder", "hip") + _each("shoulder", "elbow", "wrist"),
    "legs": _each("shoulder", "hip", "knee") + _each("hip", "knee", "ankle"),
}
LINES: dict[Part, list[tuple[Joint, ...]]] = {
    "legs": _each("hip", "knee") + _each("knee", "ankle") + _each("ankle", "toes") + _across("knee", "ankle"),
    "arms": _each("shoulder", "elbow") + _each("elbow", "wrist"),
    "trunk": _across("hip", "shoulder"),
    "head": [(Joint.of("ear", side), Joint.NOSE) for side in SIDES],
}
GAPS: dict[Part, list[tuple[Joint, ...]]] = {
    "hands to legs": [gap for leg in ("knee", "~knee", "ankle", "~ankle", "hip") for gap in _each("wrist", leg)],
    "legs": _each("ankle", "hip") + _each("ankle", "~knee") + _each("knee", "shoulder") + _across("knee", "ankle"),
    "arms": _each("wrist", "shoulder") + _across("wrist"),
    "head": [(Joint.NOSE, Joint.of(part, side)) for part in ("knee", "wrist") for side in SIDES],
}
PART_OF = {"SHOULDER": "trunk", "HIP": "trunk", "ELBOW": "arms", "WRIST": "arms", "KNEE": "legs", "ANKLE": "legs"}
"""The part that a joint belongs to; toes belong to the legs, everything else to the head."""
SHORTEST_TORSO = 0.25
"""Share of the body's extent in the picture: a trunk that points at the camera is no yardstick."""
SHORTEST_TORSO_M = 0.15
CURVE_SCALE, EDGE_SCALE, MEAN_SCALE = 8.0, 2.0, 15.0
"""These scale chord lengths to about one."""

_TINY = 1e-6
_MIRRORED = np.arange(33)
for _left, _step in ((1, 3), (2, 3), (3, 3), (7, 1), (9, 1), *((joint, 1) for joint in range(11, 33, 2))):
    _MIRRORED[[_left, _left + _step]] = _left + _step, _left
_LINE = np.column_stack([SHARES, np.ones(SAMPLES)])
_OUTER = np.r_[0:ENDS, SAMPLES - ENDS : SAMPLES]
_STRAIGHT = np.eye(SAMPLES)
_STRAIGHT[:, _OUTER] -= _LINE @ np.linalg.pinv(_LINE[_OUTER])
"""(19, 19) matrix that subtracts the straight line through an edge's ends."""


@dataclass(frozen=True, eq=False)
class Looks:
    """Looks at people, n of them."""

    points: FloatArray
    """(n, 33, 2), in units of picture height, y down."""
    world: FloatArray
    """(n, 33, 3) metres, camera frame."""
    visibility: FloatArray
    """(n, 33)."""
    edge: FloatArray
    """(n, 19) height of the back's edge over the hip-shoulder line, in chord lengths; NaN where it is not seen."""

    @classmethod
    def of(cls, pose: Pose) -> "Looks":
        """One look."""
        edge = edge_of(pose)
        height = np.full(SAMPLES, np.nan) if edge is None else edge.height
        return cls(pose.points[None], pose.world[None], pose.visibility[None], height[None])

    @property
    def head_right(self) -> FloatArray:
        """(n,) whether the shoulders are to the right of the hips in the picture."""
        return np.asarray((_middle(self.points, "shoulder") - _middle(self.points, "hip"))[:, 0] > 0)

    def mirrored(self, which: FloatArray) -> "Looks":
        """These looks, mirrored where ``which`` (n,) is true: left in the mirror image is the person's right."""
        rows, order = np.arange(len(which))[:, None], np.where(which[:, None], _MIRRORED, np.arange(33))
        points, world = self.points[rows, order].astype(float), self.world[rows, order].astype(float)
        points[which, :, 0] *= -1.0
        world[which, :, 0] *= -1.0
        return Looks(points, world, self.visibility[rows, order], self.edge)


def features(looks: Looks) -> FloatArray:
    """(n, f) features of looks with the head to the left; ``PARTS`` says what each is about."""
    return np.concatenate([values for _, values in _features(looks)], axis=1)


def _features(looks: Looks) -> Iterator[tuple[Sequence[Part], FloatArray]]:
    """Blocks (n, m) of features, each with the parts of the body that its columns are about."""
    points, world = looks.points, looks.world
    hip, shoulder = _middle(points, "hip"), _middle(points, "shoulder")
    extent = np.linalg.norm(np.ptp(points[:, PLACES], axis=1), axis=1)
    torso = np.linalg.norm(shoulder - hip, axis=1)
    scale = np.maximum(torso, SHORTEST_TORSO * extent)
    deep_torso = np.linalg.norm(_middle(world, "shoulder") - _middle(world, "hip"), axis=1)
    flat = (points - hip[:, None]) / np.maximum(scale, _TINY)[:, None, None]
    deep = (world - _middle(world, "hip")[:, None]) / np.maximum(deep_torso, SHORTEST_TORSO_M)[:, None, None]
    for layer in (flat, deep):
        yield from _layer(layer)
    yield _PLACE_PARTS, looks.visibility[:, PLACES].astype(float)
    yield ["trunk"], (torso / np.maximum(extent, _TINY))[:, None]
    yield from _turn(deep)
    yield from _edge(looks.edge)


def _layer(places: FloatArray) -> Iterator[tuple[Sequence[Part], FloatArray]]:
    """Features of (n, 33, d) places in torso lengths from the mid-hip."""
    n, d = len(places), places.shape[2]
    yield _wide(_PLACE_PARTS, d), places[:, PLACES].reshape(n, -1)
    parts, (start, corner, end) = _BENDS
    yield parts, _bend(places[:, start] - places[:, corner], places[:, end] - places[:, corner])
    parts, (start, end) = _LINES
    yield _wide(parts, d), _unit(places[:, end] - places[:, start]).reshape(n, -1)
    parts, (start, end) = _GAPS
    yield parts, np.linalg.norm(places[:, start] - places[:, end], axis=-1)
    shoulder, ear = _middle(places, "shoulder"), _middle(places, "ear")
    yield ["trunk"] * d, _unit(shoulder)
    yield ["head"] * d, _unit(ear - shoulder)


def _turn(deep: FloatArray) -> Iterator[tuple[Sequence[Part], FloatArray]]:
    """The directions of the trunk's left and front, in the camera's frame."""
    up = _unit(_middle(deep, "shoulder"))
    line = sum(deep[:, Joint.of(p, Side.LEFT)] - deep[:, Joint.of(p, Side.RIGHT)] for p in ("shoulder", "hip"))
    left = _unit(line - (line * up).sum(axis=1, keepdims=True) * up)
    yield ["trunk"] * 6, np.concatenate([left, np.cross(left, up)], axis=1)


def _edge(edge: FloatArray) -> Iterator[tuple[Sequence[Part], FloatArray]]:
    """The back's edge as it is, and with the straight line through its ends subtracted; zeros where it is not seen."""
    seen = np.isfinite(edge).all(axis=1, keepdims=True)
    height = np.where(seen, edge, 0.0)
    curve = height @ _STRAIGHT.T
    mean = curve[:, MIDDLE].mean(axis=1, keepdims=True)
    values = np.concatenate([CURVE_SCALE * curve, EDGE_SCALE * height, MEAN_SCALE * mean, seen], axis=1)
    yield ["back's edge"] * values.shape[1], values


def _columns(named: dict[Part, list[tuple[Joint, ...]]]) -> tuple[tuple[Part, ...], list[FloatArray]]:
    """The part of each row, and the rows' joints column by column."""
    rows = [(part, row) for part, rows in named.items() for row in rows]
    return tuple(part for part, _ in rows), list(np.array([row for _, row in rows]).T)


_BENDS, _LINES, _GAPS = (_columns(named) for named in (BENDS, LINES, GAPS))


@cache
def _wide(parts: tuple[Part, ...], width: int) -> tuple[Part, ...]:
    """Each part repeated ``width`` times."""
    return tuple(part for part in parts for _ in range(width))


_PLACE_PARTS = tuple("legs" if "TOES" in j.name else PART_OF.get(j.name.rpartition("_")[2], "head") for j in PLACES)


def _middle(places: FloatArray, part: str) -> FloatArray:
    """(n, d) midpoints between the left and the right joint of that name."""
    return np.asarray((places[:, Joint.of(part, Side.LEFT)] + places[:, Joint.of(part, Side.RIGHT)]) / 2)


def _unit(vectors: FloatArray) -> FloatArray:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), _TINY))


def _bend(one: FloatArray, other: FloatArray) -> FloatArray:
    """The angle between the vectors: -1 none .. 1 straight."""
    cosine = np.clip((_unit(one) * _unit(other)).sum(axis=-1), -1.0, 1.0)
    return np.asarray(2.0 * np.arccos(cosine) / np.pi - 1.0)


_NOBODY = Looks(np.zeros((1, 33, 2)), np.zeros((1, 33, 3)), np.zeros((1, 33)), np.zeros((1, SAMPLES)))
PARTS: tuple[Part, ...] = tuple(part for parts, _ in _features(_NOBODY) for part in parts)
"""The part that each feature is about."""
