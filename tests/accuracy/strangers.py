"""Cycles and holds of strangers in clips labelled by eye, counted as ``coach review`` counts them.

A clip's label is beside it as JSON of the same name: ``label``, ``cycles``, ``holds`` and ``duration_s``. A label that
begins with ``neg_`` is a near-miss, in which every second that counts for a stretch is wrong.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from tests.accuracy.people import share
from tests.accuracy.sessions import LONGER_S, review_events

Look = tuple[float, Measures | None]
SIDES = tuple(PlannedRep(1, side) for side in Side)
STEPS = {
    "cat_cow": PlannedStep(1, "cat_cow", None, cycles=99, setup_s=0.0),
    "childs_pose": PlannedStep(1, "childs_pose", None, (PlannedRep(1),), hold_s=LONGER_S, setup_s=0.0),
    "knee_to_chest": PlannedStep(1, "knee_to_chest", "single", SIDES, hold_s=LONGER_S, setup_s=0.0),
    "both_knees": PlannedStep(1, "knee_to_chest", "double", (PlannedRep(1),), hold_s=LONGER_S, setup_s=0.0),
    "knee_drop": PlannedStep(1, "knee_drop", "feet_down", SIDES, hold_s=LONGER_S, setup_s=0.0),
    "hip_lift": PlannedStep(1, "hip_lift", None, (PlannedRep(1),), hold_s=LONGER_S, setup_s=0.0),
}
HELD = ("childs_pose", "knee_to_chest", "both_knees", "knee_drop")
"""The stretches with which a near-miss could be confused."""


@dataclass(frozen=True)
class Counted:
    """The counts in one clip, for each step tried, and the truth."""

    name: str
    label: str
    cycles: int
    held_s: float
    length_s: float
    found: dict[str, float]
    """Cycles for ``cat_cow``, seconds held for every other step."""


def source(clip: Path) -> str:
    """The repository a clip comes from."""
    return str(json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))["repo"])


def counted(clip: Path, looks: Sequence[Look]) -> Counted:
    """The counts of one clip, followed through the steps that its label calls for. ``looks``: all pictures,
    measured."""
    record = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    label, missed = str(record["label"]), str(record["label"]).startswith("neg_")
    return Counted(
        clip.stem,
        label,
        int(record["cycles"]),
        sum(hold["end_s"] - hold["start_s"] for hold in record["holds"]),
        float(record["duration_s"]),
        {step: _found(step, looks) for step in (HELD if missed else (label,))},
    )


def _found(step: str, looks: Sequence[Look]) -> float:
    events = review_events(Plan("strangers", "1", "en", (STEPS[step],)), looks)
    if step == "cat_cow":
        return sum(event["event"] == "cycle_completed" for event in events)
    holds = next((e["summary"]["holds"] for e in reversed(events) if e["event"] == "session_finished"), ())
    return float(sum(hold["good_s"] for hold in holds))


def lines(clips: Sequence[Counted]) -> Iterator[str]:
    """Markdown: cycles, holds and near-misses."""
    cycles = [clip.found["cat_cow"] - clip.cycles for clip in clips if clip.label == "cat_cow"]
    exact = share(sum(off == 0 for off in cycles), len(cycles))
    far = sum(abs(off) > 1 for off in cycles)
    yield f"- cycles of cat and cow: exact in {exact} clips, off by more than one in {far}"
    held = [clip for clip in clips if clip.held_s > 0]
    for label in sorted({clip.label for clip in held}):
        off = [abs(clip.found[label] - clip.held_s) for clip in held if clip.label == label]
        near = sum(seconds <= 1.0 for seconds in off)
        yield f"- holds, {label}: median error {median(off):.2f} s, within 1 s in {near} of {len(off)} clips"
    off = [abs(clip.found[clip.label] - clip.held_s) for clip in held]
    near = share(sum(seconds <= 1.0 for seconds in off), len(off))
    yield f"- holds, all: median error {median(off or [0.0]):.2f} s, within 1 s in {near} clips"
    misses = [clip for clip in clips if clip.label.startswith("neg_")]
    whole = sum(clip.length_s for clip in misses)
    for step in HELD:
        taken = sum(clip.found[step] for clip in misses)
        yield f"- near-misses, {whole:.0f} s: {taken:.1f} s ({100 * taken / max(whole, 1.0):.1f} %) counted for {step}"


def watched(folder: Path, measured: Callable[[Path], Sequence[Look]]) -> Iterator[Counted]:
    """Every labelled clip of a folder, as filmed and with a still start (``NAME.session.mp4``)."""
    for clip in sorted(folder.glob("*.mp4")):
        if clip.with_suffix(".json").is_file():
            yield counted(clip, measured(clip))
