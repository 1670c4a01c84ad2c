"""The prescription of a routine for the log: holds and cycles by step and side, before any dose is lowered."""

from collections import Counter
from collections.abc import Iterator

from coach.routine.plan import Plan, PlannedStep
from coach.session.logged.routine_events import StepPrescribed
from coach.stretches.stretch import Kind


def prescribed(plan: Plan) -> Iterator[StepPrescribed]:
    """Timed steps are left out: nothing is held in them."""
    for step in plan.steps:
        if step.known.kind is not Kind.TIMED:
            yield from _of_step(step)


def _of_step(step: PlannedStep) -> Iterator[StepPrescribed]:
    variant = step.known.variant
    if step.cycles:
        yield StepPrescribed(step=step.number, stretch=step.stretch, variant=variant, cycles=step.cycles * step.sets)
        return
    for side, holds in Counter(rep.side for rep in step.reps).items():
        yield StepPrescribed(
            step=step.number, stretch=step.stretch, variant=variant, side=side, holds=holds, hold_s=step.hold_on(side)
        )
