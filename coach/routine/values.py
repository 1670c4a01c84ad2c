"""Single values as people write them: numbers, angles, breaths, dates, words to speak.

Each function takes what the file contains and returns the value, or raises ValueError with a sentence for the user.
"""

import re
import unicodedata
from datetime import date

from coach.languages.written import any_of, meanings, words
from coach.routine.breath import Breath
from coach.routine.numerals import NUMBER, NUMBER_WORDS, to_number
from coach.routine.problems import did_you_mean, listed, nearest, quoted, same, shown

_ANGLE = re.compile(rf"{NUMBER}\s*(?:°|degs?\.?|degrees?)?", re.IGNORECASE)
_DASH = r"\s*[-‐‑‒–—/]\s*"
_PACE = re.compile(rf"{NUMBER}{_DASH}{NUMBER}(?:{_DASH}{NUMBER})?")
_NUMBERS = re.compile(r"\d{1,2}(?:[.,]\d)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
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
_SETS = any_of(words("dose", "sets"))
_BETWEEN = any_of((*words("dose", "to"), *words("dose", "or")))
_SEVERAL = re.compile(rf"(\d{{1,3}})\s*(?:-|–|/|{_BETWEEN}|({_SETS}|[x×*]))\s*(\d{{1,3}})\b.*", re.IGNORECASE)
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
    """A pain score, also as ``5/10``."""
    match = _OUT_OF_TEN.fullmatch(value.strip()[:_LONGEST]) if isinstance(value, str) else None
    return whole(match[1] if match else value, least, most)


def _why_not_whole(text: str, least: int, most: int) -> str:
    """The message about a number that is not whole. A dose is never guessed: two readings are both named."""
    bounds = f"{least} to {most}"
    if _TIMED.search(text):
        return f"{quoted(text)} is a length of time; write how many times, as a whole number alone: {bounds}."
    if match := _SEVERAL.fullmatch(text.strip()[:_LONGEST]):
        return f"{quoted(text)} {_several(match, least, most)}"
    digits = _DIGITS.findall(text)
    fits = len(digits) == 1 and least <= int(digits[0]) <= most
    if fits and _EACH.search(text):
        return f"{quoted(text)} is more than a number; reps count on each side, so write {digits[0]} alone."
    if digits and not fits:
        return f"{quoted(text)} is not a whole number; write one number alone: {bounds}."
    return f"{quoted(text)} {_JUST_NUMBER} {digits[0] if digits else 3}."


def _several(match: "re.Match[str]", least: int, most: int) -> str:
    first, sets, second = match.groups()
    if sets:
        product = int(first) * int(second)
        such = f", such as {product}" if least <= product <= most else f": {least} to {most}"
        return f"are several sets, which the format does not have; write how many times in all{such}."
    fit = [number for number in (first, second) if least <= int(number) <= most]
    return f"is a range; write one number: {' or '.join(fit) or f'{least} to {most}'}."


def angle(value: object) -> float:
    """Degrees from ``90``, ``90 deg``, ``90°``."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
    elif isinstance(value, str) and (match := _ANGLE.fullmatch(value.strip())):
        number = to_number(match[1])
    else:
        raise ValueError(f"{shown(value)} is not an angle; write degrees, such as 90.")
    if not 0 < number <= 180:
        raise ValueError(f"{number:g} is outside what is allowed here: more than 0, up to 180 degrees.")
    return number


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


def day(value: object) -> date:
    """A date as year-month-day."""
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"{quoted(text)} is not a day in the calendar.") from None
    meant = " or ".join(found.isoformat() for found in _days_meant(text))
    hint = f" (did you mean {meant}?)" if meant else ", such as 2027-03-31"
    raise ValueError(f"{shown(value)} is not a date; write year-month-day{hint}.")


_MONTHS: dict[str, int] = meanings("months")
_BETWEEN_PARTS = rf"[\s./,-]+(?:{any_of(words('dose', 'of'))}\s+)?"
_DATE_PARTS = re.compile(
    r"(?:[A-Za-z]{2,9},?\s+(?=\d))?(\w+?)(?:st|nd|rd|th)?"
    rf"{_BETWEEN_PARTS}(\w+?)(?:st|nd|rd|th)?{_BETWEEN_PARTS}(\d{{4}}|\d{{2}})"
)


def _days_meant(text: str) -> list[date]:
    """The days that a text may mean: ``31.12.2026`` and ``Dec 31, 2026`` are one day, ``03/04/2027`` may be two."""
    match = _DATE_PARTS.fullmatch(text[:_LONGEST])
    if match is None:
        return []
    first, second, year = (_month_or_number(part) for part in match.groups())
    if first is None or second is None or year is None:
        return []
    day_first, month_first = (first, second), (second, first)
    orders = {day_first} if "." in text and match[1].isdigit() else {day_first, month_first}
    if match[1].isalpha() or match[2].isalpha():
        orders = {day_first} if match[2].isalpha() else {month_first}
    found = [_on_calendar(year + 2000 * (year < 100), month, day) for day, month in orders]
    return sorted(known for known in found if known)


def _month_or_number(part: str) -> int | None:
    if part.isdigit():
        return int(part)
    return _MONTHS.get(part[:3].lower())


def _on_calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):  # a year of twenty digits
        return None


def yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _YES + _NO:
        return value.strip().lower() in _YES
    said = str(value).strip().lower()
    meant = "yes" if said in _YES_MEANT else "no" if said in _NO_MEANT else None
    raise ValueError(f"{shown(value)} should be yes or no{f' (did you mean {meant}?)' if meant else ''}.")


def choice(value: object, allowed: tuple[str, ...], synonyms: dict[str, str] | None = None) -> str:
    """One of the allowed words, whatever its spacing and capitals; ``synonyms`` only improve the message."""
    if isinstance(value, str) and (word := same(value, allowed)):
        return word
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{shown(value)} is not one of: {listed(allowed)}.")
    meant = did_you_mean(str(value), allowed, synonyms)
    raise ValueError(f"{quoted(value)} is not one of: {listed(allowed)}{meant}")


def text(value: object, longest: int, needed: bool = False) -> str:
    """Words for people: plain characters only, since they are shown and spoken.

    Rejects control and invisible characters (a terminal or a screen could interpret them) and the marks of speech
    markup.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{shown(value)} is not allowed here; write words, in quotes if they begin with a bracket.")
    words = " ".join(str(value).split())
    if not words:
        raise ValueError(f"there are no words here; write some{'' if needed else ', or delete the line'}.")
    for character in words:
        if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn"):
            raise ValueError(f"there is an invisible or special character (U+{ord(character):04X}) here; delete it.")
    if mark := _MARKUP.search(words):
        raise ValueError(f"{quoted(mark[0])} cannot be spoken or shown here; write plain words.")
    if len(words) > longest:
        raise ValueError(f"this has {len(words)} characters; {longest} are allowed. Shorten it.")
    return words


def choices(value: object, allowed: tuple[str, ...], synonyms: dict[str, str] | None = None) -> frozenset[str]:
    """Any number of the allowed words; one alone needs no list."""
    if isinstance(value, str) and "," in value:
        meant = [nearest(word, allowed, synonyms) for word in value.split(",")]
        if all(meant):
            raise ValueError(f"write several in brackets: [{listed(str(word) for word in meant)}].")
    if isinstance(value, str) and value.strip().lower() in _NOTHING:
        raise ValueError(f"{quoted(value)} is the default without this line; delete it.")
    words = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return frozenset(choice(word, allowed, synonyms) for word in words)
