"""The few antialiased shapes from which everything on the screen is drawn."""

import math
from collections.abc import Sequence

import cv2
import numpy as np

from coach.body.landmarks import FloatArray
from coach.view.layout import Rect
from coach.view.lettering import Canvas
from coach.view.screen_words import Mark
from coach.view.theme import Colour

Point = tuple[float, float]
"""x and y in pixels."""

_SHIFT = 4
_SUB = 1 << _SHIFT
"""OpenCV draws with sub-pixel precision when coordinates are multiplied by this."""

_TURN = np.linspace(0.0, math.tau, 4 * 9, endpoint=False) + math.tau / 72
_QUARTERS = np.stack([np.cos(_TURN), np.sin(_TURN)], axis=1)
_CORNERS = np.repeat(np.array([[1, 1], [0, 1], [0, 0], [1, 0]], dtype=np.float64), 9, axis=0)
"""For each point of a circle cut in four, the corner of the middle part to which its quarter belongs."""


def fill(canvas: Canvas, colour: Colour, around: Rect | None = None) -> None:
    """Fills the canvas, or everything ``around`` a rectangle, with one colour; much faster than assigning a colour."""
    h, w = canvas.shape[:2]
    if around is None:
        cv2.rectangle(canvas, (0, 0), (w, h), colour, -1)
        return
    for x0, y0, x1, y1 in (
        (0, 0, w, around.y),
        (0, around.bottom, w, h),
        (0, around.y, around.x, around.bottom),
        (around.right, around.y, w, around.bottom),
    ):
        if x1 > x0 and y1 > y0:
            cv2.rectangle(canvas, (x0, y0), (x1 - 1, y1 - 1), colour, -1)


def rounded(canvas: Canvas, rect: Rect, radius: int, colour: Colour) -> None:
    """Draws a filled rectangle with round corners."""
    w, h = rect.w - 1, rect.h - 1
    r = max(0.0, min(radius, w / 2, h / 2))
    corner = np.array([rect.x, rect.y]) + r
    path = corner + _CORNERS * np.array([w - 2 * r, h - 2 * r]) + _QUARTERS * r
    cv2.fillConvexPoly(canvas, np.rint(path * _SUB).astype(np.int32), colour, cv2.LINE_AA, _SHIFT)


def outlined(canvas: Canvas, rect: Rect, radius: int, line: Colour, inside: Colour, thickness: int) -> None:
    rounded(canvas, rect, radius, line)
    rounded(canvas, rect.inset(thickness), radius - thickness, inside)


