"""Measures named without their side: ``knee_flexion_{side}_deg``."""

from enum import Enum
from functools import cache

from coach.body.landmarks import Side
from coach.body.measures import Measures

HIDDEN_BY = 0.25
"""A limb whose confidence is lower than the other's by this much is half hidden, measured worse, and ignored; a smaller
difference reduces its weight."""


class Combine(Enum):
    """How to combine the two sides of a measure when both limbs do the same."""

    MEAN = "mean"
    """The weighted mean, or only the better seen limb if the other is half hidden behind it."""
    LEAST = "least"


def reading(
    measures: Measures, name: str, side: Side | None, combine: Combine = Combine.MEAN, least_sure: float = 0.5
) -> float | None:
    """The value of a measure by its templated name.

    ``{side}`` and ``{other}`` become the side's name; with no side, and for ``{both}``, both are read and combined.
    ``{toward}`` in front of a name gives the measure the sign of the side: positive toward it; ``{away}`` the other.
    """
    for prefix, positive in (("{toward}", Side.LEFT), ("{away}", Side.RIGHT)):
        if name.startswith(prefix):
            value = measures.get(name.removeprefix(prefix), least_sure)
            return None if value is None else value * (1 if side in (positive, None) else -1)
    if side is not None and "{both}" not in name:
        return measures.get(_of_side(name, side), least_sure)
    if "{" not in name:
        return measures.get(name, least_sure)
    if combine is Combine.LEAST:
        return min((v for v in sides(measures, name, least_sure) if v is not None), default=None)
    found = [m for n in _of_both(name) if (m := measures.values.get(n)) is not None and m.confidence >= least_sure]
    best = max((m.confidence for m in found), default=0.0)
    weights = [max(0.0, 1.0 - (best - m.confidence) / HIDDEN_BY) for m in found]
    return sum(w * m.value for w, m in zip(weights, found, strict=True)) / sum(weights) if found else None


def sides(measures: Measures, name: str, least_sure: float = 0.5) -> list[float | None]:
    """A measure with ``{side}`` or ``{both}`` in its name, on the left and on the right."""
    return [measures.get(each, least_sure) for each in _of_both(name)]


@cache
def _of_side(name: str, side: Side) -> str:
    return name.format(side=side.value, other=side.other.value, both=side.value)


@cache
def _of_both(name: str) -> tuple[str, ...]:
    return tuple(_of_side(name, side) for side in Side)
