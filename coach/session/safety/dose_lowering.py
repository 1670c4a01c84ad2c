"""Lowers a dose: a plan in, a smaller plan and every change out. Nothing here can make a dose larger."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.logged.routine_events import DoseLowered
from coach.session.safety.traffic_light import Standing
from coach.stretches.catalogue import STRETCHES
from coach.stretches.stretch import Kind

RED_HOLD_S = 10.0
"""Longest hold after a red session (clinical notes, 3.5)."""
GENTLE_SHARE = 0.5
GENTLE_LEAST_S = 5.0
"""Gentle mode halves holds, but not below this (clinical notes, 3.2 [J])."""


@dataclass(frozen=True)
class TodaysDose:
    """A plan, what is left out of it today, and the changes that led to it."""

    plan: Plan
    left_out: Mapping[int, str] = field(default_factory=dict)
    """Step number -> why."""
    changes: tuple[DoseLowered, ...] = ()

    def steps(self) -> Iterable[PlannedStep]:
        """The steps that are not left out."""
        return (step for step in self.plan.steps if step.number not in self.left_out)

    @property
    def stretches(self) -> bool:
        """Whether any stretch is left, as opposed to timed steps."""
        return any(step.known.kind is not Kind.TIMED for step in self.steps())


Lower = Callable[[PlannedStep], PlannedStep | None]
"""Makes a step smaller, or returns None to leave it out."""


def lowered(dose: TodaysDose, lower: Lower, why: str) -> TodaysDose:
    """The dose with every remaining step reduced; the changes list the reductions."""
    steps, left_out, changes = [], dict(dose.left_out), list(dose.changes)
    for step in dose.plan.steps:
        less = step if step.number in left_out or _by_clock(step) else lower(step)
        if less is None:
            left_out[step.number] = why
            changes.append(DoseLowered(step=step.number, what="left_out", was=len(step.reps), now=0, why=why))
        else:
            changes += _changes(step, less, why)
        steps.append(less or step)
    return TodaysDose(replace(dose.plan, steps=tuple(steps)), left_out, tuple(changes))


def gentle(dose: TodaysDose, why: str) -> TodaysDose:
    """Shorter holds and no twist, after pain of 4 to 6 before or a pain report today (clinical notes, 3.2 and 3.4)."""
    return lowered(dose, _gentle, why)


def acute(dose: TodaysDose) -> TodaysDose:
    """The dose of the first 72 hours, with a routine assigned for them (clinical notes, 3.2; D3)."""
    return lowered(dose, _acute, "acute")


def after(dose: TodaysDose, standing: Standing) -> TodaysDose:
    """The dose after what earlier sessions left behind (clinical notes, 3.5).

    After a red session, no week of the file raises it: the smallest dose of all weeks is halved [J].
    """
    if standing.locked:
        dose = lowered(dose, lambda step: None if step.stretch in standing.locked else step, "locked")
    if not standing.reduced:
        return dose
    smallest = {step.number: step for step in dose.plan.smallest}
    return lowered(lowered(dose, lambda step: smallest.get(step.number, step), "light"), _red, "light")


def _by_clock(step: PlannedStep) -> bool:
    return step.known.kind is Kind.TIMED


def _twists(step: PlannedStep) -> bool:
    """Whether a step twists the back, or may: for a therapist's own exercise only the file knows."""
    return STRETCHES[step.stretch].twists if step.own is None else step.own.twists is not False


def _gentle(step: PlannedStep) -> PlannedStep | None:
    if _twists(step):
        return None
    less = _halved(step) if step.moving else step
    return _hold(less, lambda hold_s: max(GENTLE_LEAST_S, GENTLE_SHARE * hold_s))


def _acute(step: PlannedStep) -> PlannedStep | None:
    if _twists(step):
        return None
    most_s = step.known.acute_hold_s
    return step if most_s is None else _hold(step, lambda _: most_s)


def _red(step: PlannedStep) -> PlannedStep:
    return _hold(_halved(step), lambda _: RED_HOLD_S)


def _halved(step: PlannedStep) -> PlannedStep:
    """Half the reps on each side, the first ones, or half the cycles; with one cycle in each set, half the sets."""
    sides = dict.fromkeys(rep.side for rep in step.reps)
    kept: list[PlannedRep] = []
    for rep in step.reps:
        half = _half(sum(other.side is rep.side for other in step.reps))
        if sum(other.side is rep.side for other in kept) < half:
            kept.append(rep)
    assert len(kept) >= len(sides)
    sets = _half(step.sets) if step.cycles == 1 else step.sets if step.cycles else kept[-1].set_number
    return replace(step, reps=tuple(kept), cycles=_half(step.cycles), sets=sets)


def _half(count: int) -> int:
    """Half, rounded down, but at least one if there is any."""
    return max(min(count, 1), count // 2)


def _hold(step: PlannedStep, longest_s: Callable[[float], float]) -> PlannedStep:
    """``longest_s``: maps the file's hold to today's longest. A hold in breaths keeps whole breaths."""
    if step.cycles:
        return step
    cycle_s = step.breath.cycle_s if step.in_breaths and step.breath else 0.0

    def shorter(hold_s: float) -> float:
        most_s = longest_s(hold_s)
        if hold_s <= most_s:
            return hold_s
        return most_s // cycle_s * cycle_s if cycle_s and cycle_s <= most_s else most_s

    reps = tuple(rep if rep.hold_s is None else replace(rep, hold_s=shorter(rep.hold_s)) for rep in step.reps)
    return replace(step, hold_s=shorter(step.hold_s), reps=reps)


def _changes(was: PlannedStep, now: PlannedStep, why: str) -> list[DoseLowered]:
    pairs = (
        ("reps", len(was.reps), len(now.reps)),
        ("cycles", was.cycles, now.cycles),
        ("sets", was.sets if was.cycles else 0, now.sets if was.cycles else 0),
        ("hold_s", was.longest_hold_s, now.longest_hold_s),
    )
    return [
        DoseLowered(step=was.number, what=what, was=before, now=less, why=why)
        for what, before, less in pairs
        if less != before
    ]
