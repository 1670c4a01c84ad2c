"""Words and tones during a hold: breath, halfway, the last three seconds."""

from coach.routine.breath import Breath
from coach.session.actions import Priority
from coach.session.context import Context

SHORT_HOLD_S = 5.0
"""Holds up to this long have no words (clinical notes, 5.2)."""
COUNTDOWN_S = 3.0
HALFWAY_LEAST_S = 15.0
"""The shortest hold with a "halfway"."""
_WHOLE = 1e-6
QUIET_AROUND_S = 1.5
"""Smallest gap between a breath word and another word."""

BREATHE = "hold.breathe"
IN, OUT = f"{BREATHE}_in", f"{BREATHE}_out"


class HoldWords:
    """Speaks by good time: the words follow the hold clock, not the wall clock."""

    def __init__(self, context: Context, target_s: float, breath: Breath | None, *, in_breaths: bool = False) -> None:
        """``in_breaths``: the target is a number of breaths, and each of them is led."""
        self._c = context
        self._marks = sorted(_breaths(target_s, breath) if in_breaths and breath else _marks(target_s, breath))
        self._went_on_s = context.moment.went_on_s

    def at(self, good_s: float) -> None:
        """Update to the present good time, which may have decreased a little."""
        if self._went_on_s != self._c.moment.went_on_s:
            self._went_on_s = self._c.moment.went_on_s
            self._marks = _after_a_pause(self._marks, good_s)
        while self._marks and self._marks[0][0] <= good_s:
            _, key = self._marks.pop(0)
            priority = Priority.BREATH if key.startswith(BREATHE) else Priority.PHASE
            self._c.out.say(key, priority, key.removeprefix("hold."), within_s=0.7)


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
        pair = [(t, IN), (t + breath.in_s + breath.pause_s, OUT)]
        # In without out is half a breath: both are spoken, or neither.
        if all(_free(mark_s, fixed) and mark_s < target_s - COUNTDOWN_S for mark_s, _ in pair):
            fixed += pair
        t += breath.cycle_s
    return fixed


def _breaths(target_s: float, breath: Breath) -> list[tuple[float, str]]:
    """Says in and out for every whole breath: this is the countdown."""
    starts = [index * breath.cycle_s for index in range(int(target_s / breath.cycle_s + _WHOLE))]
    out_s = breath.in_s + breath.pause_s
    return [mark for start_s in starts for mark in ((start_s, IN), (start_s + out_s, OUT))]


def _after_a_pause(marks: list[tuple[float, str]], good_s: float) -> list[tuple[float, str]]:
    """The words that still fit when a hold resumes: no breath word too early, and none without its other half."""
    breaths = [mark for mark in marks if mark[1].startswith(BREATHE)]
    while breaths and (breaths[0][1] != IN or breaths[0][0] <= good_s + QUIET_AROUND_S):
        marks.remove(breaths.pop(0))
    return marks


def _free(mark_s: float, taken: list[tuple[float, str]]) -> bool:
    return all(abs(mark_s - other_s) > QUIET_AROUND_S for other_s, _ in taken)
