"""The words of routine files in all languages combined: a file may mix languages, and many do."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coach.languages.folders import languages, table


def words(*path: str) -> tuple[str, ...]:
    """The words at one place in the ``routine.toml`` of every language: ``words("units", "seconds")``."""
    return tuple(word for found in _found(path) for word in found)


def meanings(*path: str) -> dict[str, Any]:
    """Maps words to their meanings, from a place where each word has a value: ``meanings("numbers")``."""
    return {word: meant for found in _found(path) for word, meant in found.items()}


def called(*path: str) -> dict[str, tuple[str, ...]]:
    """Maps meanings to their words, from a place where each meaning has a list: ``called("steps")``."""
    merged: dict[str, tuple[str, ...]] = {}
    for found in _found(path):
        for meant, said in found.items():
            merged[meant] = (*merged.get(meant, ()), *said)
    return merged


def groups(section: str) -> tuple[str, ...]:
    """The subsections of a section: ``groups("variants")`` names the stretches that have variants."""
    return tuple(dict.fromkeys(group for found in _found((section,)) for group in found))


def any_of(found: Iterable[str]) -> str:
    """A pattern that matches the longest of these words; a space matches any width."""
    longest_first = sorted(set(found), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first) + ")"


def _found(path: tuple[str, ...]) -> Iterator[Any]:
    """The entries of the languages at that place; a language may have none."""
    for language in languages():
        place: Any = table(language, "routine")
        for part in path:
            place = place.get(part, {}) if isinstance(place, Mapping) else {}
        if place:
            yield place
