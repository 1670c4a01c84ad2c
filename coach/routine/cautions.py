"""What a file may prescribe but perhaps should not: each warning has its reason and its source.

The rules about a step are a table, since the page for writing routines evaluates the same table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coach.languages.folders import DEFAULT
from coach.languages.texts import Texts
from coach.routine.bounds import doses, settled_steps
from coach.routine.dose_fields import LONGEST_HOLD_S, MOST_REPS
from coach.routine.own_cautions import of_own
from coach.routine.personal import personal
from coach.routine.planned_step import PlannedStep
from coach.routine.problems import Finding, finding
from coach.routine.routine_file import LONGEST_SESSION_S, Routine
from coach.routine.said import SaidByModel, of_check
from coach.routine.spans import spelled
from coach.routine.steps import DosedStep
from coach.routine.today import weeks_named
from coach.stretches.catalogue import STRETCHES
from coach.stretches.entry import StretchEntry

MOST_STRETCHES = 5
"""Older adults did 2 exercises better than 8; 5 was in between (Henry 1999, R120)."""
LONG_STRETCHING_S = 15 * 60.0
"""[J]: the programmes of clinical notes section 4 take 4 to 12 minutes."""
ACUTE_HOLD_S = 10.0
"""[J]: the acute programme holds 2 to 5 s (R1, R4, R5)."""


@dataclass(frozen=True)
class StepRule:
    """A warning about a stretch, given if all facts in ``when`` and none in ``unless`` are true."""

    text: str
    """Its key in the texts of the check."""
    when: frozenset[str]
    unless: frozenset[str] = frozenset()
    at: str = "stretch"
    """The key of the step that it points to."""


STEP_RULES = (
    StepRule("acute_twists", frozenset({"acute", "twists"})),
    StepRule("acute_too_much", frozenset({"acute", "too_much_when_acute"})),
    StepRule("acute_long_hold", frozenset({"acute", "held_long"}), at="hold"),
    StepRule("morning_bends", frozenset({"morning", "bends_far"}), frozenset({"limited"})),
    StepRule("hip_no_limit", frozenset({"hip", "bends_hip"}), frozenset({"limited"})),
    StepRule(
        "hip_far_limit", frozenset({"hip", "bends_hip", "limited"}), frozenset({"spares_hip"}), at="largest_angle"
    ),
)


def warnings(routine: Routine, today: date | None = None) -> list[Finding]:
    """What a careful colleague would say about this routine; a warning forbids nothing."""
    steps = settled_steps(routine)
    lasts = [dose for _, week, dose in doses(routine) if week == weeks_named(routine)[-1]]
    return [
        *_header(routine, today),
        *dict.fromkeys(said for last in lasts for said in _session(last)),
        *_overrides(routine),
        *of_own(routine, steps),
        *(said for index, step in enumerate(steps) for said in _step(routine, index, step)),
    ]


def _header(routine: Routine, today: date | None) -> Iterator[Finding]:
    if today is not None and routine.valid_until is not None and routine.valid_until < today:
        yield finding(("valid_until",), "out_of_date", day=routine.valid_until)
    if "muscle_relaxant" in routine.limits.cleared:
        yield finding(("limits", "cleared"), "muscle_relaxant")
    if routine.patient and (what := personal(routine.patient)):
        yield finding(("for",), "personal", what=of_check(f"looks_like.{what}"))
    if routine.starts_on is None and len(weeks_named(routine)) > 1:
        first = next(i for i, step in enumerate(routine.steps) if isinstance(step, DosedStep) and step.weeks)
        yield finding(("steps", first, "weeks"), "weeks_without_start")


def _session(steps: tuple[PlannedStep, ...]) -> Iterator[Finding]:
    names = {(step.stretch, step.variant) for step in steps if step.is_stretch}
    if len(names) > MOST_STRETCHES:
        yield finding(("steps",), "many_stretches", count=len(names))
    stretching = sum(step.total_s for step in steps if step.is_stretch)
    if stretching > LONG_STRETCHING_S:
        yield finding(("steps",), "long_stretching", minutes=f"{stretching / 60:.0f}")


def _overrides(routine: Routine) -> Iterator[Finding]:
    needed = {word for _, _, steps in doses(routine) for word in overrides_in_use(steps)}
    for word in sorted(routine.limits.override - needed):
        yield finding(("limits", "override"), "override_unused", word=word)


def overrides_in_use(steps: tuple[PlannedStep, ...], language: str = DEFAULT) -> dict[str, str]:
    """The overridden limits that the routine actually exceeds, each in the words spoken at the start."""
    texts = Texts(language)
    holds = [step.longest_hold_s for step in steps if step.is_stretch and not step.cycles]
    longest, most = max(holds, default=0.0), max((step.most_times for step in steps), default=0)
    total = sum(step.total_s for step in steps)
    used: dict[str, str] = {}
    if longest > LONGEST_HOLD_S:
        used["hold_over_120_s"] = texts.get("session.long_hold", time=_spoken(longest, texts))
    if most > MOST_REPS:
        used["more_than_30_reps"] = texts.get("session.many_times", n=most)
    if total > LONGEST_SESSION_S:
        used["over_60_minutes"] = texts.get("session.long_session", n=round(total / 60))
    return used


def _spoken(seconds: float, texts: Texts) -> str:
    minutes, rest = divmod(round(seconds), 60)
    parts = [("session.minutes", minutes)] if minutes else []
    parts += [("session.seconds", rest)] if rest else []
    return " ".join(texts.get(key, n=n) for key, n in parts)


def _step(routine: Routine, index: int, step: PlannedStep) -> Iterator[Finding]:
    if step.stretch not in STRETCHES:
        return
    entry = STRETCHES[step.stretch]
    facts = _facts(routine, step, entry)
    params = {
        "stretch": step.stretch,
        "hold": spelled(step.longest_hold_s),
        "gentle": spelled(_gentle_s(step, entry)),
        "degrees": f"{step.range_limit_deg or 0:g}",
        "spared": f"{entry.hip_angle_deg or 0:g}",
    }
    for rule in STEP_RULES:
        if rule.when <= facts and not rule.unless & facts:
            yield finding(("steps", index, rule.at), rule.text, **params)
    for caution in entry.cautions:
        if caution.precaution in routine.precautions and caution.unless not in step.modifications:
            key = "caution_answered" if caution.unless else "caution"
            about = {"precaution": caution.precaution, "why": SaidByModel(caution.why), "help": caution.unless}
            yield finding(("steps", index, "stretch"), key, stretch=step.stretch, **about)


def _gentle_s(step: PlannedStep, entry: StretchEntry) -> float:
    """The longest hold on days 1 to 3 after a spasm."""
    return entry.of(step.variant).acute_hold_s or ACUTE_HOLD_S


def _facts(routine: Routine, step: PlannedStep, entry: StretchEntry) -> set[str]:
    """The facts about a stretch in this routine, by the names that the rules use."""
    limit_deg, spares_deg = step.range_limit_deg, entry.hip_angle_deg
    facts = {
        "acute": routine.stage == "acute",
        "morning": routine.time_of_day == "morning",
        "hip": "hip" in routine.precautions,
        "twists": entry.twists,
        "too_much_when_acute": entry.too_much_when_acute,
        "bends_far": entry.bends_far,
        "bends_hip": spares_deg is not None,
        "held_long": step.longest_hold_s > _gentle_s(step, entry),
        "limited": limit_deg is not None,
        "spares_hip": limit_deg is not None and spares_deg is not None and limit_deg <= spares_deg,
    }
    return {name for name, true in facts.items() if true}
