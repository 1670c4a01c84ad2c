"""Angles, back curve and posture against clips whose truth is exactly known, because they were rendered.

A clip's truth lies beside it as JSON of the same name: ``frames`` with the moment (``t_s``), the true ``angles`` and,
on hands and knees, the ``back_curve`` in the drawn outline; ``events`` tell what the person does when.
"""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from coach.body.landmarks import Side
from coach.body.measurer import Measurer
from coach.body.measures import Measures, Posture, View
from coach.vision.eye import Eye, PoseFinder
from coach.vision.recording import Recording

SIDE_VIEWS = frozenset({View.SIDE_LEFT, View.SIDE_RIGHT})
NEAREST_S = 0.02
"""A truth farther from a picture's moment than this is not its truth."""
SETTLE_S = 0.4
"""The latency allowed from a change to its posture."""
OLD_ANGLES = {"hip": "knee_to_chest_{}_deg", "knee": "knee_flexion_{}_deg", "elbow": "elbow_flexion_{}_deg"}
ANGLES = {"knee_to_chest": "knee_to_chest_{}_deg", "knee": "knee_flexion_{}_deg", "elbow": "elbow_flexion_{}_deg"}
KEY = "knee_to_chest"


@dataclass(frozen=True)
class Moment:
    """What is true at one moment."""

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
    """The side that the posture's own side must be; None where it has none, or none is known."""


@dataclass(frozen=True)
class Truth:
    moments: Sequence[Moment]
    spans: Sequence[Span]

    def at(self, t_s: float) -> Moment | None:
        nearest = min(self.moments, key=lambda m: abs(m.t_s - t_s))
        return nearest if abs(nearest.t_s - t_s) <= NEAREST_S else None


@dataclass
class Result:
    """Errors found in one clip."""

    name: str
    angle_errors: dict[tuple[str, bool], list[float]] = field(default_factory=lambda: defaultdict(list))
    """Degrees, told minus true, by measure (side left out) and whether the view was from the side."""
    curve_errors: list[float] = field(default_factory=list)
    spans: list[tuple[Span, float, int]] = field(default_factory=list)
    """Each span with the share of its pictures told right after the allowed latency, and the changes told in it."""
    unseen: int = 0
    pictures: int = 0


def read_truth(path: Path) -> Truth:
    """Both shapes of truth: the project's own, and the older one with interior angles and ``holds``."""
    record = json.loads(path.read_text(encoding="utf-8"))
    moments = [_moment(frame) for frame in record["frames"] if "angles" in frame]
    spans = _old_spans(record) if "holds" in record else list(_spans(record.get("events", ())))
    return Truth(moments, spans)


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
        if posture is not None:
            yield Span(event["start_s"], event["end_s"], posture, _side_in(event))


def _posture_in(event: Mapping[str, Any]) -> Posture | None:
    """The posture of a still time; None while moving, and where the truth names none."""
    kind, stretch = event["kind"], event.get("stretch")
    if kind in ("cat", "cow"):
        return Posture(kind)
    if kind == "hold":
        held = {"knee_twist": Posture.KNEE_DROP}.get(str(stretch))
        return held or (Posture(stretch) if stretch in {p.value for p in Posture} else None)
    return None


def _side_in(event: Mapping[str, Any]) -> str | None:
    """A knee that crosses over drops to the other side."""
    side = event.get("side")
    if side is None or event.get("stretch") != "knee_twist":
        return side
    return Side(side).other.value


def _right(measures: Measures, span: Span) -> bool:
    told = measures.posture
    return told.posture is span.posture and (
        span.side is None or (told.side is not None and told.side.value == span.side)
    )


def measured(clip: Path, finder: PoseFinder) -> Iterator[tuple[float, Measures | None]]:
    """Every picture of a clip as the program would see it."""
    recording, eye, measurer = Recording(clip), Eye(finder), Measurer()
    finder.mask = True
    while (frame := recording.read()) is not None:
        pose = eye.look(frame).pose
        yield frame.t_s, (None if pose is None else measurer.measure(pose))
    recording.close()


def compare(name: str, truth: Truth, seen: Sequence[tuple[float, Measures | None]]) -> Result:
    """All errors of one clip."""
    result = Result(name, pictures=len(seen))
    for t_s, measures in seen:
        moment = truth.at(t_s)
        if measures is None:
            result.unseen += 1
        elif moment is not None:
            _compare_moment(result, moment, measures)
    for span in truth.spans:
        told = [m for t, m in seen if m and span.start_s + SETTLE_S <= t < span.end_s]
        if told:
            answers = [(m.posture.posture, m.posture.side, m.posture.both) for m in told]
            changes = sum(one != other for one, other in itertools.pairwise(answers))
            result.spans.append((span, float(np.mean([_right(m, span) for m in told])), changes))
    return result


def _compare_moment(result: Result, moment: Moment, measures: Measures) -> None:
    from_side = measures.view in SIDE_VIEWS
    for name, true in moment.angles.items():
        told = measures.get(name)
        if told is not None:
            plain = name.replace("_left", "").replace("_right", "")
            result.angle_errors[plain, from_side].append(told - true)
    curve = measures.get("back_curve")
    if curve is not None and moment.back_curve is not None and from_side:
        result.curve_errors.append(curve - moment.back_curve)


def table(results: Sequence[Result]) -> list[str]:
    """Markdown: one row for each clip and measure."""
    lines = [
        "| clip | measure | view | mean error | mean off by | worst of 95 % | looks |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for result in results:
        for (name, from_side), errors in sorted(result.angle_errors.items()):
            lines.append(_row(result.name, name, "side" if from_side else "other", errors, "{:.1f}"))
        if result.curve_errors:
            lines.append(_row(result.name, "back_curve", "side", result.curve_errors, "{:.3f}"))
    return lines


def _row(clip: str, name: str, view: str, errors: Sequence[float], pattern: str) -> str:
    off = np.abs(errors)
    numbers = (pattern.format(float(x)) for x in (np.mean(errors), off.mean(), np.percentile(off, 95)))
    return f"| {clip} | {name} | {view} | {' | '.join(numbers)} | {len(errors)} |"


def still_lines(results: Sequence[Result]) -> list[str]:
    """What was told in the still times of each clip."""
    return [
        f"{r.name} {span.start_s:.1f}-{span.end_s:.1f} s, {span.posture.value} {span.side or ''}: "
        f"{100 * share:.0f} % of the pictures right, {changes} changes"
        for r in results
        for span, share, changes in r.spans
    ]
