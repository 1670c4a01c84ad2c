"""Words that reverse a meaning: ``no``, ``without``, ``sub-``. Advice never crosses one."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from coach.languages.written import any_of, words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BEGINNINGS = words("contrary", "beginnings")
_ENDINGS = words("contrary", "endings")
_PREFIXED = re.compile(rf"(?<![^\W_]){any_of(_BEGINNINGS)}[-–](?=[^\W\d_])", re.IGNORECASE)
_SHORTEST_WORD = 3
"""A shorter remainder of a word is not a word of its own."""


def is_contrary(written: str, vocabulary: Iterable[str] = ()) -> bool:
    """Whether the words deny or doubt something, or mean the opposite of what they name.

    ``vocabulary``: words that may be denied within one word, such as ``acute`` in ``subacute``.
    """
    return "?" in written or denies(written, vocabulary) or _has(_words(written), _phrases("opposites"))


def denies(written: str, vocabulary: Iterable[str] = ()) -> bool:
    """Whether the words deny something; ``least`` and ``smallest`` alone do not."""
    found = _words(written)
    if _has(found, _phrases("words")) or _PREFIXED.search(written):
        return True
    known = _known(tuple(vocabulary))
    return any(word not in known and _joined(word, known) for word in found) if known else False


@cache
def _known(vocabulary: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in vocabulary for word in _words(name) if len(word) >= _SHORTEST_WORD)


def _has(found: list[str], phrases: tuple[str, ...]) -> bool:
    spaced = f" {' '.join(found)} "
    return any(phrase in spaced for phrase in phrases)


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    return tuple({f" {' '.join(_words(phrase))} " for phrase in words("contrary", kind)})


def _words(written: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(written.lower())]


def _joined(word: str, known: frozenset[str]) -> bool:
    """Whether a prefix or suffix of this word reverses the meaning of a known word."""
    rests = [word.removeprefix(begins) for begins in _BEGINNINGS if word.startswith(begins)]
    rests += [word.removesuffix(ends) for ends in _ENDINGS if word.endswith(ends)]
    return any(len(rest) >= _SHORTEST_WORD and get_close_matches(rest, known, n=1, cutoff=0.8) for rest in rests)
