"""Hold times, form errors and latencies of the engine on clips whose truth is exactly known.

The engine follows the person through a plan made from the clip's own truth. The planned hold is longer than any in the
clips, so that its clock runs until the person leaves the pose.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from statistics import median
from typing import Any

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.review import Viewer
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.events import PoseLost, PoseSeen, SourceEnded
from coach.stretches.catalogue import find
from tests.accuracy.truth import SIDE_VIEWS, calm_times

LONGER_S = 90.0
LATE_S = 1.5
"""A form error may be reported this long after its mistake: dwell times, and speeds that are known only at the end."""
BEFORE_S = 2.5
"""The views during this time before a hold decide which view it counts as."""
EARLY_S = 0.6
"""A pose model may see a body in its pose this long before the end of the move."""
LATEST_S = 4.0
"""A later event belongs to something else."""
TRUE_KEYS = {"knee_to_chest": "{}_knee_to_chest_deg", "childs_pose": "{}_knee_deg"}
"""Key measures in a truth, by their names there."""
KINDS = ("right", "missed", "invented")
NEVER_REPORTED = frozenset({"left_early", "over_limit", "out_of_view"})
"""Form errors caused by the plan or the camera, not the body: a plan that is longer than the clip causes them."""
NAMES = {"drops_back": "too_fast", "cycle_too_fast": "too_fast", "knees_fall": "too_fast"}
"""Form errors for which a truth may have a more general name."""
FAST = frozenset({"too_fast", "drops_leg", "comes_up_fast"})
FAST_DEG_PER_S, FAST_S = 45.0, 0.3
"""Above this speed of the true key angle, reporting too fast a move is not false (clinical notes, G1)."""
UNJUDGED = frozenset({"early_release", "looks_at_screen"})
"""Mistakes in a truth to which the clock responds; they are not form errors."""


@dataclass(frozen=True)
class HoldFound:
    clip: str
    stretch: str
    side: str | None
    true_s: float
    reported_s: float
    from_side: bool = True
    """Whether the camera was at the person's side."""

    @property
    def off_s(self) -> float:
        return abs(self.reported_s - self.true_s)


@dataclass(frozen=True)
class Errors:
    """Form errors of one clip by name, repeated as often as they happened."""

    clip: str
    right: tuple[str, ...]
    missed: tuple[str, ...]
    invented: tuple[str, ...]


@dataclass(frozen=True)
class Delays:
    """Seconds from an occurrence to the event that reports it."""

    arrived: tuple[float, ...] = ()
    """Times from the end of moving in to ``hold_started``."""
    left: tuple[float, ...] = ()
    """Times from the moment at which the body left the pose, its key angle short by the clock's slack, to
    ``hold_paused``."""
    erred: tuple[float, ...] = ()
    """Times from the beginning of a mistake to its ``form_error``, including the time the error must last."""


@dataclass(frozen=True)
class SessionResult:
    holds: tuple[HoldFound, ...]
    errors: Errors
    delays: Delays = Delays()
    breaks: int = 0
    """How often the clock paused while the body was still in the pose."""


def follow(path: Path, seen: Sequence[tuple[float, Measures | None]]) -> SessionResult | None:
    """What the engine reported about a clip; None for a truth without a stretch."""
    record = json.loads(path.read_text(encoding="utf-8"))
    reps = list(_true_reps(record.get("events", ())))
    if not reps:
        return None
    events = review_events(_plan(reps), seen)
    return SessionResult(
        tuple(_holds(path.stem, reps, events, seen)),
        _errors(path.stem, record["events"], record["frames"], events),
        _delays(record, reps, events),
        _breaks(record["events"], events),
    )


def plan_of(record: Mapping[str, Any]) -> Plan:
    """A plan of what the person in a truth does, with holds longer than any of theirs."""
    return _plan(list(_true_reps(record.get("events", ()))))


@dataclass(frozen=True)
class _Rep:
    stretch: str
    variant: str | None
    side: str | None
    held_s: float
    """Seconds held; 0 for cat-cow."""
    cycles: int = 0
    start_s: float = 0.0
    end_s: float = 0.0


