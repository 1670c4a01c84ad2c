"""The sound check: the coach speaks, the microphone shows its level, and the person says stop."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from coach.view.home.background import Relay
from coach.view.home.host import Heard, Host, Running
from coach.view.home.parts import button, coloured, row, tell, words

QUIETEST_DB = -70.0
"""dBFS of an empty bar: a quiet room."""


class SoundCheck(QWidget):
    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._running: list[Running] = []
        self._listening = False
        self._spoken, self._heard = Relay(self), Relay(self)
        self._spoken.came.connect(self._was_spoken)
        self._heard.came.connect(self._take)
        text = host.text
        self._sentence = words("", "lead")
        self._level = Level()
        self._level.setAccessibleName(text("check.level"))
        self.speaks = button(text("check.speak"), self._speak)
        self.listens = button(text("check.say_stop"), self._listen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(row(self.speaks, self.listens))
        layout.addWidget(self._level)
        layout.addWidget(self._sentence)
        self._known = words("", "quiet")
        layout.addWidget(self._known)
        layout.addWidget(words(text("check.keys_work"), "quiet"))
        self._known.hide()
        self._level.hide()

    def close_sound(self) -> None:
        running, self._running = self._running, []
        for each in running:
            each.close()
        self._listening = False

    def _speak(self) -> None:
        self.close_sound()
        self.speaks.setEnabled(False)
        tell(self._sentence, self._host.text("check.speaking"))
        self._running.append(self._host.speak(self._spoken.bring))

    def _was_spoken(self, trouble: str) -> None:
        self.speaks.setEnabled(True)
        tell(self._sentence, trouble or self._host.text("check.spoken"))

    def _listen(self) -> None:
        self.close_sound()
        self._level.show()
        self._listening = True
        tell(self._sentence, self._host.text("check.listening"))
        self._running.append(self._host.listen(self._heard.bring))

    def _take(self, heard: Heard) -> None:
        if not self._listening:
            return
        self._level.show_db(heard.level_db)
        self._known.show()
        tell(self._known, self._host.text("check.words" if heard.understands else "check.stop_alone"))
        if heard.stop:
            tell(self._sentence, self._host.text("check.heard"))
            self.close_sound()
        elif heard.trouble:
            tell(self._sentence, heard.trouble)


class Level(QWidget):
    """The loudness as a bar."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(300, 16)

    def show_db(self, level_db: float) -> None:
        self._share = min(1.0, max(0.0, 1.0 - level_db / QUIETEST_DB))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), coloured(self, QPalette.ColorRole.Mid))
        width = round(self.width() * self._share)
        painter.fillRect(0, 0, width, self.height(), coloured(self, QPalette.ColorRole.Highlight))
