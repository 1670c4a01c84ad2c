"""What each form error reads in the trials: the measured value, and the true one by the same rule."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures
from coach.stretches import catalogue
from coach.stretches.form_error import FormError, Reading
from coach.stretches.shared_errors import FROM_THE_SIDE
from coach.stretches.sided import reading, sides

FLAT = "back_curve_change"
"""The curve minus that in the set-up: half a second of looks is too short for a session's own method."""
STILL = frozenset({Reading.VALUE, Reading.FROM_START, Reading.OFF_START, Reading.SIDES, Reading.OWN})
"""Readings that are possible in a still; speeds and swings need a film."""


@dataclass(frozen=True)
class Pair:
    """One reading of one form error in one still."""

    stretch: str
    error: FormError
    film: str
    off_side_deg: float
    """The view in the set-up: in a pose, folded legs and a bowed trunk show it less well."""
    seen: float
    true: float
    mistake: str
    share: float


def read(files: list[Path]) -> list[dict[str, Any]]:
    """The rows of all files."""
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def pairs(rows: list[dict[str, Any]]) -> Iterator[Pair]:
    """Every form error in every still of its phases in which its measure is seen."""
    films = defaultdict(list)
    for row in rows:
        films[row["film"]].append(row)
    for film in films.values():
        start = film[0]
        for error in catalogue.find(start["stretch"], start["variant"]).errors:
            if error.reading not in STILL:
                continue
            for row in film[1:]:
                if row["phase"] in {phase.value for phase in error.phases}:
                    yield from _pair(error, row, start)


def _pair(error: FormError, row: dict[str, Any], start: dict[str, Any]) -> Iterator[Pair]:
    found = [_reading(error, row, start, which) for which in (0, 2)]
    gates = [gate for gate in error.given if gate != FROM_THE_SIDE]  # every view is calibrated
    if all(gate.holds(_measures(row, 0), _side(row)) for gate in gates) and None not in found:
        name = row["stretch"] + (f" {row['variant']}" if row["variant"] else "")
        yield Pair(name, error, row["film"], start["off_side_deg"], found[0], found[1], row["mistake"], row["share"])  # type: ignore[arg-type]


def _reading(error: FormError, row: dict[str, Any], start: dict[str, Any], which: int) -> float | None:
    """The error's reading in a still, from the measured (0) or the true (2) values."""
    change = error.measure == FLAT
    error = replace(error, measure="back_curve") if change else error
    now, before = (_value(error, each, which) for each in (row, start))
    if now is None or (error.reading in (Reading.VALUE, Reading.SIDES) and not change):
        return now
    if error.reading is Reading.OWN and not change:
        return now
    if before is None:
        return None
    return abs(now - before) if error.reading is Reading.OFF_START else now - before


def _value(error: FormError, row: dict[str, Any], which: int) -> float | None:
    measures = _measures(row, which)
    if error.reading is Reading.SIDES:
        left, right = sides(measures, error.measure, error.least_sure)
        return None if left is None or right is None else abs(left - right)
    return reading(measures, error.measure, _side(row), least_sure=error.least_sure)


def _measures(row: dict[str, Any], which: int) -> Measures:
    return Measures(0.0, {name: Measure(value[which], value[1]) for name, value in row["values"].items()})


def _side(row: dict[str, Any]) -> Side | None:
    return Side(row["side"]) if row["side"] else None