def _true_reps(events: Sequence[Mapping[str, Any]]) -> Iterator[_Rep]:
    """The reps in a truth. Consecutive holds of one stretch and side without a move out between are one; so are all
    cats."""
    held: tuple[str, str | None, str | None] | None = None
    seconds, cats, start_s, end_s = 0.0, 0, 0.0, 0.0
    for event in [*events, {"kind": "move_out"}]:
        kind = event["kind"]
        this = (event["stretch"], event.get("variant"), event.get("side")) if kind == "hold" else None
        if kind == "move_out" or (this is not None and held not in (None, this)):
            if held is not None and seconds > 0:
                yield _Rep(*held, held_s=seconds, start_s=start_s, end_s=end_s)
            if cats:
                yield _Rep("cat_cow", None, None, 0.0, cats)
            held, seconds, cats = None, 0.0, 0
        if this is not None:
            start_s = start_s if held is not None else event["start_s"]
            held, end_s = this, event["end_s"]
            seconds += event["end_s"] - event["start_s"]
        elif kind == "cat":
            cats += 1


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


def review_events(plan: Plan, seen: Sequence[tuple[float, Measures | None]]) -> list[dict[str, Any]]:
    """The events of a review of looks at one recording."""
    viewer = Viewer(plan)
    viewer.start()
    for t_s, measures in seen:
        viewer.see(PoseLost(t_s) if measures is None else PoseSeen(t_s, measures))
    viewer.see(SourceEnded(seen[-1][0] if seen else 0.0))
    return [dict(event) for event in viewer.events()]


def _holds(
    clip: str, reps: Sequence[_Rep], events: Sequence[Mapping[str, Any]], seen: Sequence[tuple[float, Measures | None]]
) -> Iterator[HoldFound]:
    last = next((e for e in reversed(events) if e["event"] == "session_finished"), {})
    reported = list(last.get("summary", {}).get("holds", ()))
    for rep in reps:
        if rep.cycles or find(rep.stretch, rep.variant).key is None:
            continue
        only = sum((other.stretch, other.side) == (rep.stretch, rep.side) for other in reps) == 1
        matches = [h for h in reported if (h["stretch"], h["side"]) == (rep.stretch, rep.side)][: None if only else 1]
        for match in matches:
            reported.remove(match)
        good_s = sum(match["good_s"] for match in matches)
        yield HoldFound(clip, rep.stretch, rep.side, rep.held_s, good_s, _from_side(rep, seen))


def _from_side(rep: _Rep, seen: Sequence[tuple[float, Measures | None]]) -> bool:
    """Whether most looks before the hold are from the side; while a body turns, any view can look like that."""
    views = [m.view for t_s, m in seen if m is not None and rep.start_s - BEFORE_S <= t_s <= rep.start_s]
    return 2 * sum(view in SIDE_VIEWS for view in views) >= len(views)


def _delays(record: Mapping[str, Any], reps: Sequence[_Rep], events: Sequence[Mapping[str, Any]]) -> Delays:
    arrived, left, erred = [], [], []
    for rep in reps:
        if rep.cycles or find(rep.stretch, rep.variant).key is None:
            continue
        begun = _first(events, "hold_started", rep.start_s - EARLY_S, rep.end_s)
        if begun is not None:
            arrived.append(begun - rep.start_s)
        out_s = _out_s(record["frames"], rep)
        paused = None if out_s is None else _first(events, "hold_paused", out_s - EARLY_S, out_s + LATEST_S)
        if out_s is not None and paused is not None:
            left.append(paused - out_s)
    for mistake in _mistakes(record["events"]):
        reported = [e["t_s"] for e in events if _tells(e, mistake)]
        erred += [reported[0] - mistake["start_s"]] if reported else []
    return Delays(tuple(arrived), tuple(left), tuple(erred))


def _first(events: Sequence[Mapping[str, Any]], name: str, from_s: float, to_s: float) -> float | None:
    return next((float(e["t_s"]) for e in events if e["event"] == name and from_s <= e["t_s"] <= to_s), None)


def _out_s(frames: Sequence[Mapping[str, Any]], rep: _Rep) -> float | None:
    """When the true key angle is short of its held level by the clock's slack; None if the truth has no key angle."""
    key, name = find(rep.stretch, rep.variant).key, TRUE_KEYS.get(rep.stretch)
    if key is None or name is None:
        return None
    sides = [rep.side] if rep.side else [side.value for side in Side]
    known = [
        (frame["t_s"], min(frame["angles"][name.format(side)] for side in sides))
        for frame in frames
        if rep.start_s <= frame["t_s"] and name.format(sides[0]) in frame.get("angles", {})
    ]
    held = [value for t_s, value in known if t_s <= rep.end_s]
    line = median(held) - key.slack if held else 0.0
    for (t0, before), (t1, after) in pairwise(known):
        if t0 >= rep.end_s and after < line <= before:
            return float(t0 + (before - line) / (before - after) * (t1 - t0))
    return None


