"""A step of a routine with every number settled: the one in the file, or else the stretch's usual dose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from coach.routine.breath import Breath
from coach.stretches.catalogue import STRETCHES
from coach.stretches.entry import StretchEntry
from coach.stretches.positions import Start
from coach.stretches.timed_steps import NOTE, TIMED

if TYPE_CHECKING:
    from coach.routine.steps import ColdPackStep, NoteStep, RestStep, StretchStep, WalkStep, WarmPackStep

    AnyStep = StretchStep | RestStep | WalkStep | ColdPackStep | WarmPackStep | NoteStep

FIRST_SETUP_S, SAME_START_SETUP_S, NEW_START_SETUP_S, TIMED_SETUP_S = 20.0, 10.0, 25.0, 15.0
"""Time for the spoken set-up and the way to the start position (clinical notes, section 4)."""
REP_WORDS_S = 3.0
"""What the spoken lines add to each rep, measured on the engine without a camera at 2.5 spoken words a second."""
WORDS_PER_S = 2.2
"""Speed of a calm voice: about 130 words a minute [J]."""
SHORTEST_NOTE_S = 3.0


def reps_s(times: int, moves_s: float, rest_s: float, *, spoken: bool) -> float:
    """How long the reps of a step take: moving in and out, the words for both, and a rest between two reps."""
    words_s = REP_WORDS_S if spoken else 0.0
    return times * (moves_s + words_s) + (times - 1) * rest_s


@dataclass(frozen=True)
class SettledStep:
    """One step, every number known."""

    name: str
    """A stretch or a timed step."""
    variant: str | None
    sides: str | None
    """left, right, both, alternate; None when the stretch has no sides."""
    setup_s: float
    hold_s: float
    """For a timed step, its whole length."""
    reps: int
    """On each side."""
    cycles: int
    move_in_s: float
    move_out_s: float
    rest_s: float
    breath: Breath | None
    largest_angle_deg: float | None
    say: str | None
    modifications: frozenset[str]

    @property
    def times(self) -> int:
        """Reps on all sides together."""
        return self.reps * (2 if self.sides in ("both", "alternate") else 1)

    @property
    def work_s(self) -> float:
        """Seconds, set-up excluded."""
        if self.cycles:
            return self.cycles * (self.breath or Breath()).cycle_s
        moves_s = self.move_in_s + self.hold_s + self.move_out_s
        return reps_s(self.times, moves_s, self.rest_s, spoken=self.is_stretch)

    @property
    def total_s(self) -> float:
        return self.setup_s + self.work_s

    @property
    def is_stretch(self) -> bool:
        return self.name in STRETCHES


def settle(steps: tuple[AnyStep, ...], largest_angles: dict[str, float | None]) -> tuple[SettledStep, ...]:
    """All steps, settled; ``largest_angles`` are the routine's limits by stretch."""
    settled: list[SettledStep] = []
    position: Start | None = None
    for step in steps:
        stretch = getattr(step, "stretch", None)
        if stretch is None:
            settled.append(_timed(step))
            continue
        entry = STRETCHES[stretch]
        given = cast("StretchStep", step)
        settled.append(_stretch(given, entry, _setup_s(entry, position), largest_angles.get(stretch)))
        position = entry.start
    return tuple(settled)


def _setup_s(entry: StretchEntry, position: Start | None) -> float:
    if position is None:
        return FIRST_SETUP_S
    return SAME_START_SETUP_S if entry.start == position else NEW_START_SETUP_S


def _stretch(step: StretchStep, entry: StretchEntry, setup_s: float, routine_limit: float | None) -> SettledStep:
    stretch = entry.of(step.variant)
    dose = stretch.dose
    limits = [limit for limit in (step.largest_angle, routine_limit) if limit is not None]
    return SettledStep(
        name=entry.name,
        variant=stretch.variant,
        sides=(step.sides or "both") if stretch.sided else None,
        setup_s=setup_s,
        hold_s=_given(step.hold, dose.hold_s),
        reps=1 if dose.cycles else step.reps or dose.reps,
        cycles=(step.cycles or dose.cycles) if dose.cycles else 0,
        move_in_s=_given(step.move_in, dose.move_in_s),
        move_out_s=_given(step.move_out, dose.move_out_s),
        rest_s=_given(step.rest, dose.rest_s),
        breath=step.breath,
        largest_angle_deg=min(limits, default=None),
        say=step.say,
        modifications=step.modifications,
    )


def _given(value: float | None, usual: float) -> float:
    return usual if value is None else value


def _timed(step: AnyStep) -> SettledStep:
    name, seconds, breath = _timed_length(step)
    words: str | None = getattr(step, NOTE, None) or getattr(step, "say", None)
    return SettledStep(
        name=name,
        variant=None,
        sides=None,
        setup_s=0.0 if name == NOTE else TIMED_SETUP_S,
        hold_s=seconds,
        reps=1,
        cycles=0,
        move_in_s=0.0,
        move_out_s=0.0,
        rest_s=0.0,
        breath=breath,
        largest_angle_deg=None,
        say=words,
        modifications=frozenset(),
    )


def _timed_length(step: AnyStep) -> tuple[str, float, Breath | None]:
    """Name, seconds, and the breath to lead (rest only)."""
    note = getattr(step, NOTE, None)
    if note is not None:
        return NOTE, max(SHORTEST_NOTE_S, round(len(note.split()) / WORDS_PER_S)), None
    name = next(name for name in TIMED if name in type(step).model_fields)
    length = getattr(step, name)
    breath: Breath | None = getattr(step, "breath", None)
    seconds = TIMED[name].default_s if length is None else length.in_seconds(breath or Breath())
    return name, seconds, breath
