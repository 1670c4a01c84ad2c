"""Reads the folders of the languages."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from coach.errors import InputError

DEFAULT = "en"
"""The language spoken if a routine names none, and understood in addition to any other."""
_HERE = resources.files("coach.languages")
_SAID = "texts"
"""The file that makes a folder a language."""


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a folder, sorted: ``de``, ``en``."""
    return tuple(sorted(folder.name for folder in _HERE.iterdir() if (folder / f"{_SAID}.toml").is_file()))


@cache
def table(language: str, name: str) -> dict[str, Any]:
    """The file ``name.toml`` of a language. Raises InputError for a language that has no folder."""
    if language not in languages():
        raise InputError(f"language {language!r} is not here; there are: {', '.join(languages())}")
    return tomllib.loads((_HERE / language / f"{name}.toml").read_text(encoding="utf-8"))
