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


def _said(path: Path, key: str, /, **params: object) -> Finding:
    return Finding(path, Texts().get(f"check.{key}", **params))


def _how_to_lift(word: str, routine: Routine) -> str:
    return Texts().get("check.lift" if routine.assigned_by else "check.lift_and_sign", word=word)


def _doses(routine: Routine) -> Iterator[Finding]:
    lifted = routine.limits.override
    for index, step in enumerate(routine.steps):
        if not isinstance(step, StretchStep):
            continue
        way: Path = ("steps", index)
        if step.hold is not None and step.hold > LONGEST_HOLD_S and "hold_over_120_s" not in lifted:
            lift = _how_to_lift("hold_over_120_s", routine)
            yield _said((*way, "hold"), "long_hold", hold=spelled(step.hold), lift=lift)
        for key, count in (("reps", step.reps), ("cycles", step.cycles)):
            if count is not None and count > MOST_REPS and "more_than_30_reps" not in lifted:
                lift = _how_to_lift("more_than_30_reps", routine)
                yield _said((*way, key), "many_reps", count=count, key=key, most=MOST_REPS, lift=lift)


def _session(routine: Routine, steps: tuple[SettledStep, ...]) -> Iterator[Finding]:
    total = sum(step.total_s for step in steps)
    minutes = f"{total / 60:.0f}"
    if total > LONGEST_SESSION_OVERRIDDEN_S:
        yield _said(("steps",), "too_long", minutes=minutes)
    elif total > LONGEST_SESSION_S and "over_60_minutes" not in routine.limits.override:
        yield _said(("steps",), "long", minutes=minutes, lift=_how_to_lift("over_60_minutes", routine))


def _twists(routine: Routine) -> Iterator[Finding]:
    if not routine.limits.no_twist:
        return
    for index, step in enumerate(routine.steps):
        if isinstance(step, StretchStep) and STRETCHES[step.stretch].twists:
            yield _said(_name_path(index), "twists", stretch=step.stretch)


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
        bounds = {"least": f"{allowed[0]:g}", "most": f"{allowed[1]:g}"}
        yield _said(path, "angle", degrees=f"{limit:g}", stretch=stretch, **bounds)


def _light(routine: Routine) -> Iterator[Finding]:
    light = routine.limits.traffic_light
    if light.amber_from >= light.red_from:
        yield _said(("limits", "traffic_light"), "light", amber=light.amber_from, red=light.red_from)


def _leave(routine: Routine) -> Iterator[Finding]:
    if routine.limits.override and not routine.assigned_by:
        yield _said(("limits", "override"), "override_unsigned")


def _unspoken(routine: Routine) -> Iterator[Finding]:
    for index, step in enumerate(routine.steps):
        if not isinstance(step, StretchStep):
            continue
        spoken = speaking(step.stretch, step.variant)
        if routine.language not in spoken:
            other = Texts().get("check.other_language", languages=listed(spoken)) if spoken else ""
            about = {"stretch": step.stretch, "language": routine.language, "other": other}
            yield _said(_name_path(index), "unspoken", **about)


def speaking(stretch: str, variant: str | None) -> list[str]:
    """The languages that have the words of a variant."""
    needed = STRETCHES[stretch].texts(variant)
    return [language for language in languages() if all(map(Texts(language).has, needed))]
