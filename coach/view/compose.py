"""Chooses the panels of a scene, and their places on the screen."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from coach.session.screen import Screen, ScreenMode
from coach.stretches.catalogue import STRETCHES
from coach.stretches.phase import Phase
from coach.view import cards, figures, panels, scenery
from coach.view.display import Scene
from coach.view.layout import Cell, Content, Layout
from coach.view.lettering import Canvas
from coach.view.panels import Panel
from coach.view.screen_words import Words

Pictures = Callable[[Screen], Canvas | None]
"""Returns the demonstration picture for a screen, or None."""

SMOOTH_STEPS, CALM_STEPS = 240, 60
"""Steps of the ring: too fine to notice, and coarser ones for people who want little motion."""
SMOOTH_BREATHS, CALM_BREATHS = 75, 4
"""The same for the breath circle, whose edge moves one pixel a step."""


class Composer:
    """Chooses the panels of a scene. It draws nothing and keeps no state."""

    def __init__(self, words: Words, pictures: Pictures, reduced_motion: bool) -> None:
        self._words = words
        self._pictures = pictures
        self._reduced = reduced_motion

    def content(self, scene: Scene, larger_text: bool) -> Content:
        """The parts that need a place."""
        screen = scene.screen
        return Content(
            card=screen.mode not in (ScreenMode.SESSION, ScreenMode.PAUSED),
            summary=screen.mode is ScreenMode.FINISHED and bool(screen.done and scene.caption),
            answers=bool(self._words.answers(screen)),
            picture_aspect=scene.aspect,
            demo_aspect=self._demo_aspect(screen),
            larger_text=larger_text,
        )

    def _demo_aspect(self, screen: Screen) -> float | None:
        demo = self._demonstration(screen)
        if demo is None:
            return scenery.REST_ASPECT if screen.mode is ScreenMode.STOPPED else None
        return float(demo.shape[1] / demo.shape[0])

    def _demonstration(self, screen: Screen) -> Canvas | None:
        """The demonstration picture; after a stop, it shows how to rest."""
        if screen.mode in (ScreenMode.QUESTION, ScreenMode.FINISHED):
            return None
        if screen.mode is ScreenMode.STOPPED:
            screen = replace(screen, stretch="rest", variant=None, side=None)
        return self._pictures(screen)

    def panels(self, scene: Scene, layout: Layout, screen_height: int, fresh: bool) -> dict[Cell, Panel]:
        """A panel for every place. ``fresh``: the caption has just been spoken."""
        alone = not {Cell.PICTURE, Cell.DEMO, Cell.CARD} & layout.keys()
        makers: dict[Cell, Callable[[Scene], Panel]] = {
            Cell.HEADER: self._header,
            Cell.MARKS: self._marks,
            Cell.PICTURE: self._picture,
            Cell.DEMO: self._demo,
            Cell.CAPTION: lambda scene: panels.Caption(scene.caption, alone, fresh),
            Cell.DIAL: lambda scene: self._dial(scene, screen_height),
            Cell.STATUS: self._status,
            Cell.STRIP: self._strip,
            Cell.STOP: self._stop,
            Cell.CARD: self._card,
            Cell.ANSWERS: lambda scene: self.answers(scene.screen),
        }
        return {cell: makers[cell](scene) for cell in layout}

    def _header(self, scene: Scene) -> Panel:
        return panels.Header(self._words.title(scene.screen), self._words.side(scene.screen))

    def _marks(self, scene: Scene) -> Panel:
        nothing = self._words.text("screen.nothing_recorded")
        return panels.Marks(scene.camera_on, scene.microphone_on, scene.sound_on, nothing, scene.level)

    def _picture(self, scene: Scene) -> Panel:
        screen = scene.screen
        entry = STRETCHES.get(screen.stretch or "")
        setting_up = screen.phase is Phase.SET_UP and screen.mode is ScreenMode.SESSION
        image = np.zeros((3, 4, 3), np.uint8) if scene.image is None else scene.image
        return scenery.Picture(
            image=image,
            aspect=scene.aspect or image.shape[1] / image.shape[0],
            pose=None if screen.timer_only and not setting_up else scene.pose,
            side=screen.side,
            frame=self._frame(screen),
            back=entry is not None and entry.of(screen.variant).mask,
            dim=screen.mode is ScreenMode.PAUSED,
            outline=self._outline(screen) if setting_up and scene.pose is None else None,
            cut=self._words.framing(scene).edges if setting_up else frozenset(),
        )

    def _outline(self, screen: Screen) -> figures.StickFigure | None:
        """The outline, for side views only; from the feet it would be wrong."""
        return None if _from_the_feet(screen) else figures.start_of(screen.stretch)

    def _frame(self, screen: Screen) -> scenery.PictureBorder:
        if screen.in_pose and screen.mode is ScreenMode.SESSION and not screen.timer_only:
            return scenery.PictureBorder.IN_POSE
        return scenery.PictureBorder.WAITING if self._waiting(screen) else scenery.PictureBorder.PLAIN

    def _demo(self, scene: Scene) -> Panel:
        picture = self._demonstration(scene.screen)
        if picture is None:
            return scenery.Body(figures.RESTING)
        beside_camera = scene.image is not None and scene.screen.mode is not ScreenMode.STOPPED
        return scenery.Demonstration(picture, self._words.text("screen.example"), beside_camera)

    def _dial(self, scene: Scene, screen_height: int) -> Panel:
        screen = scene.screen
        dial = self._words.dial(screen)
        if scene.camera_on and (screen.phase is Phase.SET_UP or (dial is None and screen.phase is None)):
            return self._set_up(screen)
        if dial is None:
            return scenery.Body(figures.start_of(screen.stretch))
        steps = CALM_STEPS if self._reduced else SMOOTH_STEPS
        dial = replace(dial, fraction=round(dial.fraction * steps) / steps)
        return panels.Ring(dial, self._waiting(screen), self._breath(scene), screen_height)

    def _set_up(self, screen: Screen) -> Panel:
        oblique = _from_the_feet(screen)
        return scenery.SetUp(
            oblique,
            figures.start_of(screen.stretch) is figures.ALL_FOURS,
            self._words.text("screen.laptop.feet" if oblique else "screen.laptop.side"),
        )

    def _waiting(self, screen: Screen) -> bool:
        holding = screen.phase is Phase.HOLD and not screen.in_pose and not screen.timer_only
        return screen.mode is ScreenMode.PAUSED or holding

    def _breath(self, scene: Scene) -> float | None:
        if scene.breath is None or scene.screen.mode is not ScreenMode.SESSION:
            return None
        steps = CALM_BREATHS if self._reduced else SMOOTH_BREATHS
        return round(min(1.0, max(0.0, scene.breath)) * steps) / steps

    def _status(self, scene: Scene) -> Panel:
        return panels.StatusLine(self._words.status(scene))

    def _strip(self, scene: Scene) -> Panel:
        screen = scene.screen
        finished = screen.mode is ScreenMode.FINISHED
        steps = len(screen.steps) if finished or screen.mode in (ScreenMode.SESSION, ScreenMode.PAUSED) else 0
        return panels.Strip(steps, screen.step_index, self._words.place(screen), self._words.hints(screen), finished)

    def _stop(self, scene: Scene) -> Panel:
        if scene.screen.mode is ScreenMode.FINISHED:
            return panels.StopArea(self._words.text("screen.end"), "Q", calm=True)
        return panels.StopArea(self._words.text("screen.stop"), self._words.text("screen.key_space"))

    def _card(self, scene: Scene) -> Panel:
        if scene.screen.mode is ScreenMode.FINISHED and scene.screen.done:
            return cards.Summary(self._words.text("screen.done"), self._words.done(scene.screen))
        return cards.Card(self._words.question(scene), scene.caption)

    def answers(self, screen: Screen) -> cards.Answers:
        """The answers that the screen asks for; clicks are matched against them."""
        ends = ("", "")
        if screen.number_wanted:
            ends = (self._words.text("screen.scale_low"), self._words.text("screen.scale_high"))
        return cards.Answers(self._words.answers(screen), ends)


def _from_the_feet(screen: Screen) -> bool:
    entry = STRETCHES.get(screen.stretch or "")
    return entry is not None and entry.from_the_feet
