"""Checking a long file costs little more than loading the libraries that it needs."""

import os
import subprocess
import sys
from pathlib import Path

MOST = 4.5
"""Processor time of a whole check of sixty steps, imports included, over that of importing the libraries alone: 2.8."""
STEP = (
    "  - stretch: knee_to_chest # a comment\n    variant: single\n    sides: both\n    hold: 10 s\n    reps: 1\n"
    "    say: Slowly.\n"
)
TELL = "import time; print(time.process_time())"
LIBRARIES = f"import click, numpy, pydantic, ruamel.yaml\n{TELL}"
CHECK = f"import click, sys\nfrom coach.routine.loader import load\nload(sys.argv[1])\n{TELL}"


def _cpu_s(code: str, *arguments: str, cache: Path) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(cache)
    command = [sys.executable, "-c", code, *arguments]
    return float(subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout)


def test_sixty_steps_are_checked_in_little_more_than_the_imports_take(tmp_path: Path) -> None:
    file = tmp_path / "long.yaml"
    file.write_text(
        "routine: long\nassigned_by: M.K.\nlimits:\n  override: over_60_minutes\nsteps:\n" + STEP * 60, encoding="utf-8"
    )
    cache = tmp_path / "cache"
    _cpu_s(CHECK, str(file), cache=cache)  # the first run compiles
    took_s = [(_cpu_s(LIBRARIES, cache=cache), _cpu_s(CHECK, str(file), cache=cache)) for _ in range(4)]
    import_s, check_s = (min(each) for each in zip(*took_s, strict=True))
    assert check_s < MOST * import_s


def test_the_heavy_libraries_are_not_loaded_with_the_plan() -> None:
    code = (
        "import sys, coach.routine.plan, coach.resources;"
        "print([name for name in ('pydantic', 'ruamel.yaml') if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert printed.strip() == "[]"
