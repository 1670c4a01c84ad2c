"""Whole numbers and pain scores as people write them, and what to write instead of an ambiguous count."""

import re

from coach.languages.written import any_of, meanings, words
from coach.routine.comparison import Bound, compared
from coach.routine.contrary import is_contrary
from coach.routine.counting import as_tolerated, how_often, how_often_as, in_all, often, rising
from coach.routine.numerals import NUMBER_WORDS
from coach.routine.problems import quoted, shown

_WHOLE = re.compile(r"[-+]?\d{1,6}")
_DIGITS = re.compile(r"\d{1,6}")
_COUNTED = re.compile(
    rf"[x×]?\s*(?P<number>\d{{1,4}}|(?:[^\W\d_]|-)+?)\s*(?:[x×]|{any_of(words('dose', 'times'))})?\s*[,;.]?",
    re.IGNORECASE,
)
_OUT_OF_TEN = re.compile(rf"(\d{{1,2}})\s*(?:/|{any_of(words('dose', 'of'))})\s*10")
_TIMES: dict[str, int] = NUMBER_WORDS | meanings("how_often")
_SETS = any_of(words("dose", "sets"))
_BETWEEN = any_of((*words("dose", "to"), *words("dose", "or")))
_SEVERAL = re.compile(
    rf"(\d{{1,3}})\s*(?:-|–|/|{_BETWEEN}|({_SETS}(?:\s*[x×*])?|[x×*]))\s*(\d{{1,3}})\b.*", re.IGNORECASE
)
_SET = re.compile(rf"\b{_SETS}(?![^\W\d_])", re.IGNORECASE)
_EACH = re.compile(rf"\b{any_of(words('dose', 'each'))}\b", re.IGNORECASE)
_TIME_UNITS = any_of(word for unit in ("hours", "minutes", "seconds") for word in words("units", unit))
_TIMED = re.compile(rf"\d\s*(?:{_TIME_UNITS}|[\"'″′])(?![^\W\d_])|\d:\d", re.IGNORECASE)
"""Matches a length of time where a count is expected."""
_LONGEST = 60
"""Longest accepted number, in characters."""


def whole(value: object, least: int, most: int, overridden: int | None = None, what: str = "reps") -> int:
    """A whole number within the inclusive bounds; ``overridden`` is the upper bound with an override.

    ``what`` is counted: messages say how to write it beside sets.
    """
    number = _counted(value, what) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int):
        named = isinstance(value, str)
        raise ValueError(
            _why_not_whole(str(value), least, most, what) if named else f"{shown(value)} {_JUST_NUMBER} 3."
        )
    if not least <= number <= (overridden or most):
        beyond = f" ({overridden} with an override)" if overridden else ""
        raise ValueError(f"{number} is outside what is allowed here: {least} to {most}{beyond}.")
    return number


_JUST_NUMBER = "is not a whole number; write just the number, such as"


def times(value: object, key: str, most: int) -> int:
    """How often a day or a week: ``2``, or ``twice a day`` if it agrees with its key."""
    same = isinstance(value, str) and how_often_as(key, value)
    return whole(same or value, 1, most)


def _counted(written: str, what: str) -> int | None:
    """The number in ``3``, ``3x``, ``3 times``, ``three``; None for anything else."""
    text = written.strip().lower()
    if what == "sets" and len(text) <= _LONGEST:
        text = _SET.sub("", text).strip()
    if _WHOLE.fullmatch(text):
        return int(text)
    match = _COUNTED.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    return int(match["number"]) if match["number"].isdecimal() else _TIMES.get(match["number"])


def score(value: object, least: int, most: int) -> int:
    """A pain score, also as ``5/10``: the lowest one that counts."""
    match = _OUT_OF_TEN.fullmatch(value.strip()[:_LONGEST]) if isinstance(value, str) else None
    if not match and isinstance(value, str) and (found := compared(value)):
        raise ValueError(f"{quoted(value)} {_lowest_score(found.bound, found.of, least, most)}")
    return whole(match[1] if match else value, least, most)


def _lowest_score(bound: Bound, of: str, least: int, most: int) -> str:
    """What to write instead of a comparison; ``> 4`` may or may not be meant to leave 4 itself out."""
    one = "is a comparison; write the lowest score that counts"
    try:
        number = score(of, least, most)
    except ValueError:
        return f"{one}, alone: {least} to {most}."
    if bound in (Bound.AT_LEAST, Bound.LESS_THAN) or number == most:
        return f"{one}: {number}."
    return f"{one}: {number} if {number} itself counts, {number + 1} if it does not."


