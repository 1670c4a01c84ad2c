"""Lengths of time as a person writes them: ``20``, ``20 s``, ``1 min 30 s``, ``1:30``, ``6 breaths``."""

import re
from dataclasses import dataclass

from coach.routine.breath import Breath
from coach.routine.problems import nearest, quoted, shown

NUMBER = r"(\d{1,6}(?:[.,]\d{1,3})?)"
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?:\s*(?:min|minutes?))?")
_UNITS = re.compile(
    rf"(?:{NUMBER}\s*(?:h|hrs?|hours?)\.?)?[\s,]*(?:and\s+)?"
    rf"(?:{NUMBER}\s*(?:m|mins?|minutes?)\.?)?[\s,]*(?:and\s+)?"
    rf"(?:{NUMBER}\s*(?:s|secs?|seconds?)\.?)?",
    re.IGNORECASE,
)
_BARE = re.compile(NUMBER)
_RANGE = re.compile(r"\d+\s*(?:-|–|to)\s*\d+.*", re.IGNORECASE)
_BREATHS = re.compile(r"(\d{1,3})\s*(?:slow\s+)?breaths?", re.IGNORECASE)
_MULTIPLIED = re.compile(r"(?:(\d{1,3})\s*[x×*].*\d.*)|(?:.*\d.*[x×*]\s*(\d{1,3}))", re.IGNORECASE)
_EACH = re.compile(r".*\d.*\b(?:each|per)\b.*", re.IGNORECASE)
_NUMBER_AND_WORD = re.compile(r"(\d{1,4})\s*([A-Za-z]+)\.?")
NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
    "sixty": 60,
}
_HOW_TO_WRITE_TIME = "write it like 20 s, 1 min 30 s or 1:30"
_SENTENCES = (
    (re.compile(r"-.*"), f"is less than nothing; {_HOW_TO_WRITE_TIME}."),
    (_RANGE, "is a range; write one time, such as 20 s."),
    (_BREATHS, f"counts breaths, and a time is wanted here; {_HOW_TO_WRITE_TIME}."),
    (_MULTIPLIED, 'is more than a time; write the time alone, and "reps: {}" on a line below.'),
    (_EACH, 'is more than a time; write the time alone, and "sides: both" on a line below.'),
)


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
        raise ValueError(f"{shown(value)} is not a length of time; {_HOW_TO_WRITE_TIME}.")
    text = value.strip()
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1]) * 60.0 + int(clock[2])
    if _BARE.fullmatch(text):
        return to_number(text)
    units = _UNITS.fullmatch(text)
    if text and units and any(units.groups()):
        hours, minutes, seconds = (to_number(part) if part else 0.0 for part in units.groups())
        return hours * 3600 + minutes * 60 + seconds
    raise ValueError(_why_no_duration(text))


def _why_no_duration(text: str) -> str:
    for pattern, sentence in _SENTENCES:
        if match := pattern.fullmatch(text):
            number = next((group for group in match.groups() if group), "")
            return f"{quoted(text)} {sentence.format(number)}"
    numbered = _in_digits(text) or _with_unit(text)
    meant = f" (did you mean {numbered}?)" if numbered else ""
    return f"{quoted(text)} is not a length of time{meant}; {_HOW_TO_WRITE_TIME}."


def _with_unit(text: str) -> str | None:
    """``20 sceonds`` is ``20 seconds``: a number and a unit that is nearly one."""
    match = _NUMBER_AND_WORD.fullmatch(text)
    meant = nearest(match[2], ("seconds", "minutes"), {"sce": "seconds", "sek": "seconds"}) if match else None
    return f"{match[1]} {meant}" if match and meant else None


def _in_digits(text: str) -> str | None:
    """``twenty seconds`` is ``20 seconds``; None when no word is a number."""
    words = text.lower().split()
    digits = [str(NUMBER_WORDS.get(word, word)) for word in words]
    if len(words) > 2 or digits == words:
        return None
    return " ".join(digits if len(digits) > 1 else [*digits, "s"])


def _not_negative(number: float) -> float:
    if not 0 <= number < 1e9:
        raise ValueError(f"{number:g} is not a length of time; {_HOW_TO_WRITE_TIME}.")
    return number


def to_number(text: str) -> float:
    """``1,5`` is 1.5."""
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
