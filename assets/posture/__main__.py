"""Makes the posture model: the looks it is fitted on, and the fit.

`python -m assets.posture photos|clips|rendered FOLDER --out FILE [--changes NAME,...] [--model FILE] [--kept FOLDER]`
`python -m assets.posture fit FILE... [--judged FILE...] [--folds FOLDER]`

Takes the looks that the posture model is fitted on; `FOLDER` holds `photos.csv` and `clips/`, or rendered stills.
`fit` makes the weights out of such files and stick people, the answers on people left out, and the data sheet; looks
of `--judged` are answered as well, fold by fold, and have no part in the fit. `--kept` holds what was seen in clips,
to look at them only once; `--folds` receives the models that were fitted without one fold each.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

import numpy as np

from coach.body.posture_model import SHAPES
from coach.vision.pose_model import ensure_model

from . import looks, sheet, sticks
from .fit import Recipe, fit
from .table import Table

HERE = Path(__file__).parent
STICKS = 5000


def main(args: list[str]) -> int:
    """Do what the first word says."""
    parser = ArgumentParser("python -m assets.posture", description=__doc__)
    parser.add_argument("what", choices=("photos", "clips", "rendered", "fit"))
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--changes", default=",".join(looks.CHANGES))
    parser.add_argument("--model", type=Path)
    parser.add_argument("--judged", type=Path, nargs="*", default=[])
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--folds", type=Path)
    given = parser.parse_args(args)
    if given.what == "fit":
        make(given.files, given.judged, given.folds)
        return 0
    if given.out is None:
        parser.error("--out is missing")
    bundle, [folder] = ensure_model(given.model), given.files
    if given.what == "photos":
        found = looks.of_photographs(folder, bundle, given.changes.split(","))
    else:
        clips = given.what == "clips"
        found = looks.of_clips(folder, bundle, given.kept) if clips else looks.of_rendered(folder, bundle)
    print(f"{looks.write(found, given.out)} looks in {given.out}")
    return 0


def make(files: list[Path], judged: list[Path], folds: Path | None) -> None:
    """Everything that the fit leaves behind, in this folder; in ``folds`` the models without one fold each."""
    table, recipe = Table.read(files, sticks.people(STICKS)), Recipe()
    people = Table.read([*files, *judged])
    chances = np.zeros((len(people.label), len(SHAPES)))
    for fold in range(looks.FOLDS):
        left_out = people.fold == fold
        model = fit(table.of(table.fold != fold), recipe)
        chances[left_out] = model.chances(people.of(left_out).looks)
        if folds is not None:
            folds.mkdir(parents=True, exist_ok=True)
            sheet.write_model(model, sheet.fold_file(folds, fold))
        print(f"fold {fold} of {looks.FOLDS}", flush=True)
    sheet.write_held_out(people, chances, HERE / "held_out.csv")
    model = fit(table, recipe)
    sheet.write_model(model, HERE / "posture.npz")
    sheet.write_sheet(table, model, recipe, HERE / "posture.md")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
