"""The room: floor, walls, a mat and a few objects, as coloured boxes and one picture of floorboards."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .geometry import Array
from .wardrobe import Colour


@dataclass(frozen=True)
class Box:
    """An upright box: its size and the middle of it, metres."""

    size: tuple[float, float, float]
    middle: tuple[float, float, float]
    colour: Colour


@dataclass(frozen=True)
class Roll:
    """A firm cushion roll across the mat."""

    middle: tuple[float, float, float]
    """The place on the mat below its middle."""
    radius: float
    length: float
    colour: Colour


@dataclass(frozen=True)
class Room:
    """The furniture around the person."""

    wall: Colour = (0.66, 0.63, 0.57)
    floor: Colour = (0.46, 0.29, 0.16)
    boards: bool = True
    """Floorboards; otherwise a plain floor."""
    mat: Colour = (0.10, 0.30, 0.33)
    things: tuple[Box, ...] = field(default_factory=tuple)
    wall_y: float = 1.9
    walls: bool = True
    roll: Roll | None = None
    turned: bool = False
    """Whether the room is turned about the mat: its wall is then behind the person for a camera on the other side."""
    in_the_way: tuple[Box, ...] = ()
    """Furniture between the camera and the mat."""

    def boxes(self) -> list[Box]:
        """Everything but the floor."""
        y = self.wall_y
        mat = Box((1.90, 0.68, 0.012), (0.02, 0, -0.006), self.mat)
        if not self.walls:
            return [mat, *self.things, *self.in_the_way]
        walls = [
            Box((9, 0.1, 3.2), (0, y + 0.05, 1.5), self.wall),
            Box((0.1, 9, 3.2), (3.4, 0, 1.5), self.wall),
            Box((0.1, 9, 3.2), (-3.4, 0, 1.5), self.wall),
            Box((9, 0.02, 0.09), (0, y - 0.01, 0.04), (0.78, 0.77, 0.74)),
        ]
        around = [*walls, *self.things]
        return [*(map(_turned, around) if self.turned else around), mat, *self.in_the_way]


def _turned(box: Box) -> Box:
    x, y, z = box.middle
    return Box(box.size, (-x, -y, z), box.colour)


def _shelf(x: float, y: float) -> tuple[Box, ...]:
    books = ((0.50, 0.10, 0.08), (0.12, 0.20, 0.34), (0.62, 0.55, 0.40), (0.10, 0.24, 0.16), (0.45, 0.30, 0.10))
    spines = tuple(
        Box((0.045, 0.18, 0.22 + 0.02 * (i % 3)), (x - 0.28 + 0.052 * i, y, 0.56 + 0.01 * (i % 3)), c)
        for i, c in enumerate(books)
    )
    return (Box((0.8, 0.28, 0.44), (x, y, 0.22), (0.44, 0.30, 0.17)), *spines)


ROOMS: dict[str, Room] = {
    "living": Room(things=(
        *_shelf(1.75, 1.70),
        Box((0.52, 0.03, 0.36), (-1.15, 1.88, 0.80), (0.04, 0.04, 0.045)),
        Box((0.44, 0.034, 0.28), (-1.15, 1.875, 0.80), (0.30, 0.46, 0.50)),
        Box((0.26, 0.26, 0.30), (-2.2, 1.55, 0.15), (0.62, 0.55, 0.46)),
        Box((0.20, 0.20, 0.42), (-2.2, 1.55, 0.52), (0.05, 0.17, 0.06)),
    )),
    "studio": Room(floor=(0.74, 0.73, 0.71), boards=False, mat=(0.20, 0.42, 0.44), walls=False),
    "bedroom": Room(wall=(0.42, 0.50, 0.58), floor=(0.30, 0.20, 0.12), mat=(0.32, 0.12, 0.30), things=(
        Box((1.6, 0.7, 0.45), (-1.6, 1.5, 0.22), (0.62, 0.60, 0.58)),
        Box((0.9, 0.03, 1.2), (1.2, 1.88, 1.5), (0.72, 0.78, 0.85)),
    )),
    "office": Room(wall=(0.75, 0.73, 0.66), floor=(0.22, 0.23, 0.25), boards=False, mat=(0.45, 0.20, 0.12), things=(
        Box((1.4, 0.6, 0.04), (1.5, 1.5, 0.74), (0.52, 0.40, 0.28)),
        Box((0.06, 0.5, 0.72), (0.86, 1.5, 0.36), (0.1, 0.1, 0.1)),
        Box((0.06, 0.5, 0.72), (2.14, 1.5, 0.36), (0.1, 0.1, 0.1)),
    )),
}  # fmt: skip


def box_mesh(box: Box) -> tuple[Array, Array]:
    """Corners (36, 3) and normals (36, 3) of a box as triangles."""
    corners, normals = [], []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            n = np.zeros(3)
            n[axis] = sign
            u, v = np.roll(np.eye(3), 0, 0)[(axis + 1) % 3], np.eye(3)[(axis + 2) % 3]
            quad = [n - u - v, n + u - v, n + u + v, n - u + v]
            corners += [quad[i] for i in (0, 1, 2, 0, 2, 3)]
            normals += [n] * 6
    return np.array(corners) / 2 * box.size + box.middle, np.array(normals)


def boards_picture(seed: int = 7, pixels: int = 1024, boards: int = 14) -> NDArray[np.uint8]:
    """A picture (pixels, pixels, 3) of floorboards, grey, to be tinted; it tiles."""
    rng = np.random.default_rng(seed)
    out = np.ones((pixels, pixels)) * 0.8
    high = pixels / boards
    grain = rng.normal(size=(pixels, pixels // 16)).repeat(16, 1)
    for i in range(boards):
        a, b = int(i * high), int((i + 1) * high)
        joint = int(rng.integers(0, pixels))
        left, right = rng.uniform(0.72, 0.96, 2)
        row = np.where((np.arange(pixels) - joint) % pixels < pixels // 2, left, right)
        out[a:b] = row
        out[a : a + 2] *= 0.6
        for k in (joint, (joint + pixels // 2) % pixels):
            out[a:b, k : k + 2] *= 0.6
    out += 0.018 * grain
    return np.repeat((np.clip(out, 0, 1)[..., None] * 255).astype(np.uint8), 3, 2)


def roll_mesh(roll: Roll, steps: int = 48) -> tuple[Array, Array]:
    """Corners (n, 3) and normals (n, 3) of a roll lying across the mat, as triangles."""
    turns = np.linspace(0, 2 * np.pi, steps + 1)
    ring = np.stack([np.cos(turns), np.zeros(steps + 1), np.sin(turns)], 1)
    corners, normals = [], []
    half = np.array([0, roll.length / 2, 0])
    for a, b in pairwise(ring):
        for quad, ns in (
            (
                [a * roll.radius - half, b * roll.radius - half, b * roll.radius + half, a * roll.radius + half],
                [a, b, b, a],
            ),
            ([-half, a * roll.radius - half, b * roll.radius - half, -half], [-half / roll.length * 2] * 4),
            ([half, b * roll.radius + half, a * roll.radius + half, half], [half / roll.length * 2] * 4),
        ):
            corners += [quad[i] for i in (0, 1, 2, 0, 2, 3)]
            normals += [ns[i] for i in (0, 1, 2, 0, 2, 3)]
    return np.array(corners) + roll.middle + [0, 0, roll.radius], np.array(normals)
