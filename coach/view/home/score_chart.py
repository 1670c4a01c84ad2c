"""A chart of pain before and after each session. It draws reported scores only, with no line through unknown ones."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coach.view.home.host import SessionCard
from coach.view.home.parts import coloured

MOST = 40
"""Number of sessions in the chart, the latest ones."""
LEFT, RIGHT, TOP, BOTTOM = 44.0, 16.0, 30.0, 34.0
DOT, RING = 5.5, 8.5
"""Radius of a disc, and of a ring, which stays visible around a disc of the same score."""


class ScoreChart(QWidget):
    def __init__(self, before: str, after: str) -> None:
        """``before``, ``after``: the words of the legend."""
        super().__init__()
        self._names = before, after
        self._sessions: Sequence[SessionCard] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(480, 230)

    def show_sessions(self, sessions: Sequence[SessionCard], described: str) -> None:
        """``described``: the chart in words."""
        self._sessions = [card for card in sessions if card.before is not None or card.after is not None][-MOST:]
        self.setAccessibleName(described)
        self.setVisible(bool(self._sessions))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)
        self._scale(painter, area)
        self._legend(painter)
        step = area.width() / max(1, len(self._sessions))
        for index, card in enumerate(self._sessions):
            self._session(painter, card, area, area.left() + step * (index + 0.5))
        self._days(painter, area, step)

    def _scale(self, painter: QPainter, area: QRectF) -> None:
        quiet, line = coloured(self, QPalette.ColorRole.Midlight), coloured(self, QPalette.ColorRole.Mid)
        for score in (0, 5, 10):
            y = _height(area, score)
            painter.setPen(QPen(line, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(quiet)
            painter.drawText(
                QRectF(0, y - 12, LEFT - 10, 24),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                str(score),
            )

    def _legend(self, painter: QPainter) -> None:
        x = LEFT
        for name, filled in zip(self._names, (False, True), strict=True):
            self._dot(painter, QPointF(x + RING, 12), filled, QPalette.ColorRole.Highlight)
            painter.setPen(coloured(self, QPalette.ColorRole.Text))
            painter.drawText(QPointF(x + 24, 17), name)
            x += 42 + painter.fontMetrics().horizontalAdvance(name)

    def _session(self, painter: QPainter, card: SessionCard, area: QRectF, x: float) -> None:
        """A ring for before, a disc for after, and a line between them; orange for a stop."""
        role = QPalette.ColorRole.BrightText if card.stopped else QPalette.ColorRole.Highlight
        heights = [None if score is None else _height(area, score) for score in (card.before, card.after)]
        if heights[0] is not None and heights[1] is not None:
            painter.setPen(QPen(coloured(self, role), 2))
            painter.drawLine(QPointF(x, heights[0]), QPointF(x, heights[1]))
        for height, filled in zip(heights, (False, True), strict=True):
            if height is not None:
                self._dot(painter, QPointF(x, height), filled, role)

    def _days(self, painter: QPainter, area: QRectF, step: float) -> None:
        """Labels the day of every n-th session, so that labels do not overlap."""
        painter.setPen(coloured(self, QPalette.ColorRole.Midlight))
        every = max(1, round(64 / step)) if step else 1
        for index, card in enumerate(self._sessions):
            if index % every == 0:
                middle = area.left() + step * (index + 0.5)
                box = QRectF(middle - 40, area.bottom() + 10, 80, 22)
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, card.day.isoformat()[5:])

    def _dot(self, painter: QPainter, at: QPointF, filled: bool, role: QPalette.ColorRole) -> None:
        colour = coloured(self, role)
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if filled else coloured(self, QPalette.ColorRole.Base))
        radius = DOT if filled else RING
        painter.drawEllipse(at, radius, radius)


def _height(area: QRectF, score: int) -> float:
    return area.bottom() - area.height() * score / 10
