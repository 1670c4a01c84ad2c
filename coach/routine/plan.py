"""The plan of a session: the steps that the engine runs, in order, with every number resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coach.routine.breath import Breath
from coach.routine.planned_step import PlannedStep
from coach.routine.reps import PlannedRep

if TYPE_CHECKING:
    from coach.routine.routine_file import Routine

__all__ = ["Breath", "PainLimits", "Plan", "PlannedRep", "PlannedStep", "estimate_s", "plan"]


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
        steps=steps,
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
        smallest=least,
    )


def estimate_s(plan: Plan) -> float:
    """Approximate seconds that the whole plan takes by the clock alone."""
    return sum(step.total_s for step in plan.steps)
