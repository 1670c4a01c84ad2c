"""The look of home: the colours of the session's window, as a style sheet."""

from pathlib import Path

from PySide6.QtGui import QColor, QPalette

from coach.resources import find_resource
from coach.view.theme import Colour, Theme

TOUCH_PX = 44
"""Smallest height of a tap target (WCAG 2.2, 2.5.5)."""
LEAST_PT = 11.0
LARGER = 1.3
"""Factor of the larger text."""


def text_pt(system_pt: float, *, larger: bool) -> float:
    """The size of plain text in points, from the system's own."""
    return max(system_pt, LEAST_PT) * (LARGER if larger else 1.0)


def hexadecimal(colour: Colour) -> str:
    blue, green, red = colour
    return f"#{red:02x}{green:02x}{blue:02x}"


def palette_of(theme: Theme) -> QPalette:
    """The same colours for custom painting and for the system's own dialogs."""
    roles = QPalette.ColorRole
    found = {
        roles.Window: theme.ground, roles.WindowText: theme.text, roles.Base: theme.panel, roles.Text: theme.text,
        roles.Button: theme.panel, roles.ButtonText: theme.text, roles.Mid: theme.line,
        roles.AlternateBase: theme.breath,
        roles.PlaceholderText: theme.quiet,
        roles.Midlight: theme.quiet, roles.Highlight: theme.active, roles.HighlightedText: theme.on_active,
        roles.BrightText: theme.waiting, roles.ToolTipBase: theme.panel, roles.ToolTipText: theme.text,
    }  # fmt: skip
    palette = QPalette()
    for role, colour in found.items():
        palette.setColor(role, QColor(hexadecimal(colour)))
    return palette


def _arrow(theme: Theme) -> str:
    """The style of a combo box's arrow; without the picture, the system's own."""
    dark = sum(theme.ground) < sum(theme.text)
    found = find_resource("assets", "icon", f"arrow_{'on_dark' if dark else 'on_light'}.png")
    if not isinstance(found, Path):
        return ""
    return f"""
QComboBox::drop-down {{ border: none; width: 34px; }}
QComboBox::down-arrow {{ image: url({found.as_posix()}); width: 14px; height: 14px; }}
"""


