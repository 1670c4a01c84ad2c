"""`python -m assets.mannequin fetch|demo|pictures|truth [NAME...]|check [MODEL.task]`,
`python -m assets.mannequin variety|films|drills --seed N [--first N] --count N --out DIR`.

Renders what the repository ships, in its place. `check` tests contacts, angles and joints of every pose and person, the
mistakes of the clips and, given a pose model bundle, what that model sees in the clips. `variety` renders random
labelled stills, `films` random clips with their truth, and `drills` random clips with every mistake of a stretch; the
same numbers give the same results.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from . import bodydata, chance_films, demo, drills, film, lines, pictures, truth_set, variety, verify
from .body import Body
from .solve import Solver
from .wardrobe import LOOKS

ASSETS = Path(__file__).resolve().parents[1]
HARD = ("knee_to_chest_dim", "walks_out_and_back")
"""Clips in which a pose model may lose the person."""
SERIES = {"films": chance_films.CHANCE, "drills": drills.DRILLS}
WORKERS = 8
"""Processes that draw the demo; their number does not change the result."""
TRUTH = ASSETS.parent / "tests" / "truth"


def main(args: list[str]) -> int:
    """Run the command named by the first word. Returns the exit status."""
    if not args or args[0] not in ("fetch", "demo", "pictures", "truth", "check", "variety", *SERIES):
        print(__doc__, file=sys.stderr)
        return 2
    bodydata.fetch()
    if args[0] == "demo":
        film.render(demo.film(), ASSETS / "demo" / "demo.mp4", ASSETS / "demo" / "demo.json", workers=WORKERS)
    elif args[0] == "pictures":
        pictures.render(ASSETS / "pictures")
    elif args[0] == "truth":
        for one in truth_set.films(args[1:]):
            film.render(one, TRUTH / f"{one.name}.mp4", TRUTH / f"{one.name}.json")
    elif args[0] == "variety":
        given = _options(args)
        variety.render(given.out, given.seed, given.count)
    elif args[0] in SERIES:
        given = _options(args)
        chance_films.render(given.out, SERIES[args[0]], given.seed, given.first, given.count)
    elif args[0] == "check":
        return check(Path(args[1]) if len(args) > 1 else None)
    return 0


def _options(args: list[str]) -> Namespace:
    parser = ArgumentParser(f"python -m assets.mannequin {args[0]}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--out", type=Path, required=True)
    if args[0] in SERIES:
        parser.add_argument("--first", type=int, default=0, help="the number of the first film")
    return parser.parse_args(args[1:])


def check(model: Path | None) -> int:
    """Print what does not match. Returns 1 if anything does not."""
    faults: list[str] = []
    for name, look in LOOKS.items():
        solver = Solver(Body(look.shape))
        faults += verify.misfits(name, solver)
        faults += verify.off_markers(name, solver, (truth_set.SIDE, truth_set.FEET))
    for one in truth_set.films():
        faults += lines.too_little(one)
    for clip in sorted([ASSETS / "demo" / "demo.mp4", *TRUTH.glob("*.mp4")] if model else []):
        seen = verify.watch(clip, clip.with_suffix(".json"), model) if model else verify.Seen()
        print(f"{clip.stem}: found in {seen.share:.1%} of {seen.frames} frames, {seen.error_deg:.0f} degrees off")
        if seen.share < verify.LEAST_FOUND and clip.stem not in HARD:
            faults.append(f"{clip.stem}: the person is found in {seen.share:.1%} of the frames only")
    print("\n".join(faults) or "every contact, angle and mistake as expected")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
