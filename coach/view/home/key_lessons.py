"""Teaches the coach keys of a remote, a pedal or a headset, by pressing them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from coach.view.home.host import Host
from coach.view.home.look import TOUCH_PX
from coach.view.home.parts import attempt, button, clear, panel, row, words
from coach.view.keys import ESCAPE
from coach.view.learnt_keys import LEARNABLE
from coach.view.overlay import announce
from coach.view.pressed import pressed

NAME_PX = 200
NONE = "none"
"""The word of the settings for no key."""


class KeyLessons(QWidget):
    def __init__(self, host: Host, say: Callable[[str], None]) -> None:
        super().__init__()
        self._host, self._say = host, say
        self._action: str | None = None
        """The meaning that the next key gets."""
        self._lines = QVBoxLayout()
        self._waits = words("", "lead")
        self._waits.hide()
        whole = QWidget()
        whole.setLayout(self._lines)
        text = host.text
        about = words(text("settings.keys_about"), "quiet")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(panel(words(text("settings.keys"), "heading"), about, whole, self._waits))
        self._fill()

    def teach(self, action: str) -> None:
        """The next pressed key gets this meaning."""
        self._action = action
        self._waits.setText(self._host.text("settings.press"))
        self._waits.show()
        announce(self._waits, self._waits.text(), urgent=False)
        self.grabKeyboard()  # including keys that would press a button or move the focus

    def event(self, event: QEvent) -> bool:
        """Catches every key while one is being learned, before Qt uses it."""
        if self._action is not None and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._learn(pressed(event))
            return True
        return super().event(event)

    def _learn(self, key: str | None) -> None:
        action = self._action
        if key is None or action is None:
            return  # Shift and other modifiers are not keys by themselves
        self._stop_waiting()
        if key != ESCAPE:
            self._set(action, key)

    def _stop_waiting(self) -> None:
        self._action = None
        self.releaseKeyboard()
        self._waits.hide()

    def _set(self, action: str, key: str) -> None:
        text = self._host.text
        if not attempt(self._say, lambda: self._host.learn_key(action, key)):
            return
        shown = text("settings.no_key") if key == NONE else key
        self._say(text("settings.learnt", action=text(f"settings.key_{action}"), key=shown))
        self._fill()

    def _fill(self) -> None:
        clear(self._lines)
        text = self._host.text
        for action in LEARNABLE:
            key = str(self._host.setting(("keys", action)))
            name = text(f"settings.key_{action}")
            learns = button(text("settings.learn"), partial(self.teach, action))
            forgets = button(text("settings.forget_key"), partial(self._set, action, NONE))
            for pressable in (learns, forgets):
                _name(pressable, name)
            forgets.setEnabled(key != NONE)
            shown = QLabel(f"{name}: {text('settings.no_key') if key == NONE else key}")
            shown.setMinimumSize(NAME_PX, TOUCH_PX)
            self._lines.addWidget(row(shown, learns, forgets))


def _name(pressable: QPushButton, action: str) -> None:
    """Names the action of a button, since five buttons have the same words."""
    pressable.setAccessibleName(f"{action}: {pressable.text()}")