def style_sheet(theme: Theme, size_pt: float) -> str:
    """``size_pt``: the size of plain text."""
    ground, panel, line, text, quiet, active, on_active, stop, on_stop, breath, edge, waiting = map(
        hexadecimal,
        (
            theme.ground, theme.panel, theme.line, theme.text, theme.quiet, theme.active, theme.on_active, theme.stop,
            theme.on_stop, theme.breath, theme.edge, theme.waiting,
        ),
    )  # fmt: skip
    return f"""
{_arrow(theme)}
* {{ font-size: {size_pt:.1f}pt; color: {text}; }}
QMainWindow, QDialog, QStackedWidget, QScrollArea, #page {{ background: {ground}; border: none; }}
QLabel, QCheckBox, QRadioButton {{ background: transparent; }}
#title {{ font-size: {size_pt * 1.9:.1f}pt; font-weight: 600; }}
#heading {{ font-size: {size_pt * 1.25:.1f}pt; font-weight: 600; }}
#lead {{ font-size: {size_pt * 1.1:.1f}pt; }}
#quiet {{ color: {quiet}; }}
#warning {{ color: {waiting}; }}
#panel {{ background: {panel}; border: 1px solid {edge}; border-radius: 12px; }}
#side {{ background: {panel}; border: none; border-right: 1px solid {line}; }}
#brand {{ font-size: {size_pt * 1.2:.1f}pt; font-weight: 600; }}
#status {{ background: {panel}; padding: 10px 20px; border-top: 1px solid {line}; }}
QPushButton, QComboBox, QSpinBox {{
  background: {panel}; border: 1px solid {line}; border-radius: 8px; padding: 6px 16px; min-height: {TOUCH_PX - 14}px;
}}
QPushButton:hover, QComboBox:hover {{ border-color: {quiet}; }}
QPushButton:pressed {{ background: {breath}; }}
QPushButton:disabled, QComboBox:disabled {{ color: {line}; }}
QPushButton:focus, QComboBox:focus, QSlider:focus, QListWidget:focus, QPlainTextEdit:focus, QTextBrowser:focus {{
  border: 2px solid {active}; outline: none;
}}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {active}; border-radius: 6px; }}
QPushButton#primary {{
  background: {active}; color: {on_active}; border: 2px solid {active}; font-weight: 600;
  font-size: {size_pt * 1.25:.1f}pt; padding: 10px 36px;
}}
QPushButton#primary:focus {{ border: 2px solid {text}; }}
QPushButton#primary:disabled {{ background: {line}; border-color: {line}; color: {ground}; }}
QPushButton#danger {{ background: {stop}; color: {on_stop}; border-color: {stop}; }}
QPushButton#danger:focus {{ border: 2px solid {text}; }}
QPushButton#nav {{ background: transparent; border: 2px solid transparent; text-align: left; padding: 8px 18px; }}
QPushButton#nav:hover {{ background: {breath}; }}
QPushButton#nav:checked {{ background: {breath}; }}
QPushButton#nav:focus {{ border: 2px solid {active}; }}
QPushButton#choice:checked {{ background: {breath}; border: 2px solid {active}; }}
QPushButton#choice:checked:focus {{ border: 2px solid {text}; }}
QCheckBox, QRadioButton {{
  min-height: {TOUCH_PX - 12}px; spacing: 10px; padding: 2px 4px; border: 2px solid transparent;
}}
QCheckBox::indicator, QRadioButton::indicator {{
  width: 20px; height: 20px; border: 2px solid {quiet}; background: {ground};
}}
QCheckBox::indicator {{ border-radius: 5px; }}
QRadioButton::indicator {{ border-radius: 12px; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked {{ background: {active}; border-color: {active}; }}
QComboBox QAbstractItemView {{ background: {panel}; border: 1px solid {line}; selection-background-color: {breath}; }}
QAbstractItemView, QLineEdit {{ background: {panel}; color: {text}; selection-background-color: {breath}; }}
QLineEdit {{ border: 1px solid {line}; border-radius: 6px; padding: 5px 8px; selection-color: {text}; }}
QHeaderView::section {{ background: {panel}; color: {text}; border: none; padding: 4px; }}
QListWidget, QPlainTextEdit, QTextBrowser {{
  background: {panel}; border: 1px solid {line}; border-radius: 8px; padding: 6px;
}}
QListWidget::item {{ padding: 9px 8px; border-radius: 6px; }}
QListWidget::item:selected {{ background: {breath}; color: {text}; }}
QSlider::groove:horizontal {{ height: 6px; background: {line}; border-radius: 3px; }}
QSlider::sub-page:horizontal {{ background: {active}; border-radius: 3px; }}
QSlider::handle:horizontal {{ width: 22px; height: 22px; margin: -8px 0; border-radius: 11px; background: {text}; }}
QSlider {{ min-height: {TOUCH_PX - 8}px; border: 2px solid transparent; border-radius: 6px; }}
QProgressBar {{
  background: {line}; border: none; border-radius: 5px; min-height: 10px; max-height: 10px; color: transparent;
}}
QProgressBar::chunk {{ background: {active}; border-radius: 5px; }}
QCalendarWidget QWidget {{ alternate-background-color: {panel}; background: {panel}; }}
QCalendarWidget QAbstractItemView {{
  background: {panel}; color: {text}; selection-background-color: {breath}; selection-color: {text}; border: none;
}}
QCalendarWidget QAbstractItemView:disabled {{ color: {line}; }}
QCalendarWidget QToolButton {{ background: {panel}; color: {text}; border: none; padding: 6px 10px; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QToolButton:hover, QCalendarWidget QToolButton:focus {{ background: {breath}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: 6px; min-height: 40px; min-width: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QToolTip {{ background: {panel}; color: {text}; border: 1px solid {line}; }}
"""
