"""Routines: the person's own, the shipped ones, and a received file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from coach.errors import CoachError
from coach.view.home.host import Host, Opened, RoutineCard
from coach.view.home.parts import Page, attempt, button, clear, documents, panel, row, words
from coach.view.home.step_cards import StepCards


class RoutinesPage(Page):
    def __init__(self, host: Host, say: Callable[[str], None], use: Callable[[str], None]) -> None:
        """``use`` gets the key of the routine to do today."""
        super().__init__(host.text("library.title"))
        self._host, self._say, self._use = host, say, use
        text = host.text
        self.opens = button(text("library.open"), self._ask_for_file)
        self.column.addWidget(row(self.opens))
        self.column.addWidget(words(text("library.drop"), "quiet"))
        self._opened = QVBoxLayout()
        self.column.addLayout(self._opened)
        self._list = QListWidget()
        self._list.setAccessibleName(text("library.title"))
        self._list.currentRowChanged.connect(self._show)
        self.column.addWidget(self._list)
        self._shown = QVBoxLayout()
        self.column.addLayout(self._shown)
        self.column.addStretch(1)
        self._cards: list[RoutineCard] = []

    def refresh(self) -> None:
        self._cards = list(self._host.routines())
        at = max(0, self._list.currentRow())
        self._list.clear()
        for card in self._cards:
            where = self._host.text("library.mine" if card.own else "library.shipped")
            item = QListWidgetItem(f"{card.title}\n{card.summary}  ·  {where}")
            self._list.addItem(item)
        rows = min(len(self._cards), 6)
        self._list.setMinimumHeight(rows * (self._list.sizeHintForRow(0) + 4) + 20)
        self._list.setCurrentRow(min(at, len(self._cards) - 1))

    def open_file(self, file: Path) -> None:
        """Checks a file and shows its routine, or what to correct."""
        clear(self._opened)
        opened = self._host.open_routine(file)
        shown, first = self._right(opened) if opened.cards else self._wrong(opened)
        self._opened.addWidget(shown)
        first.setFocus()
        self._say(opened.cards[0].title if opened.cards else self._host.text("library.mistakes"))
        self.verticalScrollBar().setValue(0)

    def _ask_for_file(self) -> None:
        text = self._host.text
        name, _ = QFileDialog.getOpenFileName(self, text("library.choose"), documents(), text("library.kind"))
        if name:
            self.open_file(Path(name))

    def _right(self, opened: Opened) -> tuple[QWidget, QPushButton]:
        """What a file asks for, and the button that gets the keyboard."""
        text = self._host.text
        keep = button(
            text("library.keep_and_replace" if opened.replaces else "library.keep"),
            lambda: self._keep(opened.file),
            "primary",
        )
        card = opened.cards[0]
        parts: list[QWidget] = [words(text("library.says"), "quiet"), *(words(line, "quiet") for line in card.about)]
        if card.ended is not None:
            parts.append(words(text("home.ended", day=card.ended), "warning"))
        for each in opened.cards:
            parts += [words(each.title, "heading"), words(each.summary), StepCards(each.steps)]
        if card.warnings:
            parts.append(words(text("library.consider"), "heading"))
            parts += [words(line, "warning") for line in card.warnings]
        cancel = button(text("home.cancel"), lambda: clear(self._opened))
        return panel(*parts, row(keep, cancel)), keep

    def _wrong(self, opened: Opened) -> tuple[QWidget, QPushButton]:
        """What has to be corrected, and the button that gets the keyboard."""
        text = self._host.text
        lines = "\n".join((opened.file.name, *opened.mistakes))

        def copy() -> None:
            QGuiApplication.clipboard().setText(lines)
            self._say(text("library.copied"))

        copies = button(text("library.copy"), copy)
        shown = panel(
            words(opened.file.name, "heading"),
            words(text("library.mistakes"), "warning"),
            *(words(line) for line in opened.mistakes),
            row(copies, button(text("home.close"), lambda: clear(self._opened))),
        )
        return shown, copies

    def _keep(self, file: Path) -> None:
        try:
            card = self._host.keep_routine(file)
        except CoachError as error:
            self._say(str(error))
            return
        clear(self._opened)
        self.refresh()
        self._use(card.key)
        self._say(self._host.text("library.kept", title=card.title))

    def _show(self, at: int) -> None:
        clear(self._shown)
        if not 0 <= at < len(self._cards):
            return
        card, text = self._cards[at], self._host.text
        parts: list[QWidget] = [words(card.title, "heading"), words(card.summary)]
        parts += [words(line, "quiet") for line in (*card.about, *card.mistakes[1:])]
        if card.ended is not None:
            parts.append(words(text("home.ended", day=card.ended), "warning"))
        parts.append(StepCards(card.steps))
        buttons = [] if card.mistakes else [button(text("library.use"), lambda: self._use(card.key))]
        if card.own:
            buttons.append(button(text("library.remove"), lambda: self._remove(card)))
        self._shown.addWidget(panel(*parts, row(*buttons)))

    def _remove(self, card: RoutineCard) -> None:
        if attempt(self._say, lambda: self._host.remove_routine(card)):
            self._say(self._host.text("library.removed", title=card.title))
        self.refresh()
