"""Today: the routine, its steps as pictures, and the button that starts it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QProgressBar, QVBoxLayout, QWidget

from coach.view.home.host import Host, RoutineCard
from coach.view.home.parts import (
    Page,
    attempt,
    button,
    choice,
    choice_box,
    clear,
    documents,
    file_name,
    hold_down,
    row,
    words,
)
from coach.view.home.step_cards import StepCards

AUDIO_ONLY = ("session", "audio_only")


class TodayPage(Page):
    def __init__(
        self,
        host: Host,
        say: Callable[[str], None],
        start: Callable[[RoutineCard | None, bool], None],
        check: Callable[[], None],
    ) -> None:
        """``start`` gets the routine (None: the demo) and whether it runs in audio-only mode."""
        super().__init__(host.text("home.today"))
        self._host, self._say, self._start = host, say, start
        self._routines: list[RoutineCard] = []
        self._chosen: str | None = None
        text = host.text
        self._which = choice_box()
        self._which.setAccessibleName(text("home.other"))
        self._which.currentIndexChanged.connect(self._show)
        self._which.activated.connect(self._choose)
        self._about = QVBoxLayout()
        self._about.setSpacing(6)
        self._seeing = choice(text("home.with_camera"), lambda: self._lead_by(ear=False))
        self._hearing = choice(text("home.by_ear"), lambda: self._lead_by(ear=True))
        ways = QButtonGroup(self)
        for way in (self._seeing, self._hearing):
            ways.addButton(way)
        self._way = words("", "quiet")
        self.begin = button(text("home.start"), self._begin, "primary")
        self.begin.setDefault(True)
        self._demo = button(text("home.demo"), lambda: self._start(None, False))
        self._busy = QProgressBar()
        self._busy.hide()
        self._steps = QVBoxLayout()
        self._build(
            row(self.begin, self._demo),
            row(
                button(text("home.check"), check),
                button(text("home.remind"), self._remind),
            ),
        )

    def _build(self, starting: QWidget, more: QWidget) -> None:
        self.column.addWidget(row(self._which))
        self.column.addLayout(self._about)
        self.column.addWidget(row(self._seeing, self._hearing))
        self.column.addWidget(self._way)
        self.column.addWidget(starting)
        self.column.addWidget(self._busy)
        self.column.addLayout(self._steps)
        self.column.addWidget(more)
        self.column.addStretch(1)

    def refresh(self) -> None:
        self._routines = [card for card in self._host.routines() if not card.mistakes]
        keys = [card.key for card in self._routines]
        with QSignalBlocker(self._which):
            self._which.clear()
            for card in self._routines:
                self._which.addItem(card.title)
        at = keys.index(self._chosen) if self._chosen in keys else 0
        self._which.setCurrentIndex(at)
        self._show(at)
        by_ear = bool(self._host.setting(AUDIO_ONLY))
        hold_down(self._hearing if by_ear else self._seeing)
        self._explain(by_ear)

    def use(self, key: str) -> None:
        """Chooses a routine by its key."""
        self._chosen = key

    @property
    def card(self) -> RoutineCard | None:
        """The routine shown."""
        at = self._which.currentIndex()
        return self._routines[at] if 0 <= at < len(self._routines) else None

    @property
    def is_busy(self) -> bool:
        """A session is being started."""
        return not self._busy.isHidden()

    def busy(self, done: int, total: int) -> None:
        """Shows progress; ``done`` and ``total`` of 0: unknown. -1 hides it."""
        focused = any(part.hasFocus() for part in (self.begin, self._demo, self._busy))
        self._busy.setVisible(done >= 0)
        self._busy.setRange(0, total)
        self._busy.setValue(done)
        self._allow_start()
        if focused:  # not to the next button, which a second Enter would press
            (self._busy if self.is_busy else self.begin).setFocus()

    def _allow_start(self) -> None:
        self.begin.setEnabled(self.card is not None and not self.is_busy)
        self._demo.setEnabled(not self.is_busy)

    def _choose(self, at: int) -> None:
        """The person has chosen; until then, today's routine is shown."""
        card = self.card
        self._chosen = None if card is None else card.key

    def _show(self, at: int) -> None:
        card = self.card
        clear(self._about)
        clear(self._steps)
        self._allow_start()
        if card is None:
            return
        text = self._host.text
        self._about.addWidget(words(f"{card.summary} {text('home.steps', n=len(card.steps))}.", "lead"))
        for line in card.about:
            self._about.addWidget(words(line, "quiet"))
        if card.ended is not None:
            self._about.addWidget(words(text("home.ended", day=card.ended), "warning"))
        self._steps.addWidget(StepCards(card.steps))

    def _lead_by(self, *, ear: bool) -> None:
        self._explain(ear)
        attempt(self._say, lambda: self._host.change({AUDIO_ONLY: ear}))  # otherwise it applies only for now

    def _explain(self, by_ear: bool) -> None:
        self._way.setText(self._host.text("home.by_ear_about" if by_ear else "home.with_camera_about"))

    def _begin(self) -> None:
        if self.card is not None:
            self._start(self.card, self._hearing.isChecked())

    def _remind(self) -> None:
        text, card = self._host.text, self.card
        if card is None:
            return
        proposed = documents(f"{file_name(card.title)}.ics")
        name, _ = QFileDialog.getSaveFileName(self, text("home.remind"), proposed, text("library.calendar"))
        if name:
            self.remind(card, name)

    def remind(self, card: RoutineCard, name: str) -> None:
        """Writes the reminders of a routine to a file."""
        if attempt(self._say, lambda: self._host.remind(card, Path(name))):
            self._say(self._host.text("library.reminded", file=name))
