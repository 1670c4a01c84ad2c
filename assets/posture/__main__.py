"""`python -m assets.posture photos|clips|rendered FOLDER --out FILE [--changes NAME,...] [--model FILE]`.

Takes the looks that the posture model is fitted on; `FOLDER` holds `photos.csv` and `clips/`, or rendered stills.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from coach.vision.model import ensure_model

from . import looks


def main(args: list[str]) -> int:
    """Do what the first word says."""
    parser = ArgumentParser("python -m assets.posture", description=__doc__)
    parser.add_argument("what", choices=("photos", "clips", "rendered"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--changes", default=",".join(looks.CHANGES))
    parser.add_argument("--model", type=Path)
    given = parser.parse_args(args)
    bundle = ensure_model(given.model)
    if given.what == "photos":
        found = looks.of_photographs(given.folder, bundle, given.changes.split(","))
    elif given.what == "clips":
        found = looks.of_clips(given.folder, bundle)
    else:
        found = looks.of_rendered(given.folder, bundle)
    print(f"{looks.write(found, given.out)} looks in {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
