"""The layout: places computed from the window size and the content. Pure arithmetic; it draws nothing."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

SMALLEST = (480, 360)
"""Smallest width and height in pixels; a smaller window shows this size, scaled down."""

MOST_PIXELS = 3840 * 2160
"""Largest number of drawn pixels; a larger window scales them up."""

NUMBER_SHARE = 0.2
"""Height of the main number as a share of the screen: readable lying down from two metres away."""


@dataclass(frozen=True)
class Rect:
    """A rectangle in pixels, from the top left corner."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        return self.x + self.w

    @property
    def bottom(self) -> int:
        return self.y + self.h

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def inset(self, by: int) -> "Rect":
        return Rect(self.x + by, self.y + by, max(1, self.w - 2 * by), max(1, self.h - 2 * by))

    def columns(self, count: int, gap: int) -> list["Rect"]:
        """The rectangle split into ``count`` columns of equal width, to within a pixel."""
        edges = [self.x + round(i * (self.w + gap) / count) for i in range(count + 1)]
        return [Rect(a, self.y, b - gap - a, self.h) for a, b in pairwise(edges)]

    def fitted(self, aspect: float) -> "Rect":
        """The largest centred rectangle of this width over height inside this one."""
        w, h = (self.w, round(self.w / aspect)) if self.w / self.h < aspect else (round(self.h * aspect), self.h)
        w, h = max(1, min(w, self.w)), max(1, min(h, self.h))
        return Rect(self.x + (self.w - w) // 2, self.y + (self.h - h) // 2, w, h)


class Cell(Enum):
    HEADER = "header"
    """The stretch and the side."""
    MARKS = "marks"
    """Signs for the camera, the microphone, and that nothing is recorded."""
    PICTURE = "picture"
    """What the camera sees."""
    DEMO = "demo"
    """The demonstration picture."""
    CAPTION = "caption"
    DIAL = "dial"
    """The ring with the seconds left."""
    STATUS = "status"
    STRIP = "strip"
    """The whole routine."""
    STOP = "stop"
    CARD = "card"
    """Question, stop or summary, in place of picture and ring."""
    ANSWERS = "answers"


@dataclass(frozen=True)
class Content:
    """The parts that need a place."""

    card: bool = False
    """A question, a stop or a summary is shown instead of a stretch."""
    answers: bool = False
    summary: bool = False
    """The card is a summary and the caption has its own place below it."""
    picture_aspect: float | None = None
    """Width over height of the camera's picture; None without one."""
    demo_aspect: float | None = None
    larger_text: bool = False


Layout = Mapping[Cell, Rect]

DEMO_SHARE = 0.34
"""The demonstration's share of its combined width with the picture."""
LEAST_SHARED_CAPTION = 90
"""From this height in pixels on, a caption can share its room with the demonstration and still fit any sentence."""


def drawn_size(window: tuple[int, int]) -> tuple[int, int]:
    """Width and height to draw for a window: large enough for everything, and not wastefully large."""
    w, h = (max(a, b) for a, b in zip(window, SMALLEST, strict=True))
    shrink = min(1.0, math.sqrt(MOST_PIXELS / (w * h)))
    return max(SMALLEST[0], round(w * shrink)), max(SMALLEST[1], round(h * shrink))


@lru_cache(maxsize=8)
def arrange(size: tuple[int, int], content: Content) -> Layout:
    """A place for every part of the content in ``size`` (width, height; at least SMALLEST), without overlaps."""
    w, h = size
    frame = _Frame(w, h, content)
    if content.card:
        return frame.card()
    return frame.tall() if w < h else frame.wide()


class _Frame:
    """Measures shared by all arrangements of one window."""

    def __init__(self, w: int, h: int, content: Content) -> None:
        self.w, self.h, self.content = w, h, content
        unit = min(h, w / 1.2) / 720
        larger = 1.25 if content.larger_text else 1.0
        self.margin = round(16 * unit)
        self.gap = round(12 * unit)
        self.header = round(70 * unit * min(larger, 1.15))
        self.status = round(64 * unit * larger)
        self.strip = round(56 * unit * larger)
        self.caption = round(132 * unit * larger)
        self.dial = round((0.495 if content.larger_text else 0.52) * min(h, w / 1.2))
        self.inner = Rect(0, 0, w, h).inset(self.margin)

    def wide(self) -> Layout:
        """Picture and words on the left, ring and stop on the right."""
        box, gap = self.inner, self.gap
        left = Rect(box.x, box.y, box.w - self.dial - gap, box.h)
        column_x = left.right + gap
        body_y = box.y + self.header + gap
        status_y = body_y + self.dial + gap
        status_h = round((1.1 if self.content.larger_text else 1.25) * self.status)
        stop_y = status_y + status_h + gap
        strip_y = box.bottom - self.strip
        caption_y = strip_y - gap - self.caption
        body = Rect(left.x, body_y, left.w, caption_y - gap - body_y)
        return {
            Cell.HEADER: Rect(left.x, box.y, left.w, self.header),
            Cell.MARKS: Rect(column_x, box.y, self.dial, self.header),
            Cell.DIAL: Rect(column_x, body_y, self.dial, self.dial),
            Cell.STATUS: Rect(column_x, status_y, self.dial, status_h),
            Cell.STOP: Rect(column_x, stop_y, self.dial, box.bottom - stop_y),
            Cell.STRIP: Rect(left.x, strip_y, left.w, self.strip),
            **self._body(body, Rect(left.x, caption_y, left.w, self.caption)),
        }

    def tall(self) -> Layout:
        """The layout of a tall window, from top to bottom: header, picture, caption, ring beside status and stop,
        strip."""
        box, gap = self.inner, self.gap
        marks_w = min(self.dial, box.w // 2)
        strip_y = box.bottom - self.strip
        dial_y = strip_y - gap - self.dial
        side_x = box.x + self.dial + gap
        side_w = box.right - side_x
        caption_y = dial_y - gap - self.caption
        body_y = box.y + self.header + gap
        body = Rect(box.x, body_y, box.w, caption_y - gap - body_y)
        stop_y = dial_y + 2 * self.status + gap
        return {
            Cell.HEADER: Rect(box.x, box.y, box.w - marks_w - gap, self.header),
            Cell.MARKS: Rect(box.right - marks_w, box.y, marks_w, self.header),
            Cell.DIAL: Rect(box.x, dial_y, self.dial, self.dial),
            Cell.STATUS: Rect(side_x, dial_y, side_w, 2 * self.status),
            Cell.STOP: Rect(side_x, stop_y, side_w, strip_y - gap - stop_y),
            Cell.STRIP: Rect(box.x, strip_y, box.w, self.strip),
            **self._body(body, Rect(box.x, caption_y, box.w, self.caption)),
        }

    def card(self) -> Layout:
        """One large card, the answers below it, strip and stop at the bottom."""
        box, gap = self.inner, self.gap
        marks_w = min(self.dial, box.w // 2)
        stop_h = 2 * self.status
        foot_y = box.bottom - stop_h
        stop_w = min(self.dial, box.w // 2)
        card_y = box.y + self.header + gap
        places = {
            Cell.HEADER: Rect(box.x, box.y, box.w - marks_w - gap, self.header),
            Cell.MARKS: Rect(box.right - marks_w, box.y, marks_w, self.header),
            Cell.STRIP: Rect(box.x, box.bottom - self.strip, box.w - stop_w - gap, self.strip),
            Cell.STOP: Rect(box.right - stop_w, foot_y, stop_w, stop_h),
        }
        card_bottom = foot_y - gap
        if self.content.answers:
            answers_h = round(0.22 * self.h)
            card_bottom -= answers_h + gap
            places[Cell.ANSWERS] = Rect(box.x, card_bottom + gap, box.w, answers_h)
        if self.content.summary:
            card_bottom -= self.caption + gap
            places[Cell.CAPTION] = Rect(box.x, card_bottom + gap, box.w, self.caption)
        card = Rect(box.x, card_y, box.w, card_bottom - card_y)
        return {**places, **self._beside(card, Cell.CARD)}

    def _body(self, body: Rect, caption: Rect) -> Layout:
        """The picture, with the demonstration beside it if there is room, otherwise beside the caption."""
        content = self.content
        if content.picture_aspect is None and content.demo_aspect is None:
            return {Cell.CAPTION: Rect(body.x, body.y, body.w, caption.bottom - body.y)}
        if content.picture_aspect is None or content.demo_aspect is None:
            only = Cell.PICTURE if content.demo_aspect is None else Cell.DEMO
            body, caption = _given(body, caption, content.picture_aspect or content.demo_aspect or 1.0)
            return {only: body, Cell.CAPTION: caption}
        beside = self._side_by_side(body, content.picture_aspect, content.demo_aspect)
        if beside is None:
            body, caption = _given(body, caption, content.picture_aspect)
            roomy = caption.h >= LEAST_SHARED_CAPTION
            return {Cell.PICTURE: body, **(self._beside(caption, Cell.CAPTION) if roomy else {Cell.CAPTION: caption})}
        picture, demo = beside
        row, caption = _given(picture, caption, content.picture_aspect)
        return {
            Cell.PICTURE: row,
            Cell.DEMO: Rect(demo.x, demo.y, demo.w, row.h),
            Cell.CAPTION: caption,
        }

    def _side_by_side(self, body: Rect, picture_aspect: float, demo_aspect: float) -> tuple[Rect, Rect] | None:
        """Picture and demonstration in one row; None if that would halve the picture."""
        spare = body.w - self.gap - round(body.h * picture_aspect)
        demo_w = min(max(spare, round(DEMO_SHARE * body.w)), round(body.h * demo_aspect))
        picture = Rect(body.x, body.y, body.w - self.gap - demo_w, body.h)
        if _area(picture.fitted(picture_aspect)) < _area(body.fitted(picture_aspect)) / 2:
            return None
        return picture, Rect(picture.right + self.gap, body.y, demo_w, body.h)

    def _beside(self, area: Rect, cell: Cell) -> Layout:
        """``cell`` in ``area``, with the demonstration to its left if there is one."""
        aspect = self.content.demo_aspect
        if aspect is None:
            return {cell: area}
        demo_w = min(round(area.h * aspect), round(DEMO_SHARE * area.w if cell is Cell.CAPTION else 0.4 * area.w))
        x = area.x + demo_w + self.gap
        return {Cell.DEMO: Rect(area.x, area.y, demo_w, area.h), cell: Rect(x, area.y, area.right - x, area.h)}


def _given(body: Rect, caption: Rect, aspect: float) -> tuple[Rect, Rect]:
    """Both rectangles, with the height that a picture of this aspect leaves free given to the caption below."""
    free = min(body.h - body.fitted(aspect).h, caption.h)
    return (
        Rect(body.x, body.y, body.w, body.h - free),
        Rect(caption.x, caption.y - free, caption.w, caption.h + free),
    )


def _area(rect: Rect) -> int:
    return rect.w * rect.h
