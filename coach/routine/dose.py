"""A step of a routine with every number resolved: the one in the file, or else the stretch's usual one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.body.landmarks import Side
from coach.routine.breath import Breath
from coach.routine.reps import SET_REST_S, PlannedRep, SideDosage, cycles_s, in_order, reps_s
from coach.routine.spans import Length
from coach.stretches.catalogue import STRETCHES
from coach.stretches.entry import StretchEntry
from coach.stretches.own_exercise import OwnExercise
from coach.stretches.positions import Start
from coach.stretches.stretch import UsualDose
from coach.stretches.timed_steps import NOTE, SECTION, TIMED

if TYPE_CHECKING:
    from coach.routine.dose_fields import SideDose, WeekDose
    from coach.routine.steps import AnyStep, DosedStep, ExerciseStep, StretchStep

FIRST_SETUP_S, SAME_START_SETUP_S, NEW_START_SETUP_S, TIMED_SETUP_S = 20.0, 10.0, 25.0, 15.0
"""Time for the spoken set-up and the way to the start position (clinical notes, section 4)."""
OWN_DOSE = UsualDose(rest_s=5.0)
"""The defaults of a therapist's own exercise, which always gives its hold or its moves [J]."""
WORDS_PER_S = 2.2
"""Speed of a calm voice: about 130 words a minute [J]."""
SHORTEST_NOTE_S = 3.0


@dataclass(frozen=True)
class SettledStep:
    """One step with every number known."""

    name: str
    """A stretch, a timed step, or an exercise of the therapist's own by its name in logs."""
    variant: str | None
    sides: str | None
    """left, right, both, alternate; None when the stretch has no sides."""
    setup_s: float
    hold_s: float
    """For a timed step, its whole length; 0 where the person moves without holding."""
    reps: int
    """On each side, in each set; the larger number where the sides differ."""
    cycles: int
    """In each set."""
    move_in_s: float
    move_out_s: float
    rest_s: float
    breath: Breath | None
    largest_angle_deg: float | None
    say: str | None
    modifications: frozenset[str]
    each: tuple[SideDosage, ...] = (SideDosage(None, 1),)
    """The dose on each side, the first side first."""
    sets: int = 1
    side_rest_s: float | None = None
    """The pause at a change of sides; None: ``rest_s``."""
    set_rest_s: float = SET_REST_S
    moving: bool = False
    """In and out without holding."""
    in_breaths: bool = False
    """The hold counts breaths."""
    as_tolerated: bool = False
    own: OwnExercise | None = None
    later: tuple[tuple[int, WeekDose], ...] = ()
    """The changes in later weeks, by the number of the week."""

    @property
    def in_order(self) -> tuple[PlannedRep, ...]:
        """Every rep of all sets."""
        return in_order(self.each, 1 if self.cycles else self.sets, in_turn=self.sides == "alternate")

    @property
    def times(self) -> int:
        """Reps on all sides in all sets together."""
        return sum(dosage.reps for dosage in self.each) * self.sets

    @property
    def longest_hold_s(self) -> float:
        return max(self.hold_s if dosage.hold_s is None else dosage.hold_s for dosage in self.each)

    @property
    def most_times(self) -> int:
        """The most reps on one side, or the cycles, in all sets together."""
        return max(self.cycles, *(dosage.reps for dosage in self.each)) * self.sets

    @property
    def work_s(self) -> float:
        """Seconds, set-up excluded."""
        if self.cycles:
            return cycles_s(self.cycles, (self.breath or Breath()).cycle_s, self.sets, self.set_rest_s)
        return reps_s(self, self.in_order, spoken=self.is_stretch)

    @property
    def total_s(self) -> float:
        return self.setup_s + self.work_s

    @property
    def is_stretch(self) -> bool:
        """Whether the body moves into and out of something, as opposed to time that passes."""
        return self.name in STRETCHES or self.own is not None


def settle(steps: tuple[AnyStep, ...], largest_angles: dict[str, float | None]) -> tuple[SettledStep, ...]:
    """All steps, with every number resolved; ``largest_angles`` are the routine's limits by stretch."""
    from coach.routine.steps import ExerciseStep, StretchStep

    settled: list[SettledStep] = []
    position: Start | None = None
    begun = False
    for step in steps:
        if isinstance(step, StretchStep):
            entry = STRETCHES[step.stretch]
            settled.append(_stretch(step, entry, _setup_s(entry, position, begun), largest_angles.get(step.stretch)))
            position, begun = entry.start, True
        elif isinstance(step, ExerciseStep):
            settled.append(_own(step, NEW_START_SETUP_S if begun else FIRST_SETUP_S))
            position, begun = None, True
        else:
            settled.append(_timed(step))
    return tuple(settled)


def _setup_s(entry: StretchEntry, position: Start | None, begun: bool) -> float:
    if not begun:
        return FIRST_SETUP_S
    return SAME_START_SETUP_S if entry.start == position else NEW_START_SETUP_S


