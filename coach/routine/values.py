"""Single values as people write them: numbers, angles, breaths, dates, words to speak.

Each function takes what the file contains and returns the value, or raises ValueError with a sentence for the user.
"""

import re
import unicodedata

from coach.languages.written import any_of, meanings, words
from coach.routine.breath import Breath
from coach.routine.comparison import Bound, compared
from coach.routine.contrary import is_contrary
from coach.routine.counting import how_often, in_all, often
from coach.routine.numerals import NUMBER, NUMBER_WORDS, to_number
from coach.routine.problems import did_you_mean, listed, nearest, quoted, same, shown

_ANGLE = re.compile(rf"{NUMBER}\s*(?:°|degs?\.?|degrees?)?", re.IGNORECASE)
_DASH = r"\s*[-‐‑‒–—/]\s*"
_PACE = re.compile(rf"{NUMBER}{_DASH}{NUMBER}(?:{_DASH}{NUMBER})?")
_NUMBERS = re.compile(r"\d{1,2}(?:[.,]\d)?")
_WHOLE = re.compile(r"[-+]?\d{1,6}")
_DIGITS = re.compile(r"\d{1,6}")
_COUNTED = re.compile(
    rf"[x×]?\s*(?P<number>\d{{1,4}}|(?:[^\W\d_]|-)+?)\s*(?:[x×]|{any_of(words('dose', 'times'))})?\s*[,;.]?",
    re.IGNORECASE,
)
_OUT_OF_TEN = re.compile(rf"(\d{{1,2}})\s*(?:/|{any_of(words('dose', 'of'))})\s*10")
_TIMES: dict[str, int] = NUMBER_WORDS | meanings("how_often")
_LONGEST = 60
"""Longest accepted number or date, in characters."""
_LONGEST_LIST = 400
"""Longest list on one line that is taken apart, in characters."""
_SETS = any_of(words("dose", "sets"))
_BETWEEN = any_of((*words("dose", "to"), *words("dose", "or")))
_SEVERAL = re.compile(
    rf"(\d{{1,3}})\s*(?:-|–|/|{_BETWEEN}|({_SETS}(?:\s*[x×*])?|[x×*]))\s*(\d{{1,3}})\b.*", re.IGNORECASE
)
_SET = re.compile(rf"\b{_SETS}(?![^\W\d_])", re.IGNORECASE)
_EACH = re.compile(rf"\b{any_of(words('dose', 'each'))}\b", re.IGNORECASE)
_TIME_UNITS = any_of(word for unit in ("hours", "minutes", "seconds") for word in words("units", unit))
_TIMED = re.compile(rf"\d\s*(?:{_TIME_UNITS}|[\"'″′])(?![^\W\d_])|\d:\d", re.IGNORECASE)
"""Matches a time where a number of times is expected."""
_YES = ("yes", "true", "on")
_NO = ("no", "false", "off")
_YES_MEANT, _NO_MEANT = words("dose", "yes"), words("dose", "no")
"""In other languages: not taken, but understood."""
_NOTHING = ("-", *words("dose", "nothing"))
_MARKUP = re.compile(r"[<>\\{}]|\[\[|\]\]")
_BREATH_PART_S = (1.0, 15.0)


def whole(value: object, least: int, most: int, overridden: int | None = None) -> int:
    """A whole number within the inclusive bounds; ``overridden`` is the upper bound with an override."""
    number = _counted(value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int):
        named = isinstance(value, str)
        raise ValueError(_why_not_whole(str(value), least, most) if named else f"{shown(value)} {_JUST_NUMBER} 3.")
    if not least <= number <= (overridden or most):
        beyond = f" ({overridden} with an override)" if overridden else ""
        raise ValueError(f"{number} is outside what is allowed here: {least} to {most}{beyond}.")
    return number


_JUST_NUMBER = "is not a whole number; write just the number, such as"


