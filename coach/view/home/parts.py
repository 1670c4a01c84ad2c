"""The small widgets that make up pages."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coach.errors import CoachError
from coach.view.home.tick_box import TickBox
from coach.view.home.wrapping import Wrapping
from coach.view.overlay import announce

MARGINS, NARROW_MARGINS = (36, 28, 36, 28), (16, 14, 16, 14)
WIDEST_PX = 980
"""Largest width of text: longer lines are hard to read."""


def words(text: str, look: str = "") -> QLabel:
    """Wrapping text in one of the looks of the style sheet: title, heading, lead, quiet, warning."""
    label = QLabel(text)
    label.setObjectName(look)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def tell(label: QLabel, sentence: str) -> None:
    """Shows a sentence and has a screen reader say it; a sentence that is already shown is not repeated."""
    if sentence != label.text():
        label.setText(sentence)
        announce(label, sentence, urgent=False)


def button(text: str, pressed: Callable[[], object], look: str = "") -> QPushButton:
    """A button; ``look``: primary, danger, choice or nav."""
    made = QPushButton(text)
    made.setObjectName(look)
    made.setAutoDefault(True)  # Enter presses the button that has the focus
    made.clicked.connect(lambda _checked: pressed())
    return made


def choice(text: str, pressed: Callable[[], object], look: str = "choice") -> QPushButton:
    """A button that stays pressed. A screen reader toggles it, which is not a click."""
    made = button(text, lambda: None, look)
    made.setCheckable(True)
    made.toggled.connect(lambda on: pressed() if on else None)
    return made


def hold_down(made: QPushButton) -> None:
    """Shows a choice as pressed without triggering it; the tab key then leads to it within its group."""
    before = made.blockSignals(True)
    made.setChecked(True)
    made.blockSignals(before)
    group = made.group()
    for other in group.buttons() if group is not None else ():
        if other is not made and other.isChecked():
            other.setChecked(False)
        other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other is made else Qt.FocusPolicy.ClickFocus)


def row(*widgets: QWidget, fill: bool = False) -> QWidget:
    """Widgets side by side, on several lines if one is too narrow; with ``fill``, the last takes the remaining
    width."""
    whole = QWidget()
    layout = Wrapping(even=fill, fill=fill)
    for widget in widgets:
        layout.addWidget(widget)
    whole.setLayout(layout)
    return whole


def switch(text: str, on: bool, toggled: Callable[[bool], object], box: QAbstractButton | None = None) -> QWidget:
    """A check box or radio button whose text wraps."""
    whole, label = QWidget(), _Pressed(text)
    box = box or TickBox()
    box.setChecked(on)
    box.setAccessibleName(text)
    box.toggled.connect(toggled)
    label.pressed.connect(box.click)
    label.setWordWrap(True)
    layout = QHBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(box)
    layout.addWidget(label, 1)
    return whole


class _Pressed(QLabel):
    """Text that can be pressed."""

    pressed = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.pressed.emit()


def choice_box() -> QComboBox:
    """A combo box that is no wider than its place, however long its texts are."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(16)
    return box


def panel(*widgets: QWidget) -> QFrame:
    """Stacked widgets on a panel."""
    frame = QFrame()
    frame.setObjectName("panel")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(22, 18, 22, 18)
    layout.setSpacing(10)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return frame


class Page(QScrollArea):
    """A page that scrolls when it does not fit. ``column`` takes its parts, from top to bottom."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)
        whole = QWidget()
        whole.setObjectName("page")
        around = QHBoxLayout(whole)
        around.setContentsMargins(*MARGINS)
        self._around = around
        inner = QWidget()
        inner.setMaximumWidth(WIDEST_PX)
        around.addWidget(inner, 1)
        around.addStretch(0)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self.setWidget(whole)
        if title:
            self.column.addWidget(words(title, "title"))

    def squeeze(self, narrow: bool) -> None:
        self._around.setContentsMargins(*(NARROW_MARGINS if narrow else MARGINS))

    def refresh(self) -> None:
        """Updates the page; called each time it comes to the front."""


def documents(name: str = "") -> str:
    """A file in the person's documents folder, with which a dialog begins."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str((Path(folder) if Path(folder).is_dir() else Path.home()) / name)


def file_name(title: str) -> str:
    """A title without characters that a file name may not have."""
    return re.sub(r'[\\/:*?"<>|]+', " ", title).strip()


def clear(layout: QLayout) -> None:
    """Removes everything from a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()


def attempt(say: Callable[[str], None], do: Callable[[], object]) -> bool:
    """Calls ``do``, and shows the error if it fails; returns whether it succeeded."""
    try:
        do()
    except CoachError as error:
        say(str(error))
        return False
    return True


def coloured(widget: QWidget, role: QPalette.ColorRole) -> QColor:
    """A colour of the present look, for custom painting."""
    return widget.window().palette().color(role)
