"""Single values as a person writes them: numbers, angles, breaths, dates, words to be spoken.

Each function takes what stands in the file and returns the value, or raises ValueError with a sentence for the person.
"""

import re
import unicodedata
from datetime import date

from coach.routine.breath import Breath
from coach.routine.durations import NUMBER, NUMBER_WORDS, to_number
from coach.routine.problems import did_you_mean, listed, nearest, quoted, shown

_ANGLE = re.compile(rf"{NUMBER}\s*(?:°|degs?\.?|degrees?)?", re.IGNORECASE)
_PACE = re.compile(rf"{NUMBER}\s*[-–/]\s*{NUMBER}(?:\s*[-–/]\s*{NUMBER})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"[-+]?\d{1,6}")
_DIGITS = re.compile(r"\d{1,6}")
_YES = ("yes", "true", "on")
_NO = ("no", "false", "off")
_MARKUP = re.compile(r"[<>\\{}]|\[\[|\]\]")
_BREATH_PART_S = (1.0, 15.0)


def whole(value: object, least: int, most: int, overridden: int | None = None) -> int:
    """A whole number within the bounds, both allowed; ``overridden`` is the upper one that an override reaches."""
    number = value
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        number = int(value)
    if isinstance(number, bool) or not isinstance(number, int):
        spoken = str(NUMBER_WORDS.get(value.strip().lower(), value)) if isinstance(value, str) else ""
        digits = _DIGITS.findall(spoken)
        example = digits[0] if len(digits) == 1 else "3"
        raise ValueError(f"{shown(value)} is not a whole number; write just the number, such as {example}.")
    if not least <= number <= (overridden or most):
        beyond = f" ({overridden} with an override)" if overridden else ""
        raise ValueError(f"{number} is outside what is allowed here: {least} to {most}{beyond}.")
    return number


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
    match = _PACE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(
            f"{shown(value)} is not a way to breathe; write seconds in, pause and out like 5-1-3, "
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
    raise ValueError(f"{shown(value)} is not a date; write year-month-day, such as 2027-03-31.")


def yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _YES + _NO:
        return value.strip().lower() in _YES
    raise ValueError(f"{shown(value)} should be yes or no.")


def choice(value: object, allowed: tuple[str, ...], synonyms: dict[str, str] | None = None) -> str:
    """One of the allowed words."""
    if isinstance(value, str) and value in allowed:
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{shown(value)} is not one of: {listed(allowed)}.")
    meant = did_you_mean(str(value), allowed, synonyms)
    raise ValueError(f"{quoted(value)} is not one of: {listed(allowed)}{meant}")


def text(value: object, longest: int) -> str:
    """Words for people: plain characters only, since they are shown and spoken.

    Refuses control and invisible characters (a terminal or a screen could obey them) and the marks of speech markup.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{shown(value)} cannot stand here; write words, in quotes if they begin with a bracket.")
    words = " ".join(str(value).split())
    if not words:
        raise ValueError("there are no words here; write some, or delete the line.")
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
            raise ValueError(f"several stand in brackets: [{listed(str(word) for word in meant)}].")
    words = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return frozenset(choice(word, allowed, synonyms) for word in words)
