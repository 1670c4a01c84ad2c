"""Resolves the numbers of a file's steps: where the file gives none, the stretch's usual one counts."""

from dataclasses import replace

from coach.body.landmarks import Side
from coach.routine.breath import Breath
from coach.routine.dose_fields import SideDose
from coach.routine.planned_step import (
    FIRST_SETUP_S,
    NEW_START_SETUP_S,
    SAME_START_SETUP_S,
    TIMED_SETUP_S,
    LaterDose,
    PlannedStep,
)
from coach.routine.reps import SET_REST_S, SideDosage, in_order
from coach.routine.spans import Length
from coach.routine.steps import AnyStep, DosedStep, ExerciseStep, StretchStep
from coach.stretches.catalogue import STRETCHES
from coach.stretches.own_exercise import OwnExercise
from coach.stretches.positions import Start
from coach.stretches.stretch import UsualDose
from coach.stretches.timed_steps import NOTE, SECTION, TIMED

OWN_DOSE = UsualDose(rest_s=5.0)
"""The defaults of a therapist's own exercise, which always gives its hold or its moves [J]."""
WORDS_PER_S = 2.2
"""Speed of a calm voice: about 130 words a minute [J]."""
SHORTEST_NOTE_S = 3.0


def settle(steps: tuple[AnyStep, ...], largest_angles: dict[str, float | None]) -> tuple[PlannedStep, ...]:
    """All steps, with every number resolved; ``largest_angles`` are the routine's limits by stretch."""
    settled: list[PlannedStep] = []
    position: Start | None = None
    begun = False
    for number, step in enumerate(steps, 1):
        if not isinstance(step, DosedStep):
            settled.append(_timed(number, step))
            continue
        if isinstance(step, StretchStep):
            made, start = _stretch(number, step, largest_angles.get(step.stretch)), STRETCHES[step.stretch].start
        else:
            made, start = _own(number, step), None
        again = SAME_START_SETUP_S if start is not None and start == position else NEW_START_SETUP_S
        settled.append(replace(made, setup_s=again if begun else FIRST_SETUP_S))
        position, begun = start, True
    return tuple(settled)


def _stretch(number: int, step: StretchStep, routine_limit: float | None) -> PlannedStep:
    stretch = STRETCHES[step.stretch].of(step.variant)
    limits = [limit for limit in (step.largest_angle, routine_limit) if limit is not None]
    usual_sides = "alternate" if is_moving(step) else "both"
    return replace(
        _dosed(number, step, step.stretch, stretch.dose, (step.sides or usual_sides) if stretch.sided else None),
        variant=stretch.variant,
        cycles=(step.cycles or stretch.dose.cycles) if stretch.dose.cycles else 0,
        range_limit_deg=min(limits, default=None),
        modifications=step.modifications,
    )


def _own(number: int, step: ExerciseStep) -> PlannedStep:
    own = OwnExercise(step.exercise, step.get_in, step.do, step.come_out, step.twists)
    sides = step.sides or ("both" if step.left or step.right or step.first_side else None)
    return replace(_dosed(number, step, own.logged, OWN_DOSE, sides), own=own)


def _dosed(number: int, step: DosedStep, name: str, usual: UsualDose, sides: str | None) -> PlannedStep:
    moving, sets = is_moving(step), step.sets or 1
    each = _each(step, sides, 1 if usual.cycles else step.moves or step.reps or usual.reps)
    return PlannedStep(
        number,
        name,
        reps=in_order(each, 1 if usual.cycles else sets, in_turn=sides == "alternate"),
        hold_s=0.0 if moving else _given(hold_s(step.hold, step.breath), usual.hold_s),
        move_in_s=_given(step.move_in, usual.move_in_s),
        move_out_s=_given(step.move_out, usual.move_out_s),
        rest_s=_given(step.rest, 0.0 if moving else usual.rest_s),
        breath=step.breath,
        say=step.say,
        sets=sets,
        side_rest_s=step.rest_between_sides,
        set_rest_s=_given(step.rest_between_sets, SET_REST_S),
        moving=moving,
        in_breaths=any(isinstance(held, Length) for held in _holds(step)),
        as_tolerated=step.as_tolerated,
        sides=sides,
        later=tuple(
            LaterDose(week, dose.cycles or dose.moves or dose.reps, hold_s(dose.hold, step.breath), dose.sets)
            for week, dose in sorted(step.weeks.items())
        ),
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


def _timed(number: int, step: AnyStep) -> PlannedStep:
    name, seconds, breath = _timed_length(step)
    words: str | None = getattr(step, name, None) if name in (NOTE, SECTION) else getattr(step, "say", None)
    return PlannedStep(
        number,
        name,
        hold_s=seconds,
        move_in_s=0.0,
        move_out_s=0.0,
        rest_s=0.0,
        breath=breath,
        say=words,
        setup_s=TIMED_SETUP_S if name in TIMED else 0.0,
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