def _breaks(truth: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]]) -> int:
    paused = [e["t_s"] for e in events if e["event"] == "hold_paused"]
    calm = [time for e in truth if e["kind"] == "hold" for time in calm_times(e, truth)]
    return sum(any(start_s + EARLY_S < t_s < end_s for start_s, end_s in calm) for t_s in paused)


def _mistakes(truth: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [e for e in truth if e["kind"] == "mistake" and e["mistake"] not in UNJUDGED]


def _tells(event: Mapping[str, Any], mistake: Mapping[str, Any]) -> bool:
    return (
        event["event"] == "form_error"
        and bool(event["on"])
        and called(event["error"]) == called(mistake["mistake"])
        and mistake["start_s"] <= event["t_s"] <= mistake["end_s"] + LATE_S
    )


def _runs(frames: Sequence[Mapping[str, Any]], at_s: float) -> bool:
    """Whether a true trunk-thigh angle has just moved as fast as the clinical notes call too fast."""
    near = [frame for frame in frames if at_s - LATE_S <= frame["t_s"] <= at_s and "angles" in frame]
    for side in Side:
        name = TRUE_KEYS["knee_to_chest"].format(side.value)
        for one, other in combinations(near, 2):
            gone_s = other["t_s"] - one["t_s"]
            if gone_s >= FAST_S and abs(other["angles"][name] - one["angles"][name]) > FAST_DEG_PER_S * gone_s:
                return True
    return False


def _errors(
    clip: str,
    truth: Sequence[Mapping[str, Any]],
    frames: Sequence[Mapping[str, Any]],
    events: Sequence[Mapping[str, Any]],
) -> Errors:
    raised = [e for e in events if e["event"] == "form_error" and e["on"] and e["error"] not in NEVER_REPORTED]
    right: list[str] = []
    missed: list[str] = []
    explained: set[int] = set()
    for mistake in _mistakes(truth):
        hits = [index for index, event in enumerate(raised) if _tells(event, mistake)]
        (right if hits else missed).append(mistake["mistake"])
        explained.update(hits)
    invented = [
        str(event["error"])
        for index, event in enumerate(raised)
        if index not in explained and not (event["error"] in FAST and _runs(frames, event["t_s"]))
    ]
    return Errors(clip, tuple(right), tuple(missed), tuple(invented))


def called(error: str) -> str:
    return NAMES.get(error, error)


def hold_lines(results: Sequence[SessionResult]) -> list[str]:
    """Markdown: every hold."""
    holds = [hold for result in results for hold in result.holds]
    return [
        "| clip | stretch | side | seen from | true hold | counted |",
        "| --- | --- | --- | --- | ---: | ---: |",
        *(
            f"| {h.clip} | {h.stretch} | {h.side or ''} | {'the side' if h.from_side else 'elsewhere'} "
            f"| {h.true_s:.1f} s | {h.reported_s:.1f} s |"
            for h in holds
        ),
    ]


def error_lines(results: Sequence[SessionResult]) -> list[str]:
    """Markdown: every form error that happened or was reported, then the clips where it was wrong."""
    errors = [result.errors for result in results]
    counts = {kind: Counter(called(n) for e in errors for n in getattr(e, kind)) for kind in KINDS}
    names = sorted(set().union(*counts.values()))
    return [
        "| form error | reported | missed | false |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {name} | {' | '.join(str(counts[kind][name]) for kind in KINDS)} |" for name in names),
        "",
        *(f"- {e.clip}: missed {', '.join(e.missed)}" for e in errors if e.missed),
        *(f"- {e.clip}: false: {', '.join(e.invented)}" for e in errors if e.invented),
    ]


def f1(results: Sequence[SessionResult]) -> tuple[int, int, int, float]:
    """Form errors reported, missed and false, and F1, which is 1.0 if there is nothing to report."""
    right, missed, invented = (sum(len(getattr(r.errors, kind)) for r in results) for kind in KINDS)
    whole = 2 * right + missed + invented
    return right, missed, invented, 2 * right / whole if whole else 1.0
