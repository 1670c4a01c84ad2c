"""Draws what the coach sees on a picture: outline, limbs, edge of the back, named angles, and a headline."""

from collections.abc import Iterator

import cv2
import numpy as np

from coach.body.draw import NamedAngle
from coach.body.landmarks import Pose
from coach.view import lettering, shapes, skeleton
from coach.view.layout import Rect
from coach.view.lettering import BOLD, Canvas
from coach.view.shapes import Point
from coach.view.theme import DARK

PERSON_FROM = 0.5
"""Smallest value of a mask pixel that belongs to the person."""
LETTERS, LEAST_LETTERS = 1 / 32, 13
"""Height of the letters in picture heights, and their smallest height in pixels."""
STEPS_OUT = 12
"""Number of rings of places around a joint to try for its label."""


def annotated(image: Canvas, pose: Pose | None, angles: list[NamedAngle], headline: str, *, back: bool) -> Canvas:
    """A drawing on ``image``, (h, w, 3) and not mirrored. ``back``: whether to draw the edge of the back."""
    canvas = np.ascontiguousarray(image[:, ::-1])  # limbs are drawn on a mirrored picture
    if pose is not None:
        _draw_outline(canvas, pose)
        skeleton.draw(canvas, pose, skeleton.Ink(DARK.text, DARK.active, DARK.ground, in_pose=True))
        if back:
            skeleton.draw_back(canvas, pose, DARK.waiting, DARK.ground)
    canvas = np.ascontiguousarray(canvas[:, ::-1])
    size = max(LEAST_LETTERS, round(canvas.shape[0] * LETTERS))
    placed = [_draw_headline(canvas, headline, size)]
    for angle in angles:
        _draw_arc(canvas, angle, size)
    for angle in angles:
        placed.append(_draw_label(canvas, angle, size, placed))
    return canvas


def _draw_outline(canvas: Canvas, pose: Pose) -> None:
    """The edge of the mask, from which the curve of the back is measured."""
    if pose.mask is None:
        return
    height, width = canvas.shape[:2]
    mask = cv2.resize(np.ascontiguousarray(pose.mask[:, ::-1], dtype=np.float32), (width, height))
    edges, _ = cv2.findContours((mask >= PERSON_FROM).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for colour, thick in ((DARK.ground, height / 120), (DARK.active, height / 240)):
        cv2.polylines(canvas, list(edges), True, colour, max(1, round(thick)), cv2.LINE_AA)


def _draw_headline(canvas: Canvas, headline: str, size: int) -> Rect:
    width = canvas.shape[1]
    block = lettering.fit(headline, width - size, 3 * size, round(1.25 * size), BOLD, LEAST_LETTERS)
    bar = Rect(0, 0, width, round(block.height + 0.6 * size))
    cv2.rectangle(canvas, (0, 0), (bar.right, bar.bottom), DARK.ground, -1)
    lettering.draw_block(canvas, block, Rect(size // 2, 0, width - size, bar.h), DARK.text)
    return bar


def _draw_arc(canvas: Canvas, angle: NamedAngle, size: int) -> None:
    """An arc from one limb to the other, around the joint."""
    height = canvas.shape[0]
    x, y = angle.vertex_xy * height
    turns = [np.arctan2(*(end - angle.vertex_xy)[::-1]) for end in (angle.a_xy, angle.b_xy)]
    span = (turns[1] - turns[0] + np.pi) % (2 * np.pi) - np.pi
    path = [(x + 1.4 * size * np.cos(t), y + 1.4 * size * np.sin(t)) for t in turns[0] + np.linspace(0, span, 24)]
    shapes.stroke(canvas, path, DARK.ground, size * 0.3)
    shapes.stroke(canvas, path, DARK.waiting, size * 0.16)


def _draw_label(canvas: Canvas, angle: NamedAngle, size: int, placed: list[Rect]) -> Rect:
    """The name and degrees of an angle at the nearest free place, with a line to the joint."""
    text = f"{angle.name.removesuffix('_deg')} {angle.value:.0f}\N{DEGREE SIGN}"
    height, width = canvas.shape[:2]
    x, y = (float(value) * height for value in angle.vertex_xy)
    w, h = lettering.width(text, size) + size, round(1.5 * size)
    tried = (
        _kept_inside(Rect(round(cx - w / 2), round(cy - h / 2), w, h), width, height) for cx, cy in _around(x, y, w, h)
    )
    spot = next((one for one in tried if not any(_over(one, other) for other in placed)), None)
    spot = spot or _kept_inside(Rect(round(x), round(y), w, h), width, height)
    near = (min(max(x, spot.x), spot.right), min(max(y, spot.y), spot.bottom))
    shapes.stroke(canvas, [(x, y), near], DARK.ground, size * 0.26)
    shapes.stroke(canvas, [(x, y), near], DARK.text, size * 0.1)
    shapes.rounded(canvas, spot, size // 4, DARK.ground)
    lettering.draw_centred(canvas, text, spot.x + w / 2, spot.y + h / 2, size, DARK.text)
    return spot


def _around(x: float, y: float, w: int, h: int) -> Iterator[Point]:
    """Centres of places around a joint, nearest first; none covers the joint itself."""
    for step in range(1, STEPS_OUT):
        for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)):
            yield x + across * (w / 2 + step * h * 0.7), y + down * (0.6 + step) * h


def _kept_inside(rect: Rect, width: int, height: int) -> Rect:
    return Rect(
        min(max(0, rect.x), max(0, width - rect.w)), min(max(0, rect.y), max(0, height - rect.h)), rect.w, rect.h
    )


def _over(one: Rect, other: Rect) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom
