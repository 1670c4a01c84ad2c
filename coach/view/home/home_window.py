"""The home window: its pages, navigation between them, and the switch to a session and back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QButtonGroup,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coach.view.home.background import Task
from coach.view.home.checks_page import ChecksPage
from coach.view.home.history_page import HistoryPage
from coach.view.home.host import Host, RoutineCard
from coach.view.home.look import palette_of, style_sheet, text_pt
from coach.view.home.parts import Page, choice, hold_down, words
from coach.view.home.routines_page import RoutinesPage
from coach.view.home.session_process import ENDED_EARLY, SessionProcess
from coach.view.home.settings_page import SettingsPage
from coach.view.home.today_page import TodayPage
from coach.view.home.welcome_page import WelcomePage
from coach.view.home.wrapping import Wrapping
from coach.view.opening import WindowLooks
from coach.view.overlay import announce
from coach.view.system_looks import theme_of, wants_large_text

NARROW = 100
"""In a window narrower than this many letters, the navigation is above the pages."""
SIZE, SMALLEST = (1180, 780), (560, 420)
OPENS_WITHIN_MS = 15_000
"""After this long without a message from a session, its window counts as open."""


class HomeWindow(QMainWindow):
    def __init__(self, host: Host, settings_file: Path, icon: Path | None = None) -> None:
        super().__init__()
        self._host, self._file = host, settings_file
        self._system_pt = QApplication.font().pointSizeF()
        self.session = SessionProcess(self)
        self.session.opened.connect(self.hide)
        self.session.ended.connect(self._come_back)
        self._opens = QTimer(self)
        self._opens.setSingleShot(True)
        self._opens.timeout.connect(self.hide)
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        room = self.screen().availableGeometry()
        self.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height()))
        if icon is not None:
            self.setWindowIcon(QIcon(str(icon)))
        self._build()
        if host.setting(("welcomed",)):
            self.go(self.today)
        else:
            self.go(self.welcome)
        if trouble := host.settings_trouble():
            self.say(trouble)

    # -- the parts

    def _build(self) -> None:
        """Rebuilds every page in the present language and look."""
        host, text = self._host, self._host.text
        self._wear()
        self.setWindowTitle(text("home.window"))
        self._status = words("", "status")
        self._status.hide()
        self.today = TodayPage(host, self.say, self.start, lambda: self.go(self.checks))
        self.routines = RoutinesPage(host, self.say, self._use)
        self.history = HistoryPage(host, self.say)
        self.checks = ChecksPage(host, self.say)
        self.settings = SettingsPage(host, self.say, self._rebuild_soon, self._file)
        self.welcome = WelcomePage(host, self.say, self._leave_welcome, self._rebuild_soon)
        self._pages = QStackedWidget()
        for page in (self.today, self.routines, self.history, self.checks, self.settings, self.welcome):
            self._pages.addWidget(page)
        whole = QWidget()
        across = self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self._side = self._navigation()
        across.addWidget(self._side)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._pages, 1)
        right.addWidget(self._status)
        across.addLayout(right, 1)
        self.setCentralWidget(whole)
        self._arrange()

    def _navigation(self) -> QWidget:
        text = self._host.text
        side = QWidget()
        side.setObjectName("side")
        group = QButtonGroup(side)
        self._ways: dict[QWidget, QPushButton] = {}
        for name, page in (
            ("today", self.today), ("routines", self.routines), ("history", self.history), ("check_short", self.checks),
            ("settings", self.settings), ("help", self.welcome),
        ):  # fmt: skip
            way = choice(text(f"home.{name}"), partial(self.go, page), "nav")
            group.addButton(way)
            self._ways[page] = way
        self._brand = words(text("home.window"), "brand")
        self._brand.setContentsMargins(16, 0, 0, 14)
        self._flow = Wrapping(6)
        for each in (self._brand, *self._ways.values()):
            self._flow.addWidget(each)
        ways = QWidget()
        ways.setLayout(self._flow)
        around = QVBoxLayout(side)
        around.setContentsMargins(12, 12, 12, 12)
        around.addWidget(ways)
        around.addStretch(1)
        return side

    def _arrange(self) -> None:
        """Puts the navigation at the side, or above the page if the window is narrow: large text, a small screen."""
        narrow = self.width() < NARROW * self.fontMetrics().averageCharWidth()
        self._brand.setVisible(not narrow)
        self._flow.column = not narrow
        self._flow.invalidate()
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        for page in self._ways:
            assert isinstance(page, Page)
            page.squeeze(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._arrange()

    def _wear(self) -> None:
        host = self._host
        looks = WindowLooks(
            str(host.setting(("screen", "theme"))), larger_text=bool(host.setting(("screen", "larger_text")))
        )
        theme = theme_of(looks)
        self.setPalette(palette_of(theme))
        self.setStyleSheet(style_sheet(theme, text_pt(self._system_pt, larger=wants_large_text(looks))))

    def _rebuild_soon(self) -> None:
        """Rebuilds the pages after a change of language or look; delayed, since the call comes from a widget of the old
        pages."""
        QTimer.singleShot(0, self._rebuild)

    def _rebuild(self) -> None:
        at = self._pages.currentIndex()
        self._close_devices()
        self._build()
        self.go(self._pages.widget(at))

    # -- from page to page

    def go(self, page: QWidget | None) -> None:
        assert isinstance(page, Page)
        self._close_devices()
        self.say("")
        self._side.setVisible(page is not self.welcome or bool(self._host.setting(("welcomed",))))
        hold_down(self._ways[page])
        self._pages.setCurrentWidget(page)
        page.refresh()
        if page is self.welcome:
            self.welcome.begin()
        elif page is self.today:
            self.today.begin.setFocus()

    def say(self, line: str) -> None:
        """Shows a line at the bottom and has a screen reader say it."""
        self._status.setText(line)
        self._status.setVisible(bool(line))
        announce(self._status, line, urgent=False)

    def _use(self, key: str) -> None:
        self.today.use(key)
        self.go(self.today)

    def _leave_welcome(self, demo: bool) -> None:
        self.go(self.today)
        if demo:
            self.start(None, False)

    def _close_devices(self) -> None:
        self.checks.close_devices()
        self.welcome.close_devices()

    # -- to a session and back

    def start(self, card: RoutineCard | None, by_ear: bool) -> None:
        """Starts a session; None is the demo. Files that a camera session needs are fetched first, with a progress
        bar."""
        if self.session.running or self.today.is_busy:
            return
        self.say("")
        self._close_devices()
        command = self._host.command(card, by_ear=by_ear)
        if by_ear:
            self._run(command)
            return
        self.today.busy(0, 0)
        self.say(self._host.text("home.preparing"))
        task = Task(self._host.prepare, self)
        task.progress.connect(self.today.busy)
        task.done.connect(lambda _: self._run(command))
        task.failed.connect(self._not_started)
        task.start()

    def _run(self, command: Sequence[str]) -> None:
        self.today.busy(0, 0)
        self.say(self._host.text("home.opening"))
        self.session.start(command)
        self._opens.start(OPENS_WITHIN_MS)

    def _not_started(self, why: str) -> None:
        self.today.busy(-1, 0)
        self.say(self._host.text("home.failed", why=why))

    def _come_back(self, status: int, why: str) -> None:
        """A session has ended: home is shown again, and the history includes the session."""
        self._opens.stop()
        self.today.busy(-1, 0)
        text = self._host.text
        self.show()
        self.raise_()
        self.activateWindow()
        page = self._pages.currentWidget()
        if isinstance(page, Page):
            page.refresh()
        if page is self.today:
            self.today.begin.setFocus()
        if status == 0:
            self.say(text("home.finished"))
        elif status == ENDED_EARLY:
            self.say(text("home.ended_early"))
        else:
            self.say(text("home.failed", why=why or status))

    # -- files and the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if _dropped(event.mimeData().urls()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        file = _dropped(event.mimeData().urls())
        if file is not None:
            event.acceptProposedAction()
            self.open_file(file)

    def open_file(self, file: Path) -> None:
        self.go(self.routines)
        self.routines.open_file(file)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self._close_devices()
        super().closeEvent(event)


def _dropped(urls: Sequence[QUrl]) -> Path | None:
    """The single dropped file."""
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return files[0] if len(files) == 1 else None