def _counted(written: str) -> int | None:
    """The number in ``3``, ``3x``, ``3 times``, ``three``; None when it is something else."""
    text = written.strip().lower()
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


def _why_not_whole(text: str, least: int, most: int) -> str:
    """The message about a number that is not whole. A dose is never guessed: two readings are both named."""
    if (rest := often(text)) is not None:
        digits = _DIGITS.findall(rest)
        alone = digits[0] if len(digits) == 1 and least <= int(digits[0]) <= most else "that number alone"
        why: str | None = (
            f"says how often in a day or a week, which goes to the top of the file as {how_often(text)}; this line "
            f"counts the times in one session, so write {alone}."
        )
    elif _TIMED.search(text):
        why = f"is a length of time; write how many times, as a whole number alone: {least} to {most}."
    elif match := _SEVERAL.fullmatch(text.strip()[:_LONGEST]):
        why = _several(match, least, most)
    else:
        why = _counts_otherwise(text, least, most)
    return f"{quoted(text)} {why}" if why else _not_whole(text, least, most)


def _counts_otherwise(text: str, least: int, most: int) -> str | None:
    """The message about sets, comparisons and totals; None when the text holds none."""
    if _SET.search(text):
        digits = _DIGITS.findall(text)
        line = f"sets: {digits[0]}" if len(digits) == 1 else "sets: 3"
        return f'counts sets; write "{line}" on a line of its own, and here how many times in each set.'
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
    """What to write instead of ``10 in total`` where a step has two sides."""
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


def _several(match: "re.Match[str]", least: int, most: int) -> str:
    first, sets, second = match.groups()
    if sets and sets in "x×*":
        return (
            f'can be read in two ways; for {first} sets of {second} write "sets: {first}" and {second} here; for '
            f'{first} times held {second} s write {first} here and "hold: {second} s".'
        )
    if sets:
        return f'are several sets; write "sets: {first}" on a line of its own, and {second} here.'
    fit = [number for number in (first, second) if least <= int(number) <= most]
    return f"is a range; write one number: {' or '.join(fit) or f'{least} to {most}'}."


