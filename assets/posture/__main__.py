"""Makes the posture model: the looks used for the fit, and the fit itself.

`python -m assets.posture fit [FILE...] [--people FOLDER] [--tables FOLDER] [--folds FOLDER] [--judged FILE...]`
`python -m assets.posture photos|clips|rendered FOLDER --out FILE [--changes NAME,...] [--model FILE] [--kept FOLDER]`

`fit` makes the weights from looks at the people of `--people` and stick people, the answers for people left out, and
the data sheet. Looks that are already in `--tables` are not taken again. `--folds` receives the models that were fitted
without one fold each; looks of `--judged` also get answers, fold by fold, but are not part of the fit. With FILE
arguments it fits only on these; the other commands write such a file: `FOLDER` contains `photos.csv` and `clips/`, or
rendered stills. `--kept` stores what was seen in clips, so that each is processed only once.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from coach.vision.pose_model import ensure_model

from . import looks, sheet, sticks
from .fit import Recipe, fit
from .folds import answers
from .table import Table
from .taken import taken

HERE = Path(__file__).parent
PEOPLE = HERE.parents[2] / "shared" / "people"
TABLES = HERE / ".cache"
STICKS = 5000


def main(args: list[str]) -> int:
    """Run the command given by the first word."""
    parser = ArgumentParser("python -m assets.posture", description=__doc__)
    parser.add_argument("what", choices=("photos", "clips", "rendered", "fit"))
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--people", type=Path, default=PEOPLE)
    parser.add_argument("--tables", type=Path, default=TABLES)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--changes", default=",".join(looks.CHANGES))
    parser.add_argument("--model", type=Path)
    parser.add_argument("--judged", type=Path, nargs="*", default=[])
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--folds", type=Path)
    given = parser.parse_args(args)
    if given.what == "fit":
        files = given.files or taken(given.people, given.tables, ensure_model(given.model), given.kept)
        make(files, given.judged, given.folds)
        return 0
    if given.out is None or len(given.files) != 1:
        parser.error("expected one folder, and --out")
    bundle, [folder] = ensure_model(given.model), given.files
    if given.what == "photos":
        found = looks.of_photographs(folder, bundle, given.changes.split(","))
    else:
        clips = given.what == "clips"
        found = looks.of_clips(folder, bundle, given.kept) if clips else looks.of_rendered(folder, bundle)
    print(f"{looks.write(found, given.out)} looks in {given.out}")
    return 0


def make(files: list[Path], judged: list[Path], folds: Path | None) -> None:
    """Writes all results of the fit to this folder, and to ``folds`` the models without one fold each."""
    table, recipe = Table.read(files, sticks.people(STICKS)), Recipe()
    people = Table.read([*files, *judged])
    chances = answers(table, people, recipe, folds)
    sheet.write_held_out(people, chances, HERE / "held_out.csv")
    model = fit(table, recipe)
    sheet.write_model(model, HERE / "posture.npz")
    sheet.write_sheet(table, model, recipe, HERE / "posture.md")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
