"""Lengths of time as a person writes them: ``20``, ``20 s``, ``1 min 30 s``, ``1:30``, ``6 breaths``."""

import re
from dataclasses import dataclass

from coach.routine.breath import Breath
from coach.routine.problems import nearest, quoted, shown

NUMBER = r"(\d{1,6}(?:[.,]\d{1,3})?|[.,]\d{1,3})"
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?:\s*(?:min|minutes?))?")
_HOURS = r"(?:hours?|hrs?|h|std|stunden?)\.?"
_MINUTES = r"(?:minutes?|minuten|mins?|m|['′’](?!['′’]))\.?"
_SECONDS = r"(?:seconds?|secs?|sekunden?|sek|s|\"|″|”|''|′′|’’)\.?"
_UNITS = re.compile(
    rf"(?:{NUMBER}\s*{_HOURS})?[\s,]*(?:and\s+|und\s+)?"
    rf"(?:{NUMBER}\s*{_MINUTES})?[\s,]*(?:and\s+|und\s+)?"
    rf"(?:{NUMBER}\s*{_SECONDS})?",
    re.IGNORECASE,
)
_BARE = re.compile(NUMBER)
_PART = re.compile(r"(?:(\d{1,3})\s*)?(½|¼|¾|(?<!\d)1\s*/\s*2(?!\d)|(?<!\d)1\s*/\s*4(?!\d)|(?<!\d)3\s*/\s*4(?!\d))")
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_RANGE = re.compile(r"(\d{1,4})\s*([^\d\s-]*)\s*(?:-|–|to|bis)\s*(\d{1,4})\s*([a-z]*)\.?", re.IGNORECASE)
_BREATHS = re.compile(r"(\d{1,3})\s*(?:(?:slow|deep)\s+)*breaths?", re.IGNORECASE)
_TIMES_FIRST = re.compile(r"(\d{1,3})\s*[x×*]\s*(\d.*)", re.IGNORECASE)
_TIMES_LAST = re.compile(
    r"(.*\d.*?)\s*,?\s*(?:[x×*]\s*(?P<x>\d{1,3})|\b(?P<n>\d{1,3})\s*(?:times|reps?|mal))", re.IGNORECASE
)
_EACH = re.compile(r"(.*\d.*?)\s*,?\s*(?:on )?\b(?:each|per|both|every|each)\b.*", re.IGNORECASE)
_MORE_BEHIND = re.compile(r"([\d.,:]+\s*(?:[a-z]+|[\"'″′]+))\.?\s*(?:\(.*|[,;]?\s+[^\d+-]\D*)", re.IGNORECASE)
_INEXACT = re.compile(
    r"(?:~|≈|<|>|ca|approx|about|around|roughly|circa|up to|max|min|at least|at most)[a-z]*\.?\s*(\d.*)", re.IGNORECASE
)
_AROUND = (
    (_EACH, 'is more than a time; write {}, and "sides: both" on a line of its own.'),
    (_INEXACT, "is not exact, and the clock has to be; write one time, such as {}."),
    (_MORE_BEHIND, "is more than a time; write the time alone, such as {}."),
)
_LONGEST = 60
"""Characters; nobody needs more for a time, and the patterns stay quick."""
_SPOKEN = {"half a minute": "30 s", "half minute": "30 s", "a minute": "1 min", "a minute and a half": "1 min 30 s"}
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
    seconds = _seconds(value)
    if seconds is None:
        raise ValueError(_why_no_duration(value.strip()))
    return seconds


def _seconds(written: str) -> float | None:
    """None when it is no time, or more than one."""
    if len(written) > _LONGEST:
        return None
    text = _PART.sub(_in_decimals, written.strip().rstrip(",;").rstrip())
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1]) * 60.0 + int(clock[2])
    if _BARE.fullmatch(text):
        return to_number(text)
    units = _UNITS.fullmatch(text)
    if not text or not units or not any(units.groups()):
        return None
    hours, minutes, seconds = (to_number(part) if part else 0.0 for part in units.groups())
    return hours * 3600 + minutes * 60 + seconds


def _in_decimals(part: "re.Match[str]") -> str:
    """``1½`` is ``1.5``."""
    return f"{int(part[1] or 0) + _PARTS[''.join(part[2].split())]:g}"


def _why_no_duration(text: str) -> str:
    """What to say about words that are no time, or more than a time: a dose is never guessed."""
    text = text[:_LONGEST]
    if text.startswith("-"):
        why: str | None = f"is less than nothing; {_HOW_TO_WRITE_TIME}."
    else:
        why = _range(text) or _breaths(text) or _several_times(text) or _words_around(text)
    if why is None:
        numbered = _SPOKEN.get(text.lower()) or _in_digits(text) or _with_unit(text)
        meant = f" (did you mean {numbered}?)" if numbered else ""
        why = f"is not a length of time{meant}; {_HOW_TO_WRITE_TIME}."
    return f"{quoted(text)} {why}"


def _range(text: str) -> str | None:
    ends = _RANGE.fullmatch(text)
    if ends is None:
        return None
    unit = ends[4] or ends[2] or "s"
    return f'is a range; write one time: "{ends[1]} {unit}" or "{ends[3]} {unit}".'


def _breaths(text: str) -> str | None:
    breaths = _BREATHS.fullmatch(text)
    if breaths is None:
        return None
    seconds = spelled(int(breaths[1]) * Breath().cycle_s)
    return f"counts breaths, and a time is wanted here; that many slow breaths take {seconds}."


def _words_around(text: str) -> str | None:
    """``20 s each side``, ``about 20 s``, ``20 s (gently)``."""
    for pattern, sentence in _AROUND:
        match = pattern.fullmatch(text)
        seconds = _seconds(match[1]) if match else None
        if seconds is not None and not (pattern is _MORE_BEHIND and _with_unit(text)):
            return sentence.format(f'"{spelled(seconds)}"')
    return None


def _several_times(text: str) -> str | None:
    """What to write instead of ``3x20s`` or ``20 s x 3``; both ways where it could be read in two."""
    if match := _TIMES_FIRST.fullmatch(text):
        times, time = match[1], match[2]
    elif match := _TIMES_LAST.fullmatch(text):
        time, times = match[1], match["x"] or match["n"]
    else:
        return None
    seconds = _seconds(time)
    if seconds is None:
        return f'is more than a time; write the time alone, and "reps: {times}" on a line of its own.'
    if _BARE.fullmatch(time.strip()):
        return (
            f'can be read in two ways: "{spelled(seconds)}" with "reps: {times}" on a line of its own, '
            f'or "{times} s" with "reps: {time.strip()}".'
        )
    return f'is more than a time; write "{spelled(seconds)}", and "reps: {times}" on a line of its own.'


def _with_unit(text: str) -> str | None:
    """``20 sceonds`` is ``20 seconds``: a number and a unit that is nearly one."""
    match = _NUMBER_AND_WORD.fullmatch(text)
    meant = nearest(match[2], ("seconds", "minutes"), {"sce": "seconds"}) if match else None
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
    """``1,5`` is 1.5, and so is ``.5`` a half."""
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
