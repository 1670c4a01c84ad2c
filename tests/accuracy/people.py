"""Real people, each judged by a model that was fitted to nobody from the same source: ``assets/posture/held_out.csv``.

The fitting script fits once for each fold of sources, without any of its pictures, and keeps the answers to them; the
recipe is the same as that of the model that ships.
"""

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.body.measures import Posture
from tests.accuracy.pictures import STRETCHES, SURE

PLAIN, DARK = "plain", "dark"
Z = 1.96
"""The normal quantile for 95 %."""
BINS = 10


@dataclass(frozen=True)
class Answer:
    """The answer to a photograph, or to a moment of a clip."""

    kind: str
    change: str
    source: str
    side: str
    """As labelled: left, right, both, one, or empty if unknown."""
    expected: Posture
    reported: Posture
    reported_side: str
    confidence: float

    @property
    def right(self) -> bool:
        """Whether the answer is right; sitting on the heels may be called sitting."""
        return self.reported is self.expected or (self.expected, self.reported) == (Posture.KNEELING, Posture.SITTING)

    @property
    def surely_wrong(self) -> bool:
        return not self.right and self.reported is not Posture.OTHER and self.confidence >= SURE

    @property
    def surely_taken(self) -> bool:
        """Whether a near-miss is confidently classified as a stretch."""
        return self.expected is Posture.OTHER and self.reported in STRETCHES and self.confidence >= SURE


def read(file: Path) -> list[Answer]:
    """Every answer in the file."""
    with file.open(encoding="utf-8", newline="") as table:
        return [
            Answer(
                row["kind"],
                row["change"],
                row["source"],
                row["side"],
                Posture(row["posture"]),
                Posture(row["reported"]),
                row["reported_side"],
                float(row["confidence"]),
            )
            for row in csv.DictReader(table)
        ]


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if whole == 0:
        return 0.0, 1.0
    share, square = part / whole, Z * Z / whole
    middle = (share + square / 2) / (1 + square)
    reach = Z * math.sqrt(share * (1 - share) / whole + square / whole / 4) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def share(part: int, whole: int) -> str:
    """``9 of 10 (90 %, 60 to 98)``."""
    low, high = wilson(part, whole)
    return f"{part} of {whole} ({100 * part / whole:.1f} %, {100 * low:.0f} to {100 * high:.0f})" if whole else "-"


def calibration_error(answers: Sequence[Answer]) -> float:
    """Expected calibration error: how far shares of right answers are from their confidence, over ten bins."""
    bins = [[a for a in answers if min(int(a.confidence * BINS), BINS - 1) == n] for n in range(BINS)]
    return sum(abs(sum(a.right - a.confidence for a in some)) for some in bins) / max(len(answers), 1)


def headline(answers: Sequence[Answer]) -> Iterator[tuple[str, str, str]]:
    """Yields (figure, target, result)."""
    photos = [a for a in answers if a.kind == "photo"]
    changes = sorted({a.change for a in photos}, key=lambda change: (change != PLAIN, change))
    right = {a.source for a in photos if a.change == PLAIN and a.right and a.expected is not Posture.OTHER}
    for change in changes:
        some = [a for a in photos if a.change == change]
        ours = [a for a in some if a.expected is not Posture.OTHER]
        misses = [a for a in some if a.expected is Posture.OTHER]
        yield f"postures right, {change} pictures", "95 %", share(sum(a.right for a in ours), len(ours))
        sure = share(sum(a.surely_wrong for a in some), len(some))
        yield f"wrong with confidence {SURE} or more, {change}", "0.5 %", sure
        taken = share(sum(a.surely_taken for a in misses), len(misses))
        yield f"near-misses confidently mistaken for a stretch, {change}", "0.5 %", taken
        yield f"expected calibration error, {change}", "0.05", f"{calibration_error(some):.3f}"
        if change != PLAIN:
            kept = sum(a.right for a in some if a.source in right)
            yield f"of those right when plain, still right when {change}", "85 %", share(kept, len(right))
    sided = [a for a in photos if a.change == PLAIN and a.right and a.side in ("left", "right", "both")]
    sided = [a for a in sided if a.expected in (Posture.KNEE_TO_CHEST, Posture.KNEE_DROP)]
    yield "the side, where the posture is right", "-", share(sum(a.side == a.reported_side for a in sided), len(sided))


def lines(answers: Sequence[Answer]) -> Iterator[str]:
    """Markdown: the headline, each posture, and the reliability of confidences."""
    yield "| figure | target | reached (95 % interval) |"
    yield "| --- | --- | --- |"
    yield from (f"| {what} | {goal} | {reached} |" for what, goal, reached in headline(answers))
    yield ""
    photos = [a for a in answers if a.kind == "photo"]
    changes = sorted({a.change for a in photos}, key=lambda change: (change != PLAIN, change))
    yield f"| photographs of | {' | '.join(changes)} | mistaken for, when plain |"
    yield "| --- |" + " ---: |" * len(changes) + " --- |"
    for posture in Posture:
        some = [a for a in photos if a.expected is posture]
        if some:
            cells = [_right([a for a in some if a.change == change]) for change in changes]
            wrong = [a.reported.value for a in some if a.change == PLAIN and not a.right]
            taken = ", ".join(f"{reported} {wrong.count(reported)}" for reported in sorted(set(wrong)))
            yield f"| {posture.value} | {' | '.join(cells)} | {taken} |"
    yield ""
    yield "| confidence | pictures | right |"
    yield "| --- | ---: | ---: |"
    plain = [a for a in photos if a.change == PLAIN]
    for low in range(BINS):
        some = [a for a in plain if min(int(a.confidence * BINS), BINS - 1) == low]
        if some:
            yield f"| {low / BINS:.1f} to {(low + 1) / BINS:.1f} | {len(some)} | {_percent(some)} |"
    yield ""
    moments = [a for a in answers if a.kind == "clip" and a.expected is not Posture.OTHER]
    misses = [a for a in answers if a.kind == "clip" and a.expected is Posture.OTHER]
    yield (
        f"Moments of clips, each by itself: postures right in {share(sum(a.right for a in moments), len(moments))};"
        f" near-misses confidently mistaken for a stretch in {share(sum(a.surely_taken for a in misses), len(misses))}."
    )


def _right(some: Sequence[Answer]) -> str:
    return f"{sum(a.right for a in some)} of {len(some)}"


def _percent(some: Sequence[Answer]) -> str:
    return f"{100 * sum(a.right for a in some) / len(some):.0f} %"
