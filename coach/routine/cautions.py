"""What a file may ask for but perhaps should not: each warning has its reason and its source."""

from collections.abc import Iterator
from datetime import date

from coach.routine.bounds import settled_steps
from coach.routine.dose import SettledStep
from coach.routine.durations import spelled
from coach.routine.personal import personal
from coach.routine.problems import Finding
from coach.routine.routine_file import LONGEST_SESSION_S, Routine
from coach.routine.steps import LONGEST_HOLD_S, MOST_REPS
from coach.stretches.catalogue import STRETCHES
from coach.stretches.entry import StretchEntry

MOST_STRETCHES = 5
"""Older adults did 2 exercises better than 8; 5 was in between (Henry 1999, R120)."""
LONG_STRETCHING_S = 15 * 60.0
"""[J]: the programmes of clinical notes section 4 take 4 to 12 minutes."""
ACUTE_HOLD_S = 10.0
"""[J]: the acute programme holds 2 to 5 s (R1, R4, R5)."""


def warnings(routine: Routine, today: date | None = None) -> list[Finding]:
    """What a careful colleague would say about this routine; a warning forbids nothing."""
    steps = settled_steps(routine)
    return [
        *_header(routine, today),
        *_session(routine, steps),
        *_overrides(routine, steps),
        *(said for index, step in enumerate(steps) for said in _step(routine, index, step)),
    ]


def _header(routine: Routine, today: date | None) -> Iterator[Finding]:
    if today is not None and routine.valid_until is not None and routine.valid_until < today:
        yield Finding(("valid_until",), f"this routine was to be used until {routine.valid_until}; ask for a new one.")
    if "muscle_relaxant" in routine.limits.cleared:
        why = (
            "a muscle relaxant hides the body's own signals; on a day with one, rest is the usual advice (S000, S001)."
        )
        yield Finding(("limits", "cleared"), why)
    if routine.patient and (what := personal(routine.patient)):
        yield Finding(
            ("for",), f"this looks like {what}; initials or a code keep the person private when the file is mailed."
        )


def _session(routine: Routine, steps: tuple[SettledStep, ...]) -> Iterator[Finding]:
    names = {(step.name, step.variant) for step in steps if step.is_stretch}
    if len(names) > MOST_STRETCHES:
        why = (
            f"{len(names)} different stretches; with more than 5, people perform each one less well (Henry 1999, R120)."
        )
        yield Finding(("steps",), why)
    stretching = sum(step.total_s for step in steps if step.is_stretch)
    if stretching > LONG_STRETCHING_S:
        why = f"{stretching / 60:.0f} minutes of stretching; the usual programmes take 4 to 12 minutes (R120)."
        yield Finding(("steps",), why)


def _overrides(routine: Routine, steps: tuple[SettledStep, ...]) -> Iterator[Finding]:
    for word in sorted(routine.limits.override - set(overrides_in_use(steps))):
        yield Finding(("limits", "override"), f"nothing in this routine needs {word}; delete it.")


def overrides_in_use(steps: tuple[SettledStep, ...]) -> dict[str, str]:
    """The overridden limits that the routine actually exceeds, each in the words spoken at the start."""
    holds = [step.hold_s for step in steps if step.is_stretch and not step.cycles]
    longest, most = max(holds, default=0.0), max((max(step.reps, step.cycles) for step in steps), default=0)
    total = sum(step.total_s for step in steps)
    used: dict[str, str] = {}
    if longest > LONGEST_HOLD_S:
        used["hold_over_120_s"] = f"a hold of {_spoken(longest)}"
    if most > MOST_REPS:
        used["more_than_30_reps"] = f"{most} repetitions"
    if total > LONGEST_SESSION_S:
        used["over_60_minutes"] = f"a session of about {total / 60:.0f} minutes"
    return used


def _spoken(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    words = [f"{minutes} minute{'s' if minutes != 1 else ''}"] if minutes else []
    if rest:
        words.append(f"{rest} seconds")
    return " ".join(words)


def _step(routine: Routine, index: int, step: SettledStep) -> Iterator[Finding]:
    if not step.is_stretch:
        return
    entry = STRETCHES[step.name]
    if routine.stage == "acute":
        yield from _acute(index, step, entry)
    if routine.time_of_day == "morning" and entry.bends_far and step.largest_angle_deg is None:
        why = (
            f"{step.name} bends the back to its end; in the first hour after getting up, people with back pain did "
            "better without (Snook 1998, R143, R144). Choose a later time, or limit it with largest_angle."
        )
        yield Finding(_at(index), why)
    if "hip" in routine.precautions and entry.hip_angle_deg is not None:
        yield from _hip(index, step, entry.hip_angle_deg)
    for caution in entry.cautions:
        if caution.precaution in routine.precautions and caution.unless not in step.modifications:
            help_line = f' "with: {caution.unless}" answers this.' if caution.unless else ""
            yield Finding(_at(index), f"{step.name} with precaution {caution.precaution}: {caution.why}.{help_line}")


def _at(index: int) -> tuple[str | int, ...]:
    return ("steps", index, "stretch")


def _acute(index: int, step: SettledStep, entry: StretchEntry) -> Iterator[Finding]:
    if entry.twists:
        why = f"{step.name} twists the back; on days 1 to 3 after a spasm twists are better left out (R68, R69)."
        yield Finding(_at(index), why)
    if entry.too_much_when_acute:
        yield Finding(_at(index), f"{step.name} is too much for the gentle programme of days 1 to 3 (R1, R5).")
    most = entry.of(step.variant).acute_hold_s or ACUTE_HOLD_S
    if step.hold_s > most:
        why = f"a hold of {spelled(step.hold_s)} is long for days 1 to 3; {spelled(most)} or less is gentler (R1, R4)."
        yield Finding(("steps", index, "hold"), why)


def _hip(index: int, step: SettledStep, most_deg: float) -> Iterator[Finding]:
    keeps = f"{most_deg:g} degrees or less respects them (R62)."
    if step.largest_angle_deg is None:
        yield Finding(_at(index), f"{step.name} with hip precautions has no largest_angle; {keeps}")
    elif step.largest_angle_deg > most_deg:
        why = f"{step.largest_angle_deg:g} degrees with hip precautions; {keeps}"
        yield Finding(("steps", index, "largest_angle"), why)
