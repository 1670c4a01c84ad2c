"""Draws a scene, redrawing only the panels that changed."""

from collections.abc import Callable
from time import monotonic

import numpy as np

from coach.session.screen import Screen
from coach.view.compose import Composer, Pictures
from coach.view.display import Scene
from coach.view.layout import Cell, Layout, Rect, arrange, drawn_size
from coach.view.lettering import Canvas
from coach.view.panels import Panel, Style
from coach.view.scenery import Picture
from coach.view.screen_words import Words
from coach.view.theme import DARK, THEMES, Theme

LARGER = 1.25
"""Factor for larger text."""

FRESH_S = 1.5
"""How long new words are highlighted."""


def no_pictures(screen: Screen) -> Canvas | None:
    return None


class Painter:
    """Keeps the last picture of the screen and updates it."""

    def __init__(
        self,
        words: Words,
        theme: Theme = DARK,
        larger_text: bool = False,
        reduced_motion: bool = False,
        pictures: Pictures = no_pictures,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._theme = theme
        self._larger = larger_text
        self._composer = Composer(words, pictures, reduced_motion)
        self._clock = clock
        self._caption = ""
        self._caption_at_s = float("-inf")
        self._canvas: Canvas = np.zeros((1, 1, 3), np.uint8)
        self._layout: Layout = {}
        self._drawn: dict[Cell, Panel] = {}
        self._style = Style(theme, 1.0)

    def paint(self, scene: Scene, size: tuple[int, int]) -> tuple[Canvas, list[Rect]]:
        """The screen for a window of ``size`` (width, height), and the parts that changed since the last call.

        The array is (h, w, 3), of the window's size unless that is tiny or huge. It belongs to the painter, and the
        next call draws over it.
        """
        if scene.caption != self._caption:
            self._caption, self._caption_at_s = scene.caption, self._clock()
        size = drawn_size(size)
        layout = arrange(size, self._composer.content(scene, self._larger))
        changed = [Rect(0, 0, *size)] if self._prepare(size, layout) else []
        for cell, panel in self._composer.panels(scene, layout, size[1], self._fresh()).items():
            before = self._drawn.get(cell)
            if before != panel:
                rect = _room(layout[cell], before, panel)
                panel.draw(self._canvas[rect.y : rect.bottom, rect.x : rect.right], self._style)
                self._drawn[cell] = panel
                changed.append(rect)
        return self._canvas, changed

    @property
    def places(self) -> Layout:
        """The layout of the last call of ``paint``."""
        return self._layout

    def answers(self, scene: Scene) -> list[Rect]:
        """The place of each answer."""
        rect = self._layout.get(Cell.ANSWERS)
        return [] if rect is None else self._composer.answers(scene.screen).places(rect, self._style.px(10))

    def _prepare(self, size: tuple[int, int], layout: Layout) -> bool:
        """Creates a new canvas if the layout has changed."""
        if layout == self._layout:
            return False
        w, h = size
        self._canvas = np.full((h, w, 3), self._theme.ground, np.uint8)
        self._layout, self._drawn = layout, {}
        self._style = Style(self._theme, min(h, w / 1.2) / 720, LARGER if self._larger else 1.0)
        return True

    def forget(self) -> None:
        """Makes the next call of ``paint`` draw everything."""
        self._layout = {}

    @property
    def theme(self) -> Theme:
        return self._theme

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._theme = theme
        self.forget()

    def change_theme(self) -> None:
        """Switches to the next theme, cyclically."""
        themes = list(THEMES.values())
        self.theme = themes[(themes.index(self._theme) + 1) % len(themes)]

    def change_text_size(self) -> None:
        """Switches between ordinary and larger text."""
        self._larger = not self._larger
        self.forget()

    def _fresh(self) -> bool:
        return bool(self._caption) and self._clock() - self._caption_at_s < FRESH_S


def _room(rect: Rect, before: Panel | None, panel: Panel) -> Rect:
    """Where to draw a panel: when one picture follows another, nothing beside it changes."""
    if isinstance(panel, Picture) and isinstance(before, Picture) and panel.aspect == before.aspect:
        return rect.fitted(panel.aspect)
    return rect
