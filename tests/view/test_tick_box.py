"""A ticked box shows a tick in a colour of its own."""

import pytest
from PySide6.QtGui import QColor

from coach.view.home.look import hexadecimal, palette_of, style_sheet
from coach.view.home.tick_box import TickBox
from coach.view.theme import THEMES


@pytest.mark.parametrize("ticked", [True, False])
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_tick_is_seen_only_in_a_ticked_box(qt, theme, ticked):
    box = TickBox("sounds")
    box.setPalette(palette_of(theme))
    box.setStyleSheet(style_sheet(theme, 11.0))
    box.setChecked(ticked)
    box.resize(box.sizeHint())
    picture = box.grab().toImage()
    tall = picture.height()  # the box is at the left, before its words
    shown = [picture.pixelColor(x, y) for x in range(tall) for y in range(tall)]
    filled, tick = (shown.count(QColor(hexadecimal(colour))) for colour in (theme.active, theme.on_active))
    assert (filled > 100 and tick > 10) is ticked
    box.deleteLater()
