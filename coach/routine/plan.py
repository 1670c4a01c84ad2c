"""The plan of a session: the steps that the engine runs, in order, with every number resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coach.body.landmarks import Side
from coach.routine.breath import DEFAULT_BREATH, Breath
from coach.routine.dose import FIRST_SETUP_S, SettledStep
from coach.routine.reps import SET_REST_S, PlannedRep, cycles_s, reps_s
from coach.stretches.catalogue import STRETCHES
from coach.stretches.own_exercise import OwnExercise

if TYPE_CHECKING:
    from coach.routine.routine_file import Routine

__all__ = ["Breath", "PainLimits", "Plan", "PlannedRep", "PlannedStep", "estimate_s", "plan", "step_s"]


@dataclass(frozen=True)
class PlannedStep:
    """One stretch with its dose, or one timed step (rest, walk, cold_pack, warm_pack, note)."""

    number: int
    """1, 2, ... in the routine."""
    stretch: str
    variant: str | None = None
    reps: tuple[PlannedRep, ...] = (PlannedRep(1),)
    hold_s: float = 20.0
    """Seconds of good time in each rep; for a timed step its whole length; 0 where the person moves without holding."""
    cycles: int = 0
    """Cat-cow: number of times through cow and cat, in each set."""
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
    """Approximate time for the spoken set-up and for getting into the start position; for estimates."""
    sets: int = 1
    side_rest_s: float | None = None
    """The pause at a change of sides; None: ``rest_s``."""
    set_rest_s: float = SET_REST_S
    moving: bool = False
    """In and out without holding."""
    in_breaths: bool = False
    """The hold is led breath by breath."""
    as_tolerated: bool = False
    """The dose is a maximum: coming out earlier is as good."""
    own: OwnExercise | None = None
    """The words of a therapist's own exercise."""

    @property
    def in_stretch(self) -> bool:
        """Whether the body moves into and out of something."""
        return self.stretch in STRETCHES or self.own is not None

    @property
    def longest_hold_s(self) -> float:
        return max(map(self.hold_of, self.reps))

    def hold_on(self, side: Side | None) -> float:
        """Seconds of good time in each rep on this side."""
        return next((self.hold_of(rep) for rep in self.reps if rep.side is side), self.hold_s)

    def hold_of(self, rep: PlannedRep) -> float:
        """Seconds of good time in this rep."""
        return self.hold_s if rep.hold_s is None else rep.hold_s


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
    """Hash of the routine file's bytes, for the log."""
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
    """Initials or a code of the person; None for what looks like a name, a birth date or an address."""
    valid_until: date | None = None
    """The last day on which the routine is valid."""
    pain_limits: PainLimits = PainLimits()
    sessions_a_week: int | None = None
    """Sessions a week that the file prescribes; None if it does not say."""
    section: str | None = None
    """The section of the file that is done; None for a file without sections."""
    week: int | None = None
    """The week of the file, from 1; None if no dose depends on it, or if it is unknown."""
    smallest: tuple[PlannedStep, ...] = ()
    """The same steps with the smallest dose of all weeks; empty if no dose depends on the week."""

    @property
    def assigned(self) -> bool:
        """Whether the file names who assigned it."""
        return self.assigned_by is not None


def plan(routine: Routine, sha256: str = "", today: date | None = None, section: str | None = None) -> Plan:
    """Every step of one section with its numbers resolved and its reps in order.

    ``today`` decides which week's dose applies; without it, the smallest does. ``section``: None: the first, if there
    are any.
    """
    from coach.routine.bounds import settled_steps
    from coach.routine.cautions import overrides_in_use
    from coach.routine.personal import personal
    from coach.routine.today import for_today, sections, week_on, weeks_named

    names = sections(routine)
    by_week = len(weeks_named(routine)) > 1
    steps = settled_steps(for_today(routine, today, section))
    least = settled_steps(for_today(routine, None, section)) if by_week else ()
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
        patient=routine.patient if routine.patient and personal(routine.patient) is None else None,
        valid_until=routine.valid_until,
        pain_limits=PainLimits(**routine.limits.traffic_light.model_dump()),
        sessions_a_week=routine.sessions_a_week,
        section=section or next(iter(names), None),
        week=week_on(routine, today) if by_week else None,
        smallest=tuple(_planned(number, step) for number, step in enumerate(least, 1)),
    )


def _planned(number: int, step: SettledStep) -> PlannedStep:
    return PlannedStep(
        number=number,
        stretch=step.name,
        variant=step.variant,
        reps=step.in_order,
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
        sets=step.sets,
        side_rest_s=step.side_rest_s,
        set_rest_s=step.set_rest_s,
        moving=step.moving,
        in_breaths=step.in_breaths,
        as_tolerated=step.as_tolerated,
        own=step.own,
    )


def step_s(step: PlannedStep) -> float:
    """Approximate seconds that a step takes by the clock alone."""
    if step.cycles:
        cycle_s = (step.breath or DEFAULT_BREATH).cycle_s
        return step.setup_s + cycles_s(step.cycles, cycle_s, step.sets, step.set_rest_s)
    return step.setup_s + reps_s(step, step.reps, spoken=step.in_stretch)


def estimate_s(plan: Plan) -> float:
    """Approximate seconds that the whole plan takes by the clock alone."""
    return sum(step_s(step) for step in plan.steps)
