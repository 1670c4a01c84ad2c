"""Measures, wraps, fits and draws text in OpenCV's fonts. No other module uses fonts."""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import inf

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.view.layout import Rect
from coach.view.theme import Colour

Canvas = NDArray[np.uint8]
"""(h, w, 3) blue, green, red."""

REGULAR, BOLD = 450, 700
CAP_HEIGHT = 0.75
"""Height of capitals and digits as a share of the size, measured on the built-in font."""
LINE_HEIGHT = 1.3
PHRASE_ENDS = ".,:;?!"
TORN = 0.12
"""Cost of splitting a phrase: the same as leaving a third of the line empty."""
_HEAD, _FOOT = 1.0, 0.25


@dataclass(frozen=True)
class Block:
    """Lines of text at a size that fits a place."""

    lines: tuple[str, ...]
    size: int
    weight: int

    @property
    def height(self) -> float:
        return self.size * (LINE_HEIGHT * (len(self.lines) - 1) + _HEAD + _FOOT)

    @property
    def width(self) -> int:
        return max((width(line, self.size, self.weight) for line in self.lines), default=0)


@cache
def _face() -> cv2.FontFace:
    return cv2.FontFace("sans")


def _plain_zero(text: str) -> str:
    """Replaces 0 with O: the font's slashed zero looks like an eight from two metres away."""
    return text.replace("0", "O")


@lru_cache(maxsize=16384)
def width(text: str, size: int, weight: int = REGULAR) -> int:
    """Width of the text in pixels."""
    x, _, w, _ = cv2.getTextSize((0, 0), _plain_zero(text), (0, 0), _face(), size, weight)
    return int(x + w)


def _space(size: int, weight: int) -> int:
    return width("n n", size, weight) - width("nn", size, weight)


def wrap(text: str, size: int, weight: int, room: int) -> tuple[str, ...]:
    """Breaks text between words into full lines; a single word wider than ``room`` gets its own line."""
    lines: list[str] = []
    space, full = _space(size, weight), 0
    for word in text.split():
        longer = full + space + width(word, size, weight)
        if lines and longer <= room:
            lines[-1], full = f"{lines[-1]} {word}", longer
        else:
            lines.append(word)
            full = longer - full - space
    return tuple(lines)


def balance(lines: tuple[str, ...], size: int, weight: int, room: int) -> tuple[str, ...]:
    """The same number of lines, broken at the ends of phrases, and without a single word on the last one."""
    words = " ".join(lines).split()
    space = _space(size, weight)
    ends = [0, *accumulate(width(word, size, weight) + space for word in words)]

    def cost(start: int, end: int) -> float:
        """Cost of a line: the room that it leaves empty, and splitting a phrase at its end."""
        full = (ends[end] - ends[start] - space) / room
        torn = end < len(words) and words[end - 1][-1] not in PHRASE_ENDS
        return (1 - full) ** 2 + TORN * torn if full <= 1 else inf

    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for _ in lines:
        best = {
            end: min((paid + cost(start, end), (*breaks, end)) for start, (paid, breaks) in best.items() if start < end)
            for end in range(min(best) + 1, len(words) + 1)
        }
    balanced = tuple(" ".join(words[start:end]) for start, end in pairwise(best[len(words)][1]))
    return balanced if all(width(line, size, weight) <= room for line in balanced) else lines


@lru_cache(maxsize=512)
def fit(text: str, w: int, h: int, largest: int, weight: int = REGULAR, smallest: int = 9) -> Block:
    """The text in the largest size that fits ``w`` by ``h`` pixels, up to ``largest``; no word is left out."""
    size = max(largest, smallest)
    while True:
        block = Block(wrap(text, size, weight, w), size, weight)
        if size <= smallest or (block.height <= h and block.width <= w):
            return Block(balance(block.lines, size, weight, w), size, weight)
        size = max(smallest, min(size - 1, round(size * 0.94)))


def draw_line(
    canvas: Canvas, text: str, x: float, baseline: float, size: int, colour: Colour, weight: int = REGULAR
) -> None:
    left, top, paint, shows = _painted(text, size, weight, colour)
    left, top = left + round(x), top + round(baseline)
    h, w = canvas.shape[:2]
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + paint.shape[1], w), min(top + paint.shape[0], h)
    if x0 < x1 and y0 < y1:
        inner = slice(y0 - top, y1 - top), slice(x0 - left, x1 - left)
        part = canvas[y0:y1, x0:x1]
        np.copyto(part, cv2.add(cv2.multiply(part, shows[inner], scale=1 / 255), paint[inner]))


@lru_cache(maxsize=32)
def _painted(
    text: str, size: int, weight: int, colour: Colour
) -> tuple[int, int, NDArray[np.uint8], NDArray[np.uint8]]:
    """Left and top of a line from the start of its baseline, and, (h, w, 3) each, 0 to 255, its colour times what it
    covers, and how much of the ground shows.

    The font draws a large number in half a millisecond, and a clock shows the same one for a second.
    """
    words = _plain_zero(text)
    x, y, w, h = cv2.getTextSize((0, 0), words, (0, 0), _face(), size, weight)
    margin = size
    ink = np.zeros((h + 2 * margin, w + 2 * margin), np.uint8)
    cv2.putText(ink, words, (margin - x, margin - y), (255,), _face(), size, weight)
    left, top, wide, high = cv2.boundingRect(ink)
    cover = np.repeat(ink[top : top + high, left : left + wide, None], 3, axis=2)
    paint = np.rint(cover * (np.array(colour) / 255)).astype(np.uint8)
    return left - margin + x, top - margin + y, paint, 255 - cover


def draw_centred(
    canvas: Canvas, text: str, cx: float, cy: float, size: int, colour: Colour, weight: int = REGULAR
) -> None:
    """Draws one line with the middle of its capitals at (cx, cy)."""
    draw_line(canvas, text, cx - width(text, size, weight) / 2, cy + CAP_HEIGHT * size / 2, size, colour, weight)


def draw_block(canvas: Canvas, block: Block, rect: Rect, colour: Colour, centred: bool = False) -> None:
    """Draws the lines, vertically centred in the rectangle, left-aligned or centred."""
    ink = block.size * (LINE_HEIGHT * (len(block.lines) - 1) + CAP_HEIGHT)
    baseline = rect.y + (rect.h - ink) / 2 + CAP_HEIGHT * block.size
    for line in block.lines:
        indent = (rect.w - width(line, block.size, block.weight)) / 2 if centred else 0
        draw_line(canvas, line, rect.x + indent, baseline, block.size, colour, block.weight)
        baseline += LINE_HEIGHT * block.size
