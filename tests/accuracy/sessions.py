"""Hold times and form errors told by the engine against clips whose truth is exactly known.

The engine follows the person through a plan made from the clip's own truth. The planned hold is longer than any in the
clips, so that its clock runs until the person leaves the pose.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.review import Viewer
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.events import PoseLost, PoseSeen, SourceEnded

LONGER_S = 90.0
LATE_S = 1.5
"""A form error may be told so long after its mistake is over: dwell times, and speeds that are known at the end."""
NEVER_TOLD = frozenset({"left_early", "over_limit", "out_of_view"})
"""Answers to the plan or to the camera, not to the body: a plan that is longer than the clip makes them."""
NAMES = {"drops_back": "too_fast", "cycle_too_fast": "too_fast", "knees_fall": "too_fast"}
"""Form errors that a truth may call by a more general name."""
UNJUDGED = frozenset({"early_release", "looks_at_screen"})
"""What a truth calls a mistake and the clock, not a form error, answers."""


@dataclass(frozen=True)
class HoldFound:
    clip: str
    stretch: str
    side: str | None
    true_s: float
    told_s: float


@dataclass(frozen=True)
class Errors:
    """Form errors of one clip, by name."""

    clip: str
    right: tuple[str, ...]
    missed: tuple[str, ...]
    invented: tuple[str, ...]


@dataclass(frozen=True)
class SessionResult:
    holds: tuple[HoldFound, ...]
    errors: Errors


def follow(path: Path, seen: Sequence[tuple[float, Measures | None]]) -> SessionResult | None:
    """What the engine told of a clip; None for a truth that has no stretch in it."""
    record = json.loads(path.read_text(encoding="utf-8"))
    reps = list(_true_reps(record.get("events", ())))
    if not reps:
        return None
    events = _told(_plan(reps), seen)
    return SessionResult(tuple(_holds(path.stem, reps, events)), _errors(path.stem, record["events"], events))


@dataclass(frozen=True)
class _Rep:
    stretch: str
    variant: str | None
    side: str | None
    held_s: float
    """Cat-cow: 0."""
    cycles: int = 0


def _true_reps(events: Sequence[Mapping[str, Any]]) -> Iterator[_Rep]:
    """Holds of one stretch and side that follow each other without a move out are one rep; all cats are one."""
    held: tuple[str, str | None, str | None] | None = None
    seconds, cats = 0.0, 0
    for event in [*events, {"kind": "move_out"}]:
        kind = event["kind"]
        if kind == "hold":
            held = (event["stretch"], event.get("variant"), event.get("side"))
            seconds += event["end_s"] - event["start_s"]
        elif kind == "cat":
            cats += 1
        elif kind == "move_out":
            if held is not None and seconds > 0:
                yield _Rep(*held, held_s=seconds)
            if cats:
                yield _Rep("cat_cow", None, None, 0.0, cats)
            held, seconds, cats = None, 0.0, 0


def _plan(reps: Sequence[_Rep]) -> Plan:
    groups: list[list[_Rep]] = []
    for before, rep in pairwise([None, *reps]):
        same = before is not None and (before.stretch, before.variant) == (rep.stretch, rep.variant)
        groups[-1].append(rep) if same else groups.append([rep])
    steps = tuple(_step(number, group) for number, group in enumerate(groups, 1))
    return Plan(routine="truth", version="1", language="en", steps=steps)


def _step(number: int, group: Sequence[_Rep]) -> PlannedStep:
    planned, counts = [], dict.fromkeys((rep.side for rep in group), 0)
    for rep in group:
        counts[rep.side] += 1
        planned.append(PlannedRep(counts[rep.side], Side(rep.side) if rep.side else None))
    first = group[0]
    return PlannedStep(
        number, first.stretch, first.variant, reps=tuple(planned), hold_s=LONGER_S, cycles=first.cycles, setup_s=0.0
    )


def _told(plan: Plan, seen: Sequence[tuple[float, Measures | None]]) -> list[dict[str, Any]]:
    viewer = Viewer(plan)
    viewer.start()
    for t_s, measures in seen:
        viewer.see(PoseLost(t_s) if measures is None else PoseSeen(t_s, measures))
    viewer.see(SourceEnded(seen[-1][0] if seen else 0.0))
    return [dict(event) for event in viewer.events()]


def _holds(clip: str, reps: Sequence[_Rep], events: Sequence[Mapping[str, Any]]) -> Iterator[HoldFound]:
    last = next((e for e in reversed(events) if e["event"] == "session_finished"), {})
    told = list(last.get("summary", {}).get("holds", ()))
    for rep in reps:
        if rep.cycles:
            continue
        only = sum((other.stretch, other.side) == (rep.stretch, rep.side) for other in reps) == 1
        matches = [h for h in told if (h["stretch"], h["side"]) == (rep.stretch, rep.side)][: None if only else 1]
        for match in matches:
            told.remove(match)
        yield HoldFound(clip, rep.stretch, rep.side, rep.held_s, sum(match["good_s"] for match in matches))


def _errors(clip: str, truth: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]]) -> Errors:
    mistakes = [e for e in truth if e["kind"] == "mistake" and e["mistake"] not in UNJUDGED]
    raised = [e for e in events if e["event"] == "form_error" and e["on"] and e["error"] not in NEVER_TOLD]
    right: list[str] = []
    missed: list[str] = []
    explained: set[int] = set()
    for mistake in mistakes:
        hits = [
            index
            for index, event in enumerate(raised)
            if _called(event["error"]) == _called(mistake["mistake"])
            and mistake["start_s"] <= event["t_s"] <= mistake["end_s"] + LATE_S
        ]
        (right if hits else missed).append(mistake["mistake"])
        explained.update(hits)
    invented = [str(event["error"]) for index, event in enumerate(raised) if index not in explained]
    return Errors(clip, tuple(right), tuple(missed), tuple(sorted(set(invented))))


def _called(error: str) -> str:
    return NAMES.get(error, error)


def lines(results: Sequence[SessionResult]) -> list[str]:
    """Markdown."""
    holds = [hold for result in results for hold in result.holds]
    errors = [result.errors for result in results]
    right, missed, invented = (sum(len(getattr(e, kind)) for e in errors) for kind in ("right", "missed", "invented"))
    off = [abs(hold.told_s - hold.true_s) for hold in holds]
    return [
        f"- hold time off by {sum(off) / len(off):.2f} s on average, {max(off):.2f} s at worst, over {len(off)} holds"
        if off
        else "- no holds",
        f"- form errors: {right} told right, {missed} missed, {invented} told without a mistake"
        + _f1(right, missed, invented),
        "",
        "| clip | stretch | side | truly held | told |",
        "| --- | --- | --- | ---: | ---: |",
        *(f"| {h.clip} | {h.stretch} | {h.side or ''} | {h.true_s:.1f} s | {h.told_s:.1f} s |" for h in holds),
        "",
        *(f"- {e.clip}: missed {', '.join(e.missed)}" for e in errors if e.missed),
        *(f"- {e.clip}: told without a mistake: {', '.join(e.invented)}" for e in errors if e.invented),
    ]


def _f1(right: int, missed: int, invented: int) -> str:
    whole = 2 * right + missed + invented
    return f" (F1 {2 * right / whole:.2f})" if whole else ""
