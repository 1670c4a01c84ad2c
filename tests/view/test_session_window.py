"""The window of a session, in this process and without a screen."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QCloseEvent, QGuiApplication, QImage, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from view_scenes import SCENES

from coach.session.events import UserInput, Wish
from coach.view.keys import Keys
from coach.view.layout import Cell
from coach.view.learnt_keys import LearntKeys
from coach.view.opening import Opening, WindowLooks
from coach.view.overlay import DrawnWords
from coach.view.session_window import SessionWindow
from coach.view.theme import DARK, HIGH_CONTRAST, LIGHT

K = Qt.Key
NOTHING = Qt.KeyboardModifier.NoModifier
STOP, HOLD = UserInput(Wish.STOP, "key"), UserInput(Wish.HOLD, "key")


class Shown:
    """A window that shows one scene, and its input."""

    def __init__(self, name: str = "hold", opening: Opening | None = None) -> None:
        self.said: list[UserInput] = []
        self.window = SessionWindow(opening or Opening("en"), self.said.append, clock=lambda: 0.0)
        self.show(name)

    def show(self, name: str) -> None:
        self.window.show_scene(SCENES[name])
        self.window.catch_up()
        QGuiApplication.processEvents()

    def key(self, key: int, text: str = "", repeats: bool = False, held: Qt.KeyboardModifier = NOTHING) -> None:
        target = self.window.focusWidget() or self.window
        QGuiApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, held, text, repeats))
        QGuiApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyRelease, key, held, text, repeats))

    def type(self, *characters: str) -> None:
        for character in characters:
            self.key(ord(character.upper()), character)

    def buttons(self) -> dict[str, QPushButton]:
        found = [button for button in self.window.findChildren(QPushButton) if button.isVisible()]
        return {button.accessibleName(): button for button in found}

    def picture(self) -> np.ndarray:
        """What the window shows, (h, w, 3) blue, green, red."""
        image = self.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
        return pixels[:, :, :3].copy()


@pytest.fixture
def shown(qt: object) -> Iterator[Shown]:
    one = Shown()
    yield one
    one.window.deleteLater()


@pytest.mark.parametrize(
    ("key", "text", "wish"),
    [
        (K.Key_Space, " ", Wish.STOP), (K.Key_P, "p", Wish.STOP), (K.Key_P, "P", Wish.STOP),
        (K.Key_C, "c", Wish.CONTINUE),
        (K.Key_Return, "\r", Wish.CONTINUE), (K.Key_Enter, "\r", Wish.CONTINUE), (K.Key_Escape, "\x1b", Wish.LEAVE),
        (K.Key_Q, "q", Wish.LEAVE), (K.Key_PageDown, "", Wish.HOLD), (K.Key_PageUp, "", Wish.HOLD),
        (K.Key_Left, "", Wish.HOLD), (K.Key_Up, "", Wish.HOLD), (K.Key_F5, "", Wish.HOLD), (K.Key_B, "b", Wish.HOLD),
        (K.Key_Period, ".", Wish.HOLD), (K.Key_MediaPlay, "", Wish.HOLD), (K.Key_MediaNext, "", Wish.HOLD),
        (K.Key_MediaTogglePlayPause, "", Wish.HOLD), (K.Key_Backspace, "\b", Wish.HOLD), (K.Key_unknown, "", Wish.HOLD),
    ],
)  # fmt: skip
def test_every_key_says_its_wish_at_once(shown, key, text, wish):
    shown.key(key, text)
    assert shown.said == [UserInput(wish, "key")]


@pytest.mark.parametrize(
    "key", [K.Key_Shift, K.Key_Control, K.Key_Alt, K.Key_Meta, K.Key_CapsLock, K.Key_Tab, K.Key_VolumeUp, K.Key_F]
)
def test_keys_of_the_system_and_of_the_looks_say_nothing(shown, key):
    shown.key(key, "f" if key == K.Key_F else "")
    assert shown.said == []


def test_a_shortcut_of_the_system_says_nothing_but_a_stop_is_a_stop(shown):
    shown.key(K.Key_P, "p", held=Qt.KeyboardModifier.ControlModifier)
    assert shown.said == []
    shown.key(K.Key_Space, " ", held=Qt.KeyboardModifier.ControlModifier)
    assert shown.said == [STOP]


def test_a_key_held_down_is_one_press_and_a_stop_counts_however_it_comes(shown):
    for repeats in (False, True, True):
        shown.key(K.Key_Y, "y", repeats)
    assert shown.said == [UserInput(Wish.YES, "key")]
    for repeats in (False, True, True):
        shown.key(K.Key_Space, " ", repeats)
    assert shown.said[1:] == [STOP] * 3


def test_a_learnt_key_means_what_it_was_taught_also_escape_in_full_screen(qt):
    learnt = LearntKeys(stop="PgDown", skip="Esc")
    one = Shown(opening=Opening("en", WindowLooks(fullscreen=True), learnt))
    one.key(K.Key_PageDown)
    one.key(K.Key_Escape, "\x1b")
    assert [said.wish for said in one.said] == [Wish.STOP, Wish.SKIP]
    assert one.window.isFullScreen()


PRESSES = {
    " ": K.Key_Space, "p": K.Key_P, "y": K.Key_Y, "n": K.Key_N, "7": K.Key_7, "1": K.Key_1, "0": K.Key_0, "q": K.Key_Q,
    "x": K.Key_X, "PgDown": K.Key_PageDown, "Return": K.Key_Return, "h": K.Key_H,
}  # fmt: skip


class Bursts(Shown):
    """A window that gets many keys at once, like a stalled one, with pictures between them."""

    def come(self, burst: Sequence[tuple[str, bool]]) -> None:
        """``burst``: keys, and whether a picture follows. All arrive, in order."""
        by_hand = Keys(lambda: 0.0)
        self.window._keys = Keys(lambda: 0.0)
        self.said.clear()
        expected = [said for key, _ in burst for said in by_hand.press(key)]
        for number, (key, draws) in enumerate(burst):
            text = key if len(key) == 1 else ""
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QGuiApplication.postEvent(self.window, QKeyEvent(kind, PRESSES[key], NOTHING, text))
            if draws:
                self.window.show_scene(replace(SCENES["hold"], breath=number / 40))
        QGuiApplication.processEvents()
        assert self.said == expected


@pytest.fixture
def bursts(qt: object) -> Bursts:
    return Bursts()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the same window for all examples
@given(st.lists(st.tuples(st.sampled_from(sorted(PRESSES)), st.booleans()), max_size=40))
def test_of_any_burst_every_key_arrives_in_order_also_while_the_picture_changes(bursts, burst):
    bursts.come(burst)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_of_ten_thousand_bursts_no_stop_is_lost(bursts):
    chance = random.Random(1)
    for _ in range(10_000):
        keys = chance.choices(sorted(PRESSES), k=chance.randint(1, 12))
        bursts.come([(key, chance.random() < 0.02) for key in keys])


@pytest.mark.parametrize(
    ("scene", "names"),
    [
        ("hold", ["STOP"]),
        ("paused", ["Paused. Press C", "STOP"]),
        ("question", ["Yes", "No", "Not sure", "STOP"]),
        ("finished", ["End"]),
    ],
)
def test_buttons_have_names_and_roles(shown, scene, names):
    shown.show(scene)
    found = shown.buttons()
    assert sorted(found) == sorted(names)
    for button in found.values():
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface.role() is QAccessible.Role.PushButton
        assert interface.text(QAccessible.Text.Name) == button.accessibleName()


def test_the_ends_of_the_scale_say_what_they_mean(shown):
    shown.show("pain_score")
    names = list(shown.buttons())
    assert len(names) == 12
    assert "0, no pain" in names


@pytest.mark.parametrize(
    ("scene", "name", "said"),
    [
        ("hold", "STOP", STOP),
        ("question", "Yes", UserInput(Wish.YES, "mouse")),
        ("pain_score", "7", UserInput(Wish.NUMBER, "mouse", 7)),
        ("paused", "Paused. Press C", UserInput(Wish.CONTINUE, "mouse")),
        ("finished", "End", UserInput(Wish.END, "mouse")),
    ],
)
def test_a_press_of_the_mouse_speaks_before_it_is_let_go(shown, scene, name, said):
    shown.show(scene)
    QTest.mousePress(shown.buttons()[name], Qt.MouseButton.LeftButton)
    assert shown.said == [replace(said, how="mouse")]


def test_buttons_lie_where_they_are_drawn(shown):
    shown.show("question")
    row = shown.window.painter.places[Cell.ANSWERS]
    for name in ("Yes", "No", "Not sure"):
        middle = shown.buttons()[name].geometry().center()
        assert row.holds(middle.x(), middle.y())
    stop = shown.window.painter.places[Cell.STOP]
    assert shown.buttons()["STOP"].geometry().getRect() == (stop.x, stop.y, stop.w, stop.h)


def test_the_second_press_of_a_double_click_answers_nothing(shown):
    shown.show("question")
    button = shown.buttons()["Yes"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    at = QPointF(5, 5)
    twice = QMouseEvent(
        QEvent.Type.MouseButtonDblClick, at, button.mapToGlobal(at),
        Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QGuiApplication.sendEvent(button, twice)
    assert len(shown.said) == 1


def test_a_finger_is_as_good_as_a_mouse(shown):
    shown.show("question")
    middle = shown.buttons()["No"].geometry().center()
    QTest.touchEvent(shown.window.windowHandle(), QTest.createTouchDevice()).press(0, middle).commit()
    assert shown.said == [UserInput(Wish.NO, "mouse")]


def test_a_click_beside_every_button_says_nothing(shown):
    QTest.mouseClick(shown.window, Qt.MouseButton.LeftButton, pos=QPoint(100, 200))
    assert shown.said == []


def test_tab_goes_through_the_answers_and_enter_gives_the_one_in_focus(shown):
    shown.show("question")
    passed = []
    for _ in range(4):
        QTest.keyClick(shown.window.focusWidget() or shown.window, K.Key_Tab)
        passed.append(shown.window.focusWidget().accessibleName())
    assert passed == ["Yes", "No", "Not sure", "STOP"]
    QTest.keyClick(shown.window.focusWidget(), K.Key_Backtab)
    shown.key(K.Key_Return, "\r")
    assert shown.said == [UserInput(Wish.UNSURE, "mouse")]


def test_space_stops_whatever_has_the_focus(shown):
    shown.show("question")
    QTest.keyClick(shown.window, K.Key_Tab)
    shown.key(K.Key_Space, " ")
    assert shown.said == [STOP]


def test_after_a_new_question_enter_answers_nothing_by_itself(shown):
    shown.show("question")
    QTest.keyClick(shown.window, K.Key_Tab)
    shown.show("pain_score")
    shown.key(K.Key_Return, "\r")
    assert shown.said == [UserInput(Wish.CONTINUE, "key")]


def test_closing_asks_once_in_this_very_window(shown):
    event = QCloseEvent()
    QGuiApplication.sendEvent(shown.window, event)
    assert not event.isAccepted()
    assert shown.window.isVisible()
    assert shown.said == [UserInput(Wish.LEAVE, "mouse")]


def test_f_fills_the_screen_and_escape_leaves_it_again(shown):
    shown.type("f")
    assert shown.window.isFullScreen()
    shown.key(K.Key_Escape, "\x1b")
    assert not shown.window.isFullScreen()
    shown.key(K.Key_Escape, "\x1b")
    assert shown.said == [UserInput(Wish.LEAVE, "key")]


@pytest.mark.parametrize(("theme", "colours"), [("dark", DARK), ("light", LIGHT), ("high-contrast", HIGH_CONTRAST)])
def test_d_changes_the_colours_from_those_that_were_chosen(qt, theme, colours):
    one = Shown(opening=Opening("en", WindowLooks(theme)))
    assert tuple(one.picture()[3, 3]) == colours.ground
    one.type("d")
    assert tuple(one.picture()[3, 3]) != colours.ground
    assert one.said == []


def test_the_window_shows_just_what_was_painted(shown):
    shown.window.resize(1280, 720)
    for scene in ("question", "hold", "stopped"):
        shown.show(scene)
        painted, _ = shown.window.painter.paint(SCENES[scene], (1280, 720))
        np.testing.assert_array_equal(shown.picture(), painted)


def test_the_drawing_follows_the_windows_size(shown):
    for size in ((800, 600), (700, 1000), (320, 240)):
        shown.window.resize(*size)
        QGuiApplication.processEvents()
        w, h = size
        assert shown.picture().shape == (h, w, 3)
        assert shown.buttons()["STOP"].geometry().right() <= w


def test_screen_readers_find_the_words(shown):
    QAccessible.setActive(True)
    try:
        shown.show("hold")
        labels = [label for label in shown.window.findChildren(DrawnWords) if label.isVisible()]
        names = {QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name) for label in labels}
        assert {"Knee to chest, Left", SCENES["hold"].caption, "17, seconds left, 2 of 3", "Counting"} <= names
    finally:
        QAccessible.setActive(False)
