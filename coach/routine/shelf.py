"""The routines that ship with the program, found by name, and a person's own, found by path."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from coach.errors import RoutineError
from coach.resources import resource
from coach.routine.problems import nearest, normal, quoted

DEFAULT = "daily"
"""What is run when no routine is named."""
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Shipped:
    """One routine that ships."""

    name: str
    """``daily`` for ``daily.yaml``."""
    path: Path


def list_routines() -> tuple[Shipped, ...]:
    """Every shipped routine, by name. Raises MissingPartError when the installation lacks them."""
    folder: Traversable = resource("routines")
    files = [Path(str(entry)) for entry in folder.iterdir() if entry.name.endswith(_SUFFIXES)]
    return tuple(Shipped(file.stem, file) for file in sorted(files))


def find(name_or_path: str) -> Path:
    """The file meant: a path as it is, or the shipped routine of that name.

    Raises RoutineError when neither is there, with the nearest name.
    """
    given = Path(name_or_path)
    if _is_path(name_or_path) or _exists(given):
        return given
    shipped = {routine.name: routine.path for routine in list_routines()}
    wanted = normal(name_or_path)
    if wanted in shipped:
        return shipped[wanted]
    meant = nearest(name_or_path, shipped)
    hint = f"did you mean {meant}? " if meant else ""
    names = ", ".join(shipped)
    raise RoutineError(f"{quoted(name_or_path)}: no such file, and no such shipped routine; {hint}There are: {names}.")


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.lower().endswith(_SUFFIXES)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
