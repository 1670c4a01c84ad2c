"""One panel for each place on the screen. Panels are values: one that equals the last drawn is not drawn again."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from coach.view import lettering, shapes
from coach.view.layout import NUMBER_SHARE, Rect
from coach.view.lettering import BOLD, CAP_HEIGHT, Canvas
from coach.view.screen_words import Dial, Mark, Status
from coach.view.theme import Theme


@dataclass(frozen=True)
class Style:
    theme: Theme
    unit: float
    """Pixels of this window for each pixel of a window 720 pixels high."""
    text_scale: float = 1.0
    _kept: dict[str, tuple[object, Canvas]] = field(init=False, default_factory=dict, compare=False, repr=False)

    def px(self, at_720: float) -> int:
        return max(1, round(at_720 * self.unit))

    def letters(self, at_720: float) -> int:
        return max(9, round(at_720 * self.unit * self.text_scale))

    def kept(self, name: str, key: object, draw: Callable[[], Canvas]) -> Canvas:
        """The latest drawing of this name. It is drawn again when ``key``, which holds all that it shows, changes."""
        if name not in self._kept or self._kept[name][0] != key:
            self._kept[name] = (key, draw())
        return self._kept[name][1]


class Panel(Protocol):
    def draw(self, canvas: Canvas, style: Style) -> None:
        """Fill the canvas, which is the panel's part of the screen."""


def whole(canvas: Canvas) -> Rect:
    return Rect(0, 0, canvas.shape[1], canvas.shape[0])


def framed(canvas: Canvas, style: Style) -> Rect:
    """Draws the ground and a rounded panel; returns the room inside."""
    shapes.fill(canvas, style.theme.ground)
    plate(canvas, whole(canvas), style)
    return whole(canvas).inset(style.px(16))


def plate(canvas: Canvas, rect: Rect, style: Style) -> None:
    """Draws the rounded panel behind words, answers and figures."""
    shapes.outlined(canvas, rect, style.px(14), style.theme.edge, style.theme.panel, style.px(2))


