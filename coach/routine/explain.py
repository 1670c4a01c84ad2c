"""A routine in plain language: what happens when, for how long, and what to be careful about."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.languages.folders import DEFAULT, table
from coach.languages.texts import Texts
from coach.routine.bounds import settled_steps
from coach.routine.breath import DEFAULT_BREATH, Breath
from coach.routine.dose import SettledStep
from coach.routine.durations import spelled
from coach.routine.problems import Problem
from coach.routine.routine_file import ENDS_AT_PAIN, LightScores, Routine
from coach.stretches.catalogue import find
from coach.stretches.timed_steps import TIMED

_IN = " " * 12


@dataclass(frozen=True)
class StepTime:
    """When a step comes and what is said in it, as found by a rehearsal."""

    at_s: float
    """From the start of the session."""
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
    """The side that comes first; None when the step has no sides."""
    said: tuple[str, ...] = ()
    """The sentences of this step in their order, each once; empty without a rehearsal."""


def title(name: str, variant: str | None = None, language: str = DEFAULT) -> str:
    """The name people use for a step: ``Knee to chest, one knee``."""
    plain = ", ".join(filter(None, (name, variant))).replace("_", " ").capitalize()
    titles: dict[str, str] = table(language, "routine").get("titles", {})
    return titles.get(find(name, variant).id, plain)


def key_word(section: str, key: str, language: str) -> str:
    """The word of a language for a key of a file, such as a help; the key itself where it has none."""
    known = table(language, "routine").get(section, {}) if language != DEFAULT else {}
    word = known.get(key, key.replace("_", " "))
    return word if isinstance(word, str) else str(word[0])


def _words(section: str, keys: frozenset[str], language: str) -> str:
    return ", ".join(sorted(key_word(section, key, language) for key in keys))


def lines(routine: Routine, times: Sequence[StepTime] = ()) -> tuple[StepLine, ...]:
    """Every step of a routine in plain language; without ``times``, the times are estimates."""
    rows: list[StepLine] = []
    texts = Texts(routine.language)
    for number, (step, time) in enumerate(_timed(settled_steps(routine), times), 1):
        rows.append(
            StepLine(
                number=number,
                at_s=time.at_s,
                takes_s=time.takes_s,
                name=title(step.name, step.variant, routine.language),
                dose=_dose(step, texts),
                details=_details(step, texts),
                is_stretch=step.is_stretch,
                stretch=step.name,
                variant=step.variant,
                side=None if step.sides is None else "right" if step.sides == "right" else "left",
                said=tuple(dict.fromkeys(words for _, words in time.said)),
            )
        )
    return tuple(rows)


def _timed(steps: Sequence[SettledStep], times: Sequence[StepTime]) -> Iterator[tuple[SettledStep, StepTime]]:
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


def _dose(step: SettledStep, texts: Texts) -> str:
    if step.name == "note":
        return f"“{step.say}”"
    if step.name in TIMED:
        return spelled(step.hold_s)
    times = texts.get("sheet.times", n=step.cycles or step.reps)
    if step.cycles:
        seconds = f"{step.breath.cycle_s:g}" if step.breath else None
        return texts.get("sheet.cycles", times=times, seconds=seconds) if seconds else times
    side = f"_{step.sides}" if step.sides else ""
    return texts.get(f"sheet.held{side}", times=times, hold=spelled(step.hold_s))


def _details(step: SettledStep, texts: Texts) -> tuple[str, ...]:
    rows: list[str] = []
    if step.is_stretch and step.rest_s and step.times > 1:
        rows.append(texts.get("sheet.rest_between", time=spelled(step.rest_s)))
    if step.breath != DEFAULT_BREATH and (step.is_stretch or step.name == "rest"):
        rows.append(_breath(step.breath, texts))
    if step.largest_angle_deg is not None:
        rows.append(texts.get("sheet.largest_angle", degrees=f"{step.largest_angle_deg:g}"))
    if step.modifications:
        rows.append(texts.get("sheet.with", what=_words("helps", step.modifications, texts.language)))
    if step.say and step.name != "note":
        rows.append(texts.get("sheet.says", words=step.say))
    return tuple(rows)


def _breath(breath: Breath | None, texts: Texts) -> str:
    if breath is None:
        return texts.get("sheet.no_breath")
    key = "sheet.breath_pause" if breath.pause_s else "sheet.breath"
    return texts.get(key, in_s=f"{breath.in_s:g}", pause_s=f"{breath.pause_s:g}", out_s=f"{breath.out_s:g}")


def header(routine: Routine, *, for_patient: bool = False) -> tuple[str, ...]:
    """Who, when, and the limits, one line each; what only the therapist needs is left out of the patient's sheet."""
    rows = [*_whose(routine), *_limits(routine), *(() if for_patient else _settled(routine)), routine.notes]
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


def _limits(routine: Routine) -> Iterator[str]:
    texts, limits = Texts(routine.language), routine.limits
    if routine.precautions:
        yield texts.get("sheet.precautions", what=_words("precautions", routine.precautions, routine.language))
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
        yield texts.get("sheet.cleared", what=_words("cleared", limits.cleared, routine.language))
    if limits.override:
        yield texts.get("sheet.override", what=_words("overrides", limits.override, routine.language))


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
    """The warnings as lines; the words of the check are English, so other languages only point to it."""
    if texts.language == DEFAULT:
        return tuple(f"{texts.get('sheet.consider_line', line=warning.line)}: {warning.text}" for warning in warnings)
    places = ", ".join(str(line) for line in sorted({warning.line for warning in warnings}))
    return (texts.get("sheet.consider_lines", lines=places),) if warnings else ()


def clock(seconds: float) -> str:
    """``2:05``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
