"""Turns a scene into pixels, redrawing only the panels that changed."""

from collections.abc import Callable
from time import monotonic

import numpy as np

from coach.session.screen import Mode, Phase, Screen
from coach.view import figures, panels, scenery
from coach.view.display import Scene
from coach.view.layout import Cell, Content, Layout, Rect, arrange, drawn_size
from coach.view.lettering import Canvas
from coach.view.panels import Panel, Style
from coach.view.theme import DARK, THEMES, Theme
from coach.view.words import Words

LARGER = 1.25
"""How much larger letters are when larger text is asked for."""

FRESH_S = 1.5
"""How long new words are marked as new."""

Pictures = Callable[[Screen], Canvas | None]
"""The demonstration picture for a moment, or None."""


def no_pictures(screen: Screen) -> Canvas | None:
    return None


class Painter:
    """Keeps the last picture of the screen and brings it up to date."""

    def __init__(
        self,
        words: Words,
        theme: Theme = DARK,
        larger_text: bool = False,
        reduced_motion: bool = False,
        pictures: Pictures = no_pictures,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._words = words
        self._theme = theme
        self._larger = larger_text
        self._reduced = reduced_motion
        self._pictures = pictures
        self._clock = clock
        self._caption = ""
        self._caption_at_s = float("-inf")
        self._canvas: Canvas = np.zeros((1, 1, 3), np.uint8)
        self._layout: Layout = {}
        self._drawn: dict[Cell, Panel] = {}

    def paint(self, scene: Scene, size: tuple[int, int]) -> tuple[Canvas, bool]:
        """The screen for a window of ``size`` (width, height), and whether anything changed since the last call.

        The array is (h, w, 3), of the window's size where that is neither tiny nor huge. It is the painter's own and
        is drawn over by the next call.
        """
        if scene.caption != self._caption:
            self._caption, self._caption_at_s = scene.caption, self._clock()
        size = drawn_size(size)
        layout = arrange(size, self._content(scene))
        changed = self._prepare(size, layout)
        style = self._style()
        for cell, panel in self._panels(scene, layout).items():
            if self._drawn.get(cell) != panel:
                rect = layout[cell]
                panel.draw(self._canvas[rect.y : rect.bottom, rect.x : rect.right], style)
                self._drawn[cell] = panel
                changed = True
        return self._canvas, changed

    @property
    def places(self) -> Layout:
        """Where everything stood at the last call of ``paint``."""
        return self._layout

    def hit(self, scene: Scene, x: int, y: int) -> "Cell | int | None":
        """What stands at a pixel: an answer's index, another cell, or nothing."""
        for cell, rect in self._layout.items():
            if rect.holds(x, y):
                return self._answer_at(scene, rect, x, y) if cell is Cell.ANSWERS else cell
        return None

    def _answer_at(self, scene: Scene, rect: Rect, x: int, y: int) -> int | None:
        places = self._answers(scene.screen).places(rect, self._style().px(10))
        return next((i for i, place in enumerate(places) if place.holds(x, y)), None)

    def _prepare(self, size: tuple[int, int], layout: Layout) -> bool:
        """A fresh canvas when the places moved."""
        if layout == self._layout:
            return False
        w, h = size
        self._canvas = np.full((h, w, 3), self._theme.ground, np.uint8)
        self._layout, self._drawn = layout, {}
        return True

    def _style(self) -> Style:
        h, w = self._canvas.shape[:2]
        return Style(self._theme, min(h, w / 1.2) / 720, LARGER if self._larger else 1.0)

    def change_theme(self) -> None:
        """To the next one of all, round and round."""
        themes = list(THEMES.values())
        self._theme = themes[(themes.index(self._theme) + 1) % len(themes)]
        self._layout = {}

    def change_text_size(self) -> None:
        """Between ordinary and larger."""
        self._larger = not self._larger
        self._layout = {}

    def _content(self, scene: Scene) -> Content:
        screen = scene.screen
        return Content(
            card=screen.mode not in (Mode.SESSION, Mode.PAUSED),
            summary=screen.mode is Mode.FINISHED and bool(screen.done),
            answers=bool(self._words.answers(screen)),
            picture_aspect=None if scene.image is None else scene.image.shape[1] / scene.image.shape[0],
            demo_aspect=self._demo_aspect(screen),
            larger_text=self._larger,
        )

    def _demo_aspect(self, screen: Screen) -> float | None:
        if screen.mode is Mode.STOPPED:
            return scenery.REST_ASPECT
        demo = self._demonstration(screen)
        return None if demo is None else demo.shape[1] / demo.shape[0]

    def _demonstration(self, screen: Screen) -> Canvas | None:
        return None if screen.mode in (Mode.QUESTION, Mode.FINISHED) else self._pictures(screen)

    def _panels(self, scene: Scene, layout: Layout) -> dict[Cell, Panel]:
        alone = not {Cell.PICTURE, Cell.DEMO, Cell.CARD} & layout.keys()
        makers: dict[Cell, Callable[[Scene], Panel]] = {
            Cell.HEADER: self._header,
            Cell.MARKS: self._marks,
            Cell.PICTURE: self._picture,
            Cell.DEMO: self._demo,
            Cell.CAPTION: lambda scene: panels.Caption(scene.caption, alone, self._fresh()),
            Cell.DIAL: self._dial,
            Cell.STATUS: self._status,
            Cell.STRIP: self._strip,
            Cell.STOP: self._stop,
            Cell.CARD: self._card,
            Cell.ANSWERS: lambda scene: self._answers(scene.screen),
        }
        return {cell: makers[cell](scene) for cell in layout}

    def _fresh(self) -> bool:
        return bool(self._caption) and self._clock() - self._caption_at_s < FRESH_S

    def _header(self, scene: Scene) -> Panel:
        return panels.Header(self._words.title(scene.screen), self._words.side(scene.screen))

    def _marks(self, scene: Scene) -> Panel:
        return panels.Marks(
            scene.camera_on, scene.microphone_on, scene.sound_on, self._words.text("screen.nothing_recorded")
        )

    def _picture(self, scene: Scene) -> Panel:
        screen = scene.screen
        setting_up = screen.phase is Phase.SET_UP and screen.mode is Mode.SESSION
        image = np.zeros((3, 4, 3), np.uint8) if scene.image is None else scene.image
        return scenery.Picture(
            image=image,
            pose=None if screen.timer_only else scene.pose,
            side=screen.side,
            frame=self._frame(screen),
            back=screen.stretch == "cat_cow",
            dim=screen.mode is Mode.PAUSED,
            outline=figures.start_of(screen.stretch) if setting_up and scene.pose is None else None,
        )

    def _frame(self, screen: Screen) -> scenery.Frame:
        if screen.in_pose and screen.mode is Mode.SESSION and not screen.timer_only:
            return scenery.Frame.IN_POSE
        return scenery.Frame.WAITING if self._waiting(screen) else scenery.Frame.PLAIN

    def _demo(self, scene: Scene) -> Panel:
        picture = self._demonstration(scene.screen)
        if picture is None or scene.screen.mode is Mode.STOPPED:
            return scenery.Body(figures.RESTING)
        return scenery.Demonstration(picture, self._words.text("screen.example"))

    def _dial(self, scene: Scene) -> Panel:
        screen = scene.screen
        dial = self._words.dial(screen)
        setting_up = screen.phase is Phase.SET_UP and not screen.timer_only
        if scene.camera_on and (dial is None or setting_up):
            return self._set_up(screen)
        if dial is None:
            return scenery.Body(figures.start_of(screen.stretch))
        steps = 60 if self._reduced else 360
        dial = type(dial)(dial.number, dial.above, dial.below, round(dial.fraction * steps) / steps)
        return panels.Ring(dial, self._waiting(screen), self._breath(scene), self._canvas.shape[0])

    def _set_up(self, screen: Screen) -> Panel:
        oblique = screen.stretch in scenery.OBLIQUE
        return scenery.SetUp(
            oblique,
            screen.stretch in figures.KNEELING,
            self._words.text("screen.laptop.feet" if oblique else "screen.laptop.side"),
        )

    def _waiting(self, screen: Screen) -> bool:
        holding = screen.phase is Phase.HOLD and not screen.in_pose and not screen.timer_only
        return screen.mode is Mode.PAUSED or holding

    def _breath(self, scene: Scene) -> float | None:
        """In steps too fine to see, or in four when little motion is wanted."""
        if scene.breath is None or scene.screen.mode is not Mode.SESSION:
            return None
        steps = 4 if self._reduced else 150
        return round(min(1.0, max(0.0, scene.breath)) * steps) / steps

    def _status(self, scene: Scene) -> Panel:
        return panels.StatusLine(self._words.status(scene))

    def _strip(self, scene: Scene) -> Panel:
        screen = scene.screen
        finished = screen.mode is Mode.FINISHED
        hints = self._words.text("screen.keys") if screen.mode in (Mode.SESSION, Mode.PAUSED) else ""
        place = "" if finished else self._words.place(screen)
        return panels.Strip(len(screen.steps), screen.step_index, place, hints, finished)

    def _stop(self, scene: Scene) -> Panel:
        if scene.screen.mode is Mode.FINISHED:
            return panels.StopArea(self._words.text("screen.end"), "Q", calm=True)
        return panels.StopArea(self._words.text("screen.stop"), self._words.text("screen.key_space"))

    def _card(self, scene: Scene) -> Panel:
        if scene.screen.mode is Mode.FINISHED and scene.screen.done:
            return panels.Summary(self._words.text("screen.done"), self._words.done(scene.screen))
        return panels.Card(self._words.question(scene), scene.caption)

    def _answers(self, screen: Screen) -> panels.Answers:
        ends = ("", "")
        if screen.number_wanted:
            ends = (self._words.text("screen.scale_low"), self._words.text("screen.scale_high"))
        return panels.Answers(self._words.answers(screen), ends)
