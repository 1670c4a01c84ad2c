"""A calendar that marks the days with sessions."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPalette, QPen, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from coach.view.home.host import SessionCard
from coach.view.home.parts import coloured

_Role = QPalette.ColorRole


class SessionCalendar(QCalendarWidget):
    """Days with a session are bold and coloured; those with a stopped one are also underlined."""

    def __init__(self, text: Callable[..., str]) -> None:
        super().__init__()
        self._text = text
        self.setAccessibleName(text("past.calendar"))
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setMinimumHeight(280)
        for name, sign, key in (("prev", "‹", "past.earlier"), ("next", "›", "past.later")):
            turn = self.findChild(QToolButton, f"qt_calendar_{name}month")
            if turn is not None:  # Qt's own arrow is black in every theme
                turn.setIcon(QIcon())
                turn.setText(sign)
                turn.setAccessibleName(text(key))
        self.setLocale(QLocale(text("language.code")))
        self.setFirstDayOfWeek(QLocale.system().firstDayOfWeek())
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, QTextCharFormat())

    @property
    def day(self) -> date:
        """The selected day."""
        chosen = self.selectedDate()
        return date(chosen.year(), chosen.month(), chosen.day())

    def mark(self, sessions: Sequence[SessionCard]) -> None:
        counted = Counter(card.day for card in sessions)
        stopped = {card.day for card in sessions if card.stopped}
        self.setDateTextFormat(QDate(), QTextCharFormat())
        for day, count in counted.items():
            style = QTextCharFormat()
            style.setFontWeight(QFont.Weight.Bold)
            style.setBackground(coloured(self, _Role.AlternateBase))
            style.setForeground(coloured(self, _Role.BrightText if day in stopped else _Role.Highlight))
            style.setFontUnderline(day in stopped)
            style.setToolTip(self._text("past.count", n=count))
            self.setDateTextFormat(QDate(day.year, day.month, day.day), style)

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:  # noqa: N802 - Qt's name
        """Draws one day. By itself, Qt colours the day beside the selected one when a style sheet is set."""
        when = day if isinstance(day, QDate) else QDate(day.year, day.month, day.day)
        style, cell = self.dateTextFormat(when), QRectF(rect).adjusted(2, 2, -2, -2)
        marked = style.hasProperty(QTextCharFormat.Property.BackgroundBrush)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = when == self.selectedDate()
        painter.setPen(QPen(coloured(self, _Role.Highlight), 2) if selected else Qt.PenStyle.NoPen)
        painter.setBrush(style.background() if marked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cell, 6, 6)
        font = QFont(painter.font())
        font.setBold(marked)
        font.setUnderline(style.fontUnderline())
        painter.setFont(font)
        here = when.month() == self.monthShown()
        plain = coloured(self, _Role.Text if here else _Role.PlaceholderText)
        painter.setPen(style.foreground().color() if marked else plain)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(when.day()))
        painter.restore()
