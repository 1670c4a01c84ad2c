"""Stick figures that show how to lie for a stretch, and how to rest."""

from dataclasses import dataclass

from coach.stretches.catalogue import STRETCHES
from coach.stretches.positions import Start
from coach.view import shapes
from coach.view.layout import Rect
from coach.view.lettering import Canvas
from coach.view.shapes import Point
from coach.view.theme import Colour

ASPECT = 2.0
"""Width over height of every figure."""


@dataclass(frozen=True)
class Stroke:
    """A stroke: points and thickness in figure widths; y runs downward from 0 to 0.5."""

    points: tuple[Point, ...]
    thickness: float


@dataclass(frozen=True)
class StickFigure:
    """A body seen from the side."""

    head: Point
    strokes: tuple[Stroke, ...]
    pillow: tuple[Stroke, ...] = ()


_TRUNK, _LEG, _ARM, _HEAD = 0.085, 0.058, 0.042, 0.052
_LYING_HEAD = (0.1, 0.4)
_LYING_TRUNK = Stroke(((0.2, 0.415), (0.45, 0.415)), _TRUNK)
_LYING_ARM = Stroke(((0.21, 0.455), (0.43, 0.465)), _ARM)

HOOK_LYING = StickFigure(
    head=_LYING_HEAD,
    strokes=(_LYING_TRUNK, _LYING_ARM, Stroke(((0.46, 0.42), (0.64, 0.16), (0.74, 0.44), (0.83, 0.45)), _LEG)),
)
ALL_FOURS = StickFigure(
    head=(0.16, 0.1),
    strokes=(
        Stroke(((0.28, 0.13), (0.64, 0.13)), _TRUNK),
        Stroke(((0.27, 0.15), (0.27, 0.44)), _ARM),
        Stroke(((0.66, 0.14), (0.66, 0.43), (0.9, 0.44)), _LEG),
    ),
)
RESTING = StickFigure(
    head=_LYING_HEAD,
    strokes=(_LYING_TRUNK, _LYING_ARM, Stroke(((0.46, 0.42), (0.63, 0.28), (0.83, 0.43), (0.9, 0.42)), _LEG)),
    pillow=(Stroke(((0.58, 0.42), (0.7, 0.42)), 0.1),),
)
_STARTS = {Start.LYING: HOOK_LYING, Start.ON_ALL_FOURS: ALL_FOURS}


def start_of(stretch: str | None) -> StickFigure | None:
    """The start position of a stretch as a figure; None if it does not matter."""
    if stretch == "rest":
        return RESTING
    entry = STRETCHES.get(stretch or "")
    return None if entry is None else _STARTS[entry.start]


def draw(canvas: Canvas, figure: StickFigure, place: Rect, ink: Colour, pillow: Colour, mirrored: bool = False) -> None:
    """Draws the figure as large as the rectangle allows, with the head on the left, or on the right if mirrored."""
    box = place.fitted(ASPECT)

    def at(point: Point) -> Point:
        return box.x + (1 - point[0] if mirrored else point[0]) * box.w, box.y + point[1] * box.w

    for strokes, colour in ((figure.pillow, pillow), (figure.strokes, ink)):
        for stroke in strokes:
            shapes.stroke(canvas, [at(point) for point in stroke.points], colour, stroke.thickness * box.w)
    shapes.disc(canvas, *at(figure.head), _HEAD * box.w, ink)
