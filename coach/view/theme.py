"""Colours, as data. Blue for "counting" and orange for "waiting" also differ for colour-blind people."""

from dataclasses import dataclass

Colour = tuple[int, int, int]
"""Blue, green, red, 0 to 255: the order of OpenCV's pictures."""


def colour(rgb: str) -> Colour:
    """``colour("#ff8000")``. Raises ValueError for anything but # and six hexadecimal digits."""
    if len(rgb) != 7 or rgb[0] != "#":
        raise ValueError(f"a colour is # and six hexadecimal digits, got {rgb!r}")
    red, green, blue = (int(rgb[i : i + 2], 16) for i in (1, 3, 5))
    return blue, green, red


@dataclass(frozen=True)
class Theme:
    """Every colour of the screen, one field each.

    ``text`` has a contrast of 7:1 or more on ``ground``, ``panel`` and ``breath``.
    """

    ground: Colour
    """Behind everything."""
    panel: Colour
    """Behind the picture, the caption and the ring."""
    edge: Colour
    """Around a panel; the panel's own colour if it already contrasts with the ground."""
    line: Colour
    """Hairlines, the track of the ring, later steps."""
    text: Colour
    quiet: Colour
    """Smaller, less important text."""
    active: Colour
    """In pose, counting, the present step."""
    on_active: Colour
    """Text on ``active``."""
    waiting: Colour
    """Not in pose, paused, not seen."""
    on_waiting: Colour
    stop: Colour
    on_stop: Colour
    breath: Colour
    """The breath circle behind the number."""


DARK = Theme(
    ground=colour("#0e1317"),
    panel=colour("#1a2128"),
    edge=colour("#1a2128"),
    line=colour("#3d4a55"),
    text=colour("#f6f8fa"),
    quiet=colour("#bcc7d1"),
    active=colour("#5cc4ff"),
    on_active=colour("#06202f"),
    waiting=colour("#ffb65c"),
    on_waiting=colour("#2e1a00"),
    stop=colour("#a3201b"),
    on_stop=colour("#ffffff"),
    breath=colour("#24404f"),
)

LIGHT = Theme(
    ground=colour("#f1eee8"),
    panel=colour("#ffffff"),
    edge=colour("#ffffff"),
    line=colour("#c5c9cc"),
    text=colour("#12181d"),
    quiet=colour("#414b54"),
    active=colour("#0a5394"),
    on_active=colour("#ffffff"),
    waiting=colour("#7a4300"),
    on_waiting=colour("#ffffff"),
    stop=colour("#a3201b"),
    on_stop=colour("#ffffff"),
    breath=colour("#d3e6f3"),
)

HIGH_CONTRAST = Theme(
    ground=colour("#000000"),
    panel=colour("#000000"),
    edge=colour("#ffffff"),
    line=colour("#8a8a8a"),
    text=colour("#ffffff"),
    quiet=colour("#ffffff"),
    active=colour("#66d9ff"),
    on_active=colour("#000000"),
    waiting=colour("#ffd400"),
    on_waiting=colour("#000000"),
    stop=colour("#ffffff"),
    on_stop=colour("#8b0000"),
    breath=colour("#003b52"),
)

IN_PICTURE = DARK
"""Every theme uses these colours over the camera picture, each line with a dark edge."""

THEMES = {"dark": DARK, "light": LIGHT, "high-contrast": HIGH_CONTRAST}


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it (success criterion 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(bgr: Colour) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2, "relative luminance")."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in bgr)]
    blue, green, red = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
