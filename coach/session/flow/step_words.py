"""The lines of a step: for a stretch from the language, for a therapist's own exercise from the file."""

from collections.abc import Iterator, Mapping, Sequence

from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.actions import Word
from coach.session.outbox import NO_PARAMS
from coach.session.place import Place
from coach.stretches.own_exercise import OwnExercise

Line = tuple[str, Mapping[str, object]]
"""The key of a sentence, and its parameters."""
LITERAL = "literal"


def literal(words: str) -> Line:
    """The therapist's words, spoken as written."""
    return LITERAL, {"text": words}


def name_of(step: PlannedStep) -> Word | str:
    """The name of a step in a sentence."""
    return step.own.name if step.own is not None else Word(f"name.{step.known.id}")


def side_of(rep: PlannedRep) -> Word | str:
    """The side of a rep in a sentence; empty when there are none."""
    return "" if rep.side is None else Word(f"side.{rep.side.value}")


def set_up(step: PlannedStep, rep: PlannedRep) -> Line:
    """How to get into the start position."""
    return literal(step.own.get_in) if step.own is not None else _line("set_up", step, rep)


def move_in(step: PlannedStep, rep: PlannedRep, done: Sequence[PlannedRep]) -> Iterator[Line]:
    """How to get into the pose. A therapist's own exercise is explained in full the first time on each
    side. ``done``: the reps so far."""
    if step.own is None:
        yield _line("move_in", step, rep)
        return
    changed = not done or done[-1].side is not rep.side
    if rep.side is not None and changed:
        yield "own.side", {"side": side_of(rep)}
    if all(before.side is not rep.side for before in done):
        yield literal(step.own.do)
    elif not changed:
        yield "own.again", NO_PARAMS


def move_out(step: PlannedStep, rep: PlannedRep, left: Sequence[PlannedRep]) -> Line:
    """How to come out again. ``left``: the reps that follow."""
    if step.own is None:
        return _line("move_out", step, rep)
    if step.moving and any(after.side is rep.side for after in left):
        return "own.back", NO_PARAMS
    return literal(step.own.come_out) if step.own.come_out else ("own.move_out", NO_PARAMS)


def between(step: PlannedStep, rep: PlannedRep, after: PlannedRep) -> Iterator[Line]:
    """The line for a pause; no line between two movements that follow each other."""
    if after.set_number != rep.set_number:
        yield "rest.next_set", {"set": after.set_number, "sets": step.sets}
    elif not step.moving or step.rest_after(rep, after):
        again = "rest.again" if after.side is None else "rest.same_side"
        yield again if after.side is rep.side else "rest.other_side", {"side": side_of(after)}


def way_out(place: Place) -> Line | None:
    """How to come safely out of the present pose; None where there is none."""
    posed, step = place.posed, place.step
    return None if posed is None else way_out_of(posed.id, None if step is None else step.own)


def way_out_of(stretch: str, own: OwnExercise | None) -> Line:
    """How to come safely out of this stretch, by its id, or of a therapist's own exercise."""
    if own is None:
        return f"way_out.{stretch}", NO_PARAMS
    return literal(own.come_out) if own.come_out else ("own.way_out", NO_PARAMS)


def _line(group: str, step: PlannedStep, rep: PlannedRep) -> Line:
    return f"{group}.{step.known.id}", {"side": side_of(rep)}
