"""The panels that show pictures: the camera, the demonstration, and the set-up."""

from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np

from coach.body.landmarks import Pose, Side
from coach.view import figures, lettering, shapes, skeleton
from coach.view.figures import StickFigure
from coach.view.framing import Edge
from coach.view.layout import Rect
from coach.view.lettering import BOLD, Canvas
from coach.view.panels import Style, plate, whole
from coach.view.theme import IN_PICTURE

REST_ASPECT = 1.35
"""Width over height of the resting picture."""


class PictureBorder(Enum):
    """The frame around the picture: solid in the pose, dashed while the clock waits for it."""

    PLAIN = "plain"
    IN_POSE = "in_pose"
    WAITING = "waiting"


@dataclass(frozen=True, eq=False)
class Picture:
    """The mirrored camera picture, with the body found in it."""

    image: Canvas
    aspect: float
    """Width over height; for a reduced picture, those of the original."""
    pose: Pose | None
    """None: nobody was found, or nothing is judged."""
    side: Side | None
    frame: PictureBorder
    back: bool
    """The edge of the back is being judged."""
    dim: bool
    outline: StickFigure | None
    """A figure that shows how to lie, while nobody is found."""
    cut: frozenset[Edge]
    """Edges of the unmirrored picture that cut something off."""

    def __eq__(self, other: object) -> bool:
        """Compares picture and pose by identity; comparing pixels would cost more than drawing them."""
        return (
            isinstance(other, Picture)
            and self.image is other.image
            and self.pose is other.pose
            and self._look() == other._look()
        )

    def __hash__(self) -> int:
        return hash((id(self.image), self._look()))

    def _look(self) -> tuple[object, ...]:
        return self.aspect, self.side, self.frame, self.back, self.dim, self.outline, self.cut

    def draw(self, canvas: Canvas, style: Style) -> None:
        place = whole(canvas).fitted(self.aspect)
        shapes.fill(canvas, style.theme.ground, around=place)
        part = canvas[place.y : place.bottom, place.x : place.right]
        if self.image.shape[:2] == part.shape[:2]:
            cv2.flip(self.image, 1, part)
        else:
            cv2.flip(cv2.resize(self.image, (place.w, place.h), interpolation=cv2.INTER_LINEAR), 1, part)
        if self.dim:
            np.copyto(part, cv2.convertScaleAbs(part, alpha=0.45))
        if self.outline is not None:
            self._draw_outline(part, self.outline)
        if self.pose is not None:
            self._draw_body(part, self.pose, style)
        self._draw_cut(part, style)
        self._draw_frame(part, style)

    def _draw_body(self, part: Canvas, pose: Pose, style: Style) -> None:
        tone = IN_PICTURE.waiting if self.frame is PictureBorder.WAITING else IN_PICTURE.active
        ink = skeleton.Ink(IN_PICTURE.text, tone, IN_PICTURE.ground, self.frame is PictureBorder.IN_POSE)
        skeleton.draw(part, pose, ink, self.side)
        if self.back:
            skeleton.draw_back(part, pose, tone, IN_PICTURE.ground)

    def _draw_outline(self, part: Canvas, figure: StickFigure) -> None:
        """Draws a pale figure where the person should be: in the lower half, three quarters of the picture wide."""
        h, w = part.shape[:2]
        place = Rect(round(w * 0.12), round(h * 0.4), round(w * 0.76), round(h * 0.45)).fitted(figures.ASPECT)
        over = part.copy()
        figures.draw(over, figure, place, IN_PICTURE.text, IN_PICTURE.quiet, mirrored=True)
        cv2.addWeighted(over, 0.55, part, 0.45, 0.0, part)

    def _draw_cut(self, part: Canvas, style: Style) -> None:
        """Draws a bar with arrows pointing inward at each edge that cuts something off."""
        h, w = part.shape[:2]
        thick = style.px(22)
        for edge in self.cut:
            far = edge in (Edge.LEFT, Edge.BOTTOM)  # mirrored: the camera's left is on the right
            if edge in (Edge.LEFT, Edge.RIGHT):
                bar, inward = Rect(w - thick if far else 0, 0, thick, h), (-1 if far else 1, 0)
            else:
                bar, inward = Rect(0, h - thick if far else 0, w, thick), (0, -1 if far else 1)
            cv2.rectangle(part, (bar.x, bar.y), (bar.right - 1, bar.bottom - 1), IN_PICTURE.waiting, -1)
            shapes.chevrons(part, bar, inward, IN_PICTURE.on_waiting)

    def _draw_frame(self, part: Canvas, style: Style) -> None:
        if self.frame is PictureBorder.PLAIN:
            return
        h, w = part.shape[:2]
        thick = style.px(7)
        tone = style.theme.active if self.frame is PictureBorder.IN_POSE else style.theme.waiting
        cv2.rectangle(part, (0, 0), (w - 1, h - 1), tone, thick)
        if self.frame is PictureBorder.WAITING:
            for length, axis in ((w, 1), (h, 0)):
                for gap in Rect(0, 0, length, 1).columns(9, 0)[1::2]:
                    edge = [slice(0, thick), slice(-thick, None)]
                    for border in edge:
                        spot = (border, slice(gap.x, gap.right)) if axis else (slice(gap.x, gap.right), border)
                        part[spot] = style.theme.ground


