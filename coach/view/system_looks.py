"""The look of a window: chosen by the person, or else that of the system."""

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibilityHints, QFontInfo, QGuiApplication, QStyleHints

from coach.view.opening import WindowLooks
from coach.view.theme import DARK, HIGH_CONTRAST, LIGHT, THEMES, Theme

LARGE_PIXELS = 17
"""A person whose system has letters at least this high, in pixels of a screen of usual density, wants large text: by
default, systems use 12 to 15 [J]."""


@cache
def _hints() -> QStyleHints:
    """The system's hints, kept alive: when PySide6 6.11 frees them, the objects that belong to them are freed as
    well."""
    return QGuiApplication.styleHints()


@cache
def _wishes() -> QAccessibilityHints:
    return _hints().accessibility()


def theme_of(looks: WindowLooks) -> Theme:
    """The colours; those of the system if none were chosen."""
    if looks.theme in THEMES:
        return THEMES[looks.theme]
    if _wishes().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return LIGHT if _hints().colorScheme() is Qt.ColorScheme.Light else DARK


def wants_large_text(looks: WindowLooks) -> bool:
    return looks.larger_text or QFontInfo(QGuiApplication.font()).pixelSize() >= LARGE_PIXELS