def _stretch(step: StretchStep, entry: StretchEntry, setup_s: float, routine_limit: float | None) -> SettledStep:
    stretch = entry.of(step.variant)
    limits = [limit for limit in (step.largest_angle, routine_limit) if limit is not None]
    usual_sides = "alternate" if is_moving(step) else "both"
    return _dosed(
        step,
        stretch.dose,
        name=entry.name,
        variant=stretch.variant,
        sides=(step.sides or usual_sides) if stretch.sided else None,
        setup_s=setup_s,
        cycles=(step.cycles or stretch.dose.cycles) if stretch.dose.cycles else 0,
        largest_angle_deg=min(limits, default=None),
        modifications=step.modifications,
    )


def _own(step: ExerciseStep, setup_s: float) -> SettledStep:
    own = OwnExercise(step.exercise, step.get_in, step.do, step.come_out, step.twists)
    sides = step.sides or ("both" if step.left or step.right or step.first_side else None)
    return _dosed(step, OWN_DOSE, name=own.logged, variant=None, sides=sides, setup_s=setup_s, cycles=0, own=own)


def _dosed(
    step: DosedStep,
    usual: UsualDose,
    *,
    name: str,
    variant: str | None,
    sides: str | None,
    setup_s: float,
    cycles: int,
    largest_angle_deg: float | None = None,
    modifications: frozenset[str] = frozenset(),
    own: OwnExercise | None = None,
) -> SettledStep:
    moving = is_moving(step)
    reps = 1 if usual.cycles else step.moves or step.reps or usual.reps
    each = _each(step, sides, reps)
    return SettledStep(
        name=name,
        variant=variant,
        sides=sides,
        setup_s=setup_s,
        hold_s=0.0 if moving else _given(hold_s(step.hold, step.breath), usual.hold_s),
        reps=max(dosage.reps for dosage in each),
        cycles=cycles,
        move_in_s=_given(step.move_in, usual.move_in_s),
        move_out_s=_given(step.move_out, usual.move_out_s),
        rest_s=_given(step.rest, 0.0 if moving else usual.rest_s),
        breath=step.breath,
        largest_angle_deg=largest_angle_deg,
        say=step.say,
        modifications=modifications,
        each=each,
        sets=step.sets or 1,
        side_rest_s=step.rest_between_sides,
        set_rest_s=_given(step.rest_between_sets, SET_REST_S),
        moving=moving,
        in_breaths=any(isinstance(held, Length) for held in _holds(step)),
        as_tolerated=step.as_tolerated,
        own=own,
        later=tuple((week, step.weeks[week]) for week in sorted(step.weeks)),
    )


def _each(step: DosedStep, sides: str | None, reps: int) -> tuple[SideDosage, ...]:
    if sides is None:
        return (SideDosage(None, reps),)
    order = (Side(sides),) if sides in ("left", "right") else (Side.LEFT, Side.RIGHT)
    if len(order) == 2 and step.first_side == "right":
        order = (Side.RIGHT, Side.LEFT)
    doses = {Side.LEFT: step.left, Side.RIGHT: step.right}
    return tuple(_dosage(side, doses[side], reps, step.breath) for side in order)


def _dosage(side: Side, own: SideDose | None, reps: int, breath: Breath | None) -> SideDosage:
    if own is None:
        return SideDosage(side, reps)
    return SideDosage(side, own.moves or own.reps or reps, hold_s(own.hold, breath))


def is_moving(step: DosedStep) -> bool:
    """Whether the step moves in and out without holding."""
    return step.moves is not None or any(own is not None and own.moves is not None for own in (step.left, step.right))


def _holds(step: DosedStep) -> tuple[float | Length | None, ...]:
    return (step.hold, *(own.hold for own in (step.left, step.right) if own is not None))


def hold_s(given: float | Length | None, breath: Breath | None) -> float | None:
    """A hold in seconds; breaths use the pace of the step, or the usual one."""
    return given.in_seconds(breath or Breath()) if isinstance(given, Length) else given


def _given(value: float | None, usual: float) -> float:
    return usual if value is None else value


def _timed(step: AnyStep) -> SettledStep:
    name, seconds, breath = _timed_length(step)
    words: str | None = getattr(step, name, None) if name in (NOTE, SECTION) else getattr(step, "say", None)
    return SettledStep(
        name=name,
        variant=None,
        sides=None,
        setup_s=TIMED_SETUP_S if name in TIMED else 0.0,
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
        as_tolerated=getattr(step, "as_tolerated", False),
    )


def _timed_length(step: AnyStep) -> tuple[str, float, Breath | None]:
    """Name, seconds, and the breath to lead (only for a rest)."""
    note = getattr(step, NOTE, None)
    if note is not None:
        return NOTE, max(SHORTEST_NOTE_S, round(len(note.split()) / WORDS_PER_S)), None
    if hasattr(step, SECTION):
        return SECTION, 0.0, None
    name = next(name for name in TIMED if name in type(step).model_fields)
    length = getattr(step, name)
    breath: Breath | None = getattr(step, "breath", None)
    seconds = TIMED[name].default_s if length is None else length.in_seconds(breath or Breath())
    return name, seconds, breath
