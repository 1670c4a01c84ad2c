"""Limits that protect the person; a file may exceed some of them, but only with the therapist's explicit override."""

from collections.abc import Iterator

from coach.languages.folders import languages
from coach.languages.texts import Texts
from coach.routine.dose import settle
from coach.routine.dose_fields import LONGEST_HOLD_OVERRIDDEN_S, LONGEST_HOLD_S, MOST_REPS, MOST_REPS_OVERRIDDEN
from coach.routine.planned_step import PlannedStep
from coach.routine.prescribing import contradictions
from coach.routine.problems import Finding, Path, finding, listed
from coach.routine.routine_file import LONGEST_SESSION_OVERRIDDEN_S, LONGEST_SESSION_S, Routine
from coach.routine.said import Said, of_check
from coach.routine.spans import spelled
from coach.routine.steps import ExerciseStep, StretchStep
from coach.routine.today import in_week, of_section, sections, weeks_named
from coach.stretches.catalogue import STRETCHES


def settled_steps(routine: Routine) -> tuple[PlannedStep, ...]:
    return settle(routine.steps, routine.limits.largest_angle.model_dump())


def doses(routine: Routine) -> Iterator[tuple[str | None, int, tuple[PlannedStep, ...]]]:
    """Each section in each week in which a dose changes, with its steps; None: the file has no sections."""
    for section in sections(routine) or (None,):
        for week in weeks_named(routine):
            yield section, week, settled_steps(in_week(routine, week, section))


def findings(routine: Routine) -> list[Finding]:
    """Every limit that the file exceeds without an override, and every contradiction in it."""
    return [
        *contradictions(routine),
        *_in_every_week(routine),
        *_twists(routine),
        *_angles(routine),
        *_light(routine),
        *_leave(routine),
        *_unspoken(routine),
    ]


def _how_to_lift(word: str, routine: Routine) -> Said:
    return of_check("lift" if routine.assigned_by else "lift_and_sign", word=word)


def _in_every_week(routine: Routine) -> Iterator[Finding]:
    """The limits on doses, in every section and week; a problem in several weeks is reported once."""
    seen: set[Finding] = set()
    for section, week, steps in doses(routine):
        places = [index for index, _ in of_section(routine, section)]
        for said in (*_doses(routine, places, steps, week), *_session(routine, steps, section)):
            if said not in seen:
                seen.add(said)
                yield said


def _doses(routine: Routine, places: list[int], steps: tuple[PlannedStep, ...], week: int) -> Iterator[Finding]:
    for index, step in zip(places, steps, strict=True):
        if not step.is_stretch:
            continue
        where: Path = ("steps", index, "weeks", str(week)) if week > 1 else ("steps", index)
        yield from _hold(step, routine, where)
        yield from _times(step, routine, where)


def _hold(step: PlannedStep, routine: Routine, where: Path) -> Iterator[Finding]:
    hold = spelled(step.longest_hold_s)
    if step.longest_hold_s > LONGEST_HOLD_OVERRIDDEN_S:
        yield finding((*where, "hold"), "longest_hold", hold=hold, most=spelled(LONGEST_HOLD_OVERRIDDEN_S))
    elif step.longest_hold_s > LONGEST_HOLD_S and "hold_over_120_s" not in routine.limits.override:
        yield finding((*where, "hold"), "long_hold", hold=hold, lift=_how_to_lift("hold_over_120_s", routine))


def _times(step: PlannedStep, routine: Routine, where: Path) -> Iterator[Finding]:
    key = "cycles" if step.cycles else "moves" if step.moving else "reps"
    about = {"count": step.most_times, "key": key}
    if step.most_times > MOST_REPS_OVERRIDDEN:
        yield finding((*where, key), "most_reps", most=MOST_REPS_OVERRIDDEN, **about)
    elif step.most_times > MOST_REPS and "more_than_30_reps" not in routine.limits.override:
        lift = _how_to_lift("more_than_30_reps", routine)
        yield finding((*where, key), "many_reps", most=MOST_REPS, lift=lift, **about)


def _session(routine: Routine, steps: tuple[PlannedStep, ...], section: str | None) -> Iterator[Finding]:
    total = sum(step.total_s for step in steps)
    about = {"minutes": f"{total / 60:.0f}", "section": section}
    part = "" if section is None else "section_"
    if total > LONGEST_SESSION_OVERRIDDEN_S:
        yield finding(("steps",), f"{part}too_long", **about)
    elif total > LONGEST_SESSION_S and "over_60_minutes" not in routine.limits.override:
        yield finding(("steps",), f"{part}long", lift=_how_to_lift("over_60_minutes", routine), **about)


def _twists(routine: Routine) -> Iterator[Finding]:
    if not routine.limits.no_twist:
        return
    for index, step in enumerate(routine.steps):
        if isinstance(step, ExerciseStep) and step.twists:
            yield finding(("steps", index, "twists"), "twists", stretch=step.exercise)
        if isinstance(step, StretchStep) and STRETCHES[step.stretch].twists:
            yield finding(("steps", index, "stretch"), "twists", stretch=step.stretch)


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
        yield finding(path, "angle", degrees=f"{limit:g}", stretch=stretch, **bounds)


def _light(routine: Routine) -> Iterator[Finding]:
    light = routine.limits.traffic_light
    if light.amber_from >= light.red_from:
        yield finding(("limits", "traffic_light"), "light", amber=light.amber_from, red=light.red_from)


def _leave(routine: Routine) -> Iterator[Finding]:
    if routine.limits.override and not routine.assigned_by:
        yield finding(("limits", "override"), "override_unsigned")


def _unspoken(routine: Routine) -> Iterator[Finding]:
    for index, step in enumerate(routine.steps):
        if not isinstance(step, StretchStep):
            continue
        spoken = speaking(step.stretch, step.variant)
        if routine.language not in spoken:
            other = of_check("other_language", languages=listed(spoken)) if spoken else ""
            about = {"stretch": step.stretch, "language": routine.language, "other": other}
            yield finding(("steps", index, "stretch"), "unspoken", **about)


def speaking(stretch: str, variant: str | None) -> list[str]:
    """The languages that have words for a variant."""
    needed = STRETCHES[stretch].texts(variant)
    return [language for language in languages() if all(map(Texts(language).has, needed))]