def angle(value: object) -> float:
    """Degrees from ``90``, ``90 deg``, ``90°``."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
    elif isinstance(value, str) and (match := _ANGLE.fullmatch(value.strip())):
        number = to_number(match[1])
    else:
        raise ValueError(f"{shown(value)} {_why_no_angle(str(value))}")
    if not 0 < number <= 180:
        raise ValueError(f"{number:g} is outside what is allowed here: more than 0, up to 180 degrees.")
    return number


def _why_no_angle(text: str) -> str:
    """Below a largest angle the person stays, so ``at least 90`` names no such angle."""
    found = compared(text)
    number = _ANGLE.fullmatch(found.of) if found else None
    if found and found.bound in (Bound.MORE_THAN, Bound.AT_LEAST):
        return "is a smallest angle, and here stands the largest; write the degrees to stay below."
    return f"is not an angle; write degrees alone, such as {number[1] if number else 90}."


def breath(value: object) -> Breath | None:
    """``5-1-3``: in, pause, out, in seconds; ``4-6``: in, out; ``off``: None."""
    if value is None or isinstance(value, Breath):
        return value
    if value is False or (isinstance(value, str) and value.strip().lower() in _NO):
        return None
    match = _PACE.fullmatch(value.strip()) if isinstance(value, str) and len(value) <= _LONGEST else None
    if match is None:
        numbers = _NUMBERS.findall(value[:_LONGEST]) if isinstance(value, str) else []
        meant = f" (did you mean {'-'.join(numbers)}?)" if len(numbers) in (2, 3) else ""
        raise ValueError(
            f"{shown(value)} is not a way to breathe{meant}; write seconds in, pause and out like 5-1-3, "
            "seconds in and out like 4-6, or off."
        )
    first, second, third = (to_number(part) if part else None for part in match.groups())
    in_s, pause_s, out_s = (first, second, third) if third is not None else (first, 0.0, second)
    assert in_s is not None
    assert pause_s is not None
    assert out_s is not None
    least, most = _BREATH_PART_S
    if not (least <= in_s <= most and least <= out_s <= most and pause_s <= most):
        raise ValueError(f"{quoted(value)} is outside what is allowed here: 1 to 15 s in and out, up to 15 s between.")
    return Breath(in_s, pause_s, out_s)


def yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _YES + _NO:
        return value.strip().lower() in _YES
    said = str(value).strip().lower()
    meant = "yes" if said in _YES_MEANT else "no" if said in _NO_MEANT else None
    raise ValueError(f"{shown(value)} should be yes or no{f' (did you mean {meant}?)' if meant else ''}.")


def choice(
    value: object, allowed: tuple[str, ...], synonyms: dict[str, str] | None = None, *, inside: bool = True
) -> str:
    """One of the allowed words, whatever its spacing and capitals; ``synonyms`` only improve the message.

    Without ``inside`` a word among others is no reason to suggest it.
    """
    if isinstance(value, str) and (word := same(value, allowed)):
        return word
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{shown(value)} is not one of: {listed(allowed)}.")
    meant = did_you_mean(str(value), allowed, synonyms, inside=inside)
    raise ValueError(f"{quoted(value)} is not one of: {listed(allowed)}{meant}")


def text(value: object, longest: int, needed: bool = False, *, spoken: bool = True) -> str:
    """Words for people: plain characters only, since they are shown and spoken.

    Rejects control and invisible characters (a terminal or a screen could interpret them) and, in words that are
    spoken, the marks of speech markup.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{shown(value)} is not allowed here; write words, in quotes if they begin with a bracket.")
    words = " ".join(str(value).split())
    if not words:
        raise ValueError(f"there are no words here; write some{'' if needed else ', or delete the line'}.")
    for character in words:
        if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn"):
            raise ValueError(f"there is an invisible or special character (U+{ord(character):04X}) here; delete it.")
    if spoken and (mark := _MARKUP.search(words)):
        raise ValueError(f"{quoted(mark[0])} cannot be spoken or shown here; write plain words.")
    if len(words) > longest:
        raise ValueError(f"this has {len(words)} characters; {longest} are allowed. Shorten it.")
    return words


_SEPARATORS = re.compile(
    rf"\s*[,;/&+]\s*(?:{any_of(words('joined', 'and'))}\s+)?|\s+{any_of(words('joined', 'and'))}\s+", re.IGNORECASE
)
_EITHER = re.compile(rf"\s+{any_of(words('joined', 'or'))}\s+", re.IGNORECASE)


def several(written: object) -> list[str]:
    """The parts of ``hip, knee and wrist``; empty when there is only one."""
    parts = [part for part in _SEPARATORS.split(written[:_LONGEST_LIST]) if part] if isinstance(written, str) else []
    return parts if len(parts) > 1 else []


def either(written: object) -> list[str]:
    """The parts of ``towel or belt``; empty when there is only one."""
    parts = _EITHER.split(written[:_LONGEST_LIST]) if isinstance(written, str) else []
    return parts if len(parts) > 1 else []


def choices(
    value: object, allowed: tuple[str, ...], synonyms: dict[str, str] | None = None, *, inside: bool = True
) -> frozenset[str]:
    """Any number of the allowed words; one alone needs no list."""
    if parts := several(value):
        meant = [nearest(word, allowed, synonyms, inside=inside) for word in parts]
        if all(meant):
            raise ValueError(f"write several in brackets: [{listed(str(word) for word in meant)}].")
    if isinstance(value, str) and value.strip().lower() in _NOTHING:
        raise ValueError(f"{quoted(value)} is the default without this line; delete it.")
    words = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return frozenset(choice(word, allowed, synonyms, inside=inside) for word in words)
