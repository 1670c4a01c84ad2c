"""Angles, back curve and posture against clips whose truth is exactly known, because they were rendered.

The truth of a clip is in a JSON file of the same name: ``frames`` with the time (``t_s``), the true ``angles`` and, on
hands and knees, the ``back_curve`` in the drawn outline; ``events`` give what the person does and when.
"""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from coach.body.landmarks import FloatArray, Side
from coach.body.measures import Measures, Posture, View
from coach.body.posture_model import PostureModel
from coach.observer import Observer
from coach.vision.eye import Sighting

SIDE_VIEWS = frozenset({View.SIDE_LEFT, View.SIDE_RIGHT})
NEAREST_S = 0.02
"""Largest distance in time between a picture and its truth."""
SETTLE_S = 0.4
"""Allowed latency from a change to its posture."""
OLD_ANGLES = {"hip": "knee_to_chest_{}_deg", "knee": "knee_flexion_{}_deg", "elbow": "elbow_flexion_{}_deg"}
ANGLES = {"knee_to_chest": "knee_to_chest_{}_deg", "knee": "knee_flexion_{}_deg", "elbow": "elbow_flexion_{}_deg"}
KEYS = {"knee_to_chest": "knee_to_chest_{}_deg", "childs_pose": "knee_flexion_{}_deg"}
"""The key measure of each stretch whose truth is an angle."""
MOVING_OR_HELD = frozenset({"move_in", "hold", "released", "move_out"})
AFTER_MISTAKE_S = 0.8
"""Time that the body needs to return after a mistake."""
LEAST_CALM_S = 1.0
"""A shorter rest between two mistakes does not count."""


@dataclass(frozen=True)
class Moment:
    """The truth at one moment."""

    t_s: float
    angles: Mapping[str, float]
    """Degrees by the name of the measure."""
    back_curve: float | None = None


@dataclass(frozen=True)
class Span:
    """A time in which the person stays in one posture."""

    start_s: float
    end_s: float
    posture: Posture
    side: str | None = None
    """The required side of the posture; None if it has none, or none is known."""


@dataclass(frozen=True)
class Truth:
    moments: Sequence[Moment]
    spans: Sequence[Span]
    keys: Sequence[tuple[float, float, str]] = ()
    """Start, end and name of each key measure."""

    def keys_at(self, t_s: float) -> list[str]:
        return [name for start_s, end_s, name in self.keys if start_s <= t_s < end_s]

    def at(self, t_s: float) -> Moment | None:
        nearest = min(self.moments, key=lambda m: abs(m.t_s - t_s))
        return nearest if abs(nearest.t_s - t_s) <= NEAREST_S else None


@dataclass
class Result:
    """Errors found in one clip."""

    name: str
    angle_errors: dict[tuple[str, bool], list[float]] = field(default_factory=lambda: defaultdict(list))
    """Measured minus true degrees, by measure (without side) and whether the view was from the side."""
    key_errors: list[float] = field(default_factory=list)
    """The same for the key angle of the present stretch on the exercised side, while the view was from the side."""
    curve_errors: list[float] = field(default_factory=list)
    spans: list[tuple[Span, float, int]] = field(default_factory=list)
    """Each span with the share of right pictures after the allowed latency, and the number of changes in it."""
    late_s: list[float] = field(default_factory=list)
    """For each span that was ever right: seconds from its start until then."""
    unseen: int = 0
    pictures: int = 0


def read_truth(path: Path) -> Truth:
    """Reads both formats of truth: the present one, and the older one with interior angles and ``holds``."""
    record = json.loads(path.read_text(encoding="utf-8"))
    moments = [_moment(frame) for frame in record["frames"] if "angles" in frame]
    spans = _old_spans(record) if "holds" in record else list(_spans(record.get("events", ())))
    return Truth(moments, spans, list(_keys(record.get("events", ()))))


def _keys(events: Sequence[Mapping[str, Any]]) -> Iterator[tuple[float, float, str]]:
    """The key measures over time; for a stretch done with both legs, those of both."""
    for event in events:
        name, side = KEYS.get(str(event.get("stretch"))), event.get("side")
        if name is not None and event["kind"] in MOVING_OR_HELD:
            for each in [side] if side else [side.value for side in Side]:
                yield event["start_s"], event["end_s"], name.format(each)


def _moment(frame: Mapping[str, Any]) -> Moment:
    angles = {}
    for side in Side:
        for part, name in OLD_ANGLES.items():
            old = frame["angles"].get(f"{side.value}_{part}")
            if old is not None:
                angles[name.format(side.value)] = 180.0 - old
        for part, name in ANGLES.items():
            new = frame["angles"].get(f"{side.value}_{part}_deg")
            if new is not None:
                angles[name.format(side.value)] = new
    return Moment(frame.get("t_s", frame.get("t")), angles, frame.get("back_curve"))


def _old_spans(record: Mapping[str, Any]) -> list[Span]:
    return [Span(hold["start"], hold["end"], Posture(hold["pose"])) for hold in record["holds"]]


def _spans(events: Sequence[Mapping[str, Any]]) -> Iterator[Span]:
    for event in events:
        posture = _posture_in(event)
        for start_s, end_s in calm_times(event, events) if posture is not None else ():
            yield Span(start_s, end_s, posture, _side_in(event))


def calm_times(event: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> list[tuple[float, float]]:
    """The time of an event without the mistakes during it, which are not rest."""
    start_s, end_s = event["start_s"], event["end_s"]
    within = [e for e in events if e["kind"] == "mistake" and start_s < e["start_s"] < end_s]
    edges = [start_s, *(edge for e in within for edge in (e["start_s"], e["end_s"] + AFTER_MISTAKE_S)), end_s]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= LEAST_CALM_S or not within]


