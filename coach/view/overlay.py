"""Real buttons and texts over the drawing that shows them, for the tab key, a finger, and a screen reader."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from coach.session.events import UserInput
from coach.view.accessible import Pressable
from coach.view.layout import Cell, Rect
from coach.view.theme import Theme

Say = Callable[[UserInput], None]

RING = 4
"""Width of the ring around the focused button, in pixels of a screen of usual density."""


class DrawnButton(QPushButton):
    """A button whose face is part of the drawing below. It acts when it is pressed, not when it is released: by then
    the drawing may have changed.

    Keys pass through it to the window: space stops, whatever has the focus.
    """

    def __init__(self, parent: QWidget, say: Say) -> None:
        super().__init__(parent)
        self._say = say
        self._pressable: Pressable | None = None
        self._ring = QColor()
        self.setAutoDefault(False)
        self.pressed.connect(self._speak)

    def stands_for(self, pressable: Pressable, ring: QColor) -> None:
        self._ring = ring
        if self._pressable is None or self._pressable.name != pressable.name:
            self.setAccessibleName(pressable.name)
        self._pressable = pressable

    def _speak(self) -> None:
        if self._pressable is not None:
            self._say(self._pressable.said)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The second press of a double click does not answer the next question."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if not (self.hasFocus() or self.isDown()):
            return
        painter = QPainter(self)
        if self.isDown():
            painter.fillRect(self.rect(), QColor(128, 128, 128, 60))
        if self.hasFocus():
            painter.setPen(QPen(self._ring, RING))
            painter.drawRect(self.rect().adjusted(RING // 2, RING // 2, -RING // 2, -RING // 2))


class DrawnWords(QLabel):
    """Words of the drawing below, for a screen reader."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paints nothing: the drawing shows the words."""


class Overlay:
    """The buttons and words over one window."""

    def __init__(self, window: QWidget, say: Say) -> None:
        self._window, self._say = window, say
        self._words: dict[Cell, DrawnWords] = {}
        self._buttons: list[DrawnButton] = []
        self._names: tuple[str, ...] = ()
        self._placed: object = None

    def place(
        self,
        pressables: tuple[Pressable, ...],
        words: Mapping[Cell, str],
        places: Mapping[Cell, Rect],
        scale: float,
        theme: Theme,
    ) -> None:
        """``scale``: pixels of the window for each pixel of the drawing."""
        if (pressables, words, places, scale, theme) == self._placed:
            return
        self._placed = (pressables, dict(words), dict(places), scale, theme)
        for cell in Cell:
            self._put_words(cell, words.get(cell, ""), places.get(cell), scale)
        while len(self._buttons) < len(pressables):
            self._add_button()
        for button, pressable in zip(self._buttons, pressables, strict=False):
            button.stands_for(pressable, QColor(*reversed(theme.active)))
            button.setGeometry(scaled(pressable.place, scale))
            button.show()
        for button in self._buttons[len(pressables) :]:
            button.hide()
        names = tuple(pressable.name for pressable in pressables)
        if names != self._names:
            self._names = names
            self._window.setFocus()  # Enter never answers a question that it was not meant for

    def _add_button(self) -> None:
        button = DrawnButton(self._window, self._say)
        if self._buttons:
            QWidget.setTabOrder(self._buttons[-1], button)
        self._buttons.append(button)

    def _put_words(self, cell: Cell, words: str, place: Rect | None, scale: float) -> None:
        if cell not in self._words:
            self._words[cell] = DrawnWords(self._window)
        label = self._words[cell]
        if place is None or not words:
            label.hide()
            return
        if label.text() != words:
            label.setText(words)
        label.setGeometry(scaled(place, scale))
        label.show()

    def focused(self) -> DrawnButton | None:
        return next((button for button in self._buttons if button.hasFocus()), None)


def announce(window: QWidget, words: str, *, urgent: bool) -> None:
    """Has a screen reader, if one is running, say these words; at once if they are urgent."""
    event = QAccessibleAnnouncementEvent(window, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


def scaled(rect: Rect, scale: float) -> QRect:
    left, top = round(rect.x * scale), round(rect.y * scale)
    return QRect(left, top, round(rect.right * scale) - left, round(rect.bottom * scale) - top)
