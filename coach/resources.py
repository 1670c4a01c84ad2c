"""Finds the files that ship with the program, in an installed wheel or in a checkout."""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from coach.errors import MissingPartError

_INSTALLED = "_data"
"""The folder of the shipped files inside the package of a wheel."""


def resource(*parts: str) -> Traversable:
    """``resource("assets", "demo.webm")`` is that shipped file or folder.

    Raises MissingPartError if the installation lacks it.
    """
    found = find_resource(*parts)
    if found is None:
        missing = "/".join(parts)
        raise MissingPartError(f"The installation is incomplete: {missing} is missing. Install stretch-coach again.")
    return found


def find_resource(*parts: str) -> Traversable | None:
    """The shipped file or folder, or None."""
    package = resources.files("coach")
    checkout = Path(__file__).resolve().parent.parent
    for root in (package.joinpath(_INSTALLED), checkout):
        candidate = root.joinpath(*parts)
        if candidate.is_file() or candidate.is_dir():
            return candidate
    return None


def resource_path(*parts: str) -> Path:
    """The same as a path on disk, for programs that only open paths (a video reader, a browser).

    Raises MissingPartError if it is missing or inside an archive.
    """
    found = resource(*parts)
    if isinstance(found, Path):
        return found
    raise MissingPartError(
        f"{'/'.join(parts)} is inside an archive. Install stretch-coach as a folder, with pip or uv."
    )
