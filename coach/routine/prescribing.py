"""Words of a prescription that contradict each other, or lack a word that they depend on."""

from collections.abc import Iterator

from coach.routine.dose import is_moving
from coach.routine.problems import Finding, Path, letters, listed
from coach.routine.routine_file import Routine
from coach.routine.said import of_check
from coach.routine.steps import DosedStep, ExerciseStep, SectionStep, StretchStep
from coach.stretches.catalogue import STRETCHES

_ONE_SIDE = ("left", "right")


def contradictions(routine: Routine) -> Iterator[Finding]:
    """Every such problem in the file."""
    yield from _calendar(routine)
    yield from _sections(routine)
    for index, step in enumerate(routine.steps):
        if isinstance(step, DosedStep):
            for key, said, params in (*_dose(step), *_sides(step), *_sets(step), *_weeks(step)):
                yield _said(("steps", index, *key), said, **params)


def _said(path: Path, key: str, /, **params: object) -> Finding:
    return Finding(path, of_check(key, **params), at_key=path[-1] in _ONE_SIDE)


def _calendar(routine: Routine) -> Iterator[Finding]:
    often, days = routine.times_a_week, routine.days
    if often is not None and days and often != len(days):
        yield _said(("times_a_week",), "days_differ", often=often, count=len(days), days=listed(days))
    begins, ends = routine.starts_on, routine.valid_until
    if begins is not None and ends is not None and ends < begins:
        yield _said(("starts_on",), "starts_late", day=ends)


def _sections(routine: Routine) -> Iterator[Finding]:
    seen: set[str] = set()
    empty: Path | None = None
    for index, step in enumerate(routine.steps):
        if not isinstance(step, SectionStep):
            empty = None
            continue
        path: Path = ("steps", index, "section")
        if empty is not None:
            yield _said(empty, "section_empty")
        if letters(step.section) in seen:
            yield _said(path, "section_twice", section=step.section)
        seen.add(letters(step.section))
        empty = path
    if empty is not None:
        yield _said(empty, "section_empty")


Said = tuple[tuple[str, ...], str, dict[str, object]]
"""The path below the step, the key of the text, and its parameters."""


def _dose(step: DosedStep) -> Iterator[Said]:
    named = ("stretch",) if isinstance(step, StretchStep) else ("exercise",)
    sides = (step.left, step.right)
    if is_moving(step):
        for key in ("hold", "reps"):
            if getattr(step, key) is not None:
                yield (key,), "moves_and_hold", {"key": key}
        if step.moves is None and not all(side is not None and side.moves for side in sides):
            yield named, "moves_one_side", {}
    elif isinstance(step, ExerciseStep) and not (step.hold or all(side is not None and side.hold for side in sides)):
        yield named, "no_dose", {}


def _sides(step: DosedStep) -> Iterator[Said]:
    sided = not isinstance(step, StretchStep) or STRETCHES[step.stretch].of(step.variant).sided
    for key in ("first_side", "rest_between_sides", *_ONE_SIDE):
        if getattr(step, key) is None:
            continue
        group = "_below" if key in _ONE_SIDE else ""
        if not sided:
            yield (key,), f"no_sides{group}", {}
        elif step.sides in _ONE_SIDE:
            yield (key,), f"one_side_only{group}", {"side": step.sides}
    no_sides_yet = step.sides is None and not (step.left or step.right or step.first_side)
    if isinstance(step, ExerciseStep) and no_sides_yet and step.rest_between_sides is not None:
        yield ("rest_between_sides",), "no_sides_yet", {}
    for name in _ONE_SIDE:
        yield from _one_side(step, name)


def _one_side(step: DosedStep, name: str) -> Iterator[Said]:
    own = getattr(step, name)
    if own is None:
        return
    if is_moving(step) and (own.hold is not None or own.reps is not None):
        yield (name,), "side_moves", {}
    if own.moves is None and own.hold is None and own.reps is None:
        yield (name,), "side_empty", {}
    if step.weeks:
        yield (name,), "side_and_weeks", {}


def _sets(step: DosedStep) -> Iterator[Said]:
    sets = any(dose.sets is not None for dose in step.weeks.values())
    if step.rest_between_sets is not None and (step.sets or 1) < 2 and not sets:
        yield ("rest_between_sets",), "no_sets", {}


def _weeks(step: DosedStep) -> Iterator[Said]:
    counted = isinstance(step, StretchStep) and STRETCHES[step.stretch].in_cycles
    takes = ("cycles",) if counted else ("moves",) if is_moving(step) else ("hold", "reps")
    for week, dose in step.weeks.items():
        changes = [key for key, value in dose if value is not None]
        where = ("weeks", str(week))
        if not changes:
            yield where, "week_empty", {}
        for key in changes:
            if key not in (*takes, "sets"):
                yield (*where, key), "week_other", {"keys": listed((*takes, "sets"))}
