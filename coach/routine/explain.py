"""A routine in plain language: what happens when, for how long, and what to be careful about."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.languages.folders import DEFAULT, table
from coach.routine.bounds import settled_steps
from coach.routine.breath import DEFAULT_BREATH, Breath
from coach.routine.dose import SettledStep
from coach.routine.durations import spelled
from coach.routine.problems import Problem
from coach.routine.routine_file import ENDS_AT_PAIN, LightScores, Routine
from coach.stretches.catalogue import find
from coach.stretches.timed_steps import TIMED

_TITLES: dict[str, str] = table(DEFAULT, "routine")["titles"]
_SIDES = {
    "left": "left side",
    "right": "right side",
    "both": "each side, the left side first",
    "alternate": "each side, in turn",
}


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


def title(name: str, variant: str | None = None) -> str:
    """The name people use for a step: ``Knee to chest, one knee``."""
    plain = ", ".join(filter(None, (name, variant))).replace("_", " ").capitalize()
    return _TITLES.get(find(name, variant).id, plain)


def lines(routine: Routine, times: Sequence[StepTime] = ()) -> tuple[StepLine, ...]:
    """Every step of a routine in plain language; without ``times``, the times are estimates."""
    rows: list[StepLine] = []
    for number, (step, time) in enumerate(_timed(settled_steps(routine), times), 1):
        rows.append(
            StepLine(
                number=number,
                at_s=time.at_s,
                takes_s=time.takes_s,
                name=title(step.name, step.variant),
                dose=_dose(step),
                details=_details(step),
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


def summary(rows: Sequence[StepLine]) -> str:
    """``About 8 minutes, 7 of them stretching.``"""
    total = sum(line.takes_s for line in rows)
    stretching = sum(line.takes_s for line in rows if line.is_stretch)
    minutes = _minutes(total)
    if stretching == total:
        return f"About {minutes}."
    return f"About {minutes}, {round(stretching / 60)} of them stretching."


def _minutes(seconds: float) -> str:
    count = max(1, round(seconds / 60))
    return "1 minute" if count == 1 else f"{count} minutes"


def _dose(step: SettledStep) -> str:
    if step.name == "note":
        return f"“{step.say}”"
    if step.name in TIMED:
        return spelled(step.hold_s)
    if step.cycles:
        pace = f", one in {step.breath.cycle_s:g} s" if step.breath else ""
        return f"{step.cycles} times{pace}"
    times = "once" if step.reps == 1 else f"{step.reps} times"
    where = f" on {_SIDES[step.sides]}" if step.sides in ("both", "alternate") else ""
    where = f" on the {_SIDES[step.sides]}" if step.sides in ("left", "right") else where
    return f"{times}{where}, held {spelled(step.hold_s)}"


def _details(step: SettledStep) -> tuple[str, ...]:
    rows: list[str] = []
    if step.is_stretch and step.rest_s and step.times > 1:
        rows.append(f"{spelled(step.rest_s)} of rest between")
    if step.breath != DEFAULT_BREATH and (step.is_stretch or step.name == "rest"):
        rows.append(_breath(step.breath))
    if step.largest_angle_deg is not None:
        rows.append(f"no more than {step.largest_angle_deg:g} degrees (watched by camera only)")
    if step.modifications:
        rows.append("with " + ", ".join(sorted(word.replace("_", " ") for word in step.modifications)))
    if step.say and step.name != "note":
        rows.append(f"says “{step.say}”")
    return tuple(rows)


def _breath(breath: Breath | None) -> str:
    if breath is None:
        return "no breath guide"
    pause = f", pause {breath.pause_s:g}" if breath.pause_s else ""
    return f"breathing in {breath.in_s:g}{pause}, out {breath.out_s:g} seconds"


def header(routine: Routine) -> tuple[str, ...]:
    """Who, when, and the limits, one line each."""
    limits, light = routine.limits, routine.limits.traffic_light
    rows: list[str | None] = [
        f"For {routine.patient}" if routine.patient else None,
        f"Assigned by {routine.assigned_by}" if routine.assigned_by else None,
        f"Valid until {routine.valid_until}" if routine.valid_until else None,
        "For days 1 to 3 after a spasm began" if routine.stage == "acute" else None,
        f"Precautions: {', '.join(sorted(routine.precautions))}" if routine.precautions else None,
        f"A pain score of {limits.stop_at_pain} or more ends the session"
        if limits.stop_at_pain != ENDS_AT_PAIN
        else None,
        "No twisting" if limits.no_twist else None,
        None
        if light == LightScores()
        else f"The next session: amber from {light.amber_from}, red from {light.red_from}, "
        f"red after a stop from {light.red_stop_from}, a real change from {light.risen_by} points",
        f"Settled beforehand: {', '.join(sorted(limits.cleared))}" if limits.cleared else None,
        f"Limits overridden: {', '.join(sorted(limits.override))}" if limits.override else None,
        routine.notes,
    ]
    return tuple(line for line in rows if line)


def explain(routine: Routine, warnings: Sequence[Problem] = (), times: Sequence[StepTime] = ()) -> str:
    """The whole routine as plain text, warnings at the end."""
    steps = lines(routine, times)
    rows = [f"{routine.routine} (version {routine.version})", summary(steps), *header(routine), ""]
    for line in steps:
        rows.append(f"{clock(line.at_s):>6}  {line.number:>2}. {line.name}: {line.dose}")
        rows += [_IN + detail for detail in line.details]
        if line.said:
            rows += textwrap.wrap(f"the coach: {' '.join(line.said)}", 100, initial_indent=_IN, subsequent_indent=_IN)
    if times:
        rows.append(f"{clock(times[-1].at_s + times[-1].takes_s):>6}      the end")
    if warnings:
        rows += ["", "To consider:"]
        rows += [f"  line {warning.line}: {warning.text}" for warning in warnings]
    return "\n".join(rows) + "\n"


def clock(seconds: float) -> str:
    """``2:05``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
