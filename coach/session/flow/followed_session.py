"""The session of a person who does not hear the coach: the review of a recording. All differences are here.

The coach follows the person: they choose the side, a hold lasts as long as they hold it, and a step ends when they are
clearly doing the stretch of a later step. The words are the same, and nobody hears them.
"""

from collections.abc import Generator, Sequence

from coach.routine.plan import PlannedStep
from coach.session.context import Context
from coach.session.flow.followed_steps import Followed, FollowedCycleStep, FollowedHoldStep, UnseenHoldStep
from coach.session.flow.timed_step import timed_step
from coach.session.logged.routine_events import StepCompleted, StepSkipped
from coach.session.moment import Script
from coach.stretches.stretch import Kind

BEGUN_S = 2.0
"""A later step has begun when the person is in its pose for this long."""
NEXT_S = 1.0
"""The same once everything in this step is done, and when the recording ends."""


def followed(c: Context, steps: Sequence[PlannedStep]) -> Script:
    """All steps in the order in which the person does them; a later step comes next once it is clearly being done."""
    index, at = 0, _made(c, steps[0])
    while index < len(steps):
        step, later = steps[index], _later(c, steps, index)
        c.place.enter_step(step)
        try:
            then = yield from _walk(at, _script(c, step, at), later, goes_on=_goes_on(steps, index))
        except GeneratorExit:  # the recording is over
            _conclude(c, step, complete=at is not None and at.done)
            _tell_last(c, steps, later)
            raise
        _conclude(c, step, complete=then is None if at is None else at.done)
        for passed in steps[index + 1 : len(steps) if then is None else then]:
            if then is not None:
                _conclude(c, passed, complete=False)
        index = index + 1 if then is None else then
        at = later.get(index) or (_made(c, steps[index]) if index < len(steps) else None)


def _walk(
    at: Followed | None, script: Script, later: dict[int, Followed], *, goes_on: bool
) -> Generator[None, None, int | None]:
    """Runs one step until it ends (None) or a later one begins (its index). ``goes_on``: it ends by itself once
    done."""
    try:
        for _ in script:
            yield
            for step in later.values():
                step.peek()
            if at is not None and at.busy:
                continue
            after_s = NEXT_S if at is None or at.done else BEGUN_S
            begun = next((index for index, step in later.items() if step.begun(after_s)), None)
            if begun is not None or (goes_on and at is not None and at.done):
                return begun
    finally:
        script.close()
    return None


def _tell_last(c: Context, steps: Sequence[PlannedStep], later: dict[int, Followed]) -> None:
    """Logs a last step that began shortly before the recording ended."""
    index = next((index for index, step in later.items() if step.busy and step.begun(NEXT_S)), None)
    if index is not None:
        c.place.enter_step(steps[index])
        script = later[index].script()
        next(script)
        script.close()
        _conclude(c, steps[index], complete=later[index].done)


def _script(c: Context, step: PlannedStep, at: Followed | None) -> Script:
    if at is not None:
        return at.script()
    return timed_step(c, step) if step.known.kind is Kind.TIMED else UnseenHoldStep(c, step).script()


def _later(c: Context, steps: Sequence[PlannedStep], index: int) -> dict[int, Followed]:
    """The later steps that can be distinguished from this one and from each other, by index."""
    found: dict[int, Followed] = {}
    known = {steps[index].known.id}
    for later in range(index + 1, len(steps)):
        made = _made(c, steps[later]) if steps[later].known.id not in known else None
        if made is not None:
            known.add(steps[later].known.id)
            found[later] = made
    return found


def _goes_on(steps: Sequence[PlannedStep], index: int) -> bool:
    """Whether the beginning of the next step cannot be seen: it is a timed one, or the same stretch again."""
    if index + 1 >= len(steps):
        return False
    after = steps[index + 1].known
    return after.key is None or after.id == steps[index].known.id


def _made(c: Context, step: PlannedStep) -> Followed | None:
    """The script that follows this step; None for a timed step."""
    if step.known.key is None:
        return None
    return FollowedCycleStep(c, step) if step.known.kind is Kind.CYCLE else FollowedHoldStep(c, step)


def _conclude(c: Context, step: PlannedStep, *, complete: bool) -> None:
    if complete:
        c.summary.steps_done.append(step.number)
        c.out.log(StepCompleted(step=step.number, stretch=step.stretch))
    else:
        c.summary.steps_skipped.append(step.number)
        c.out.log(StepSkipped(step=step.number, stretch=step.stretch, why="not_all_seen"))
