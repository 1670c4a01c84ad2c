"""The panels that show pictures: the camera's, the demonstration, and how to set up."""

from dataclasses import dataclass

import cv2
import numpy as np

from coach.body.landmarks import Pose, Side
from coach.view import lettering, shapes, skeleton
from coach.view.layout import Rect
from coach.view.lettering import BOLD, Canvas
from coach.view.panels import Style, whole

OBLIQUE = frozenset({"knee_drop", "knee_twist"})
"""Seen from the feet, a little from the side; every other stretch from the side (clinical notes, section 1)."""


@dataclass(frozen=True, eq=False)
class Picture:
    """What the camera sees, mirrored like a mirror on the wall, with the body that was found."""

    image: Canvas
    pose: Pose | None
    side: Side | None
    in_pose: bool
    judged: bool
    """The body is being watched, not only shown."""
    back: bool
    """The back's edge is what is judged."""
    dim: bool

    def __eq__(self, other: object) -> bool:
        """The very same picture and pose; comparing pixels would cost more than drawing them."""
        return (
            isinstance(other, Picture)
            and self.image is other.image
            and self.pose is other.pose
            and self._look() == other._look()
        )

    def __hash__(self) -> int:
        return hash((id(self.image), self._look()))

    def _look(self) -> tuple[object, ...]:
        return self.side, self.in_pose, self.judged, self.back, self.dim

    def draw(self, canvas: Canvas, style: Style) -> None:
        theme = style.theme
        canvas[:] = theme.ground
        place = whole(canvas).fitted(self.image.shape[1] / self.image.shape[0])
        part = canvas[place.y : place.bottom, place.x : place.right]
        scaled = cv2.resize(self.image, (place.w, place.h), interpolation=cv2.INTER_LINEAR)
        cv2.flip(scaled, 1, part)
        if self.dim:
            np.copyto(part, cv2.convertScaleAbs(part, alpha=0.45))
        if self.pose is not None and self.judged:
            tone = theme.active if self.in_pose else theme.waiting
            ink = skeleton.Ink((255, 255, 255), tone, (24, 18, 12), self.in_pose)
            skeleton.draw(part, self.pose, ink, self.side)
            if self.back:
                skeleton.draw_back(part, self.pose, tone, (24, 18, 12))


@dataclass(frozen=True, eq=False)
class Demonstration:
    picture: Canvas

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Demonstration) and self.picture is other.picture

    def __hash__(self) -> int:
        return id(self.picture)

    def draw(self, canvas: Canvas, style: Style) -> None:
        canvas[:] = style.theme.ground
        place = whole(canvas).fitted(self.picture.shape[1] / self.picture.shape[0])
        part = canvas[place.y : place.bottom, place.x : place.right]
        part[:] = cv2.resize(self.picture, (place.w, place.h), interpolation=cv2.INTER_AREA)


@dataclass(frozen=True)
class SetUp:
    """The mat from above: where the person lies and where the laptop stands."""

    oblique: bool
    words: str

    def draw(self, canvas: Canvas, style: Style) -> None:
        theme, box = style.theme, whole(canvas)
        canvas[:] = theme.ground
        shapes.rounded(canvas, box, style.px(14), theme.panel)
        side = min(box.w, box.h)
        cx, cy = box.w / 2, box.h * 0.25
        mat = Rect(round(cx - side * 0.36), round(cy - side * 0.13), round(side * 0.72), round(side * 0.26))
        shapes.rounded(canvas, mat, round(side * 0.03), theme.line)
        self._person(canvas, cx, cy, side, style)
        self._laptop(canvas, cx, cy, side, style)
        room = Rect(style.px(14), round(box.h * 0.76), box.w - style.px(28), round(box.h * 0.22))
        block = lettering.fit(self.words, room.w, room.h, style.letters(28), BOLD)
        lettering.draw_block(canvas, block, room, theme.text, centred=True)

    def _person(self, canvas: Canvas, x: float, y: float, side: int, style: Style) -> None:
        ink, line = style.theme.text, side * 0.03
        shapes.disc(canvas, x - side * 0.28, y, side * 0.045, ink)
        shapes.stroke(canvas, [(x - side * 0.19, y), (x + side * 0.02, y)], ink, side * 0.075)
        for dy in (-0.03, 0.03):
            shapes.stroke(canvas, [(x + side * 0.02, y + dy * side), (x + side * 0.3, y + dy * side)], ink, line)

    def _laptop(self, canvas: Canvas, x: float, y: float, side: int, style: Style) -> None:
        theme = style.theme
        at = np.array([x + (side * 0.34 if self.oblique else 0.0), y + side * 0.4])
        to = np.array([x + (side * 0.14 if self.oblique else 0.0), y])
        along = (to - at) / np.hypot(*(to - at))
        across = np.array([-along[1], along[0]])
        base = [at + across * side * 0.09, at - across * side * 0.09]
        back = [p - along * side * 0.09 for p in reversed(base)]
        corners = np.rint(np.array([*base, *back]) * 16).astype(np.int32)
        cv2.fillPoly(canvas, [corners], theme.active, cv2.LINE_AA, 4)
        lid = [tuple(p + along * side * 0.012) for p in base]
        shapes.stroke(canvas, lid, theme.text, side * 0.02)
        begin, end = at + along * side * 0.06, to - along * side * 0.15
        shapes.stroke(canvas, [tuple(begin), tuple(end)], theme.quiet, side * 0.012)
        for turn in (-0.5, 0.5):
            wing = end - (along * np.cos(turn) + across * np.sin(turn)) * side * 0.06
            shapes.stroke(canvas, [tuple(end), tuple(wing)], theme.quiet, side * 0.012)
