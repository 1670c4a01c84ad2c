"""Form errors as they come and go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.session.watch.dwell import EDGE_S, Dwell
from coach.session.watch.unseen import FORM_FORGOTTEN_S
from coach.stretches.form_error import FormError
from coach.stretches.phase import Phase
from coach.stretches.reader import Reader


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
    """How long the value has been beyond the line that raises it."""
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

    @property
    def explains(self) -> bool:
        """Whether the last look is beyond the line of an error that unfolds the pose."""
        return any(error.unfolds and (state.raised or state.beyond.is_on) for error, state in self._states.items())

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
            gone = phase not in error.phases or now_s - state.seen_s > FORM_FORGOTTEN_S
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
