"""The first three minutes: what the coach is and is not, camera and sound, what it may keep, and where to begin."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from coach.view.home.camera_check import CameraCheck
from coach.view.home.host import Host, SettingPath, SettingValue
from coach.view.home.parts import Page, attempt, button, choice_box, panel, row, switch, words
from coach.view.home.sound_check import SoundCheck

WELCOMED = ("welcomed",)
KEEP = ("session", "keep")


class WelcomePage(Page):
    def __init__(
        self, host: Host, say: Callable[[str], None], leave: Callable[[bool], None], changed: Callable[[], None]
    ) -> None:
        """``leave`` gets whether to show the demo; ``changed`` is called after a change of language."""
        super().__init__("")
        self._host, self._say, self._leave, self._changed = host, say, leave, changed
        text = host.text
        self.setAccessibleName(text("welcome.title"))
        self.camera, self.sound = CameraCheck(host, say), SoundCheck(host)
        self._at = 0
        self._begins = button(host.text("welcome.to_home"), lambda: self._end(demo=False), "primary")
        self._leaves = (self._what(), self._pain(), self._checks(), self._keeping(), self._ready())
        self._back = button(text("home.back"), lambda: self._turn(-1))
        self._next = button(text("home.next"), lambda: self._turn(1), "primary")
        self._skip = button(text("home.skip"), lambda: self._end(demo=False))
        for leaf in self._leaves:
            self.column.addWidget(leaf)
        self.column.addWidget(row(self._next, self._back, self._skip))
        self.column.addStretch(1)
        self._turn(0)

    def begin(self) -> None:
        """Shows the first step of the welcome."""
        self._turn(-self._at)
        self._next.setFocus()

    def close_devices(self) -> None:
        self.camera.close_camera()
        self.sound.close_sound()

    def _what(self) -> QWidget:
        text = self._host.text
        language = choice_box()
        language.setAccessibleName(text("settings.language"))
        codes = self._host.languages()
        for code, name in codes.items():
            language.addItem(name, code)
        language.setCurrentIndex(language.findData(self._host.text("language.code")))
        language.activated.connect(lambda at: self._speak(str(language.itemData(at))))
        return panel(
            words(text("welcome.title"), "title"),
            row(language),
            words(text("welcome.is"), "lead"),
            words(text("welcome.is_not")),
        )

    def _pain(self) -> QWidget:
        text = self._host.text
        return panel(
            words(text("welcome.pain_title"), "title"),
            words(text("welcome.pain"), "lead"),
            words(text("welcome.any_key")),
            words(text("welcome.emergency"), "warning"),
        )

    def _checks(self) -> QWidget:
        text = self._host.text
        return panel(words(text("welcome.check_title"), "title"), words(text("welcome.place")), self.camera, self.sound)

    def _keeping(self) -> QWidget:
        text = self._host.text
        group, buttons = QButtonGroup(self), list[QWidget]()
        now = self._host.setting(KEEP)
        for value in ("sessions", "nothing", "ask"):
            one = QRadioButton()
            group.addButton(one)
            buttons.append(switch(text(f"settings.keep_{value}"), value == now, partial(self._keep, value), one))
        return panel(words(text("welcome.keep_title"), "title"), words(text("welcome.keep"), "lead"), *buttons)

    def _keep(self, value: str, on: bool) -> None:
        if on:
            self._set(KEEP, value)

    def _ready(self) -> QWidget:
        text = self._host.text
        return panel(
            words(text("welcome.first_title"), "title"),
            words(text("welcome.first"), "lead"),
            row(
                self._begins,
                button(text("home.demo"), lambda: self._end(demo=True)),
            ),
        )

    def _speak(self, language: str) -> None:
        if self._set(("language",), language):
            self._changed()

    def _set(self, path: SettingPath, value: SettingValue) -> bool:
        return attempt(self._say, lambda: self._host.change({path: value}))

    def _turn(self, by: int) -> None:
        at = self._at = self._at + by
        last = len(self._leaves) - 1
        for number, leaf in enumerate(self._leaves):
            leaf.setVisible(number == at)
        if at == last:
            self._begins.setFocus()
        self._back.setEnabled(at > 0)
        self._next.setVisible(at < last)
        self._skip.setVisible(at < last)
        self.close_devices()
        if at == 2:
            self.camera.open()
        self.verticalScrollBar().setValue(0)

    def _end(self, *, demo: bool) -> None:
        self.close_devices()
        self._set(WELCOMED, True)
        self._leave(demo)
