"""People: a body shape, skin, hair and close-fitting clothes painted on the body's own tights layer.

Clothes are defined by the place of each point on the resting body, so they fit every shape and cannot tear.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .bodydata import Shape

Colour = tuple[float, float, float]
"""Linear red, green, blue, 0..1."""


@dataclass(frozen=True)
class Clothes:
    """Top and trousers. Lengths are fractions: 0 at the shoulder or hip, 1 at the wrist or ankle."""

    top: Colour
    trousers: Colour
    sleeve: float = 0.32
    leg: float = 0.93
    trim: Colour | None = None
    """Colour of the hems; None: the colour of the garment."""
    socks: Colour | None = None
    ease_m: float = 0.0
    """Distance of the top from the body."""


@dataclass(frozen=True)
class Look:
    """One person."""

    shape: Shape
    skin: str
    """The skin picture: folder and file."""
    hair: str | None
    clothes: Clothes
    hair_tint: Colour = (1, 1, 1)
    skin_tint: Colour = (1, 1, 1)
    brows: str = "eyebrows/eyebrow001"
    long_hair: bool = False
    """The hair spreads on the mat instead of sinking into it."""


def _skin(age: str, race: str, gender: str, number: str = "") -> str:
    tone = "dark" if race == "african" else "light"
    return f"{age}_{race}_{gender}/textures/{age}_{tone}skinned_{gender}_diffuse{number}.png"


LOOKS: dict[str, Look] = {
    "anna": Look(
        Shape("female", "caucasian", weight=0.45, muscle=0.6), _skin("young", "caucasian", "female"),
        hair="hair/ponytail01", hair_tint=(0.62, 0.62, 0.75), brows="eyebrows/eyebrow006", long_hair=True,
        clothes=Clothes(top=(0.10, 0.26, 0.48), trousers=(0.030, 0.033, 0.042)),
    ),
    "ben": Look(
        Shape("male", "african", weight=0.55, muscle=0.6, arch_m=-0.028),
        _skin("young", "african", "male"),
        hair="hair/short02", clothes=Clothes(top=(0.55, 0.42, 0.12), trousers=(0.06, 0.07, 0.09), leg=0.55),
    ),
    "dora": Look(
        Shape("female", "asian", age="old", weight=0.70, muscle=0.4, arch_m=-0.026),
        _skin("old", "asian", "female", "2"),
        hair="hair/short01", clothes=Clothes(top=(0.42, 0.10, 0.16), trousers=(0.16, 0.17, 0.20), sleeve=0.9),
    ),
    "emil": Look(
        Shape("male", "caucasian", age="old", weight=0.80, muscle=0.45, arch_m=-0.048),
        _skin("old", "caucasian", "male"),
        hair="hair/short03", clothes=Clothes(top=(0.50, 0.52, 0.50), trousers=(0.05, 0.07, 0.14)),
    ),
    "femi": Look(
        Shape("female", "african", weight=0.60, muscle=0.5, height=0.6),
        _skin("young", "african", "female"),
        hair="hair/short02", clothes=Clothes(top=(0.10, 0.35, 0.22), trousers=(0.04, 0.04, 0.06), sleeve=0.55),
    ),
    "goro": Look(
        Shape("male", "asian", weight=0.35, muscle=0.55, height=0.55, arch_m=-0.028),
        _skin("middleage", "asian", "male", "2"),
        hair="hair/short04", clothes=Clothes(top=(0.60, 0.58, 0.55), trousers=(0.10, 0.11, 0.13), leg=0.5),
    ),
}  # fmt: skip


def dressed(name: str, clothes: Clothes | None = None) -> Look:
    """The named person, in other clothes if given. Raises KeyError for an unknown name."""
    look = LOOKS[name]
    return look if clothes is None else replace(look, clothes=clothes)
