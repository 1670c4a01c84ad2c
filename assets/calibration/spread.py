"""Bias and spread of each form error's reading, by view, and the lines that follow from them."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from coach.stretches.form_error import Reading
from coach.stretches.line import Line, Shown
from coach.stretches.shared_errors import FROM_THE_SIDE

from .readings import Pair

SHARE_KNOWN = 0.3
"""Before anything is seen, the share of the truth that is shown is taken to be 1, give or take this."""
LEAST_PEOPLE = 3
"""Fewer have no row."""
ENOUGH_PEOPLE = 10
"""So many carry a line: the spread of ten people is itself known to a quarter."""
LEAST_TOLD = 0.85
"""A row carries a line if so large a share of the mistakes in films is still told with it: what is asked of all errors
together."""
COLUMNS = (
    "stretch", "error", "measure", "reading", "view", "people", "stills", "shown", "plus", "spread",
    "true_line", "line_90", "line_now", "plain", "told_90",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """What is shown of one form error's measure in one view."""

    error: str
    measure: str
    reading: str
    view: str
    seen: Shown
    stills: int
    lines: Mapping[Line, str]
    """The lines in use, and the stretches that use each."""
    plain: int
    """Stills of the error, as large as in a film and beyond the clinical line."""
    told: int
    """Those of them that are beyond it with a likelihood of 90 %."""

    @property
    def carries(self) -> bool:
        """Whether enough people were seen from where the coach asks to be put, and plain mistakes are still told."""
        enough = self.view == "side" and self.reading != Reading.OWN.value and self.seen.people >= ENOUGH_PEOPLE
        return enough and self.plain > 0 and self.told >= LEAST_TOLD * self.plain

    @property
    def used(self) -> bool:
        """Whether a line rests on it now."""
        return self.view == "side" and any(line.seen is not None for line in self.lines)


def rows(pairs: Iterable[Pair]) -> Iterator[Row]:
    """One row for each form error and view in which enough people were seen."""
    groups: dict[tuple[str, str, str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        view = "side" if pair.off_side_deg <= FROM_THE_SIDE.at_most else "oblique"
        groups[pair.error.id, pair.error.measure, pair.error.reading.value, view].append(pair)
    for key, some in sorted(groups.items()):
        people = len({pair.film for pair in some})
        if people < LEAST_PEOPLE:
            continue
        seen, true = np.array([p.seen for p in some]), np.array([p.true for p in some])
        worth = 1.0 / np.array([sum(p.film == q.film for q in some) for p in some])
        stretches: dict[Line, set[str]] = defaultdict(set)
        for pair in some:
            stretches[pair.error.line].add(pair.stretch)
        share, plus, off = (float(f"{number:.3g}") for number in fitted(seen, true, worth))
        shown = Shown(share=share, plus=plus, spread=off, people=people)
        lines = {line: ", ".join(sorted(names)) for line, names in stretches.items()}
        plain = [pair for pair in some if pair.mistake == key[0] and pair.share == 1.0 and _beyond(pair)]
        told = sum(pair.error.beyond(pair.seen, replace(pair.error.line, seen=shown).on) for pair in plain)
        yield Row(*key, shown, len(some), lines, len(plain), told)


def _beyond(pair: Pair) -> bool:
    """Whether the body truly errs."""
    return pair.error.beyond(pair.true, pair.error.line.in_measure[0])


def table(found: Iterable[Row]) -> Iterator[dict[str, object]]:
    """The lines of each row, as they stand in the table."""
    for row in found:
        for line, stretches in row.lines.items():
            calibrated = replace(line, seen=row.seen)
            own = row.reading == Reading.OWN.value
            yield {
                "stretch": stretches, "error": row.error, "measure": row.measure, "reading": row.reading,
                "view": row.view, "people": row.seen.people, "stills": row.stills, "shown": f"{row.seen.share:g}",
                "plus": f"{row.seen.plus:g}", "spread": f"{row.seen.spread:g}", "true_line": f"{line.in_measure[0]:g}",
                "line_90": "" if own else f"{calibrated.on:.3g}", "line_now": "" if own else f"{line.on:.3g}",
                "plain": "" if own else row.plain, "told_90": "" if own else row.told,
            }  # fmt: skip


HEAD = '''"""What the pose model shows of the true value of each form error's measure, seen from the side.

Made by ``python -m assets.calibration table`` from rendered people (assets/calibration); not to be changed by hand.
"""

from coach.stretches.line import Shown
'''


def module(found: Iterable[Row]) -> Iterator[str]:
    """The rows that carry a line, or do now, as Python."""
    yield HEAD
    for row in found:
        if row.carries or row.used:
            seen = row.seen
            numbers = f"share={seen.share:g}, plus={seen.plus:g}, spread={seen.spread:g}, people={seen.people}"
            yield f"\n{row.error.upper()} = Shown({numbers})"
    yield "\n"


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


def write(found: Sequence[Row], file: Path, lines: Path) -> None:
    """Writes the table, and the module of the rows that carry a line."""
    with file.open("w", encoding="utf-8", newline="") as out:
        written = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        written.writeheader()
        written.writerows(table(found))
    lines.write_text("".join(module(found)), encoding="utf-8")
