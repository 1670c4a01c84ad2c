"""Limits that protect the person; a file may exceed some of them, but only with the therapist's explicit override."""

from collections.abc import Iterator

from coach.languages.folders import languages
from coach.languages.texts import Texts
from coach.routine.dose import SettledStep, settle
from coach.routine.durations import spelled
from coach.routine.problems import Finding, Path, listed
from coach.routine.routine_file import LONGEST_SESSION_OVERRIDDEN_S, LONGEST_SESSION_S, Routine
from coach.routine.steps import LONGEST_HOLD_S, MOST_REPS, StretchStep
from coach.stretches.catalogue import STRETCHES


def settled_steps(routine: Routine) -> tuple[SettledStep, ...]:
    return settle(routine.steps, routine.limits.largest_angle.model_dump())


def findings(routine: Routine) -> list[Finding]:
    """Every limit that the file exceeds without an override, and every contradiction in it."""
    steps = settled_steps(routine)
    return [
        *_doses(routine),
        *_session(routine, steps),
        *_twists(routine),
        *_angles(routine),
        *_light(routine),
        *_leave(routine),
        *_unspoken(routine),
    ]


def _how_to_lift(word: str, routine: Routine) -> str:
    named = "" if routine.assigned_by else ' and your name after "assigned_by:" at the top'
    return (
        f'or write "override: {word}" below "limits:"{named} if you mean it; the coach then says it aloud at the start.'
    )


def _doses(routine: Routine) -> Iterator[Finding]:
    lifted = routine.limits.override
    for index, step in enumerate(routine.steps):
        if not isinstance(step, StretchStep):
            continue
        way: Path = ("steps", index)
        if step.hold is not None and step.hold > LONGEST_HOLD_S and "hold_over_120_s" not in lifted:
            lift = _how_to_lift("hold_over_120_s", routine)
            why = f"a hold of {spelled(step.hold)} is over 2 minutes; shorten it, {lift}"
            yield Finding((*way, "hold"), why)
        for key, count in (("reps", step.reps), ("cycles", step.cycles)):
            if count is not None and count > MOST_REPS and "more_than_30_reps" not in lifted:
                lift = _how_to_lift("more_than_30_reps", routine)
                why = f"{count} {key} are more than {MOST_REPS}; write fewer, {lift}"
                yield Finding((*way, key), why)


def _session(routine: Routine, steps: tuple[SettledStep, ...]) -> Iterator[Finding]:
    total = sum(step.total_s for step in steps)
    if total > LONGEST_SESSION_OVERRIDDEN_S:
        yield Finding(
            ("steps",), f"all steps together take {_minutes(total)}; no session may be over 2 hours. Shorten it."
        )
    elif total > LONGEST_SESSION_S and "over_60_minutes" not in routine.limits.override:
        lift = _how_to_lift("over_60_minutes", routine)
        why = f"all steps together take {_minutes(total)}, over 60; shorten it, {lift}"
        yield Finding(("steps",), why)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes"


def _twists(routine: Routine) -> Iterator[Finding]:
    if not routine.limits.no_twist:
        return
    for index, step in enumerate(routine.steps):
        if isinstance(step, StretchStep) and STRETCHES[step.stretch].twists:
            why = f'{step.stretch} twists the back, and the limits say "no_twist: yes"; remove one of the two.'
            yield Finding(_name_path(index), why)


def _name_path(index: int) -> Path:
    return ("steps", index, "stretch")


def _angles(routine: Routine) -> Iterator[Finding]:
    limits = routine.limits.largest_angle.model_dump()
    given: list[tuple[Path, str, float | None]] = [
        (("limits", "largest_angle", stretch), stretch, limit) for stretch, limit in limits.items()
    ]
    given += [
        (("steps", index, "largest_angle"), step.stretch, step.largest_angle)
        for index, step in enumerate(routine.steps)
        if isinstance(step, StretchStep)
    ]
    for path, stretch, limit in given:
        allowed = STRETCHES[stretch].largest_angle_deg
        if limit is None or allowed is None or allowed[0] <= limit <= allowed[1]:
            continue
        why = f"{limit:g} degrees is outside what is allowed for {stretch}: {allowed[0]:g} to {allowed[1]:g} degrees."
        yield Finding(path, why)


def _light(routine: Routine) -> Iterator[Finding]:
    light = routine.limits.traffic_light
    if light.amber_from >= light.red_from:
        why = f"amber from {light.amber_from} leaves no amber below red from {light.red_from}; red must begin higher."
        yield Finding(("limits", "traffic_light"), why)


def _leave(routine: Routine) -> Iterator[Finding]:
    if routine.limits.override and not routine.assigned_by:
        why = 'an override needs the name of the person responsible; add a line "assigned_by: ..." at the top.'
        yield Finding(("limits", "override"), why)


def _unspoken(routine: Routine) -> Iterator[Finding]:
    for index, step in enumerate(routine.steps):
        if not isinstance(step, StretchStep):
            continue
        needed = STRETCHES[step.stretch].texts(step.variant)
        spoken = [language for language in languages() if all(map(Texts(language).has, needed))]
        if routine.language not in spoken:
            other = f'choose one of these with "language:" at the top: {listed(spoken)}; or ' if spoken else ""
            why = f"the coach has no words for {step.stretch} in language {routine.language}; {other}take the step out."
            yield Finding(_name_path(index), why)
