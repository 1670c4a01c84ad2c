"""The camera check: a live picture, and a description in plain words of the view of the person and what is cut off."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from coach.body.draw import LIMBS
from coach.body.landmarks import Pose
from coach.view.framing import Framer
from coach.view.home.background import Relay, Task
from coach.view.home.host import Host, Look, Running
from coach.view.home.parts import attempt, choice_box, coloured, tell, words

CAMERA = ("session", "camera")
FIRST = "first"
SEEN = 0.5
"""Smallest visibility of a drawn joint."""


class CameraCheck(QWidget):
    def __init__(self, host: Host, say: Callable[[str], None]) -> None:
        super().__init__()
        self._host, self._say = host, say
        self._running: Running | None = None
        self._wanted = False
        """False: closed, perhaps during the search for cameras."""
        self._framer = Framer()
        self._looks, self._troubles, self._loads = Relay(self), Relay(self), Relay(self)
        self._looks.came.connect(self._take)
        self._troubles.came.connect(self._fail)
        self._loads.came.connect(self._load)
        text = host.text
        self._which = choice_box()
        self._which.setAccessibleName(text("settings.camera"))
        self._which.currentIndexChanged.connect(self._choose)
        self._picture = Preview()
        self._picture.setAccessibleName(text("check.camera"))
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._sentence = words("", "lead")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self._which, self._picture, self._busy, self._sentence, words(text("check.private"), "quiet")):
            layout.addWidget(widget)
        self._names: list[str] = []

    def open(self) -> None:
        """Finds the cameras, and opens the one in the settings."""
        self._wanted = True
        tell(self._sentence, self._host.text("check.loading"))
        self._busy.show()
        task = Task(lambda _: list(self._host.cameras()), self)
        task.done.connect(self._list)
        task.failed.connect(self._fail)
        task.start()

    def close_camera(self) -> None:
        self._wanted = False
        self._stop()

    def _stop(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.close()

    def sentence(self, pose: Pose | None, aspect: float) -> str:
        """Describes in plain words what is seen. ``aspect``: width over height of the picture."""
        text = self._host.text
        if pose is None:
            return text("check.nobody")
        framing = self._framer.look(pose, aspect)
        seen = self._host.session_text(f"screen.seen_from.{framing.seen_from or 'somewhere'}")
        if not framing.cut:
            return text("check.seen", view=seen)
        parts = ", ".join(self._host.session_text(f"screen.part.{group}") for group in framing.cut)
        return text("check.seen_cut", view=seen, parts=parts)

    def _list(self, names: list[str]) -> None:
        self._names = [FIRST, *names]
        chosen = str(self._host.setting(CAMERA))
        with QSignalBlocker(self._which):
            self._which.clear()
            self._which.addItem(self._host.text("settings.camera_first"))
            self._which.addItems(names)
            self._which.setCurrentIndex(self._names.index(chosen) if chosen in self._names else 0)
        if self._wanted:
            self._look()

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._names):
            attempt(self._say, lambda: self._host.change({CAMERA: self._names[at]}))
            self._look()

    def _look(self) -> None:
        self._stop()
        self._picture.show_look(None)
        at = max(0, self._which.currentIndex())
        self._running = self._host.watch(self._names[at], self._looks.bring, self._troubles.bring, self._loading)

    def _loading(self, done: int, total: int) -> None:
        self._loads.bring((done, total))

    def _load(self, progress: tuple[int, int]) -> None:
        done, total = (number // 1024 for number in progress)
        self._busy.setRange(0, total)
        self._busy.setValue(done)
        self._busy.setVisible(done < total)

    def _take(self, look: Look) -> None:
        if not self._wanted:
            return  # a last look from a camera that is already closed
        self._busy.hide()
        height, width = look.image.shape[:2]
        self._picture.show_look(look)
        tell(self._sentence, self.sentence(look.pose, width / height))

    def _fail(self, why: str) -> None:
        self._busy.hide()
        tell(self._sentence, why)


class Preview(QWidget):
    """The mirrored picture, with the body found in it."""

    def __init__(self) -> None:
        super().__init__()
        self._look: Look | None = None
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumSize(QSize(240, 180))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(480, 290)

    def show_look(self, look: Look | None) -> None:
        self._look = look
        self._image = None if look is None else _mirrored(look)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None or self._look is None:
            painter.fillRect(self.rect(), coloured(self, QPalette.ColorRole.Mid))
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.translate((self.width() - size.width()) / 2, (self.height() - size.height()) / 2)
        painter.drawImage(
            0, 0, self._image.scaled(size * self.devicePixelRatioF(), mode=Qt.TransformationMode.SmoothTransformation)
        )
        if self._look.pose is not None:
            _draw(painter, self._look.pose, size, coloured(self, QPalette.ColorRole.Highlight))


def _mirrored(look: Look) -> QImage:
    pixels = np.ascontiguousarray(look.image[:, ::-1])
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_BGR888).copy()


def _draw(painter: QPainter, pose: Pose, size: QSize, limb_colour: QColor) -> None:
    """The limbs, mirrored like the picture."""
    at = np.column_stack((size.width() - pose.points[:, 0] * size.height(), pose.points[:, 1] * size.height()))
    for colour, width in ((QColor(0, 0, 0, 150), 7), (limb_colour, 4)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for limb in LIMBS:
            if pose.visibility[limb.start] >= SEEN and pose.visibility[limb.end] >= SEEN:
                painter.drawLine(*(int(number) for joint in (limb.start, limb.end) for number in at[joint]))
