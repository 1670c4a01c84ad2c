"""History: a calendar of sessions, pain before and after, what was done, and the report."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QListWidget, QProgressBar, QVBoxLayout, QWidget

from coach.errors import InputError
from coach.view.home.background import Task
from coach.view.home.host import Host, SessionCard
from coach.view.home.paper import write_pdf
from coach.view.home.parts import Page, button, clear, documents, panel, row, words
from coach.view.home.score_chart import ScoreChart
from coach.view.home.session_calendar import SessionCalendar


class HistoryPage(Page):
    def __init__(self, host: Host, say: Callable[[str], None]) -> None:
        super().__init__(host.text("past.title"))
        self._host, self._say = host, say
        text = host.text
        self._sessions: list[SessionCard] = []
        self._state = words(text("past.reading"))
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self.reports = button(text("past.report"), self._ask_where)
        self._chart = ScoreChart(text("past.before"), text("past.after"))
        self._calendar = SessionCalendar(text)
        self._calendar.selectionChanged.connect(self._find_day)
        self._list = QListWidget()
        self._list.setAccessibleName(text("past.sessions"))
        self._list.currentRowChanged.connect(self._show)
        self._list.setMinimumHeight(260)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._details = QVBoxLayout()
        self._found = QWidget()
        found = QVBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(16)
        found.addWidget(row(self.reports))
        found.addWidget(panel(words(text("past.pain"), "heading"), self._chart))
        found.addWidget(row(self._calendar, self._list, fill=True))
        found.addLayout(self._details)
        for widget in (self._state, self._busy, self._found):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._found.hide()

    def refresh(self) -> None:
        task = Task(lambda _: self._host.sessions(), self)
        task.done.connect(self._take)
        task.failed.connect(self._failed)
        self._busy.show()
        task.start()

    def _take(self, found: tuple[Sequence[SessionCard], Sequence[str]]) -> None:
        sessions, trouble = found
        self._sessions = list(reversed(sessions))
        text = self._host.text
        self._busy.hide()
        self._found.setVisible(bool(sessions))
        self._state.setVisible(not sessions or bool(trouble))
        self._state.setText("\n".join(trouble) if trouble else text("past.none"))
        self._list.clear()
        for card in self._sessions:
            began = f", {card.began:%H:%M}" if card.began else ""
            self._list.addItem(f"{card.day}{began}\n{card.line}")
        self._calendar.mark(self._sessions)
        self._draw()
        if self._sessions:
            self._list.setCurrentRow(0)

    def _failed(self, why: str) -> None:
        self._busy.hide()
        self._state.setText(why)

    def _draw(self) -> None:
        text, last = self._host.text, self._sessions[:1]
        scores = [
            text("past.unknown") if score is None else str(score)
            for card in last
            for score in (card.before, card.after)
        ]
        described = text("past.chart", n=len(self._sessions), before=scores[0], after=scores[1]) if scores else ""
        self._chart.show_sessions(self._sessions[::-1], described)

    def _find_day(self) -> None:
        day = self._calendar.day
        at = next((index for index, card in enumerate(self._sessions) if card.day == day), None)
        if at is not None:
            self._list.setCurrentRow(at)

    def _show(self, at: int) -> None:
        clear(self._details)
        if 0 <= at < len(self._sessions):
            card = self._sessions[at]
            look = "warning" if card.stopped else ""
            lines = [words(line, look if index == 0 else "") for index, line in enumerate(card.details)]
            self._details.addWidget(panel(words(f"{card.day}: {card.title}", "heading"), *lines))

    def _ask_where(self) -> None:
        text = self._host.text
        name, kind = QFileDialog.getSaveFileName(
            self, text("past.report"), documents(f"{text('past.report_name')}.pdf"), text("past.report_kinds")
        )
        if name:
            ending = ".html" if "html" in kind else ".pdf"
            self.save_report(Path(name) if Path(name).suffix else Path(name + ending))

    def save_report(self, file: Path) -> None:
        """Writes the report as a page (.html, .htm) or as a PDF."""
        self._busy.show()
        self._say(self._host.text("past.writing"))
        task = Task(lambda _: self._host.report_page(), self)
        task.done.connect(lambda page: self._write(file, page))
        task.failed.connect(self._not_written)
        task.start()

    def _write(self, file: Path, page: str) -> None:
        self._busy.hide()
        try:
            if file.suffix.lower() in (".html", ".htm"):
                self._host.write_page(file, page)
            else:
                write_pdf(file, page)
            self._say(self._host.text("past.written", file=file))
        except InputError as error:
            self._say(str(error))

    def _not_written(self, why: str) -> None:
        self._busy.hide()
        self._say(why)
