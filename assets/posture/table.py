"""The table of looks as arrays, with the possible answers for each."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.body.back import SAMPLES
from coach.body.features import Looks
from coach.body.landmarks import Side
from coach.body.measures import Posture
from coach.body.posture_model import SHAPES, Shape

Array = NDArray[Any]
STRETCHES = frozenset({Posture.KNEE_TO_CHEST, Posture.KNEE_DROP, Posture.CHILDS_POSE, Posture.CAT, Posture.COW})
"""Postures that a near-miss never shows at any moment of a clip; it may begin in any of the others."""


@dataclass(frozen=True, eq=False)
class Table:
    """n looks."""

    looks: Looks
    may_be: Array
    """(n, shapes) bool: the right answers for each look."""
    source: Array
    fold: Array
    kind: Array
    change: Array
    label: Array
    side: Array

    @classmethod
    def read(cls, files: Sequence[Path], more: Sequence[dict[str, Any]] = ()) -> Table:
        """The looks in all files that ``looks.write`` wrote, and further ones; looks whose label names no posture are
        left out."""
        rows = [row for file in files for row in pickle.loads(file.read_bytes())] + list(more)
        rows = [row for row in rows if row["label"].startswith("neg") or _posture(row["label"]) is not None]
        edge = [np.full(SAMPLES, np.nan) if row["edge"] is None else row["edge"] for row in rows]
        looks = Looks(*(np.array([row[name] for row in rows]) for name in ("points", "world", "visibility")),
                      np.array(edge))  # fmt: skip
        may_be = np.array([may_be_called(row["label"], row["side"], row["kind"]) for row in rows])
        names = ("source", "fold", "kind", "change", "label", "side")
        return cls(looks, may_be, **{name: np.array([row[name] for row in rows]) for name in names})

    def of(self, which: Array) -> Table:
        """Some of the looks."""
        looks = Looks(*(values[which] for values in vars(self.looks).values()))
        rest = {name: values[which] for name, values in vars(self).items() if name != "looks"}
        return Table(looks, **rest)


def _posture(label: str) -> Posture | None:
    known = {"supine": "lying", "knee_to_chest_left": "knee_to_chest", "knee_drop_both": "knee_drop"}
    names = {posture.value for posture in Posture}
    label = known.get(label, label)
    return Posture(label) if label in names else None


def expected(label: str) -> Posture:
    """The posture that a label means; a near-miss is OTHER."""
    return _posture(label) or Posture.OTHER


def may_be_called(label: str, side: str, kind: str) -> Array:
    """(shapes,) bool. A moment of a near-miss clip may be any posture except a stretch; an unknown side may be any."""
    posture = expected(label)
    if posture is Posture.OTHER and kind == "clip":
        return np.array([shape.posture not in STRETCHES for shape in SHAPES])
    sides = {"left": {Side.LEFT}, "right": {Side.RIGHT}, "one": set(Side)}.get(side)
    if side == "both" and posture is Posture.KNEE_TO_CHEST:
        return np.array([shape == Shape(posture, both=True) for shape in SHAPES])
    return np.array(
        [shape.posture is posture and (not sides or (shape.side is None and not shape.both) or shape.side in sides)
         for shape in SHAPES]
    )  # fmt: skip
