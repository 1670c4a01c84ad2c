"""Draws the body found in the picture as limbs, and the edge of the back where cat and cow are judged."""

from dataclasses import dataclass

import numpy as np

from coach.body.back import edge_of
from coach.body.draw import LIMBS
from coach.body.landmarks import FloatArray, Joint, Pose, Side
from coach.view import shapes
from coach.view.lettering import Canvas
from coach.view.theme import Colour

SEEN = 0.5
"""Smallest visibility of a drawn joint: the pose model's own default confidence."""

_DOTS = np.array(
    [Joint.of(part, side) for side in Side for part in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")]
)
_ENDS = np.array([(limb.start, limb.end) for limb in LIMBS])
_OF_SIDE = {side: np.array([limb.side is side for limb in LIMBS]) for side in Side}


@dataclass(frozen=True)
class Ink:
    """Colours and style of the limbs."""

    limb: Colour
    exercised: Colour
    """Colour of the leg and arm of the exercised side."""
    halo: Colour
    in_pose: bool
    """Joints are filled discs in the pose and open rings out of it."""


def draw(canvas: Canvas, pose: Pose, ink: Ink, side: Side | None = None) -> None:
    """Draws limbs over a picture that fills the canvas and is already mirrored."""
    at = mirrored(pose.points, canvas)
    seen = pose.visibility >= SEEN
    drawn = seen[_ENDS].all(axis=1)
    exercised = drawn & _OF_SIDE[side] if side is not None else np.zeros_like(drawn)
    thick = max(2.0, canvas.shape[0] / 85)
    for limbs, colour, width in (
        (drawn, ink.halo, thick * 1.7),
        (drawn & ~exercised, ink.limb, thick),
        (exercised, ink.exercised, thick),
    ):
        if limbs.any():
            shapes.strokes(canvas, at[_ENDS[limbs]], colour, width)
    joints = at[_DOTS[seen[_DOTS]]]
    shapes.dots(canvas, joints, thick * 1.25, ink.halo)
    shapes.dots(canvas, joints, thick, ink.limb)
    if not ink.in_pose:
        shapes.dots(canvas, joints, thick * 0.55, ink.halo)


def draw_back(canvas: Canvas, pose: Pose, line: Colour, halo: Colour) -> None:
    """Draws the edge of the back, where it can be found."""
    edge = edge_of(pose)
    found = None if edge is None else edge.points[np.isfinite(edge.height)]
    if found is None or len(found) < 2:
        return
    path = [(float(x), float(y)) for x, y in mirrored(found, canvas)]
    thick = max(2.0, canvas.shape[0] / 85)
    shapes.stroke(canvas, path, halo, thick * 1.9)
    shapes.stroke(canvas, path, line, thick * 1.2)


def mirrored(points: FloatArray, canvas: Canvas) -> FloatArray:
    """Converts picture coordinates (n, 2) in picture heights to pixels of a mirrored picture that fills the canvas."""
    height, width = canvas.shape[:2]
    return np.stack([width - points[:, 0] * height, points[:, 1] * height], axis=1)
