"""A window's drawing: the latest scene, sharp at the density of the screen, with real buttons and words over it."""

import math
from collections.abc import Callable
from time import monotonic

import cv2
import numpy as np
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from coach.session.events import UserInput
from coach.session.screen import ScreenMode
from coach.view.accessible import pressables, readable
from coach.view.display import Scene
from coach.view.layout import Cell
from coach.view.opening import PictureRoom
from coach.view.overlay import Overlay, announce, scaled
from coach.view.paint import FRESH_S, Painter
from coach.view.screen_words import Words

RESTS = 3.0
"""After each drawing, nothing is drawn for this many times its duration: on a slow machine or a huge screen the picture
is updated less often, but keys are handled as fast as ever."""


class Drawing(QWidget):
    """Shows scenes; ``say`` is called when one of the buttons is pressed."""

    def __init__(
        self, words: Words, painter: Painter, say: Callable[[UserInput], None], clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.painter = painter
        self.overlay = Overlay(self, say)
        self._words, self._clock = words, clock
        self._scene: Scene | None = None
        self._pixels = np.zeros((1, 1, 4), np.uint8)
        """The drawing in a format that Qt need not convert: (h, w, 4) blue, green, red, 255."""
        self._rest, self._fresh = timer(self.catch_up), timer(self.draw)
        self._rests_until_s = float("-inf")
        self._waiting = False
        """A scene arrived while the window rested."""

    def show_scene(self, scene: Scene) -> None:
        """Shows the scene, or the latest of several that come faster than they can be drawn."""
        before, self._scene = self._scene, scene
        if before is None or before.caption != scene.caption:
            self._fresh.start(round(1000 * FRESH_S) + 50)
            if scene.caption:
                announce(self, scene.caption, urgent=scene.screen.mode is ScreenMode.STOPPED)
        rests_s = self._rests_until_s - self._clock()
        if before is None or before.screen.mode is not scene.screen.mode or rests_s <= 0:
            self.draw()
        elif not self._waiting:
            self._waiting = True
            self._rest.start(math.ceil(1000 * rests_s))

    @property
    def picture_room(self) -> PictureRoom | None:
        """The size at which the last picture is shown; None without one."""
        scene, place = self._scene, self.painter.places.get(Cell.PICTURE)
        if scene is None or place is None or scene.camera_size is None or scene.aspect is None:
            return None
        shown = place.fitted(scene.aspect)
        return PictureRoom(scene.camera_size, (shown.w, shown.h))

    def catch_up(self) -> None:
        """Draws the pending scene, if there is one."""
        if self._waiting:
            self.draw()

    def draw(self) -> None:
        """Draws the changes."""
        if self._scene is None:
            return
        self._waiting, begin_s = False, self._clock()
        density = self.devicePixelRatioF()
        size = (round(self.width() * density), round(self.height() * density))
        canvas, changed = self.painter.paint(self._scene, size)
        scale = self.width() / canvas.shape[1]
        self._place(self._scene, scale)
        if self._pixels.shape[:2] != canvas.shape[:2]:
            self._pixels = np.empty((*canvas.shape[:2], 4), np.uint8)
        for rect in changed:
            rows, columns = slice(rect.y, rect.bottom), slice(rect.x, rect.right)
            cv2.cvtColor(canvas[rows, columns], cv2.COLOR_BGR2BGRA, dst=self._pixels[rows, columns])
            self.update(scaled(rect, scale).adjusted(-1, -1, 1, 1))
        end_s = self._clock()
        self._rests_until_s = end_s + RESTS * (end_s - begin_s)

    def _place(self, scene: Scene, scale: float) -> None:
        places = self.painter.places
        buttons = pressables(self._words, scene.screen, places, self.painter.answers(scene))
        self.overlay.place(buttons, readable(self._words, scene, places), places, scale, self.painter.theme)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        height, width = self._pixels.shape[:2]
        image = QImage(self._pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        density = self.devicePixelRatioF()
        shrunk = width / round(self.width() * density)  # exactly 1 unless the window is tiny or huge
        painter.scale(1 / (density * shrunk), 1 / (density * shrunk))
        painter.drawImage(0, 0, image)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.draw()

    def event(self, event: QEvent) -> bool:
        """The new screen may have a different density."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.draw()
        return super().event(event)


def timer(do: Callable[[], None]) -> QTimer:
    """A timer that calls ``do`` once each time it is started."""
    one = QTimer()
    one.setSingleShot(True)
    one.timeout.connect(do)
    return one
