"""Sounds that ship with the program: the tones, and the safety lines, which must not depend on a speech engine."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path

from coach.resources import find_resource
from coach.session.actions import Tone

INDEX = "index.json"
"""A file in each language's folder that maps spoken texts to the names of their sound files."""


def tone_file(tone: Tone) -> Path | None:
    return _file(f"{tone.value}.wav")


def line_file(language: str, text: str) -> Path | None:
    """The sound file of a safety line; None for any other text."""
    name = _index(language).get(text)
    return _file(language, name) if name else None


@functools.cache
def _index(language: str) -> Mapping[str, str]:
    path = _file(language, INDEX)
    return json.loads(path.read_text(encoding="utf-8")) if path else {}


def _file(*parts: str) -> Path | None:
    found = find_resource("assets", "sounds", *parts)
    return found if isinstance(found, Path) and found.is_file() else None
