"""`python -m assets.mannequin demo|pictures|truth [NAME...]`: renders what the repository ships, at the same place."""

from __future__ import annotations

import sys
from pathlib import Path

from . import bodydata, demo, film

ASSETS = Path(__file__).resolve().parents[1]
TRUTH = ASSETS.parent / "tests" / "truth"


def main(args: list[str]) -> int:
    """Do what the first word says. Returns the exit status."""
    if not args or args[0] not in ("fetch", "demo"):
        print(__doc__, file=sys.stderr)
        return 2
    bodydata.fetch()
    if args[0] == "demo":
        film.render(demo.film(), ASSETS / "demo" / "demo.mp4", ASSETS / "demo" / "demo.json", workers=2)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