def disc(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    dots(canvas, np.array([[x, y]]), radius, colour)


def dots(canvas: Canvas, places: FloatArray, radius: float, colour: Colour) -> None:
    """Draws discs of one size; ``places`` (n, 2) x and y in pixels."""
    size = max(1, round(radius * _SUB))
    for x, y in np.rint(places * _SUB).astype(np.int32).tolist():
        cv2.circle(canvas, (x, y), size, colour, -1, cv2.LINE_AA, _SHIFT)


def stroke(canvas: Canvas, points: Sequence[Point], colour: Colour, thickness: float, closed: bool = False) -> None:
    """Draws a line through points, with round ends and corners."""
    strokes(canvas, np.asarray([points], dtype=np.float64), colour, thickness, closed)


def strokes(canvas: Canvas, lines: FloatArray, colour: Colour, thickness: float, closed: bool = False) -> None:
    """Draws several lines at once, which is faster; (lines, points, 2) x and y in pixels."""
    paths = list(np.rint(lines * _SUB).astype(np.int32))
    cv2.polylines(canvas, paths, closed, colour, max(1, round(thickness)), cv2.LINE_AA, _SHIFT)


def chevrons(canvas: Canvas, bar: Rect, way: tuple[int, int], colour: Colour) -> None:
    """Draws arrow heads along a bar, pointing across it: ``way`` is (1, 0) to the right, (0, 1) down."""
    along, thick = max(bar.w, bar.h), min(bar.w, bar.h)
    across = np.array(way, dtype=np.float64)
    beside = np.abs(across[::-1])
    middle = np.array([bar.x + bar.w / 2, bar.y + bar.h / 2])
    for at in np.arange(-along / 2 + 2 * thick, along / 2 - thick, 3 * thick):
        tip = middle + beside * at + across * 0.25 * thick
        wings = [tip - across * 0.5 * thick + beside * turn * 0.42 * thick for turn in (-1, 1)]
        stroke(canvas, [tuple(wings[0]), tuple(tip), tuple(wings[1])], colour, 0.2 * thick)


def arc(
    canvas: Canvas, x: float, y: float, radius: float, share: tuple[float, float], colour: Colour, thickness: int
) -> None:
    """Draws part of a circle with round ends; ``share`` is begin and end, 0 to 1 clockwise from the top."""
    begin, end = share
    steps = max(2, round((end - begin) * 80))
    angles = np.linspace(begin, end, steps) * math.tau
    way, half = np.stack([np.sin(angles), -np.cos(angles)], axis=1), thickness / 2
    middle, path = np.array([x, y]), np.concatenate([way * (radius + half), way[::-1] * (radius - half)])
    cv2.fillPoly(canvas, [np.rint((middle + path) * _SUB).astype(np.int32)], colour, cv2.LINE_AA, _SHIFT)
    for cx, cy in middle + way[[0, -1]] * radius:
        disc(canvas, cx, cy, half, colour)


def mark(canvas: Canvas, kind: Mark, x: float, y: float, size: float, on: Colour, ink: Colour, ground: Colour) -> None:
    """Draws a sign around (x, y) on ``ground``, ``size`` pixels across, recognisable by shape alone."""
    s, line = size / 2, size * 0.11
    if kind is Mark.UNSEEN:
        _eye(canvas, x, y, s, on, line)
        crossed(canvas, x, y, size, on, ground)
        return
    disc(canvas, x, y, s, on)
    if kind is Mark.CHECK:
        hook = [(-0.42, 0.02), (-0.1, 0.36), (0.45, -0.34)]
        stroke(canvas, [(x + dx * s, y + dy * s) for dx, dy in hook], ink, line)
    elif kind is Mark.PAUSE:
        for dx in (-0.22 * s, 0.22 * s):
            stroke(canvas, [(x + dx, y - 0.36 * s), (x + dx, y + 0.36 * s)], ink, line * 1.3)
    elif kind is Mark.STOP:
        h = 0.34 * s
        rounded(canvas, Rect(round(x - h), round(y - h), round(2 * h), round(2 * h)), round(0.1 * s), ink)
    else:
        disc(canvas, x, y, 0.26 * s, ink)


def _eye(canvas: Canvas, x: float, y: float, s: float, ink: Colour, line: float) -> None:
    """Draws a crossed-out eye."""
    turn = np.linspace(0.0, math.pi, 15)
    upper = [(x - s * math.cos(a), y - 0.62 * s * math.sin(a)) for a in turn]
    lower = [(x + s * math.cos(a), y + 0.62 * s * math.sin(a)) for a in turn]
    stroke(canvas, upper + lower, ink, line, closed=True)
    disc(canvas, x, y, 0.3 * s, ink)


def camera(canvas: Canvas, x: float, y: float, size: float, ink: Colour) -> None:
    """Draws a camera around (x, y)."""
    body = Rect(round(x - 0.48 * size), round(y - 0.3 * size), round(0.64 * size), round(0.6 * size))
    rounded(canvas, body, round(0.12 * size), ink)
    lens = [(x + 0.22 * size, y - 0.02 * size), (x + 0.48 * size, y - 0.24 * size), (x + 0.48 * size, y + 0.24 * size)]
    cv2.fillPoly(canvas, [np.rint(np.asarray(lens) * _SUB).astype(np.int32)], ink, cv2.LINE_AA, _SHIFT)


def microphone(canvas: Canvas, x: float, y: float, size: float, ink: Colour) -> None:
    capsule = Rect(round(x - 0.15 * size), round(y - 0.48 * size), round(0.3 * size), round(0.58 * size))
    rounded(canvas, capsule, capsule.w // 2, ink)
    line = max(2.0, size * 0.08)
    arc(canvas, x, y - 0.08 * size, 0.29 * size, (0.25, 0.75), ink, round(line))
    stroke(canvas, [(x, y + 0.22 * size), (x, y + 0.44 * size)], ink, line)
    stroke(canvas, [(x - 0.18 * size, y + 0.46 * size), (x + 0.18 * size, y + 0.46 * size)], ink, line)


def loudspeaker(canvas: Canvas, x: float, y: float, size: float, ink: Colour) -> None:
    horn = [(-0.42, -0.14), (-0.24, -0.14), (0.0, -0.36), (0.0, 0.36), (-0.24, 0.14), (-0.42, 0.14)]
    path = np.array([(x + dx * size, y + dy * size) for dx, dy in horn])
    cv2.fillPoly(canvas, [np.rint(path * _SUB).astype(np.int32)], ink, cv2.LINE_AA, _SHIFT)
    for radius in (0.2, 0.36):
        arc(canvas, x + 0.04 * size, y, radius * size, (0.13, 0.37), ink, round(max(2.0, size * 0.08)))


def crossed(canvas: Canvas, x: float, y: float, size: float, ink: Colour, ground: Colour) -> None:
    """Draws a stroke through a sign: off."""
    ends = [(x - 0.46 * size, y + 0.46 * size), (x + 0.46 * size, y - 0.46 * size)]
    stroke(canvas, ends, ground, size * 0.24)
    stroke(canvas, ends, ink, size * 0.09)
