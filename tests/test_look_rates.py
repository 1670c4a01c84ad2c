"""Looks a second in each state of a session: many while something moves and is judged, few otherwise."""

import pytest

from coach.loop import looks_hz
from coach.session.screen import Screen, ScreenMode
from coach.stretches.phase import Phase


@pytest.mark.parametrize(
    ("mode", "phase", "moving_hz", "still_hz"),
    [
        (ScreenMode.SESSION, Phase.SET_UP, 6, 3),
        (ScreenMode.SESSION, Phase.MOVE_IN, 10, 3),
        (ScreenMode.SESSION, Phase.HOLD, 10, 3),
        (ScreenMode.SESSION, Phase.MOVE_OUT, 8, 3),
        (ScreenMode.SESSION, Phase.REST, 6, 3),
        (ScreenMode.SESSION, None, 6, 3),
        (ScreenMode.SESSION, Phase.COW, 8, 3),
        (ScreenMode.SESSION, Phase.CAT, 8, 3),
        (ScreenMode.SESSION, Phase.FLAT, 8, 3),
        *((mode, Phase.HOLD, 6, 3) for mode in ScreenMode if mode is not ScreenMode.SESSION),
    ],
)
def test_looks_a_second(mode: ScreenMode, phase: Phase | None, moving_hz: float, still_hz: float):
    assert looks_hz(Screen(mode, phase=phase)) == (moving_hz, still_hz)
