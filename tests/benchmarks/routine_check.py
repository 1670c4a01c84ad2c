"""The cost of ``coach check`` on a 60-step file over the start of the interpreter, with and without compiled bytecode.

    python tests/benchmarks/routine_check.py [--runs N]

Prints CPU seconds (the minimum of N runs, since other programs only add to it), their ratio to the bare start, and
where they are spent. The target is 0.25 s over the start of the interpreter.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

STEP = (
    "  - stretch: knee_to_chest # a comment\n    variant: single\n    sides: both\n    hold: 10 s\n    reps: 1\n"
    "    say: Slowly.\n"
)
FILE = "routine: long\nassigned_by: M.K.\nsteps:\n" + STEP * 60
TELL = "print(*marks)"
BARE = f"import time; marks = [time.process_time()]; {TELL}"
CHECK = f"""
import time; marks = [time.process_time()]
import coach.cli; marks.append(time.process_time())
import pydantic, pydantic.main; marks.append(time.process_time())
import ruamel.yaml; marks.append(time.process_time())
from coach.routine.loader import examine_file; marks.append(time.process_time())
import sys; found = examine_file(sys.argv[1]); marks.append(time.process_time())
assert found.routine is not None, found.mistakes
{TELL}
"""
PARTS = ("interpreter", "command line", "pydantic", "ruamel.yaml", "own modules", "the check itself")


def marks_s(code: str, file: Path, cache: Path) -> list[float]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(cache)
    printed = subprocess.run(
        [sys.executable, "-c", code, str(file)], env=environment, capture_output=True, check=True, text=True
    ).stdout
    return [float(mark) for mark in printed.split()]


def least(runs: list[list[float]]) -> list[float]:
    """Seconds in each part of the fastest run."""
    best = min(runs, key=lambda marks: marks[-1])
    return [after - before for before, after in zip([0.0, *best], best, strict=False)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        file, cache = Path(folder) / "long.yaml", Path(folder) / "cache"
        file.write_text(FILE, encoding="utf-8")
        first = least([marks_s(CHECK, file, Path(folder) / f"new{run}") for run in range(runs)])
        marks_s(CHECK, file, cache)
        later = least([marks_s(CHECK, file, cache) for _ in range(runs)])
        (start_s,) = least([marks_s(BARE, file, cache) for _ in range(runs)])
    for name, parts in (("later runs", later), ("the first run, without bytecode", first)):
        total_s = sum(parts)
        over_s, ratio = total_s - start_s, total_s / start_s
        print(f"{name}: {over_s:.3f} s over the bare start of {start_s:.3f} s ({ratio:.0f} times it)")
        print("   " + ", ".join(f"{part} {seconds:.3f}" for part, seconds in zip(PARTS, parts, strict=True)))


if __name__ == "__main__":
    main()
