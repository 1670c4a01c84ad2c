"""Bias and spread of each form error's reading, by view, and the lines that follow from them."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from coach.stretches.form_error import Reading
from coach.stretches.shared_errors import FROM_THE_SIDE

from .readings import Pair

SURE = 1.2816
"""Standard deviations: beyond the line with a likelihood of 90 %."""
SHARE_KNOWN = 0.3
"""Before anything is seen, the share of the truth that is shown is taken to be 1, give or take this."""
LEAST_PEOPLE = 3
COLUMNS = (
    "stretch", "error", "measure", "reading", "view", "people", "stills", "shown", "plus", "spread",
    "true_line", "line_90", "line_now",
)  # fmt: skip


def rows(pairs: Iterable[Pair]) -> Iterator[dict[str, object]]:
    """One row for each form error and view in which enough people were seen; stretches that share a line are one."""
    groups: dict[tuple[object, ...], list[Pair]] = defaultdict(list)
    for pair in pairs:
        error = pair.error
        view = "side" if pair.off_side_deg <= FROM_THE_SIDE.at_most else "oblique"
        key = (error.id, error.measure, error.reading.value, view, error.line)
        groups[key].append(pair)
    for key, some in sorted(groups.items(), key=lambda group: str(group[0])):
        people = {pair.film for pair in some}
        if len(people) < LEAST_PEOPLE:
            continue
        seen, true = np.array([p.seen for p in some]), np.array([p.true for p in some])
        worth = 1.0 / np.array([sum(p.film == q.film for q in some) for p in some])
        shown, plus, off = fitted(seen, true, worth)
        error = some[0].error
        line, way = true_line(some[0]), 1.0 if error.on > error.off else -1.0
        own = error.reading is Reading.OWN
        yield {
            "stretch": ", ".join(sorted({pair.stretch for pair in some})),
            **dict(zip(COLUMNS[1:5], key[:4], strict=True)), "people": len(people), "stills": len(some),
            "shown": f"{shown:.2f}", "plus": f"{plus:.3g}", "spread": f"{off:.3g}", "true_line": f"{line:.3g}",
            "line_90": "" if own else f"{plus + shown * line + way * SURE * off:.3g}",
            "line_now": "" if own else f"{error.on:.3g}",
        }  # fmt: skip


def true_line(pair: Pair) -> float:
    """The clinical line, in the unit of the measure."""
    clinical = pair.error.line.clinical
    return TRUE_LINES.get((pair.error.id, clinical), clinical)


TRUE_LINES = {
    ("tail_lifts", 0.20): -11.5,  # the slope of a trunk whose hips are 0.20 torso lengths up
    ("sits_back", 1.0): 108.0,  # the bend of a knee whose hip is 1.0 torso lengths from the ankle
    ("head_held", 0.15): 60.0,  # an ear 0.15 torso lengths up
    ("deep_sag", -0.08): -0.16,  # the curve sinks twice as far as the outline, of which the notes speak
    ("deep_sag", -0.04): -0.08,
    ("head_back", 45.0): 60.0,  # the end of a neck's range
}
"""By error and line of the notes: that line in the unit of the measure, where that is another."""


def fitted(seen: np.ndarray, true: np.ndarray, worth: np.ndarray) -> tuple[float, float, float]:
    """Share shown, what is added, and the standard deviation about that: seen = plus + shown * true."""
    worth = worth / worth.sum()
    t0, s0 = float(worth @ true), float(worth @ seen)
    people = 1.0 / float(worth @ worth)
    off = max(float(np.sqrt(worth @ (seen - true - (s0 - t0)) ** 2)), 1e-6)
    known = (off / SHARE_KNOWN) ** 2 / people
    across = float(worth @ ((true - t0) * (seen - s0)))
    shown = (across + known) / (float(worth @ (true - t0) ** 2) + known)
    plus = s0 - shown * t0
    left = seen - plus - shown * true
    return shown, plus, float(np.sqrt(worth @ left**2 * people / max(people - 2.0, 1.0)))


def write(found: Iterable[dict[str, object]], file: Path) -> int:
    """Writes the table; how many rows it has."""
    kept = list(found)
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(kept)
    return len(kept)
