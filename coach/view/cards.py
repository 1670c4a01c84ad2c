"""The panels of a question, a stop and a summary."""

from dataclasses import dataclass

from coach.view import lettering, shapes
from coach.view.layout import Rect
from coach.view.lettering import BOLD, CAP_HEIGHT, Canvas
from coach.view.panels import Style, framed, plate, whole
from coach.view.screen_words import Answer, Mark


@dataclass(frozen=True)
class Card:
    """A question, or what to do after a stop."""

    heading: str
    caption: str = ""

    def draw(self, canvas: Canvas, style: Style) -> None:
        theme, room = style.theme, framed(canvas, style)
        caption = self.caption if self.caption != self.heading else ""
        head = Rect(room.x, room.y, room.w, round(room.h * (0.62 if caption else 1.0)))
        block = lettering.fit(self.heading, head.w, head.h, style.letters(60), BOLD)
        lettering.draw_block(canvas, block, head, theme.text)
        if caption:
            foot = Rect(room.x, head.bottom, room.w, room.bottom - head.bottom)
            canvas[foot.y : foot.y + style.px(2), foot.x : foot.right] = theme.line
            block = lettering.fit(caption, foot.w, foot.h - style.px(12), style.letters(42))
            below = Rect(foot.x, foot.y + style.px(8), foot.w, foot.h - style.px(8))
            lettering.draw_block(canvas, block, below, theme.text)


ONE_COLUMN = 5
"""A summary with more lines than this has two columns."""


@dataclass(frozen=True)
class Summary:
    """The completed stretches, as a list with ticks."""

    heading: str
    lines: tuple[str, ...]

    def draw(self, canvas: Canvas, style: Style) -> None:
        theme, room = style.theme, framed(canvas, style)
        head = Rect(room.x, room.y, room.w, round(room.h * 0.2))
        block = lettering.fit(self.heading, head.w, head.h, style.letters(48), BOLD)
        lettering.draw_block(canvas, block, head, theme.text)
        body = Rect(room.x, head.bottom, room.w, room.bottom - head.bottom)
        columns = body.columns(2 if len(self.lines) > ONE_COLUMN else 1, style.px(24))
        rows = -(-len(self.lines) // len(columns))
        for i, line in enumerate(self.lines):
            column = columns[i // rows]
            h = min(column.h // rows, style.letters(72))
            self._line(canvas, line, Rect(column.x, column.y + (i % rows) * h, column.w, h), style)

    def _line(self, canvas: Canvas, line: str, place: Rect, style: Style) -> None:
        theme = style.theme
        size = min(place.h * 0.7, style.px(44))
        shapes.mark(
            canvas,
            Mark.CHECK,
            place.x + size / 2,
            place.y + place.h / 2,
            size,
            theme.active,
            theme.on_active,
            theme.panel,
        )
        left = round(size + style.px(16))
        words = Rect(place.x + left, place.y, place.w - left, place.h)
        lettering.draw_block(canvas, lettering.fit(line, words.w, words.h, style.letters(40)), words, theme.text)


@dataclass(frozen=True)
class Answers:
    answers: tuple[Answer, ...]
    ends: tuple[str, str] = ("", "")
    """Labels of the lowest and the highest number."""

    def places(self, box: Rect, gap: int) -> list[Rect]:
        """The rectangle of each answer, which is also its click area."""
        room = Rect(box.x, box.y, box.w, round(box.h * 0.72)) if self.ends[0] else box
        return room.columns(len(self.answers), gap)

    def draw(self, canvas: Canvas, style: Style) -> None:
        theme, box = style.theme, whole(canvas)
        shapes.fill(canvas, theme.ground)
        places = self.places(box, style.px(10))
        for place, answer in zip(places, self.answers, strict=True):
            plate(canvas, place, style)
            self._answer(canvas, place, answer, style)
        if self.ends[0]:
            y = (places[0].bottom + box.h) / 2
            for words, right in zip(self.ends, (False, True), strict=True):
                size = lettering.fit(words, box.w // 2 - style.px(10), box.h // 4, style.letters(28)).size
                x = box.w - lettering.width(words, size) - style.px(4) if right else style.px(4)
                lettering.draw_line(canvas, words, x, y + CAP_HEIGHT * size / 2, size, theme.text)

    def _answer(self, canvas: Canvas, place: Rect, answer: Answer, style: Style) -> None:
        theme = style.theme
        if not answer.key:
            lettering.draw_centred(
                canvas,
                answer.label,
                place.x + place.w / 2,
                place.y + place.h / 2,
                min(style.letters(60), round(place.w * 0.6)),
                theme.text,
                BOLD,
            )
            return
        upper = Rect(place.x, place.y, place.w, round(place.h * 0.56)).inset(style.px(8))
        block = lettering.fit(answer.label, upper.w, upper.h, style.letters(48), BOLD)
        lettering.draw_block(canvas, block, upper, theme.text, centred=True)
        cap_h = round(place.h * 0.28)
        size = min(style.letters(30), round(cap_h * 0.8))
        cap_w = max(cap_h, lettering.width(answer.key, size, BOLD) + style.px(28))
        cap = Rect(place.x + (place.w - cap_w) // 2, place.y + round(place.h * 0.6), cap_w, cap_h)
        shapes.outlined(canvas, cap, style.px(8), theme.quiet, theme.panel, style.px(2))
        lettering.draw_centred(canvas, answer.key, cap.x + cap.w / 2, cap.y + cap.h / 2, size, theme.text, BOLD)
