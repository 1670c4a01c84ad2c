"""The shipped routines and the person's own, found by name or by path."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from coach.errors import RoutineError
from coach.regular_file import exists
from coach.resources import resource
from coach.routine.problems import nearest, normal, quoted

DEFAULT = "daily"
"""The routine that runs when none is named."""
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Shelved:
    """A routine that can be given by name instead of by path."""

    name: str
    """``daily`` for ``daily.yaml``."""
    path: Path
    own: bool = False
    """Whether it is the person's own rather than a shipped one."""


def list_routines(own: Path | None = None) -> tuple[Shelved, ...]:
    """Every shipped routine by name, then those in the folder ``own``, which need not exist.

    Raises MissingPartError if the installation lacks the shipped ones.
    """
    folder: Traversable = resource("routines")
    shipped = [Path(str(entry)) for entry in folder.iterdir() if entry.name.endswith(_SUFFIXES)]
    return (
        *(Shelved(file.stem, file) for file in sorted(shipped)),
        *(Shelved(file.stem, file, own=True) for file in _files_in(own)),
    )


def _files_in(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    try:
        return sorted(file for file in folder.iterdir() if file.suffix in _SUFFIXES and file.is_file())
    except OSError:
        return []


def find(name_or_path: str, own: Path | None = None) -> Path:
    """The file of a path or of a routine's name; the person's own routine takes precedence over a shipped one.

    Raises RoutineError, with the nearest name, if there is neither.
    """
    given = Path(name_or_path)
    if _is_path(name_or_path) or _is_file(given):
        return given
    known = {entry.name: entry.path for entry in list_routines(own)}
    wanted = next((name for name in known if normal(name) == normal(name_or_path)), None)
    if wanted is not None:
        return known[wanted]
    if exists(given):
        return given
    meant = nearest(name_or_path, known)
    there_are = f"did you mean {meant}? There are" if meant else "there are"
    names = ", ".join(name for name in known if name.isprintable())
    raise RoutineError(f"{quoted(name_or_path)}: no such file, and no such routine; {there_are}: {names}.")


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.lower().endswith(_SUFFIXES)


def _is_file(path: Path) -> bool:
    """A folder with the name of a routine does not hide the routine."""
    return exists(path) and not path.is_dir()
