"""A routine in plain language: what happens when, for how long, and what to be careful about."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.languages.folders import DEFAULT, table
from coach.languages.texts import Texts
from coach.routine.bounds import settled_steps
from coach.routine.dose_words import details_of, dose_of, words_of
from coach.routine.planned_step import PlannedStep
from coach.routine.problems import Problem
from coach.routine.routine_file import ENDS_AT_PAIN, LightScores, Routine
from coach.routine.today import weeks_named
from coach.stretches.catalogue import find
from coach.stretches.own_exercise import own_name
from coach.stretches.timed_steps import SECTION

_IN = " " * 12


@dataclass(frozen=True)
class StepTime:
    """When a step begins and what the coach says in it, as found by a rehearsal."""

    at_s: float
    """Seconds from the start of the session."""
    takes_s: float
    said: tuple[tuple[float, str], ...] = ()
    """Each sentence with its time, from the start of the session."""


@dataclass(frozen=True)
class StepLine:
    """One step in plain words."""

    number: int
    at_s: float
    """Approximate start, from the start of the session."""
    takes_s: float
    name: str
    dose: str
    details: tuple[str, ...]
    is_stretch: bool
    stretch: str
    """The step's name in files, for pictures."""
    variant: str | None
    side: str | None
    """The side that comes first; None if the step has no sides."""
    said: tuple[str, ...] = ()
    """The sentences of this step in order, each once; empty without a rehearsal."""


def title(name: str, variant: str | None = None, language: str = DEFAULT) -> str:
    """The name that people use for a step: ``Knee to chest, one knee``."""
    own = own_name(name)
    if own is not None:
        return own[:1].upper() + own[1:]
    plain = ", ".join(filter(None, (name, variant))).replace("_", " ").capitalize()
    titles: dict[str, str] = table(language, "routine").get("titles", {})
    return titles.get(name if name == SECTION else find(name, variant).id, plain)


def lines(routine: Routine, times: Sequence[StepTime] = ()) -> tuple[StepLine, ...]:
    """Every step of a routine in plain language; without ``times``, the times are estimates."""
    texts = Texts(routine.language)
    return tuple(
        StepLine(
            number=step.number,
            at_s=time.at_s,
            takes_s=time.takes_s,
            name=title(step.stretch, step.variant, routine.language),
            dose=dose_of(step, texts),
            details=details_of(step, texts),
            is_stretch=step.is_stretch,
            stretch=step.stretch,
            variant=step.variant,
            side=None if step.reps[0].side is None else step.reps[0].side.value,
            said=tuple(dict.fromkeys(words for _, words in time.said)),
        )
        for step, time in _timed(settled_steps(routine), times)
    )


def _timed(steps: Sequence[PlannedStep], times: Sequence[StepTime]) -> Iterator[tuple[PlannedStep, StepTime]]:
    """Each step with its time: the rehearsed one, or an estimate."""
    if times:
        yield from zip(steps, times, strict=True)
        return
    at_s = 0.0
    for step in steps:
        yield step, StepTime(at_s, step.total_s)
        at_s += step.total_s


def summary(rows: Sequence[StepLine], texts: Texts) -> str:
    """``About 8 minutes, 7 of them stretching.``"""
    total = sum(line.takes_s for line in rows)
    stretching = sum(line.takes_s for line in rows if line.is_stretch)
    minutes = max(1, round(total / 60))
    if stretching == total:
        return texts.get("sheet.about", n=minutes)
    return texts.get("sheet.about_stretching", n=minutes, stretching=round(stretching / 60))


def header(routine: Routine, *, for_patient: bool = False) -> tuple[str, ...]:
    """Who, when, and the limits, one line each; the patient's sheet leaves out what only the therapist needs."""
    rows = [
        *_whose(routine),
        *_calendar(routine),
        *_limits(routine),
        *(() if for_patient else _settled(routine)),
        routine.notes,
    ]
    return tuple(line for line in rows if line)


def _whose(routine: Routine) -> Iterator[str]:
    texts = Texts(routine.language)
    if routine.patient:
        yield texts.get("sheet.patient", who=routine.patient)
    if routine.assigned_by:
        yield texts.get("sheet.assigned_by", who=routine.assigned_by)
    if routine.valid_until:
        yield texts.get("sheet.valid_until", day=routine.valid_until)
    if routine.stage == "acute":
        yield texts.get("sheet.acute")


def _calendar(routine: Routine) -> Iterator[str]:
    """When it is done, and which week it is in."""
    texts = Texts(routine.language)
    if routine.times_a_day is not None:
        yield texts.get("sheet.times_a_day", n=routine.times_a_day)
    if routine.days:
        yield texts.get("sheet.on_days", days=", ".join(texts.get(f"sheet.weekday.{day}") for day in routine.days))
    elif routine.times_a_week is not None:
        yield texts.get("sheet.times_a_week", n=routine.times_a_week)
    if routine.starts_on is not None:
        yield texts.get("sheet.starts_on", day=routine.starts_on)
    elif len(weeks_named(routine)) > 1:
        yield texts.get("sheet.week_unknown")


def _limits(routine: Routine) -> Iterator[str]:
    texts, limits = Texts(routine.language), routine.limits
    if routine.precautions:
        yield texts.get("sheet.precautions", what=words_of("precautions", routine.precautions, routine.language))
    if limits.stop_at_pain != ENDS_AT_PAIN:
        yield texts.get("sheet.ends_at", score=limits.stop_at_pain)
    if limits.no_twist:
        yield texts.get("sheet.no_twist")


def _settled(routine: Routine) -> Iterator[str]:
    texts, limits, light = Texts(routine.language), routine.limits, routine.limits.traffic_light
    if light != LightScores():
        scores = {"amber": light.amber_from, "red": light.red_from, "red_stop": light.red_stop_from}
        yield texts.get("sheet.light", **scores, risen=light.risen_by)
    if limits.cleared:
        yield texts.get("sheet.cleared", what=words_of("cleared", limits.cleared, routine.language))
    if limits.override:
        yield texts.get("sheet.override", what=words_of("overrides", limits.override, routine.language))


def explain(routine: Routine, warnings: Sequence[Problem] = (), times: Sequence[StepTime] = ()) -> str:
    """The whole routine as plain text in its own language, warnings at the end."""
    steps, texts = lines(routine, times), Texts(routine.language)
    name = f"{routine.routine} ({texts.get('sheet.version', version=routine.version)})"
    rows = [name, summary(steps, texts), *header(routine), ""]
    for line in steps:
        rows.append(f"{clock(line.at_s):>6}  {line.number:>2}. {line.name}: {line.dose}")
        rows += [_IN + detail for detail in line.details]
        if line.said:
            said = texts.get("sheet.coach", words=" ".join(line.said))
            rows += textwrap.wrap(said, 100, initial_indent=_IN, subsequent_indent=_IN)
    if times:
        rows.append(f"{clock(times[-1].at_s + times[-1].takes_s):>6}      {texts.get('sheet.end')}")
    if warnings:
        rows += ["", texts.get("sheet.consider")]
        rows += [f"  {line}" for line in consider(warnings, texts)]
    return "\n".join(rows) + "\n"


def consider(warnings: Sequence[Problem], texts: Texts) -> tuple[str, ...]:
    """The warnings as lines."""
    return tuple(f"{texts.get('sheet.consider_line', line=warning.line)}: {warning.text}" for warning in warnings)


def clock(seconds: float) -> str:
    """``2:05``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
