"""Settings: every choice applies at once and is written to the settings file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QSlider, QVBoxLayout, QWidget

from coach.errors import CoachError
from coach.view.home.background import Task
from coach.view.home.host import Host, SettingPath, SettingValue
from coach.view.home.key_lessons import KeyLessons
from coach.view.home.look import TOUCH_PX
from coach.view.home.parts import Page, attempt, button, choice_box, clear, panel, row, switch, words
from coach.view.home.tick_box import TickBox
from coach.view.theme import THEMES

SLOWEST_WPM, FASTEST_WPM = 80, 260
LOOKS = frozenset({("language",), ("screen", "theme"), ("screen", "larger_text")})
"""Settings that rebuild the home window when they change."""


class SettingsPage(Page):
    def __init__(self, host: Host, say: Callable[[str], None], changed: Callable[[], None], file: Path) -> None:
        """``changed`` is called after a change of language or look."""
        super().__init__(host.text("settings.title"))
        self._host, self._say, self._changed = host, say, changed
        text = host.text
        if trouble := host.settings_trouble():
            self.column.addWidget(panel(words(text("settings.trouble"), "warning"), words(trouble)))
        self._general()
        self._session()
        self._voice()
        self.lessons = KeyLessons(host, say)
        self.column.addWidget(self.lessons)
        self._deleting()
        self.column.addWidget(words(text("settings.file", file=file), "quiet"))
        self.column.addStretch(1)

    # -- groups

    def _general(self) -> None:
        text = self._host.text
        form = self._group(text("settings.general"))
        languages = [("system", text("settings.language_system")), *self._host.languages().items()]
        form.addRow(*self._choice(("language",), "settings.language", languages))
        themes = [(name, text(f"settings.theme_{name}")) for name in ("system", *THEMES)]
        form.addRow(*self._choice(("screen", "theme"), "settings.theme", themes))
        for name in ("larger_text", "reduced_motion", "fullscreen"):
            form.addRow(self._switch(("screen", name), f"settings.{name}"))

    def _session(self) -> None:
        text = self._host.text
        form = self._group(text("settings.session"))
        form.addRow(self._switch(("session", "audio_only"), "settings.audio_only"))
        first = [("first", text("settings.camera_first"))]
        label, cameras = self._choice(("session", "camera"), "settings.camera", first)
        form.addRow(label, cameras)
        self._fill_later(cameras, ("session", "camera"), lambda: [(name, name) for name in self._host.cameras()])
        form.addRow(self._switch(("session", "listen"), "settings.listen"))
        keeping = [(name, text(f"settings.keep_{name}")) for name in ("ask", "sessions", "nothing")]
        form.addRow(*self._choice(("session", "keep"), "settings.keep", keeping))

    def _voice(self) -> None:
        text = self._host.text
        form = self._group(text("settings.voice"))
        best = [("best", text("settings.speaker_best"))]
        label, voices = self._choice(("voice", "speaker"), "settings.speaker", best)
        form.addRow(label, voices)
        self._fill_later(voices, ("voice", "speaker"), lambda: list(self._host.voices()))
        form.addRow(*self._slider(("voice", "rate"), "settings.rate", (SLOWEST_WPM, FASTEST_WPM), "settings.rate_unit"))
        form.addRow(*self._slider(("voice", "volume"), "settings.volume", (1, 100), ""))
        guides = [(name, text(f"settings.guide_{name}")) for name in ("words", "tones", "both")]
        form.addRow(*self._choice(("voice", "guide"), "settings.guide", guides))

    def _deleting(self) -> None:
        text = self._host.text
        self._asking = QVBoxLayout()
        start = button(text("settings.delete"), self._ask_to_delete)
        about = words(text("settings.delete_about"), "quiet")
        self.column.addWidget(panel(words(text("settings.delete"), "heading"), about, row(start)))
        self.column.addLayout(self._asking)

    def _group(self, title: str) -> QFormLayout:
        frame = QFrame()
        frame.setObjectName("panel")
        form = QFormLayout(frame)
        form.setContentsMargins(22, 18, 22, 18)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(10)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(words(title, "heading"))
        self.column.addWidget(frame)
        return form

    # -- one setting

    def _set(self, path: SettingPath, value: SettingValue) -> None:
        if attempt(self._say, lambda: self._host.change({path: value})) and path in LOOKS:
            self._changed()

    def _choice(self, path: SettingPath, key: str, choices: Sequence[tuple[str, str]]) -> tuple[QLabel, QComboBox]:
        """``choices``: each value with its words."""
        box = choice_box()
        for value, shown in choices:
            box.addItem(shown, value)
        _select(box, str(self._host.setting(path)))
        box.activated.connect(lambda at: self._set(path, str(box.itemData(at))))
        return self._label(key, box), box

    def _switch(self, path: SettingPath, key: str) -> QWidget:
        on = bool(self._host.setting(path))
        return switch(self._host.text(key), on, lambda ticked: self._set(path, ticked))

    def _slider(self, path: SettingPath, key: str, bounds: tuple[int, int], unit: str) -> tuple[QLabel, QWidget]:
        slider, shown = QSlider(Qt.Orientation.Horizontal), QLabel()

        def tell(value: int) -> None:
            words_ = self._host.text(unit, n=value) if unit else f"{value} %"
            shown.setText(words_)
            slider.setAccessibleDescription(words_)
            if not slider.isSliderDown():
                self._set(path, value)

        slider.setRange(*bounds)
        slider.setPageStep(10)
        slider.setMinimumWidth(220)
        slider.setValue(int(self._host.setting(path)))
        tell_now = self._host.text(unit, n=slider.value()) if unit else f"{slider.value()} %"
        shown.setText(tell_now)
        slider.valueChanged.connect(tell)
        slider.sliderReleased.connect(lambda: self._set(path, slider.value()))
        return self._label(key, slider), row(slider, shown)

    def _label(self, key: str, widget: QWidget) -> QLabel:
        label = QLabel(self._host.text(key))
        label.setMinimumHeight(TOUCH_PX)
        label.setBuddy(widget)
        widget.setAccessibleName(self._host.text(key))
        return label

    def _fill_later(self, box: QComboBox, path: SettingPath, find: Callable[[], list[tuple[str, str]]]) -> None:
        """Adds choices that take a second to find."""

        def fill(found: list[tuple[str, str]]) -> None:
            for value, shown in found:
                box.addItem(shown, value)
            _select(box, str(self._host.setting(path)))

        task = Task(lambda _: find(), self)
        task.done.connect(fill)
        task.failed.connect(self._say)
        task.start()

    # -- deleting

    def _ask_to_delete(self) -> None:
        text = self._host.text
        clear(self._asking)
        there = self._host.forgettable()
        settings = TickBox(text("settings.delete_also_settings"))
        routines = TickBox(text("settings.delete_also_routines"))
        now = button(
            text("settings.delete_now"),
            lambda: self._delete(settings=settings.isChecked(), routines=routines.isChecked()),
            "danger",
        )
        keep = button(text("home.cancel"), lambda: clear(self._asking))
        listed = [words(str(path)) for path in there] or [words(text("settings.nothing"))]
        self._asking.addWidget(panel(*listed, settings, routines, row(now, keep)))
        keep.setFocus()

    def _delete(self, *, settings: bool, routines: bool) -> None:
        text = self._host.text
        clear(self._asking)
        try:
            deleted = self._host.forget(settings=settings, routines=routines)
        except CoachError as error:
            self._say(str(error))
            return
        said = text("settings.deleted" if deleted else "settings.nothing")
        self._asking.addWidget(panel(words(said, "heading"), *(words(str(path)) for path in deleted)))
        self._say(said)
        if settings:
            self._changed()


def _select(box: QComboBox, value: str) -> None:
    """Shows the choice with this value, even if it is not available now, such as an unplugged camera."""
    at = box.findData(value)
    if at < 0:
        box.addItem(value, value)
        at = box.count() - 1
    box.setCurrentIndex(at)
