"""The report's first table: targets and figures over everything that was evaluated."""

from collections.abc import Iterator, Sequence
from statistics import mean, median

from coach.body.measures import Posture
from tests.accuracy.pictures import STRETCHES, SURE, Verdict
from tests.accuracy.sessions import HoldFound, SessionResult, f1
from tests.accuracy.truth import Result

TARGETS = {
    "pictures": "95 %",
    "sure": "at most 1 %",
    "near": "none",
    "backs": "98 %",
    "angle": "6.0 degrees",
    "hold": "0.30 s",
    "errors": "0.90",
    "flicker": "0",
    "delay": "0.40 s",
}


def table(found: Sequence[Verdict], clips: Sequence[Result], led: Sequence[SessionResult]) -> list[str]:
    """The table in Markdown. A figure without data has no row."""
    rows = [*_pictures(found), *_angles(clips), *_holds(led), *_errors(led), *_steadiness(clips, led)]
    return [
        "| figure | target | reached | counted over |",
        "| --- | --- | --- | --- |",
        *(f"| {what} | {TARGETS[target]} | {reached} | {over} |" for what, target, reached, over in rows),
    ]


Row = tuple[str, str, str, str]


def _pictures(found: Sequence[Verdict]) -> Iterator[Row]:
    ours = [v for v in found if v.expected is not Posture.OTHER]
    misses = [v for v in found if v.expected is Posture.OTHER]
    backs = [v for v in ours if {v.expected, v.reported} <= {Posture.CAT, Posture.COW}]
    if ours:
        yield "posture right", "pictures", _percent(sum(v.right for v in ours), len(ours)), f"{len(ours)} pictures"
        sure = sum(v.surely_wrong for v in found)
        yield f"wrong with confidence over {SURE}", "sure", _percent(sure, len(found)), f"{len(found)} pictures"
    if misses:
        taken = sum(v.reported in STRETCHES and v.confidence > SURE for v in misses)
        yield "near-misses confidently mistaken for a stretch", "near", str(taken), f"{len(misses)} near-misses"
    if backs:
        right = sum(v.right for v in backs)
        yield (
            "cat distinguished from cow",
            "backs",
            _percent(right, len(backs)),
            f"{len(backs)} pictures reported as either",
        )


def _angles(clips: Sequence[Result]) -> Iterator[Row]:
    off = [abs(error) for clip in clips for error in clip.key_errors]
    if off:
        over = f"{len(off)} looks at {sum(bool(clip.key_errors) for clip in clips)} clips"
        yield "mean error of the key angle, from the side", "angle", f"{mean(off):.1f} degrees", over


def _holds(led: Sequence[SessionResult]) -> Iterator[Row]:
    holds = [hold for result in led for hold in result.holds]
    for seen, some in (
        ("from the side", [h for h in holds if h.from_side]),
        ("from elsewhere", [h for h in holds if not h.from_side]),
    ):
        if some:
            yield f"mean error of hold times, {seen}", "hold", _off(some), f"{len(some)} holds"


def _off(holds: Sequence[HoldFound]) -> str:
    off = [hold.off_s for hold in holds]
    return f"{mean(off):.2f} s (worst {max(off):.2f})"


def _errors(led: Sequence[SessionResult]) -> Iterator[Row]:
    right, missed, invented, score = f1(led)
    if right + missed + invented:
        over = f"{right} reported, {missed} missed, {invented} false, {len(led)} clips"
        yield "form errors, F1", "errors", f"{score:.2f}", over


def _steadiness(clips: Sequence[Result], led: Sequence[SessionResult]) -> Iterator[Row]:
    changes = [count for clip in clips for _, _, count in clip.spans]
    if changes:
        yield "posture changes of a still body", "flicker", str(sum(changes)), f"{len(changes)} still periods"
    holds = sum(len(result.holds) for result in led)
    if holds:
        yield "holds interrupted while held", "flicker", str(sum(r.breaks for r in led)), f"{holds} holds"
    for what, delays in (
        ("delay of a posture", [s for clip in clips for s in clip.late_s]),
        ("delay of the start of a hold", [s for r in led for s in r.delays.arrived]),
        ("delay of stopping the clock", [s for r in led for s in r.delays.left]),
    ):
        if delays:
            yield what, "delay", f"{median(delays):.2f} s (worst {max(delays):.2f})", f"{len(delays)} changes"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"
