"""Random people, rooms, light and cameras, drawn from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from .bodydata import PROXIES, SKINS, Shape
from .camera import Camera
from .geometry import Array, unit
from .light import Light
from .room import ROOMS, Box, Room
from .scene import Grain
from .wardrobe import Clothes, Colour, Look

T = TypeVar("T")
HAIR = ("short01", "short02", "short03", "short04", "bob01", "bob02", "ponytail01", "afro01")
WOODS: tuple[Colour, ...] = ((0.35, 0.22, 0.12), (0.10, 0.07, 0.05), (0.55, 0.53, 0.50))
MAT_HALF = (1.25, 0.62)
"""Half the size of the mat and of a chair, in metres."""
CHAIR_AWAY_M = 1.1
"""Smallest distance from the camera."""
SIZES = ((640, 480), (640, 360), (960, 540))


@dataclass(frozen=True)
class View:
    """A way to look at the mat, in degrees and metres."""

    name: str
    from_feet: tuple[float, float]
    """Angle off the line of the body: 0 from the feet, 90 from the side, 180 from the head."""
    height: tuple[float, float]


VIEWS = (
    View("side", (80.0, 100.0), (0.45, 0.95)),
    View("low", (78.0, 102.0), (0.22, 0.40)),
    View("oblique", (50.0, 72.0), (0.5, 1.1)),
    View("feet", (26.0, 44.0), (0.6, 1.0)),
    View("head", (118.0, 140.0), (0.6, 1.1)),
    View("corner", (42.0, 54.0), (0.5, 1.1)),
)
VIEW_SHARES = (0.36, 0.16, 0.22, 0.16, 0.10, 0.0)


class Chance:
    """A random generator with the few draws that describe a scene."""

    def __init__(self, *seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def between(self, low: float, high: float) -> float:
        """Evenly between both."""
        return float(self.rng.uniform(low, high))

    def one(self, of: Sequence[T], shares: Sequence[float] | None = None) -> T:
        """One of these values."""
        return of[int(self.rng.choice(len(of), p=shares))]

    def yes(self, share: float) -> bool:
        """True in this share of the draws."""
        return bool(self.rng.uniform() < share)

    def colour(self, low: float = 0.02, high: float = 0.6) -> Colour:
        """A colour for a garment or a mat, seldom bright."""
        grey = self.between(low, high)
        a, b, c = (float(np.clip(grey * self.between(0.45, 1.6), 0.015, 0.75)) for _ in range(3))
        return a, b, c


def person(chance: Chance) -> Look:
    """A random person: any age, weight, skin and hair, in clothes from tight to loose."""
    gender, race = chance.one(("female", "male")), chance.one(("caucasian", "african", "asian"))
    age = chance.one(("young", "middleage", "old"))
    shape = Shape(
        gender, race, "old" if age == "old" else "young",
        weight=chance.between(0.2, 0.95), muscle=chance.between(0.35, 0.7), height=chance.between(0.3, 0.7),
    )  # fmt: skip
    skins = sorted((SKINS / f"{age}_{race}_{gender}" / "textures").glob("*skinned*.png"))
    tone = chance.between(0.75, 1.1)
    hair = [h for h in HAIR if (PROXIES / "hair" / h).exists() and (gender == "female" or h.startswith("short"))]
    grey = (3.2, 3.0, 2.8) if age == "old" and chance.yes(0.6) else None
    tint = grey or chance.one(((1, 1, 1), (2.0, 1.5, 1.1), (4.0, 2.3, 1.4), (0.6, 0.6, 0.6)))
    return Look(shape, str(chance.one(skins).relative_to(SKINS)), f"hair/{chance.one(hair)}", clothes(chance), tint,
                (tone, tone, tone))  # fmt: skip


def clothes(chance: Chance) -> Clothes:
    """Top and trousers."""
    return Clothes(
        top=chance.colour(), trousers=chance.colour(0.02, 0.4), sleeve=chance.one((0.0, 0.3, 0.55, 0.95)),
        leg=chance.one((0.45, 0.6, 0.93, 0.93)), socks=chance.colour() if chance.yes(0.4) else None,
        ease_m=chance.one((0.0, 0.0, 0.006, 0.014, 0.024)),
    )  # fmt: skip


def room(chance: Chance) -> Room:
    """One of the rooms in random colours."""
    kept = ROOMS[chance.one(sorted(ROOMS))]
    return replace(kept, mat=chance.colour(0.05, 0.5), wall=chance.one((kept.wall, chance.colour(0.35, 0.75))))


def light(chance: Chance) -> tuple[str, Light, Grain]:
    """The name of a lighting, the light, and the grain of the camera."""
    name = chance.one(("bright", "window", "evening", "lamp"), (0.4, 0.3, 0.2, 0.1))
    side = (chance.between(-1, 1), chance.between(-1, -0.2), chance.between(0.6, 1.4))
    if name == "bright":
        return name, Light(side, 1.9, dome_power=chance.between(1.0, 1.3)), Grain(1.0, chance.between(0, 2.5))
    if name == "window":
        return name, Light(side, 2.6, dome_power=0.6, warmth=0.02), Grain(0.9, chance.between(1, 4))
    if name == "evening":
        return (
            name,
            Light(side, 1.6, dome_power=0.5, warmth=0.16),
            Grain(chance.between(0.55, 0.8), chance.between(3, 6)),
        )
    return (
        name,
        Light(side, 2.4, window_spread=0.08, dome_power=0.22, ambient=0.10, warmth=0.25),
        Grain(chance.between(0.35, 0.6), chance.between(4, 7)),
    )


def camera(chance: Chance, view: View, points: Array, size: tuple[int, int]) -> Camera:
    """A laptop camera with the whole person in its picture; `points` (n, 3) lie on the person."""
    low, high = points.min(0), points.max(0)
    middle = (low + high) / 2 + [chance.between(-0.08, 0.08), 0, chance.between(-0.02, 0.08)]
    turn = np.radians(chance.between(*view.from_feet))
    flank = chance.one((-1, 1))
    away = chance.between(1.7, 2.6)
    eye = np.array([np.cos(turn), flank * np.sin(turn), 0]) * away + [middle[0], middle[1], 0]
    eye[2] = chance.between(*view.height)
    wide = _half_width(points, eye, middle, size)
    fill = chance.between(0.60, 0.92)
    fov = float(np.clip(2 * np.degrees(np.arctan(wide / fill)), 38, 80))
    roll = chance.one((0.0, chance.between(-4, 4)))
    return Camera(_three(eye), _three(middle), fov, *size, roll_deg=roll)


def _half_width(points: Array, eye: Array, at: Array, size: tuple[int, int]) -> float:
    """Tangent of half the horizontal field of view that just holds all points."""
    f = unit(at - eye)
    right = unit(np.cross(f, [0, 0, 1.0]))
    q = (points - eye) @ np.stack([right, np.cross(right, f), f]).T
    aspect = size[0] / size[1]
    return float(max(np.abs(q[:, 0] / q[:, 2]).max(), np.abs(q[:, 1] / q[:, 2]).max() * aspect))


def _three(v: Array) -> tuple[float, float, float]:
    x, y, z = (round(float(a), 4) for a in v)
    return x, y, z


def chair(chance: Chance, camera: Camera) -> tuple[Box, ...]:
    """A chair beside the mat, between it and the camera, that hides part of the person. Empty if it would hide all."""
    eye, at = np.array(camera.eye), np.array([chance.between(-0.6, 0.6), 0.0, 0.0])
    towards = unit((eye - at) * [1, 1, 0])
    off = min(MAT_HALF[0] / max(abs(towards[0]), 1e-6), MAT_HALF[1] / max(abs(towards[1]), 1e-6))
    x, y = (at + towards * off)[:2]
    wood = chance.one(WOODS)
    too_near = np.hypot(x - eye[0], y - eye[1]) < CHAIR_AWAY_M
    return () if too_near else chair_at(float(x), float(y), wood)


def chair_at(x: float, y: float, colour: Colour = (0.35, 0.22, 0.12)) -> tuple[Box, ...]:
    """A kitchen chair whose seat is centred over that place."""
    corners = [(x + a * 0.19, y + b * 0.19) for a in (-1, 1) for b in (-1, 1)]
    legs = [Box((0.035, 0.035, 0.44), (*c, 0.22), colour) for c in corners]
    posts = [Box((0.035, 0.035, 0.46), (*c, 0.67), colour) for c in corners[2:]]
    seat, back = Box((0.42, 0.42, 0.035), (x, y, 0.455), colour), Box((0.025, 0.40, 0.16), (x + 0.19, y, 0.80), colour)
    return (*legs, *posts, seat, back)
