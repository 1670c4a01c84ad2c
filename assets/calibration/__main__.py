"""Measures how well each form error's measure shows the true value, by view, on rendered people, and makes the table.

`python -m assets.calibration trials --seed N [--first N] --count N [--out FILE] [--model FILE]`
`python -m assets.calibration watch FOLDER [--kept FOLDER] [--out FILE] [--model FILE]`
`python -m assets.calibration table [FILE...]`

`trials` adds measured and true values of people in the poses of drills to `trials.jsonl`, `watch` those of drills that
are rendered; `table` makes `calibration.csv` from them, and `coach/stretches/calibrated.py` from its rows with enough
people.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assets.mannequin import bodydata
from coach import stretches
from coach.vision.pose_model import ensure_model

from . import readings, spread, trials

TABLE = Path(__file__).with_name("calibration.csv")
LINES = Path(stretches.__file__).with_name("calibrated.py")
TRIALS = Path(__file__).with_name("trials.jsonl")


def main(args: list[str]) -> int:
    """Run the command given by the first word."""
    parser = ArgumentParser("python -m assets.calibration", description=__doc__)
    parser.add_argument("what", choices=("trials", "watch", "table"))
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=16)
    parser.add_argument("--out", type=Path, default=TRIALS)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--kept", type=Path)
    given = parser.parse_args(args)
    if given.what == "table":
        kept = list(spread.rows(readings.pairs(readings.read(given.files or [TRIALS]))))
        spread.write(kept, TABLE, LINES)
        print(f"{len(kept)} rows in {TABLE}, {sum(row.carries for row in kept)} carry a line")
        for row in kept:
            if row.used and not row.carries:
                print(f"{row.error} no longer carries its line: give it one of its own in coach/stretches")
        return 0
    bundle = ensure_model(given.model)
    bodydata.fetch()
    if given.what == "watch":
        clips = [clip for folder in given.files for clip in sorted(folder.glob("drill_*.mp4"))]
        found: Iterable[list[dict[str, Any]]] = (trials.watched(clip, bundle, given.kept) for clip in clips)
    elif given.seed is None:
        parser.error("--seed is missing")
    else:
        found = trials.trials(given.seed, given.first, given.count, bundle)
    for rows in found:
        trials.write(rows, given.out)
        print(f"{len(rows)} stills of {rows[0]['film']}" if rows else "nobody seen", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
