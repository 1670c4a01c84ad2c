"""Raises and clears form errors, and limits how often they are spoken about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.session.watch.dwell import EDGE_S, Dwell
from coach.stretches.form_error import FormError, Urgency
from coach.stretches.phase import Phase
from coach.stretches.reader import Reader

UNSEEN_CLEARS_S = 1.0
"""An error that can no longer be seen is cleared after this time: what is not seen is never judged."""


@dataclass(frozen=True)
class ErrorChange:
    error: FormError
    on: bool
    value: float


@dataclass
class _State:
    reader: Reader
    raised: bool = False
    beyond: Dwell = field(default_factory=Dwell)
    """How long the value has been beyond the raising line."""
    seen_s: float = float("-inf")
    value: float = 0.0


class FormWatch:
    """Watches one rep for the form errors of its stretch, with hysteresis and dwell, in the phases of each error."""

    def __init__(self, errors: Iterable[FormError], baseline: Mapping[str, float]) -> None:
        """``baseline``: templated measure name -> value in the still start position; without one, no error is
        judged."""
        self._states = {error: _State(Reader(error, baseline)) for error in errors}

    @property
    def raised(self) -> list[FormError]:
        """The raised errors, most urgent first."""
        return sorted((e for e, s in self._states.items() if s.raised), key=lambda e: e.urgency.value)

    def see(self, now_s: float, measures: Measures | None, side: Side | None, phase: Phase) -> list[ErrorChange]:
        """Take in one look; returns the errors raised or cleared. ``measures`` None: nothing can be judged."""
        changes = []
        larger = {error.id for error, state in self._states.items() if state.raised or state.beyond.is_on}
        for error, state in self._states.items():
            value = None if measures is None else state.reader.read(now_s, measures, side)
            if error.part_of & larger:
                value = None
            state.reader.note_phase(now_s, out=phase not in error.phases)
            if phase not in error.phases:
                value = None
            if self._turned(error, state, now_s, value, phase):
                changes.append(ErrorChange(error, state.raised, state.value))
        return changes

    def end(self) -> list[ErrorChange]:
        """End watching; clears and returns the raised errors."""
        standing = [ErrorChange(error, False, state.value) for error, state in self._states.items() if state.raised]
        for state in self._states.values():
            state.raised = False
            state.beyond.end()
        return standing

    def _turned(self, error: FormError, state: _State, now_s: float, value: float | None, phase: Phase) -> bool:
        """Whether the error is raised or cleared by this look."""
        if value is None:
            state.beyond.end()
            gone = phase not in error.phases or now_s - state.seen_s > UNSEEN_CLEARS_S
            turned = state.raised and gone
        else:
            state.seen_s, state.value = now_s, value
            if state.raised:
                turned = not error.beyond(value, error.off)
            else:
                turned = state.beyond.see(now_s, error.beyond(value, error.on)) >= error.dwell_s - EDGE_S
        if turned:
            state.raised = not state.raised
            state.beyond.end()
        return turned


@dataclass(frozen=True)
class Budget:
    """How often a correction may be spoken (clinical notes, 5.3 [J])."""

    gap_s: float = 8.0
    a_hold: int = 2
    a_step: int = 4
    same: int = 2
    settle_s: float = 5.0
    """No corrections in the first seconds of a hold."""
    end_s: float = 5.5
    """No corrections that would overlap the countdown of three seconds; a cue takes up to 2.5."""
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
            once = error in self._in_hold or self._said.count(error) >= b.same
            quiet = hold is not None and (hold[0] < b.settle_s or hold[1] < b.end_s)
            if not once and not (quiet and error.urgency is not Urgency.P1):
                self._last_s = now_s
                self._in_hold.append(error)
                self._said.append(error)
                return error
        return None

    def praise(self, now_s: float, cleared: FormError) -> bool:
        """Whether an error cleared soon enough after its cue to praise that, once in a hold."""
        soon = now_s - self._last_s <= self._budget.praise_within_s
        if soon and not self._praised and self._in_hold and self._in_hold[-1] is cleared:
            self._praised = True
            return True
        return False
