"""The home window, without a screen: the contents of every page, keyboard use, and requests to its host."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from datetime import time as clock_time
from pathlib import Path

import numpy as np
import pytest
from fake_host import ASSIGNED, DAILY, FakeHost
from PySide6.QtCore import QDate, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QGuiApplication, QImage, QKeyEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton, QTableView, QWidget
from view_scenes import CAT, pose

import coach
from coach.errors import InputError
from coach.languages.folders import languages
from coach.languages.texts import Texts
from coach.view.home.home_window import HomeWindow
from coach.view.home.host import Heard, Look, Opened, Progress, RoutineCard, SessionCard
from coach.view.home.look import hexadecimal
from coach.view.home.paper import write_pdf
from coach.view.home.parts import Page
from coach.view.home.score_chart import DOT, ScoreChart
from coach.view.home.session_process import without_options
from coach.view.theme import THEMES

pytestmark = pytest.mark.usefixtures("qt")

COACH = Path(coach.__file__).parent
Opens = Callable[[FakeHost], HomeWindow]


@pytest.fixture
def home() -> Iterator[Opens]:
    """Opens home on a host, and closes it after the test."""
    opened: list[HomeWindow] = []

    def opens(host: FakeHost) -> HomeWindow:
        window = HomeWindow(host, Path("settings.toml"))
        opened.append(window)
        window.show()
        return window

    yield opens
    for window in opened:
        window.close()
        window.deleteLater()
    QApplication.processEvents()


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    """Lets Qt and the threads work until this is true; fails if it never is."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        QApplication.processEvents()
        time.sleep(0.005)  # gives the threads their turn


