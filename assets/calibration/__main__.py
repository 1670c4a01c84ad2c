"""How well each form error's measure shows what is true, by view: rendered people, and the table made of them.

`python -m assets.calibration trials --seed N [--first N] --count N [--out FILE] [--model FILE]`
`python -m assets.calibration table [FILE...]`

`trials` adds measured and true values of people in the poses of random films to `trials.jsonl`; `table` makes
`calibration.csv` of them.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from assets.mannequin import bodydata
from coach.vision.pose_model import ensure_model

from . import readings, spread, trials

TABLE = Path(__file__).with_name("calibration.csv")
TRIALS = Path(__file__).with_name("trials.jsonl")


def main(args: list[str]) -> int:
    """Do what the first word says."""
    parser = ArgumentParser("python -m assets.calibration", description=__doc__)
    parser.add_argument("what", choices=("trials", "table"))
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=16)
    parser.add_argument("--out", type=Path, default=TRIALS)
    parser.add_argument("--model", type=Path)
    given = parser.parse_args(args)
    if given.what == "table":
        found = readings.pairs(readings.read(given.files or [TRIALS]))
        print(f"{spread.write(spread.rows(found), TABLE)} rows in {TABLE}")
        return 0
    if given.seed is None:
        parser.error("--seed is missing")
    bundle = ensure_model(given.model)
    bodydata.fetch()
    for rows in trials.trials(given.seed, given.first, given.count, bundle):
        trials.write(rows, given.out)
        print(f"{len(rows)} stills of {rows[0]['film']}" if rows else "nobody seen", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
