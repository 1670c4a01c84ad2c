"""Words and tones inside a hold: breath, half-way, the last three seconds."""

from coach.routine.breath import Breath
from coach.session.actions import Priority
from coach.session.context import Context

SHORT_HOLD_S = 5.0
"""Holds up to this long have no words in them (clinical notes, 5.2)."""
COUNTDOWN_S = 3.0
HALFWAY_LEAST_S = 15.0
"""Shorter holds have no half-way."""
QUIET_AROUND_S = 1.5
"""No breath word this close to another one."""


class HoldGuide:
    """Speaks by good time: what is said follows the hold clock, not the wall clock."""

    def __init__(self, context: Context, target_s: float, breath: Breath | None) -> None:
        self._c = context
        self._marks = sorted(_marks(target_s, breath))

    def at(self, good_s: float) -> None:
        """The hold clock shows this now; it may have gone back a little."""
        while self._marks and self._marks[0][0] <= good_s:
            _, key = self._marks.pop(0)
            priority = Priority.BREATH if key.startswith("hold.breathe") else Priority.PHASE
            self._c.say(key, priority, key.removeprefix("hold."), within_s=0.7)


def _marks(target_s: float, breath: Breath | None) -> list[tuple[float, str]]:
    if target_s <= SHORT_HOLD_S:
        return []
    fixed = [(target_s - COUNTDOWN_S, "hold.countdown")]
    if target_s >= HALFWAY_LEAST_S:
        fixed.append((target_s / 2, "hold.halfway"))
    if breath is None:
        return fixed
    t = 2.0
    while t < target_s:
        pair = [(t, "hold.breathe_in"), (t + breath.in_s + breath.pause_s, "hold.breathe_out")]
        # In without out is half a breath: both are said, or neither.
        if all(_free(mark_s, fixed) and mark_s < target_s - COUNTDOWN_S for mark_s, _ in pair):
            fixed += pair
        t += breath.cycle_s
    return fixed


def _free(mark_s: float, taken: list[tuple[float, str]]) -> bool:
    return all(abs(mark_s - other_s) > QUIET_AROUND_S for other_s, _ in taken)
