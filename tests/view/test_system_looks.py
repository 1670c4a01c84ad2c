"""Looks that the person has not chosen follow the system."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from view_scenes import SCENES

from coach.view import system_looks
from coach.view.opening import Opening, WindowLooks
from coach.view.session_window import SessionWindow
from coach.view.system_looks import LARGE_PIXELS, theme_of, wants_large_text
from coach.view.theme import DARK, HIGH_CONTRAST, LIGHT

BRIGHT, NIGHT, UNKNOWN = Qt.ColorScheme.Light, Qt.ColorScheme.Dark, Qt.ColorScheme.Unknown
USUAL, HIGH = Qt.ContrastPreference.NoPreference, Qt.ContrastPreference.HighContrast


class System:
    """The settings of a system; one without a screen has none of its own."""

    def __init__(self, scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference) -> None:
        self.scheme, self.contrast = scheme, contrast

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
        return self.scheme

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802 - Qt's name
        return self.contrast


@pytest.fixture
def system(qt: object, monkeypatch: pytest.MonkeyPatch) -> System:
    one = System(UNKNOWN, USUAL)
    monkeypatch.setattr(system_looks, "_hints", lambda: one)
    monkeypatch.setattr(system_looks, "_wishes", lambda: one)
    return one


@pytest.mark.parametrize(
    ("chosen", "scheme", "contrast", "theme"),
    [
        ("system", BRIGHT, USUAL, LIGHT), ("system", NIGHT, USUAL, DARK), ("system", UNKNOWN, USUAL, DARK),
        ("system", BRIGHT, HIGH, HIGH_CONTRAST), ("light", NIGHT, HIGH, LIGHT), ("dark", BRIGHT, USUAL, DARK),
        ("high-contrast", BRIGHT, USUAL, HIGH_CONTRAST),
    ],
)  # fmt: skip
def test_colours_follow_the_system_unless_they_are_chosen(system, chosen, scheme, contrast, theme):
    system.scheme, system.contrast = scheme, contrast
    assert theme_of(WindowLooks(chosen)) is theme


def test_a_real_system_is_asked_as_often_as_one_likes(qt):
    assert {theme_of(WindowLooks()) is DARK for _ in range(3)} == {True}


def test_an_open_window_follows_the_system_into_the_night(system):
    system.scheme = BRIGHT
    following, chosen = (SessionWindow(Opening("en", WindowLooks(name)), print) for name in ("system", "light"))
    for window in (following, chosen):
        window.show_scene(SCENES["hold"])
    assert following.painter.theme is LIGHT
    system.scheme = NIGHT
    QGuiApplication.styleHints().colorSchemeChanged.emit(NIGHT)
    assert following.painter.theme is DARK
    assert chosen.painter.theme is LIGHT


@pytest.fixture
def font(qt: object) -> Iterator[QFont]:
    before = QFont(QGuiApplication.font())
    yield QFont(before)
    QGuiApplication.setFont(before)


@pytest.mark.parametrize(("pixels", "large"), [(13, False), (15, False), (LARGE_PIXELS, True), (24, True)])
def test_large_letters_of_the_system_are_large_here_too(font, pixels, large):
    font.setPixelSize(pixels)
    QGuiApplication.setFont(font)
    assert wants_large_text(WindowLooks()) is large
    assert wants_large_text(WindowLooks(larger_text=True))
