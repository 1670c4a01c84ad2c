"""Warnings about a therapist's own exercise, whose effect only the therapist knows."""

from collections.abc import Iterator, Sequence

from coach.routine.naming import exactly_named
from coach.routine.personal import address
from coach.routine.planned_step import PlannedStep
from coach.routine.problems import Finding, finding
from coach.routine.routine_file import Routine
from coach.routine.said import of_check
from coach.routine.spans import spelled
from coach.routine.synonyms import TYPED_SIDE_PHRASES
from coach.stretches.own_exercise import ACUTE_HOLD_S, OwnExercise


def of_own(routine: Routine, steps: Sequence[PlannedStep]) -> Iterator[Finding]:
    """The warnings about all such exercises, and about words in the file that identify a person."""
    for index, step in enumerate(steps):
        if step.own is not None:
            yield from (_said(index, *said) for said in _exercise(routine, step, step.own))


def _said(index: int, at: str, key: str, params: dict[str, object]) -> Finding:
    return finding(("steps", index, at), key, **params)


def _exercise(routine: Routine, step: PlannedStep, own: OwnExercise) -> Iterator[tuple[str, str, dict[str, object]]]:
    """The key that a warning points to, the key of its text, and the parameters."""
    acute, no_twist = routine.stage == "acute", routine.limits.no_twist
    if known := exactly_named(own.name, TYPED_SIDE_PHRASES):
        yield "exercise", "own_is_known", {"stretch": known.name}
    if own.come_out is None:
        yield "exercise", "own_without_way_out", {}
    if own.twists is None and (no_twist or acute):
        yield "exercise", "own_may_twist", {}
    if acute and own.twists:
        yield "twists", "acute_twists", {"stretch": own.name}
    if acute and step.longest_hold_s > ACUTE_HOLD_S:
        yield "hold", "acute_long_hold", {"hold": spelled(step.longest_hold_s), "gentle": spelled(ACUTE_HOLD_S)}
    words = {"exercise": own.name, "get_in": own.get_in, "do": own.do, "come_out": own.come_out or ""}
    for key, written in words.items():
        if what := address(written):
            yield key, "own_personal", {"what": of_check(f"looks_like.{what}")}
