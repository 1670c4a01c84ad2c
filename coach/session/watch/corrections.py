"""Limits how often form errors are spoken about."""

from collections.abc import Iterable
from dataclasses import dataclass

from coach.stretches.form_error import FormError, Urgency


@dataclass(frozen=True)
class Budget:
    """How often a correction may be spoken (clinical notes, 5.3 [J])."""

    gap_s: float = 8.0
    a_hold: int = 2
    a_step: int = 4
    same: int = 2
    """Cues about one error in a step."""
    same_minor: int = 1
    """The same for an error of urgency P3 (clinical notes, section 2: at most once in a set, all reps of a step)."""
    settle_s: float = 5.0
    """Time at the start of a hold without corrections."""
    end_s: float = 5.5
    """Time at the end of a hold without corrections, which would overlap the countdown of three seconds; a cue takes up
    to 2.5."""
    praise_within_s: float = 5.0


class Corrections:
    """Decides, for one step, which raised error to speak about, and whether to praise when it clears."""

    def __init__(self, budget: Budget = Budget()) -> None:
        self._budget = budget
        self._last_s = float("-inf")
        self._in_hold: list[FormError] = []
        self._said: list[FormError] = []
        self._praised = False

    def new_hold(self) -> None:
        self._in_hold = []
        self._praised = False

    def choose(self, now_s: float, standing: Iterable[FormError], hold: tuple[float, float] | None) -> FormError | None:
        """The error to speak about now, or None. ``hold``: elapsed and remaining seconds; None outside a hold."""
        b = self._budget
        if now_s - self._last_s < b.gap_s or len(self._in_hold) >= b.a_hold or len(self._said) >= b.a_step:
            return None
        for error in standing:
            most = b.same_minor if error.urgency is Urgency.P3 else b.same
            once = error in self._in_hold or self._said.count(error) >= most
            quiet = hold is not None and (hold[0] < b.settle_s or hold[1] < b.end_s)
            if not once and not (quiet and error.urgency is not Urgency.P1):
                self._last_s = now_s
                self._in_hold.append(error)
                self._said.append(error)
                return error
        return None

    def praise(self, now_s: float, cleared: FormError) -> bool:
        """Whether to praise that an error cleared soon after its cue; at most once in a hold."""
        soon = now_s - self._last_s <= self._budget.praise_within_s
        if soon and not self._praised and self._in_hold and self._in_hold[-1] is cleared:
            self._praised = True
            return True
        return False
