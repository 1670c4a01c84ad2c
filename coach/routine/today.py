"""The part of a routine that applies today: one of its sections, and the dose of the present week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from coach.languages.texts import Texts
from coach.routine.divisions import day_of_week, part_of_day
from coach.routine.dose import hold_s
from coach.routine.problems import letters
from coach.routine.routine_file import Routine
from coach.routine.steps import AnyStep, DosedStep, SectionStep, StretchStep
from coach.routine.vocabulary import DAYS
from coach.stretches.catalogue import STRETCHES
from coach.stretches.stretch import UsualDose

_NO_USUAL = UsualDose()


def sections(routine: Routine) -> tuple[str, ...]:
    """The names of its sections, in order; empty for a file without sections."""
    return tuple(step.section for step in routine.steps if isinstance(step, SectionStep))


def section_named(routine: Routine, name: str) -> str | None:
    """The section with this name, ignoring capitals and spaces; None if there is none."""
    return next((section for section in sections(routine) if letters(section) == letters(name)), None)


def week_on(routine: Routine, day: date | None) -> int | None:
    """The week by the file's own count: 1, 2, ...; 1 before it begins; None without a start or a day."""
    if routine.starts_on is None or day is None:
        return None
    return max(1, (day - routine.starts_on).days // 7 + 1)


def for_today(routine: Routine, day: date | None = None, section: str | None = None) -> Routine:
    """The routine with the steps of one section and the present doses; only later weeks are left in it.

    ``section``: one of ``sections(routine)``; None: the first. If the week is unknown, the smallest dose applies.
    """
    return in_week(routine, week_on(routine, day), section)


def in_week(routine: Routine, week: int | None, section: str | None = None) -> Routine:
    """The same for a week's number; None: the smallest dose of all weeks."""
    names = sections(routine)
    chosen = section if section is not None or not names else names[0]
    steps = tuple(_of_week(step, week) for _, step in of_section(routine, chosen))
    return routine.model_copy(update={"steps": steps})


def parts(routine: Routine, day: date | None = None, section: str | None = None) -> tuple[Routine, ...]:
    """Each section, or only this one, as a routine of its own with the present doses; its title says which it is."""
    chosen = (section,) if section is not None else sections(routine) or (None,)
    return tuple(_titled(for_today(routine, day, name), routine, day, name) for name in chosen)


def _titled(part: Routine, routine: Routine, day: date | None, section: str | None) -> Routine:
    week = week_on(routine, day) if len(weeks_named(routine)) > 1 else None
    in_week = "" if week is None else f" ({Texts(routine.language).get('sheet.in_week', week=week)})"
    of_section = "" if section is None else f": {section}"
    return part.model_copy(update={"routine": f"{routine.routine}{of_section}{in_week}"})


PARTS_OF_DAY_H = {"morning": (4, 12), "noon": (11, 14), "afternoon": (12, 18), "evening": (17, 24), "night": (20, 28)}
"""The hours from and until which a section with this name applies; after 24 is the next day [J]."""


def fitting(routine: Routine, now: datetime) -> tuple[str, ...]:
    """The sections named after the present time of day or day of the week."""
    return tuple(section for section in sections(routine) if _fits(section, now))


def _fits(section: str, now: datetime) -> bool:
    hours = PARTS_OF_DAY_H.get(part_of_day(section) or "")
    if hours is not None:
        return hours[0] <= now.hour < hours[1] or hours[0] <= now.hour + 24 < hours[1]
    return day_of_week(section) == DAYS[now.weekday()]


def of_section(routine: Routine, section: str | None) -> Iterator[tuple[int, AnyStep]]:
    """The steps of a section, with their places in the file; those above the first heading belong to every one."""
    here: str | None = None
    for index, step in enumerate(routine.steps):
        if isinstance(step, SectionStep):
            here = step.section
        elif here is None or here == section:
            yield index, step


def weeks_named(routine: Routine) -> tuple[int, ...]:
    """Every week in which a dose changes, the first week included."""
    named = {week for step in routine.steps if isinstance(step, DosedStep) for week in step.weeks}
    return tuple(sorted(named | {1}))


def _of_week(step: AnyStep, week: int | None) -> AnyStep:
    if not isinstance(step, DosedStep) or not step.weeks:
        return step
    changes = _lowest(step) if week is None else _changed(step, week)
    later = {begins: dose for begins, dose in step.weeks.items() if week is None or begins > week}
    return step.model_copy(update={**changes, "weeks": later})


def _changed(step: DosedStep, week: int) -> dict[str, Any]:
    """What has changed by this week: the latest of each."""
    return {
        key: value
        for begins in sorted(step.weeks)
        if begins <= week
        for key, value in step.weeks[begins]
        if value is not None
    }


def _lowest(step: DosedStep) -> dict[str, Any]:
    """The smallest value of everything that changes."""
    usual = STRETCHES[step.stretch].of(step.variant).dose if isinstance(step, StretchStep) else _NO_USUAL
    lowest: dict[str, Any] = {}
    for key in ("reps", "moves", "cycles", "sets"):
        counts = [count for dose in step.weeks.values() if (count := getattr(dose, key)) is not None]
        if counts:
            lowest[key] = min(*counts, getattr(step, key, None) or getattr(usual, key, None) or 1)
    held = [dose.hold for dose in step.weeks.values() if dose.hold is not None]
    if held:
        first = usual.hold_s if step.hold is None else step.hold
        lowest["hold"] = min((*held, first), key=lambda hold: hold_s(hold, step.breath) or 0.0)
    return lowest
