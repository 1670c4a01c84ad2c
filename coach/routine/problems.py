"""A mistake in, or a warning about, a routine file, worded for a person who is not a programmer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coach.routine.contrary import is_contrary
from coach.routine.said import Said, of_check

Path = tuple[str | int, ...]
"""The path to a value: ``("steps", 0, "hold")``."""

_LONGEST_QUOTE = 40
_LONGEST_WORD = 64
_SEPARATORS = str.maketrans(dict.fromkeys("-_/&+,;().", " "))


@dataclass(frozen=True, order=True)
class Problem:
    """A place in the file, and what the person should do about it."""

    line: int
    """Line, from 1."""
    column: int
    """Column in characters, from 1."""
    text: str

    def at(self, name: str) -> str:
        """``name:line:column: text``, one line."""
        return f"{name}:{self.line}:{self.column}: {self.text}"


@dataclass(frozen=True)
class Finding:
    """One mistake, located by its path through the data."""

    path: Path
    text: str | Said
    at_key: bool = False
    """The key is wrong, not the value."""
    meant: str | None = None
    """The key that an unknown one probably stands for."""

    def words(self, language: str) -> str:
        """The message, in this language if it is available."""
        return self.text.text(language) if isinstance(self.text, Said) else self.text


def finding(path: Path, key: str, /, **params: object) -> Finding:
    """One mistake or warning, in a sentence of the check."""
    return Finding(path, of_check(key, **params))


def once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first problem of each kind, with the number of further lines that have it."""
    kept: dict[str, Problem] = {}
    more: dict[str, int] = {}
    for problem in problems:
        if problem.text in kept:
            more[problem.text] += 1
        else:
            kept[problem.text], more[problem.text] = problem, 0
    return tuple(
        problem if not more[text] else Problem(problem.line, problem.column, f"{text} ({_more_lines(more[text])})")
        for text, problem in kept.items()
    )


def _more_lines(count: int) -> str:
    return "1 more line has this too" if count == 1 else f"{count} more lines have this too"


def quoted(value: object) -> str:
    """Text of the file, safe to print: quoted, shortened, and without characters that a terminal would interpret."""
    text = "".join(character if character.isprintable() else " " for character in str(value))
    if len(text) > _LONGEST_QUOTE:
        text = text[: _LONGEST_QUOTE - 1] + "…"
    return f'"{text}"'


def shown(value: object) -> str:
    """How a message names a value of any kind."""
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return quoted("true" if value else "false")
    return quoted(value)


def listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def normal(word: str) -> str:
    """``Knee to-Chest`` is ``knee_to_chest``."""
    return "_".join(word.lower().translate(_SEPARATORS).split())


def letters(word: str) -> str:
    """``Child’s Pose`` is ``childspose``: a word without spaces, marks and capitals, which people write differently."""
    return "".join(filter(str.isalnum, word[:_LONGEST_WORD].lower()))


def same(word: str, known: Iterable[str]) -> str | None:
    """The known word that equals this one except for spaces, hyphens, capitals, apostrophes and a final ``s``; or
    None."""
    known = tuple(known)
    if word in known:
        return word
    if any(mark in word for mark in "?<>"):
        return None  # a doubt or a comparison is more than a variant spelling
    wanted = letters(word)
    return next((name for name in known if letters(name) == wanted), None) or next(
        (name for name in known if wanted and letters(name).removesuffix("s") == wanted.removesuffix("s")), None
    )


def nearest(
    word: str, known: Iterable[str], synonyms: Mapping[str, str] | None = None, *, inside: bool = True
) -> str | None:
    """The known word that was probably meant, or None.

    A word that denies something never leads to one that does not, nor vice versa. Without ``inside``, a known word
    among others is not enough.
    """
    known = tuple(known)
    wanted = normal(word)[:_LONGEST_WORD]
    if wanted in known:
        return wanted
    synonym = (synonyms or {}).get(wanted)
    if synonym in known or synonym == "":
        return synonym or None
    turned = is_contrary(word, (*known, *(synonyms or ())))
    known = tuple(name for name in known if is_contrary(name) == turned)
    starts = [name for name in known if len(wanted) > 1 and name.startswith(wanted)]
    if len(starts) == 1:
        return starts[0]
    within = [name for name in known if inside and f"_{name}_" in f"_{wanted}_"]
    if len(within) == 1:
        return within[0]
    if len(within) > 1:
        return None  # one of them alone would lose the others
    from difflib import get_close_matches

    close = get_close_matches(wanted, known, n=1, cutoff=0.7)
    return close[0] if close else None


def did_you_mean(
    word: str, known: Iterable[str], synonyms: Mapping[str, str] | None = None, *, inside: bool = True
) -> str:
    """``; did you mean hold?``, what to do about a denial, or nothing."""
    known = tuple(known)
    if meant := nearest(word, known, synonyms, inside=inside):
        return f"; did you mean {meant}?"
    return (
        "; leave out what does not apply, and if in doubt, write what is safer."
        if is_contrary(word, (*known, *(synonyms or ())))
        else "."
    )