def labels(widget: QWidget) -> str:
    """The words on it, once new parts have been laid out."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def pressable(widget: QWidget, text: str) -> QPushButton:
    QApplication.processEvents()
    return next(each for each in widget.findChildren(QPushButton) if each.text() == text and each.isVisible())


def page_of(window: HomeWindow) -> Page:
    page = window._pages.currentWidget()
    assert isinstance(page, Page)
    return page


def status(window: HomeWindow) -> str:
    return window._status.text()


# -- the first start ---------------------------------------------------------------------------------------------------


def test_the_first_start_welcomes_and_never_again(home: Opens):
    host = FakeHost(welcomed=False)
    window = home(host)
    assert page_of(window) is window.welcome
    assert "not a medical device" in labels(window.welcome)
    pressable(window.welcome, "Skip").click()
    assert page_of(window) is window.today
    assert host.settings["welcomed",] is True
    assert page_of(home(host)).accessibleName() == "Today"


def test_the_welcome_says_how_to_stop_and_asks_what_may_be_kept(home: Opens):
    host = FakeHost(welcomed=False)
    window = home(host)
    welcome = window.welcome
    for words in ("not a medical device", "page-turner pedal", "low stool", "What may be kept?"):
        until(lambda words=words: words in labels(welcome))
        if words == "low stool":
            until(lambda: ("watch", "first") in host.asked)
        if words == "What may be kept?":
            assert host.running.closed
            next(b for b in welcome.findChildren(QRadioButton) if b.accessibleName() == "Keep nothing").click()
        pressable(welcome, "Next").click()
    assert host.settings["session", "keep"] == "nothing"
    pressable(welcome, "Watch the demo").click()
    until(lambda: ("start", None, False) in host.asked)
    until(lambda: not window.session.running)


def test_another_language_in_the_welcome_changes_every_word(home: Opens):
    window = home(FakeHost(welcomed=False))
    window.welcome._speak("de")
    until(lambda: "Willkommen" in labels(window.welcome))
    assert window.windowTitle() == "Dehn-Coach"


# -- today -------------------------------------------------------------------------------------------------------------


def test_today_shows_the_assigned_routine_with_its_steps(home: Opens):
    window = home(FakeHost())
    shown = labels(window.today)
    for words in ("About 3 minutes. One step.", "Assigned by K. L.", "1. Knee to chest, one knee", "held 20 s"):
        assert words in shown
    assert any(
        label.pixmap().width() > 100 for label in window.today.findChildren(QLabel) if not label.pixmap().isNull()
    )


def test_enter_starts_what_is_for_today_and_home_comes_back(home: Opens):
    host = FakeHost()
    window = home(host)
    assert window.today.begin.hasFocus() or window.focusWidget() is window.today.begin
    QTest.keyClick(window.today.begin, Qt.Key.Key_Return)
    until(lambda: status(window) == "The session is finished.")
    assert host.asked[-1] == ("start", ASSIGNED.key, False)
    assert window.isVisible()
    assert window.today.begin.isEnabled()


def test_home_hides_while_a_session_runs(home: Opens):
    host = FakeHost(session__audio_only=True)
    host.program = "import sys; print('Welcome.', flush=True); sys.stdin.read()\nimport time; time.sleep(20)"
    window = home(host)
    pressable(window.today, "Start").click()
    until(lambda: not window.isVisible())
    window.start(DAILY, True)  # one at a time
    assert [asked for asked in host.asked if asked[0] == "start"] == [("start", ASSIGNED.key, True)]
    window.session._process.kill()
    until(window.isVisible)
    assert status(window).startswith("The session could not run")


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("raise SystemExit(0)", "The session is finished."),
        ("raise SystemExit(1)", "After a stop, rest"),
        ("import sys; print('no camera', file=sys.stderr); sys.exit(3)", "could not run: no camera"),
        ("import os; os.abort()", "The session could not run"),
    ],
)
def test_how_a_session_ended_is_said(home: Opens, program: str, said: str):
    host = FakeHost(session__audio_only=True)
    host.program = program
    window = home(host)
    pressable(window.today, "Start").click()
    until(lambda: said in status(window))


def test_a_model_that_cannot_be_fetched_starts_no_session(home: Opens):
    host = FakeHost()

    def fails(progress: object) -> None:
        raise InputError("no connection")

    host.prepare = fails
    window = home(host)
    pressable(window.today, "Start").click()
    until(lambda: "no connection" in status(window))
    assert not window.session.running
    assert window.today.begin.isEnabled()


def test_an_impatient_person_starts_one_session(home: Opens):
    host, fetched = FakeHost(), threading.Event()
    host.prepare = lambda progress: fetched.wait(20)
    host.program = "import sys; sys.stdin.read()\nraise SystemExit(0)"
    window = home(host)
    window.activateWindow()
    until(window.today.begin.hasFocus)
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.today.is_busy
    window.go(window.history)
    window.go(window.today)
    assert not window.today.begin.isEnabled()
    window.start(None, False)
    fetched.set()
    until(lambda: "finished" in status(window))
    assert [asked for asked in host.asked if asked[0] == "start"] == [("start", ASSIGNED.key, False)]
    until(window.today.begin.hasFocus)


def test_a_start_that_takes_time_shows_its_progress(home: Opens):
    """First how much of the model has been fetched, then that the session is opening."""
    host, fetched = FakeHost(), threading.Event()

    def fetches(progress: Progress) -> None:
        progress(512 * 1024, 2048 * 1024)
        fetched.wait(20)

    host.prepare = fetches
    host.program = "import sys, time; time.sleep(0.5); print('Welcome.', flush=True); time.sleep(20)"
    window = home(host)
    bar = window.today._busy
    assert not bar.isVisible()
    pressable(window.today, "Start").click()
    until(lambda: bar.isVisible() and (bar.value(), bar.maximum()) == (512, 2048))
    fetched.set()
    until(lambda: bar.maximum() == 0)
    assert bar.isVisible()
    assert status(window) == "Opening the session…"
    until(lambda: not window.isVisible())
    window.session._process.kill()
    until(window.isVisible)
    assert not bar.isVisible()


def test_by_ear_only_is_remembered(home: Opens):
    host = FakeHost()
    window = home(host)
    pressable(window.today, "By ear only").click()
    assert host.settings["session", "audio_only"] is True
    assert "No camera." in labels(window.today)


def test_the_focus_shows_on_a_chosen_button_too(home: Opens):
    window = home(FakeHost())
    window.activateWindow()
    chosen = pressable(window.today, "With the camera")
    until(window.today.begin.hasFocus)
    without = chosen.grab().toImage()
    chosen.setFocus()
    QApplication.processEvents()
    assert chosen.isChecked()
    assert chosen.grab().toImage() != without


def test_equal_scores_before_and_after_are_both_on_the_chart(qt: QApplication):
    one = SessionCard(date(2026, 11, 2), clock_time(8, 5), "daily", 3, 3, False, "", ())
    drawn = []
    for card in (one, replace(one, before=None)):
        chart = ScoreChart("before", "after")
        chart.show_sessions([card], "")
        drawn.append(chart.grab().toImage())
    both, after = drawn
    ring = [(x, y) for x in range(both.width()) for y in range(both.height()) if both.pixel(x, y) != after.pixel(x, y)]
    height = max(y for _, y in ring) - min(y for _, y in ring)
    assert height > 2 * DOT * both.devicePixelRatio() + 3, "a ring around the disc"


def test_another_routine_can_be_chosen(home: Opens):
    host = FakeHost()
    window = home(host)
    window.today._which.setCurrentIndex(1)
    window.today._which.activated.emit(1)
    assert "About 8 minutes. 5 steps." in labels(window.today)
    window.go(window.history)
    window.go(window.today)
    assert window.today.card == DAILY


def test_reminders_are_written(home: Opens, tmp_path: Path):
    host = FakeHost()
    window = home(host)
    window.today.remind(ASSIGNED, str(tmp_path / "a.ics"))
    assert host.asked[-1] == ("remind", ASSIGNED.key, tmp_path / "a.ics")
    assert "Open it with your calendar" in status(window)


# -- routines ----------------------------------------------------------------------------------------------------------


def drop(window: HomeWindow, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), action, data, button, keys))


def test_a_dropped_file_is_shown_and_kept(home: Opens, tmp_path: Path):
    host = FakeHost()
    window = home(host)
    drop(window, tmp_path / "sent.yaml")
    assert page_of(window) is window.routines
    assert ("open", tmp_path / "sent.yaml") in host.asked
    assert "Assigned by K. L." in labels(window.routines)
    keep = pressable(window.routines, "Keep it")
    assert window.focusWidget() is keep, "Enter keeps it"
    keep.click()
    assert ("keep", Path("sent.yaml")) in host.asked
    assert page_of(window) is window.today
    assert window.today.card == ASSIGNED
    assert status(window) == "week one is now among your routines."


def test_two_files_at_once_are_none(home: Opens, tmp_path: Path):
    host = FakeHost()
    drop(home(host), tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert host.asked == []


def test_mistakes_are_shown_with_their_lines_and_can_be_copied(home: Opens):
    host = FakeHost()
    host.opened = Opened(Path("sent.yaml"), (), ("line 3: did you mean hold?", "line 4: too long"))
    window = home(host)
    window.open_file(Path("sent.yaml"))
    assert "line 4: too long" in labels(window.routines)
    pressable(window.routines, "Copy these lines").click()
    assert QGuiApplication.clipboard().text() == "sent.yaml\nline 3: did you mean hold?\nline 4: too long"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("camera 0 gives no picture; connect it, try --source 1, or use --audio-only",
         "camera 0 gives no picture; connect it"),
        ("the model is missing (no connection); connect once, or use --model FILE",
         "the model is missing (no connection); connect once"),
        ("the camera is gone -- look for it", "the camera is gone -- look for it"),
        ("use --audio-only", "use --audio-only"),
    ],
)  # fmt: skip
def test_what_went_wrong_names_no_option_of_the_command_line(line: str, shown: str):
    assert without_options(line) == shown


def test_an_own_routine_can_be_removed_and_a_broken_one_is_no_session(home: Opens):
    host = FakeHost()
    host.cards.append(RoutineCard("broken", "broken", "line 1: no", own=True, mistakes=("line 1: no", "line 2: nor")))
    window = home(host)
    assert window.today._which.count() == 2
    window.go(window.routines)
    window.routines._list.setCurrentRow(2)
    assert "line 2: nor" in labels(window.routines)
    assert not [b for b in window.routines.findChildren(QPushButton) if b.text() == "Use it today" and b.isVisible()]
    window.routines._list.setCurrentRow(0)
    pressable(window.routines, "Remove from my routines").click()
    assert ASSIGNED not in host.cards


# -- history -----------------------------------------------------------------------------------------------------------


def test_history_shows_sessions_in_calendar_chart_and_list(home: Opens):
    window = home(FakeHost())
    window.go(window.history)
    page = window.history
    until(lambda: page._list.count() == 2)
    assert "2026-11-03" in page._list.item(0).text()
    marked = page._calendar.dateTextFormat()
    assert {day.toPython().day: style.fontUnderline() for day, style in marked.items()} == {2: False, 3: True}
    assert "4 before, not known after" in page._chart.accessibleName()
    assert page._chart.grab().toImage().pixelColor(2, 2).isValid()
    assert "Stop." in labels(page)


def test_the_calendar_shows_which_day_is_chosen_in_its_own_place(home: Opens):
    """With a style sheet, Qt by itself colours the day beside it."""
    window = home(FakeHost())
    window.go(window.history)
    until(lambda: window.history._list.count() == 2)
    calendar = window.history._calendar
    days = calendar.findChild(QTableView)
    calendar.setSelectedDate(QDate(2026, 11, 9))
    QApplication.processEvents()
    shown = []
    for day in (18, 25):  # both are Wednesdays
        calendar.setSelectedDate(QDate(2026, 11, day))
        QApplication.processEvents()
        picture = days.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pixels = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.width(), 4)
        shown.append(pixels.copy())
    columns = np.nonzero((shown[0] != shown[1]).any(axis=(0, 2)))[0] / shown[0].shape[1] * 7
    column = (Qt.DayOfWeek.Wednesday.value - calendar.firstDayOfWeek().value) % 7
    assert column <= columns.min()
    assert columns.max() <= column + 1


def test_without_sessions_it_says_so(home: Opens):
    host = FakeHost()
    host.kept = []
    window = home(host)
    window.go(window.history)
    until(lambda: "No session is kept yet" in labels(window.history))
    assert not window.history.reports.isVisible()


def test_the_report_is_saved_as_a_page_or_a_pdf_and_over_nothing_else(home: Opens, tmp_path: Path):
    window = home(FakeHost())
    window.go(window.history)
    for name in ("report.html", "report.pdf"):
        window.history.save_report(tmp_path / name)
        until(lambda name=name: name in status(window))
    assert (tmp_path / "report.html").read_text().startswith("<!doctype html>")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
    (tmp_path / "letter.pdf").write_text("dear")
    window.history.save_report(tmp_path / "letter.pdf")
    until(lambda: "of another kind" in status(window))
    assert (tmp_path / "letter.pdf").read_text() == "dear"
    with pytest.raises(InputError, match="cannot be written"):
        write_pdf(tmp_path / "none" / "report.pdf", "")


# -- settings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_holds_at_once(home: Opens, name: str):
    host = FakeHost()
    window = home(host)
    window.go(window.settings)
    box = next(b for b in window.settings.findChildren(QComboBox) if b.findData("high-contrast") >= 0)
    box.setCurrentIndex(box.findData(name))
    box.activated.emit(box.currentIndex())
    until(lambda: window.palette().color(QPalette.ColorRole.Window).name() == hexadecimal(THEMES[name].ground))
    assert host.settings["screen", "theme"] == name
    assert page_of(window) is window.settings


def test_a_setting_that_cannot_be_written_is_said(home: Opens):
    host = FakeHost()
    window = home(host)
    window.go(window.settings)
    host.refusal = "settings.toml: cannot be written"
    window.settings._set(("voice", "rate"), 120)
    assert status(window) == "settings.toml: cannot be written"


def test_a_broken_settings_file_is_shown(home: Opens):
    host = FakeHost()
    host.trouble = "settings.toml:3:1: theme: ..."
    window = home(host)
    assert status(window) == host.trouble
    window.go(window.settings)
    assert host.trouble in labels(window.settings)


def test_a_key_is_learnt_by_pressing_it(home: Opens):
    host = FakeHost()
    window = home(host)
    window.go(window.settings)
    lessons = window.settings.lessons
    for key, text, learnt in (
        (Qt.Key.Key_PageDown, "", "PgDown"),
        (Qt.Key.Key_Space, " ", "PgDown"),
        (Qt.Key.Key_B, "b", "b"),
    ):
        lessons.teach("stop")
        QApplication.sendEvent(lessons, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text))
        assert host.settings["keys", "stop"] == learnt
    assert "Stop" in status(window)
    lessons.teach("skip")
    QApplication.sendEvent(lessons, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier))
    assert host.settings["keys", "skip"] == "none"


def test_deleting_lists_asks_and_says_what_was_deleted(home: Opens):
    host = FakeHost()
    window = home(host)
    window.go(window.settings)
    pressable(window.settings, "Delete everything").click()
    assert "sessions.db" in labels(window.settings)
    pressable(window.settings, "Cancel").click()
    assert not [asked for asked in host.asked if asked[0] == "forget"]
    pressable(window.settings, "Delete everything").click()
    pressable(window.settings, "Delete for good").click()
    assert host.asked[-1] == ("forget", False, False)
    assert status(window) == "Deleted:"


# -- camera and sound ----------------------------------------------------------------------------------------------


def test_the_camera_check_says_what_it_sees(home: Opens):
    host = FakeHost()
    window = home(host)
    window.go(window.checks)
    check = window.checks._camera
    until(lambda: "do not see anybody" in labels(check))
    image = np.full((360, 640, 3), 90, np.uint8)
    host.seen(Look(image, pose(CAT)))
    until(lambda: "see you" in labels(check))
    host.seen(Look(image, pose({name: (x, y + 0.6) for name, (x, y) in CAT.items()})))
    until(lambda: "cut off" in labels(check))
    assert check._picture.grab().toImage().pixelColor(10, 10).isValid()
    running = host.running
    window.go(window.today)
    assert running.closed


def test_the_sound_check_speaks_shows_the_level_and_hears_stop(home: Opens):
    host = FakeHost()
    window = home(host)
    window.go(window.checks)
    sound = window.checks._sound
    sound.speaks.click()
    until(lambda: "Did you hear it?" in labels(sound))
    sound.listens.click()
    running = host.running  # read now, since the camera of this page will replace it
    host.heard(Heard(-35.0))
    until(lambda: sound._level._share == pytest.approx(0.5))
    assert "I understand stop, yes, no" in labels(sound)
    host.heard(Heard(-35.0, understands=False))
    until(lambda: "The only word I know is stop." in labels(sound))
    host.heard(Heard(-20.0, stop=True))
    until(lambda: "I heard you." in labels(sound))
    assert running.closed


# -- every page in every language and size -------------------------------------------------------------------------


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("language", languages())
def test_nothing_is_cut_off_and_everything_has_a_name(home: Opens, language: str, larger: bool):
    window = home(FakeHost(language=language, screen__larger_text=larger))
    window.resize(window.minimumSize())
    for page in (window.today, window.routines, window.history, window.checks, window.settings, window.welcome):
        window.go(page)
        for _ in range(20):
            QApplication.processEvents()
            time.sleep(0.002)
        room = page.viewport().width()
        assert page.widget().minimumSizeHint().width() <= room, page.accessibleName()
        for each in page.findChildren(QPushButton):
            if each.isVisible():
                assert each.fontMetrics().horizontalAdvance(each.text()) <= each.width(), each.text()
        for each in page.findChildren(QWidget):
            inside = isinstance(each, QLineEdit) or each.objectName().startswith("qt_")
            if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus and not inside:
                interface = QAccessible.queryAccessibleInterface(each)
                assert interface.text(QAccessible.Text.Name), (page.accessibleName(), each)


def test_the_tab_key_reaches_every_button_of_today(home: Opens):
    window = home(FakeHost())
    reached = set()
    window.today.begin.setFocus()
    for _ in range(40):
        focus = window.focusWidget()
        reached.add(getattr(focus, "text", str)())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    wanted = {
        "Start",
        "Watch the demo",
        "With the camera",
        "Check camera and sound",
        "Remind me",
        "Today",
    }
    assert wanted <= reached


def test_the_arrows_lead_from_page_to_page_also_after_one_came_by_itself(home: Opens):
    window = home(FakeHost())
    for page in (window.history, window.today):
        window.go(page)
        tabbed = [way.text() for way in window._ways.values() if way.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert tabbed == [window._ways[page].text()]
    QApplication.processEvents()
    window._ways[window.today].setFocus()
    for page in (window.routines, window.history, window.checks, window.settings):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)
        assert page_of(window) is page


@pytest.mark.parametrize("language", languages())
def test_every_text_of_home_is_used_and_there(language: str):
    source = "".join(file.read_text(encoding="utf-8") for file in COACH.rglob("*.py"))
    texts = Texts(language, "app")
    families = {"settings": ("theme_", "guide_", "keep_", "key_"), "session": ("",)}
    for key in list(texts.keys()):
        group, _, name = key.removesuffix(".one").removesuffix(".other").partition(".")
        prefixed = any(name.startswith(family) for family in families.get(group, ()))
        assert prefixed or f'"{group}.{name}"' in source or name in source, key
