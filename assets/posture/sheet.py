"""The results of the fit: the weights, the answers for people left out, and the data sheet."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.body.measures import Posture
from coach.body.posture import Judgement, agreed
from coach.body.posture_model import SHAPES, PostureModel

from .fit import Recipe
from .looks import FOLDS
from .table import Table, expected

Array = NDArray[Any]
COLUMNS = ("kind", "change", "source", "fold", "label", "side", "posture", "reported", "reported_side", "confidence")
_INTRODUCTION = """# The posture model

`posture.npz` holds {nets} networks of {weights} numbers each, side by side: {features} features of one look,
hidden layers of {hidden}, {shapes} answers (postures, and their sides). `coach/body/posture_model.py` averages them.

Made on {day} by `python -m assets.posture fit`, out of the looks below. A look is 33 landmarks in the picture and in
space, how well each is seen, and the edge of the back; no picture is kept, and none can be reconstructed.
"""
_LICENCES = """
The photographs and clips come from public repositories, whose names, paths and hashes are kept outside this project;
only the answers for them are kept here. Stick people are made by `sticks.py`.

`held_out.csv` contains the answer for every photograph and clip, from a model that was fitted with the same recipe, but
without any picture of its source ({folds} folds).

The model does not know bodies cut off at the hips, two people on top of each other, children, or anything that is
neither a posture of the list nor a near-miss of the table. It answers `other` there, or is unsure.
"""


def write_model(model: PostureModel, file: Path) -> None:
    """Writes the model in the format of ``PostureModel.read``; weights have 11 bits each."""
    arrays = {"mean": model.mean, "scale": model.scale, "sharp": np.float32(model.sharp)}
    for number, (weights, offsets) in enumerate(model.layers):
        arrays |= {f"weights{number}": weights.astype(np.float16), f"offsets{number}": offsets}
    np.savez_compressed(file, allow_pickle=False, **arrays)


def read_model(file: Path) -> PostureModel:
    """The model that ``write_model`` wrote."""
    return PostureModel.read(file.read_bytes())


def fold_file(folder: Path, fold: int) -> Path:
    """The file of the model without this fold."""
    return folder / f"without_{fold}.npz"


def write_held_out(table: Table, chances: Array, file: Path) -> None:
    """Writes one row for each picture, or moment of a clip: ``chances`` (n, shapes) are those of looks left out."""
    looks: dict[tuple[str, str], list[int]] = {}
    for number, key in enumerate(zip(table.source.tolist(), table.change.tolist(), strict=True)):
        looks.setdefault(key, []).append(number)
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        rows.writeheader()
        for row, ((source, change), numbers) in enumerate(looks.items()):
            first = numbers[0]
            shown = source if table.kind[first] == "photo" else f"moment {row}"
            seen, _ = agreed([Judgement(chances[number]) for number in numbers])
            rows.writerow({
                "kind": table.kind[first], "change": change, "source": shown, "fold": table.fold[first],
                "label": table.label[first], "side": table.side[first],
                "posture": expected(str(table.label[first])).value, "reported": seen.posture.value,
                "reported_side": "both" if seen.both else seen.side.value if seen.side else "",
                "confidence": f"{seen.confidence:.3f}",
            })  # fmt: skip


def write_sheet(table: Table, model: PostureModel, recipe: Recipe, file: Path) -> None:
    """The components of the model."""
    weights = sum(values[0].size for layer in model.layers for values in layer)
    hidden = " and ".join(map(str, recipe.hidden))
    lines = [_INTRODUCTION.format(nets=recipe.nets, weights=weights, features=len(model.mean), hidden=hidden,
                                  shapes=len(SHAPES), day=date.today().isoformat())]  # fmt: skip
    kinds = sorted({*zip(table.kind.tolist(), table.change.tolist(), strict=True)})
    lines.append(f"| posture | {' | '.join(' '.join(filter(None, kind)) for kind in kinds)} |")
    lines.append("| --- |" + " ---: |" * len(kinds))
    seen = set(
        zip(table.kind.tolist(), table.change.tolist(), table.label.tolist(), table.source.tolist(), strict=True)
    )
    counts = Counter((expected(label), kind, change) for kind, change, label, _ in seen)
    for posture in Posture:
        lines.append(f"| {posture.value} | {' | '.join(str(counts[posture, *kind] or '') for kind in kinds)} |")
    lines.append(_LICENCES.format(folds=FOLDS))
    lines.append("The recipe: " + ", ".join(f"{name} {value}" for name, value in asdict(recipe).items()) + ".")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
