"""Single values as a person writes them: lengths of time, angles, breaths, dates, words to be spoken.

Each function takes what stands in the file and returns the value, or raises ValueError with a sentence for the person.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from coach.routine.breath import Breath
from coach.routine.problems import did_you_mean, listed, quoted

_NUMBER = r"(\d{1,6}(?:[.,]\d{1,3})?)"
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?:\s*(?:min|minutes?))?")
_UNITS = re.compile(
    rf"(?:{_NUMBER}\s*(?:h|hrs?|hours?)\.?)?[\s,]*(?:and\s+)?"
    rf"(?:{_NUMBER}\s*(?:m|mins?|minutes?)\.?)?[\s,]*(?:and\s+)?"
    rf"(?:{_NUMBER}\s*(?:s|secs?|seconds?)\.?)?",
    re.IGNORECASE,
)
_BARE = re.compile(_NUMBER)
_RANGE = re.compile(r"\d+\s*(?:-|–|to)\s*\d+.*", re.IGNORECASE)
_ANGLE = re.compile(rf"{_NUMBER}\s*(?:°|degs?\.?|degrees?)?", re.IGNORECASE)
_BREATHS = re.compile(r"(\d{1,3})\s*(?:slow\s+)?breaths?", re.IGNORECASE)
_PACE = re.compile(rf"{_NUMBER}\s*[-–/]\s*{_NUMBER}(?:\s*[-–/]\s*{_NUMBER})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"[-+]?\d{1,6}")
_DIGITS = re.compile(r"\d{1,6}")
_HOW_TO_WRITE_TIME = "write it like 20 s, 1 min 30 s or 1:30"
_YES = ("yes", "true", "on")
_NO = ("no", "false", "off")
_MARKUP = re.compile(r"[<>\\{}]|\[\[|\]\]")
_BREATH_PART_S = (1.0, 15.0)


@dataclass(frozen=True)
class Length:
    """A time, or a number of slow breaths."""

    seconds: float | None = None
    breaths: int | None = None

    def in_seconds(self, breath: Breath) -> float:
        return self.seconds if self.seconds is not None else float(self.breaths or 0) * breath.cycle_s


def spelled(seconds: float) -> str:
    """``1 min 30 s``: a length of time as the messages write it."""
    whole = round(seconds, 1)
    minutes, rest = divmod(whole, 60)
    parts = [f"{minutes:g} min"] if minutes else []
    if rest or not parts:
        parts.append(f"{round(rest, 1):g} s")
    return " ".join(parts)


def duration(value: object) -> float:
    """Seconds from ``20``, ``20 s``, ``1 min 30 s``, ``1:30``, ``1,5 min``."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _not_negative(float(value))
    if not isinstance(value, str):
        raise ValueError(f"{_shown(value)} is not a length of time; {_HOW_TO_WRITE_TIME}.")
    text = value.strip()
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1]) * 60.0 + int(clock[2])
    if _BARE.fullmatch(text):
        return _number(text)
    units = _UNITS.fullmatch(text)
    if text and units and any(units.groups()):
        hours, minutes, seconds = (_number(part) if part else 0.0 for part in units.groups())
        return hours * 3600 + minutes * 60 + seconds
    raise ValueError(_why_no_duration(text))


def _why_no_duration(text: str) -> str:
    if text.startswith("-"):
        return f"{quoted(text)} is less than nothing; {_HOW_TO_WRITE_TIME}."
    if _RANGE.fullmatch(text):
        return f"{quoted(text)} is a range; write one time, such as 20 s."
    if _BREATHS.fullmatch(text):
        return f"{quoted(text)} counts breaths, and a time is wanted here; {_HOW_TO_WRITE_TIME}."
    return f"{quoted(text)} is not a length of time; {_HOW_TO_WRITE_TIME}."


def _not_negative(number: float) -> float:
    if not 0 <= number < 1e9:
        raise ValueError(f"{number:g} is not a length of time; {_HOW_TO_WRITE_TIME}.")
    return number


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def time_between(value: object, least_s: float, most_s: float, overridden_s: float | None = None) -> float:
    """Seconds within the bounds, both allowed; ``overridden_s`` is the upper one that an override reaches."""
    seconds = duration(value)
    if not least_s <= seconds <= (overridden_s or most_s):
        beyond = f" ({spelled(overridden_s)} with an override)" if overridden_s else ""
        allowed = f"{spelled(least_s)} to {spelled(most_s)}{beyond}"
        raise ValueError(f"{spelled(seconds)} is outside what is allowed here: {allowed}.")
    return seconds


def length(value: object, least_s: float, most_s: float) -> Length:
    """A time, or ``6 breaths``."""
    if isinstance(value, Length):
        return value
    if isinstance(value, str) and (match := _BREATHS.fullmatch(value.strip())):
        breaths = int(match[1])
        if not 1 <= breaths <= 60:
            raise ValueError(f"{quoted(value)} is outside what is allowed here: 1 to 60 breaths.")
        return Length(breaths=breaths)
    return Length(seconds=time_between(value, least_s, most_s))


def whole(value: object, least: int, most: int, overridden: int | None = None) -> int:
    """A whole number within the bounds, both allowed; ``overridden`` is the upper one that an override reaches."""
    number = value
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        number = int(value)
    if isinstance(number, bool) or not isinstance(number, int):
        digits = _DIGITS.findall(value) if isinstance(value, str) else []
        example = digits[0] if len(digits) == 1 else "3"
        raise ValueError(f"{_shown(value)} is not a whole number; write just the number, such as {example}.")
    if not least <= number <= (overridden or most):
        beyond = f" ({overridden} with an override)" if overridden else ""
        raise ValueError(f"{number} is outside what is allowed here: {least} to {most}{beyond}.")
    return number


def angle(value: object) -> float:
    """Degrees from ``90``, ``90 deg``, ``90°``."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
    elif isinstance(value, str) and (match := _ANGLE.fullmatch(value.strip())):
        number = _number(match[1])
    else:
        raise ValueError(f"{_shown(value)} is not an angle; write degrees, such as 90.")
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
            f"{_shown(value)} is not a way to breathe; write seconds in, pause and out like 5-1-3, "
            "seconds in and out like 4-6, or off."
        )
    first, second, third = (_number(part) if part else None for part in match.groups())
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
    raise ValueError(f"{_shown(value)} is not a date; write year-month-day, such as 2027-03-31.")


def yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _YES + _NO:
        return value.strip().lower() in _YES
    raise ValueError(f"{_shown(value)} should be yes or no.")


def choice(value: object, allowed: tuple[str, ...], synonyms: dict[str, str] | None = None) -> str:
    """One of the allowed words."""
    if isinstance(value, str) and value in allowed:
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{_shown(value)} is not one of: {listed(allowed)}.")
    meant = did_you_mean(str(value), allowed, synonyms)
    raise ValueError(f"{quoted(value)} is not one of: {listed(allowed)}{meant}")


def text(value: object, longest: int) -> str:
    """Words for people: plain characters only, since they are shown and spoken.

    Refuses control and invisible characters (a terminal or a screen could obey them) and the marks of speech markup.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{_shown(value)} cannot stand here; write words.")
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


def _shown(value: object) -> str:
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