def _why_not_whole(text: str, least: int, most: int, what: str) -> str:
    """The message about a number that is not whole. A dose is never guessed: if there are two readings, both are
    named."""
    if (left := as_tolerated(text)) is not None:
        here = f"and write {left} here" if left.isdecimal() else "and write the most here, as one number"
        return f'{quoted(text)} leaves it open; write "as_tolerated: yes" on a line of its own, {here}.'
    if (rest := often(text)) is not None:
        digits = _DIGITS.findall(rest)
        alone = digits[0] if len(digits) == 1 and least <= int(digits[0]) <= most else "that number alone"
        why: str | None = (
            f"says how often in a day or a week, which goes at the top of the file as {how_often(text)}; this line "
            f"counts the times in one session, so write {alone}."
        )
    elif _TIMED.search(text):
        why = f"is a length of time; write how many times, as a whole number alone: {least} to {most}."
    elif match := _SEVERAL.fullmatch(text.strip()[:_LONGEST]):
        why = _several(match, least, most, what)
    else:
        why = _counts_otherwise(text, least, most, what)
    return f"{quoted(text)} {why}" if why else _not_whole(text, least, most)


def _counts_otherwise(text: str, least: int, most: int, what: str) -> str | None:
    """The message about sets, comparisons and totals; None if the text contains none."""
    if _SET.search(text):
        digits = _DIGITS.findall(text)
        line = f"sets: {digits[0]}" if len(digits) == 1 else "sets: 3"
        beside = f'after "{_beside(what)}:" how many times in each set'
        return f'counts sets; write "{line}" on a line of its own, and {beside}.'
    if rising(text):
        return 'grows with time; write the first number here, and below "weeks:" what counts from a later week on.'
    if found := compared(text):
        return _fits(found.bound, found.of, least, most)
    total = in_all(text)
    return shared(total) if total is not None and least <= total <= most else None


def _not_whole(text: str, least: int, most: int) -> str:
    bounds, digits = f"{least} to {most}", _DIGITS.findall(text)
    fits = len(digits) == 1 and least <= int(digits[0]) <= most
    if fits and _EACH.search(text):
        return f"{quoted(text)} is more than a number; reps count on each side, so write {digits[0]} alone."
    if fits and not is_contrary(text):
        return f"{quoted(text)} {_JUST_NUMBER} {digits[0]}."
    alone = f"is not a whole number; write one number alone: {bounds}." if digits else f"{_JUST_NUMBER} 3."
    return f"{quoted(text)} {alone}"


def shared(total: int) -> str:
    """What to write instead of ``10 in total`` if a step has two sides."""
    half = f"{total // 2}" if total % 2 == 0 else f"{total // 2} or {total // 2 + 1}"
    return (
        f"can be read in two ways, since reps count on each side; write {half} if the two sides share them, "
        f"or {total} if each side has {total}."
    )


def _fits(bound: Bound, of: str, least: int, most: int) -> str:
    """What to write instead of ``at most 4``: the coach counts, so it needs one number."""
    digits = _DIGITS.findall(of)
    inexact = "is not exact, and the coach counts; write one number"
    if len(digits) != 1:
        return f"{inexact} alone: {least} to {most}."
    number = int(digits[0]) + {Bound.MORE_THAN: 1, Bound.LESS_THAN: -1}.get(bound, 0)
    end = "smallest" if bound in (Bound.MORE_THAN, Bound.AT_LEAST) else "largest"
    fits = f"the {end} that fits is {number}" if least <= number <= most else f"allowed here: {least} to {most}"
    return f"{inexact}; {fits}."


def _beside(what: str) -> str:
    return "reps" if what == "sets" else what


def _several(match: "re.Match[str]", least: int, most: int, what: str) -> str:
    first, sets, second = match.groups()
    if sets and sets in "x×*":
        return (
            f'can be read in two ways; for {first} sets of {second} write "sets: {first}" and '
            f'"{_beside(what)}: {second}"; for {first} times held {second} s write "reps: {first}" '
            f'and "hold: {second} s".'
        )
    if sets:
        return f'are several sets; write "sets: {first}" and "{_beside(what)}: {second}", each on a line of its own.'
    fit = [number for number in (first, second) if least <= int(number) <= most]
    return f"is a range; write one number: {' or '.join(fit) or f'{least} to {most}'}."
