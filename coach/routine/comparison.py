"""A number that is compared instead of given: ``> 4``, ``at least 20 s``, ``3 or more``."""

import re
from dataclasses import dataclass
from enum import Enum

from coach.languages.written import any_of, called, words


class Bound(Enum):
    """How the number is compared."""

    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"


@dataclass(frozen=True)
class Comparison:
    """``more than 4`` is MORE_THAN of ``4``."""

    bound: Bound
    of: str
    """The rest without the words of the comparison; it contains a number."""


_BEFORE = called("compared", "before")
_BEHIND = called("compared", "behind")
_MARKS = {
    Bound.AT_LEAST: (">=", "=>", "≥"),
    Bound.AT_MOST: ("<=", "=<", "≤"),
    Bound.MORE_THAN: (">",),
    Bound.LESS_THAN: ("<",),
}


def _pattern(bounds: dict[str, tuple[str, ...]], form: str) -> list[tuple[Bound, "re.Pattern[str]"]]:
    """Longer phrases come first, since ``not more than`` contains ``more than``."""
    phrases = sorted(((phrase, Bound(bound)) for bound, several in bounds.items() for phrase in several), key=_longest)
    return [(bound, re.compile(form.format(any_of((phrase,))), re.IGNORECASE)) for phrase, bound in phrases]


def _longest(phrase: tuple[str, Bound]) -> int:
    return -len(phrase[0])


_PATTERNS = [
    *((bound, re.compile(rf"\s*(?:{'|'.join(marks)})\s*(.*\d.*)")) for bound, marks in _MARKS.items()),
    *_pattern(_BEFORE, r"\s*\b{}\.?\s+(?P<of>\D{{0,12}}\d.*)"),
    *_pattern(_BEHIND, r"\s*(?P<of>.*\d.*?)[\s,(]+{}\)?\s*"),
    (Bound.AT_LEAST, re.compile(r"\s*(\d[^+]*?)\s*\+\s*")),
]


_UNITS = frozenset(word for unit in ("hours", "minutes", "seconds") for word in words("units", unit))
_WORDS_BEFORE = any_of(phrase for several in _BEFORE.values() for phrase in several if phrase not in _UNITS)
_WORDS_BEHIND = any_of(phrase for several in _BEHIND.values() for phrase in several if " " in phrase)
_INSIDE = re.compile(
    rf"(?<![^\W_]){_WORDS_BEFORE}\.?\s*(?=\d|$)|[<>≤≥]=?\s*(?=\d|$)|(?<=\d)\s*\+(?=\W|$)|\b{_WORDS_BEHIND}\b",
    re.IGNORECASE,
)


def without_comparison(written: str) -> str:
    """A longer text without its comparisons: ``cat cow at least 5`` is ``cat cow 5``."""
    return _INSIDE.sub(" ", written[:200])


def compared(written: str) -> Comparison | None:
    """The comparison in the text; None if there is none."""
    for bound, pattern in _PATTERNS:
        if match := pattern.fullmatch(written[:80]):
            return Comparison(bound, match[1].strip())
    return None