@dataclass(frozen=True)
class Body:
    """A figure that shows how to lie or kneel."""

    figure: StickFigure | None

    def draw(self, canvas: Canvas, style: Style) -> None:
        theme, box = style.theme, whole(canvas)
        shapes.fill(canvas, theme.ground)
        plate(canvas, box, style)
        if self.figure is not None:
            figures.draw(canvas, self.figure, box.inset(style.px(24)), theme.text, theme.active)


@dataclass(frozen=True, eq=False)
class Demonstration:
    picture: Canvas
    label: str
    beside_camera: bool
    """It is shown beside the camera picture; it is then mirrored, too, and labelled as an example."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Demonstration) and self.picture is other.picture and self._look() == other._look()

    def __hash__(self) -> int:
        return hash((id(self.picture), self._look()))

    def _look(self) -> tuple[object, ...]:
        return self.label, self.beside_camera

    def draw(self, canvas: Canvas, style: Style) -> None:
        shapes.fill(canvas, style.theme.ground)
        box = whole(canvas)
        plate(canvas, box, style)
        place = box.fitted(self.picture.shape[1] / self.picture.shape[0])
        if self.beside_camera:
            place = Rect(place.x, 0, place.w, place.h)
        else:
            blue, green, red = (int(value) for value in self.picture[0, 0])
            shapes.rounded(canvas, box, style.px(14), (blue, green, red))
        part = canvas[place.y : place.bottom, place.x : place.right]
        scaled = cv2.resize(self.picture, (place.w, place.h), interpolation=cv2.INTER_AREA)
        part[:] = scaled[:, ::-1] if self.beside_camera else scaled
        below = Rect(style.px(8), place.bottom, box.w - 2 * style.px(8), box.h - place.bottom)
        if self.beside_camera and below.h >= style.letters(40):
            block = lettering.fit(self.label, below.w, below.h, style.letters(30), BOLD)
            lettering.draw_block(canvas, block, below, style.theme.text, centred=True)


@dataclass(frozen=True)
class SetUp:
    """The mat from above, with the places of the person and the laptop."""

    oblique: bool
    kneeling: bool
    words: str

    def draw(self, canvas: Canvas, style: Style) -> None:
        theme, box = style.theme, whole(canvas)
        shapes.fill(canvas, theme.ground)
        plate(canvas, box, style)
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
        """Draws the person from above: on the back with straight legs, or on hands and knees."""
        ink, line = style.theme.text, side * 0.03
        head, hip, feet = (-0.2, 0.06, 0.22) if self.kneeling else (-0.28, 0.02, 0.3)
        shapes.disc(canvas, x + side * head, y, side * 0.045, ink)
        shapes.stroke(canvas, [(x + side * (head + 0.09), y), (x + side * hip, y)], ink, side * 0.075)
        for dy in (-0.03, 0.03):
            shapes.stroke(canvas, [(x + side * hip, y + dy * side), (x + side * feet, y + dy * side)], ink, line)
        if self.kneeling:
            for dy in (-0.075, 0.075):
                shapes.disc(canvas, x + side * (head + 0.04), y + dy * side, side * 0.022, ink)

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
