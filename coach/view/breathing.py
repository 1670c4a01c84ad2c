"""The fill of the breath circle, which rises and falls with the words that lead the breath."""

import math

from coach.routine.breath import Breath
from coach.session.screen import Screen, ScreenMode
from coach.stretches.phase import Phase

FIRST_IN_S = 2.0
"""Good time in a hold at which the first breath in is announced."""
SHORT_HOLD_S = 5.0
"""Holds up to this long have no breath guide (clinical notes, 5.2)."""
LONGEST_GAP_S = 1.1
"""The screen gets the time in steps of up to a second; between them the circle follows the clock for up to this
long."""


def fullness(breath: Breath, t_s: float) -> float:
    """The fill, 0 to 1, ``t_s`` seconds after the first breath in began; smooth at both turns."""
    if t_s <= 0:
        return 0.0
    t_s %= breath.cycle_s
    if t_s < breath.in_s:
        return _soft(t_s / breath.in_s)
    if t_s < breath.in_s + breath.pause_s:
        return 1.0
    return _soft((breath.cycle_s - t_s) / breath.out_s)


def _soft(share: float) -> float:
    return (1 - math.cos(math.pi * min(1.0, max(0.0, share)))) / 2


class BreathCircle:
    """The breath circle of one session; it interpolates between the updates of the screen."""

    def __init__(self) -> None:
        self._last: tuple[object, ...] = ()
        self._since_s = 0.0

    def at(self, screen: Screen, breath: Breath | None, now_s: float) -> float | None:
        """The fill now, or None without a breath guide. ``breath`` is the step's; ``now_s`` is any monotonic clock."""
        state = (screen.step_index, screen.side, screen.rep, screen.phase, screen.good_s)
        if state != self._last:
            self._last, self._since_s = state, now_s
        if breath is None or screen.mode is not ScreenMode.SESSION:
            return None
        gone_s = now_s - self._since_s
        if screen.phase in (Phase.COW, Phase.FLAT):
            return _soft(gone_s / breath.in_s)
        if screen.phase is Phase.CAT:
            return _soft(1 - gone_s / breath.out_s)
        return self._in_a_hold(screen, breath, min(gone_s, LONGEST_GAP_S))

    def _in_a_hold(self, screen: Screen, breath: Breath, gone_s: float) -> float | None:
        if screen.stretch == "rest" and screen.target_s > 0:
            return fullness(breath, screen.good_s + gone_s)
        counting = screen.phase is Phase.HOLD and (screen.in_pose or screen.timer_only)
        if not counting or screen.target_s <= SHORT_HOLD_S:
            return None
        return fullness(breath, screen.good_s + gone_s - FIRST_IN_S)