@dataclass(frozen=True)
class Header:
    title: str
    side: str

    def draw(self, canvas: Canvas, style: Style) -> None:
        theme, box = style.theme, whole(canvas)
        shapes.fill(canvas, theme.ground)
        chip_w = 0
        if self.side:
            size = lettering.fit(self.side, box.w // 2, box.h, style.letters(48), BOLD).size
            chip_w = lettering.width(self.side, size, BOLD) + style.px(40)
            chip = Rect(box.w - chip_w, 0, chip_w, box.h)
            shapes.rounded(canvas, chip, style.px(14), theme.active)
            lettering.draw_centred(canvas, self.side, chip.x + chip.w / 2, box.h / 2, size, theme.on_active, BOLD)
        room = Rect(0, 0, max(1, box.w - chip_w - style.px(16 if chip_w else 0)), box.h)
        block = lettering.fit(self.title, room.w, room.h, style.letters(52), BOLD)
        lettering.draw_block(canvas, block, room, theme.text)


@dataclass(frozen=True)
class Marks:
    camera_on: bool
    microphone_on: bool
    sound_on: bool
    nothing_recorded: str
    level: float | None = None
    """Loudness at the microphone, 0 to 1."""

    def draw(self, canvas: Canvas, style: Style) -> None:
        theme, box = style.theme, whole(canvas)
        shapes.fill(canvas, theme.ground)
        size = min(box.h * 0.6, box.w * 0.1, style.px(36))
        x = size * 0.6
        if self.level:
            meter = Rect(round(x + size * 0.85), round(box.h / 2 + size * 0.62), round(size * self.level), style.px(4))
            shapes.fill(canvas[meter.y : meter.y + meter.h, meter.x : meter.x + meter.w], theme.text)
        symbols = (shapes.camera, shapes.microphone, shapes.loudspeaker)
        for symbol, on in zip(symbols, (self.camera_on, self.microphone_on, self.sound_on), strict=True):
            symbol(canvas, x, box.h / 2, size, theme.text if on else theme.quiet)
            if not on:
                shapes.crossed(canvas, x, box.h / 2, size, theme.quiet, theme.ground)
            x += size * 1.35
        left = round(x - size * 0.4)
        block = lettering.fit(self.nothing_recorded, box.w - left, box.h, style.letters(22))
        room = Rect(box.w - block.width, 0, block.width, box.h)
        lettering.draw_block(canvas, block, room, theme.quiet)


@dataclass(frozen=True)
class Caption:
    text: str
    alone: bool = False
    """There is no picture, and the words use its place too."""
    fresh: bool = False
    """Just spoken: a bar at the edge draws the attention of people who cannot hear."""

    def draw(self, canvas: Canvas, style: Style) -> None:
        room = framed(canvas, style)
        if self.fresh:
            bar = Rect(style.px(4), style.px(14), style.px(7), canvas.shape[0] - 2 * style.px(14))
            shapes.rounded(canvas, bar, style.px(4), style.theme.active)
        room = Rect(room.x + style.px(8), style.px(6), room.w - style.px(8), canvas.shape[0] - 2 * style.px(6))
        largest = 72 if self.alone else 60 if canvas.shape[0] > style.letters(150) else 46
        block = lettering.fit(self.text, room.w, room.h, style.letters(largest))
        lettering.draw_block(canvas, block, room, style.theme.text)


@dataclass(frozen=True)
class StatusLine:
    status: Status

    def draw(self, canvas: Canvas, style: Style) -> None:
        theme = style.theme
        waiting = self.status.mark in (Mark.PAUSE, Mark.UNSEEN)
        tone, ink = (theme.waiting, theme.on_waiting) if waiting else (theme.active, theme.on_active)
        room = framed(canvas, style)
        size = min(canvas.shape[0] * 0.66, style.px(42))
        shapes.mark(canvas, self.status.mark, room.x + size / 2, canvas.shape[0] / 2, size, tone, ink, theme.panel)
        x = round(room.x + size + style.px(14))
        place = Rect(x, 0, room.right - x, canvas.shape[0])
        block = lettering.fit(self.status.text, place.w, round(place.h * 0.96), style.letters(34), BOLD)
        lettering.draw_block(canvas, block, place, theme.text)


@dataclass(frozen=True)
class StopArea:
    word: str
    key: str
    calm: bool = False
    """The session is already over."""

    def draw(self, canvas: Canvas, style: Style) -> None:
        theme, box = style.theme, whole(canvas)
        tone, ink = (theme.panel, theme.text) if self.calm else (theme.stop, theme.on_stop)
        shapes.fill(canvas, theme.ground)
        shapes.outlined(canvas, box, style.px(18), theme.quiet if self.calm else tone, tone, style.px(3))
        size = lettering.fit(self.word, round(box.w * 0.8), round(box.h * 0.62), round(box.h * 0.46), BOLD).size
        lettering.draw_centred(canvas, self.word, box.w / 2, box.h * 0.34, size, ink, BOLD)
        small = lettering.fit(self.key, round(box.w * 0.7), round(box.h * 0.26), style.letters(30), BOLD).size
        cap_w, cap_h = lettering.width(self.key, small, BOLD) + style.px(36), round(box.h * 0.3)
        cap = Rect((box.w - cap_w) // 2, round(box.h * 0.635), cap_w, cap_h)
        shapes.outlined(canvas, cap, style.px(8), ink, tone, style.px(2))
        lettering.draw_centred(canvas, self.key, box.w / 2, cap.y + cap.h / 2, small, ink, BOLD)


@dataclass(frozen=True)
class Strip:
    steps: int
    index: int
    place: str
    hints: str
    finished: bool = False

    def draw(self, canvas: Canvas, style: Style) -> None:
        theme, box = style.theme, whole(canvas)
        shapes.fill(canvas, theme.ground)
        bar_h = max(4, round(box.h * 0.22))
        if self.steps:
            bars = Rect(0, 0, box.w, bar_h).columns(self.steps, max(2, style.px(6)))
            for i, bar in enumerate(bars):
                self._bar(canvas, bar, i, style)
        text = Rect(0, bar_h, box.w, box.h - bar_h)
        size, small = lettering.fit(self.place, box.w, text.h, style.letters(26), BOLD).size, style.letters(20)
        wanted = lettering.width(self.place, size, BOLD) + style.px(28) + lettering.width(self.hints, small)
        shrunk = min(1.0, box.w / wanted)
        hinted = bool(self.hints) and small * shrunk >= style.px(16)
        if hinted:
            size, small = math.floor(size * shrunk), math.floor(small * shrunk)
        baseline = text.y + text.h / 2 + CAP_HEIGHT * size / 2 + style.px(2)
        lettering.draw_line(canvas, self.place, 0, baseline, size, theme.text, BOLD)
        if hinted:
            x = box.w - lettering.width(self.hints, small) if self.place else 0
            lettering.draw_line(canvas, self.hints, x, baseline, small, theme.quiet)

    def _bar(self, canvas: Canvas, bar: Rect, i: int, style: Style) -> None:
        """Draws one step: past ones filled, the present one taller and coloured, later ones as a thin line."""
        theme = style.theme
        if i < self.index or (self.finished and i == self.index):
            shapes.rounded(canvas, Rect(bar.x, bar.y + bar.h // 4, bar.w, bar.h // 2), bar.h, theme.quiet)
        elif i == self.index:
            shapes.rounded(canvas, bar, bar.h, theme.active)
        else:
            shapes.rounded(canvas, Rect(bar.x, bar.y + bar.h // 4, bar.w, bar.h // 2), bar.h, theme.line)


@dataclass(frozen=True)
class Ring:
    dial: Dial
    waiting: bool
    breath: float | None
    screen_height: int

    def draw(self, canvas: Canvas, style: Style) -> None:
        box = whole(canvas)
        radius, thick = _radius(box)
        shown = (box, self.breath, self.dial.number, self.dial.above, self.dial.below)
        np.copyto(canvas, style.kept("face", shown, lambda: self._face(box, style)))
        self._progress(canvas, (box.w / 2, box.h / 2, radius), thick, style)

    def _face(self, box: Rect, style: Style) -> Canvas:
        """All but the filled part, which moves a dozen times a second; copying takes a fifth of the time of drawing."""
        canvas = style.kept("empty ring", box, lambda: _empty_ring(box, style)).copy()
        radius, thick = _radius(box)
        if self.breath is not None:
            edge = (radius - thick * 0.8) * (0.45 + 0.55 * self.breath)
            shapes.disc(canvas, box.w / 2, box.h / 2, edge, style.theme.breath)
        self._words(canvas, style)
        return canvas

    def _progress(self, canvas: Canvas, at: tuple[float, float, float], thick: int, style: Style) -> None:
        """Draws the ring: solid while counting, dashed while the clock waits."""
        theme, fraction = style.theme, self.dial.fraction
        if fraction <= 0:
            return
        if not self.waiting:
            shapes.arc(canvas, *at, (0.0, fraction), theme.active, thick)
            return
        for i in range(24):
            begin, end = i / 24, (i + 0.5) / 24
            if begin < fraction:
                shapes.arc(canvas, *at, (begin, min(end, fraction)), theme.waiting, thick // 2)

    def _words(self, canvas: Canvas, style: Style) -> None:
        theme, dial, side = style.theme, self.dial, min(canvas.shape[:2])
        x, y = canvas.shape[1] / 2, canvas.shape[0] / 2
        size = min(round(NUMBER_SHARE * self.screen_height / CAP_HEIGHT * 1.03), round(side * 0.56))
        size = lettering.fit(dial.number, round(side * 0.86), side, size, BOLD).size
        lettering.draw_centred(canvas, dial.number, x, y, size, theme.text, BOLD)
        off = CAP_HEIGHT * size / 2 + side * 0.085
        for words, cy in ((dial.above, y - off), (dial.below, y + off)):
            if words:
                block = lettering.fit(words, round(side * 0.56), round(side * 0.12), style.letters(28), BOLD)
                lettering.draw_centred(canvas, block.lines[0], x, cy, block.size, theme.text, BOLD)


def _radius(box: Rect) -> tuple[float, int]:
    """The radius of the ring's middle line, and the ring's thickness."""
    side = min(box.w, box.h)
    thick = round(side * 0.062)
    return side / 2 - thick / 2 - 2, thick


def _empty_ring(box: Rect, style: Style) -> Canvas:
    canvas: Canvas = np.empty((box.h, box.w, 3), np.uint8)
    radius, thick = _radius(box)
    track = max(2, thick // 3) / 2
    shapes.fill(canvas, style.theme.ground)
    shapes.disc(canvas, box.w / 2, box.h / 2, radius + track, style.theme.line)
    shapes.disc(canvas, box.w / 2, box.h / 2, radius - track, style.theme.panel)
    return canvas
