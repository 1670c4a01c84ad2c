"""The plan of a session: the steps that the engine runs, in order, with every number settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coach.body.landmarks import Side
from coach.routine.breath import DEFAULT_BREATH, Breath
from coach.routine.dose import FIRST_SETUP_S, SettledStep, reps_s
from coach.stretches.catalogue import STRETCHES

if TYPE_CHECKING:
    from coach.routine.routine_file import Routine

__all__ = ["Breath", "PainLimits", "Plan", "PlannedRep", "PlannedStep", "estimate_s", "plan", "step_s"]


@dataclass(frozen=True)
class PlannedRep:
    """One time into the pose and out again."""

    number: int
    """1, 2, ... counted separately on each side."""
    side: Side | None = None
    """None for a stretch that has no sides."""


@dataclass(frozen=True)
class PlannedStep:
    """One stretch with its dose, or one timed step (rest, walk, cold_pack, warm_pack, note)."""

    number: int
    """1, 2, ... in the routine."""
    stretch: str
    variant: str | None = None
    reps: tuple[PlannedRep, ...] = (PlannedRep(1),)
    hold_s: float = 20.0
    """Seconds of good time in each rep; for a timed step its whole length."""
    cycles: int = 0
    """Cat-cow: number of times through cow and cat."""
    move_in_s: float = 4.0
    move_out_s: float = 4.0
    rest_s: float = 5.0
    breath: Breath | None = DEFAULT_BREATH
    say: str | None = None
    """The therapist's own sentence, spoken when the step begins."""
    modifications: frozenset[str] = frozenset()
    range_limit_deg: float | None = None
    """The largest key angle the therapist allows."""
    setup_s: float = FIRST_SETUP_S
    """Approximate time of the spoken set-up and the way to the start position; for estimates."""


@dataclass(frozen=True)
class PainLimits:
    """The lines of the traffic light, which the therapist can set (clinical notes, 3.5: R74, R77, R80)."""

    amber_from: int = 4
    """Smallest score that is amber."""
    red_from: int = 6
    """Smallest score that is red."""
    red_stop_from: int = 4
    """Smallest score of a pain stop that is red."""
    risen_by: int = 2
    """An increase by this many points is a real change; fewer are noise (R80)."""


@dataclass(frozen=True)
class Plan:
    """A whole session, ready to run."""

    routine: str
    version: str
    language: str
    steps: tuple[PlannedStep, ...]
    sha256: str = ""
    """Of the routine file's bytes, for the log."""
    announcements: tuple[str, ...] = ()
    """Spoken at the start: the limits that the therapist overrode, such as "a hold of 3 minutes"."""
    stop_at_pain: int = 7
    """Smallest pain score that ends the session."""
    cleared: frozenset[str] = frozenset()
    """Safety questions that the therapist has settled: cancer, steroids, osteoporosis."""
    acute: bool = False
    """Assigned for days 1 to 3 after a spasm began."""
    assigned_by: str | None = None
    """Who assigned it, as the file names them."""
    patient: str | None = None
    """Initials or a code of the person."""
    valid_until: date | None = None
    """The last day on which the routine is valid."""
    pain_limits: PainLimits = PainLimits()

    @property
    def assigned(self) -> bool:
        """Whether the file names who assigned it."""
        return self.assigned_by is not None


def plan(routine: Routine, sha256: str = "") -> Plan:
    """Every step with its numbers settled and its reps in order."""
    from coach.routine.bounds import settled_steps
    from coach.routine.cautions import overrides_in_use

    steps = settled_steps(routine)
    return Plan(
        routine=routine.routine,
        version=routine.version,
        language=routine.language,
        steps=tuple(_planned(number, step) for number, step in enumerate(steps, 1)),
        sha256=sha256,
        announcements=tuple(overrides_in_use(steps, routine.language).values()),
        stop_at_pain=routine.limits.stop_at_pain,
        cleared=routine.limits.cleared,
        acute=routine.stage == "acute",
        assigned_by=routine.assigned_by,
        patient=routine.patient,
        valid_until=routine.valid_until,
        pain_limits=PainLimits(**routine.limits.traffic_light.model_dump()),
    )


def _planned(number: int, step: SettledStep) -> PlannedStep:
    return PlannedStep(
        number=number,
        stretch=step.name,
        variant=step.variant,
        reps=_reps(step.sides, step.reps),
        hold_s=step.hold_s,
        cycles=step.cycles,
        move_in_s=step.move_in_s,
        move_out_s=step.move_out_s,
        rest_s=step.rest_s,
        breath=step.breath,
        say=step.say,
        modifications=step.modifications,
        range_limit_deg=step.largest_angle_deg,
        setup_s=step.setup_s,
    )


def _reps(sides: str | None, count: int) -> tuple[PlannedRep, ...]:
    """The reps in order: ``both`` finishes one side first, ``alternate`` changes side after every rep."""
    numbers = range(1, count + 1)
    if sides is None:
        return tuple(PlannedRep(number) for number in numbers)
    if sides == "alternate":
        return tuple(PlannedRep(number, side) for number in numbers for side in (Side.LEFT, Side.RIGHT))
    if sides == "both":
        return tuple(PlannedRep(number, side) for side in (Side.LEFT, Side.RIGHT) for number in numbers)
    return tuple(PlannedRep(number, Side(sides)) for number in numbers)


def step_s(step: PlannedStep) -> float:
    """Approximate seconds that a step takes by the clock alone."""
    if step.cycles:
        return step.setup_s + step.cycles * (step.breath or DEFAULT_BREATH).cycle_s
    moves_s = step.move_in_s + step.hold_s + step.move_out_s
    return step.setup_s + reps_s(len(step.reps), moves_s, step.rest_s, spoken=step.stretch in STRETCHES)


def estimate_s(plan: Plan) -> float:
    """Approximate seconds that the whole plan takes by the clock alone."""
    return sum(step_s(step) for step in plan.steps)