def _posture_in(event: Mapping[str, Any]) -> Posture | None:
    """The posture of a still period; None while moving, and if the truth names none."""
    kind, stretch = event["kind"], event.get("stretch")
    if kind in ("cat", "cow"):
        return Posture(kind)
    if kind == "hold":
        held = {"knee_twist": Posture.KNEE_DROP}.get(str(stretch))
        return held or (Posture(stretch) if stretch in {p.value for p in Posture} else None)
    return None


def _side_in(event: Mapping[str, Any]) -> str | None:
    """The required side of a still period; a knee that crosses over drops to the other side."""
    side = event.get("side")
    if side is None or event.get("stretch") != "knee_twist":
        return side
    return Side(side).other.value


def _right(measures: Measures, span: Span) -> bool:
    measured_as = measures.posture
    return measured_as.posture is span.posture and (
        span.side is None or (measured_as.side is not None and measured_as.side.value == span.side)
    )


def measured(sightings: Iterable[Sighting], model: PostureModel | None = None) -> list[tuple[float, Measures | None]]:
    """Every picture of a clip, measured as in the program. ``model``: the posture model; None: the one that ships."""
    observer = Observer(model)
    return [(sighting.frame.t_s, observer.measure(sighting)) for sighting in sightings]


def compare(name: str, truth: Truth, seen: Sequence[tuple[float, Measures | None]]) -> Result:
    """All errors of one clip."""
    result = Result(name, pictures=len(seen))
    for t_s, measures in seen:
        moment = truth.at(t_s)
        if measures is None:
            result.unseen += 1
        elif moment is not None:
            _compare_moment(result, truth, moment, measures)
    for span in truth.spans:
        measured_as = [m for t, m in seen if m and span.start_s + SETTLE_S <= t < span.end_s]
        if measured_as:
            answers = [(m.posture.posture, m.posture.side, m.posture.both) for m in measured_as]
            changes = sum(one != other for one, other in itertools.pairwise(answers))
            late = next((m.t_s for m in seen_since(seen, span) if _right(m, span)), None)
            if late is not None:
                result.late_s.append(max(0.0, late - span.start_s))
            result.spans.append((span, float(np.mean([_right(m, span) for m in measured_as])), changes))
    return result


def seen_since(seen: Sequence[tuple[float, Measures | None]], span: Span) -> Iterator[Measures]:
    """The looks from the start of a span on."""
    return (m for t, m in seen if m and span.start_s <= t < span.end_s)


def _compare_moment(result: Result, truth: Truth, moment: Moment, measures: Measures) -> None:
    from_side = measures.view in SIDE_VIEWS
    for key in truth.keys_at(moment.t_s) if from_side else ():
        if key in moment.angles and (value := measures.get(key)) is not None:
            result.key_errors.append(value - moment.angles[key])
    for name, true in moment.angles.items():
        measured_as = measures.get(name)
        if measured_as is not None:
            plain = name.replace("_left", "").replace("_right", "")
            result.angle_errors[plain, from_side].append(measured_as - true)
    curve = measures.get("back_curve")
    if curve is not None and moment.back_curve is not None and from_side:
        result.curve_errors.append(curve - moment.back_curve)


def table(results: Sequence[Result]) -> list[str]:
    """Markdown: one row for each measure and view, over all clips."""
    lines = [
        "| measure | view | clips | mean error | mean absolute error | worst of 95 % | worst clip |",
        "| --- | --- | ---: | ---: | ---: | ---: | --- |",
    ]
    names = sorted({key for result in results for key in result.angle_errors})
    for name, from_side in names:
        found = {r.name: r.angle_errors[name, from_side] for r in results if (name, from_side) in r.angle_errors}
        lines.append(_row(name, "side" if from_side else "other", found, "{:.1f}"))
    curves = {result.name: result.curve_errors for result in results if result.curve_errors}
    return [*lines, *([_row("back_curve", "side", curves, "{:.3f}")] if curves else [])]


def _row(name: str, view: str, found: Mapping[str, Sequence[float]], pattern: str) -> str:
    errors = np.concatenate([np.asarray(e) for e in found.values()])
    numbers = (pattern.format(float(x)) for x in (errors.mean(), np.abs(errors).mean(), _most(errors)))
    worst = max(found, key=lambda clip: float(np.abs(found[clip]).mean()))
    off = pattern.format(float(np.abs(found[worst]).mean()))
    return f"| {name} | {view} | {len(found)} | {' | '.join(numbers)} | {worst}: {off} |"


def _most(errors: FloatArray) -> float:
    return float(np.percentile(np.abs(errors), 95))


def key_lines(results: Sequence[Result]) -> list[str]:
    """Markdown: the key angle of each clip that is seen from the side."""
    return [
        "| clip | mean error | mean absolute error | worst of 95 % | looks |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {r.name} | {np.mean(r.key_errors):.1f} | {np.abs(r.key_errors).mean():.1f} "
            f"| {_most(np.asarray(r.key_errors)):.1f} | {len(r.key_errors)} |"
            for r in results
            if r.key_errors
        ),
    ]


def still_lines(results: Sequence[Result]) -> list[str]:
    """Wrong or changing postures while the body was still."""
    return [
        f"{r.name} {span.start_s:.1f}-{span.end_s:.1f} s, {span.posture.value} {span.side or ''}: "
        f"{100 * share:.0f} % of the pictures right, {changes} changes"
        for r in results
        for span, share, changes in r.spans
        if share < 1.0 or changes
    ]
