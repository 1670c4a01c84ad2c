"""Lengths of time as a person writes them: ``20``, ``20 s``, ``1 min 30 s``, ``1:30``, ``6 breaths``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coach.languages.written import any_of, meanings, words
from coach.routine.breath import Breath
from coach.routine.comparison import Bound, compared
from coach.routine.counting import how_often, often
from coach.routine.numerals import NUMBER, NUMBER_WORDS, to_number
from coach.routine.problems import nearest, quoted, shown

_CLOCK = re.compile(rf"(\d{{1,3}}):([0-5]\d)(?:\s*{any_of(words('units', 'minutes'))})?", re.IGNORECASE)
_HOURS = rf"{any_of(words('units', 'hours'))}\.?"
_MINUTES = rf"(?:{any_of(words('units', 'minutes'))}|['′’](?!['′’]))\.?"
_SECONDS = rf"(?:{any_of(words('units', 'seconds'))}|\"|″|”|''|′′|’’)\.?"
_AND = rf"[\s,]*(?:{any_of(words('dose', 'and'))}\s+)?"
_UNITS = re.compile(
    rf"(?:{NUMBER}\s*{_HOURS})?{_AND}(?:{NUMBER}\s*{_MINUTES})?{_AND}(?:{NUMBER}\s*{_SECONDS})?", re.IGNORECASE
)
_BARE = re.compile(NUMBER)
_TWO_WAYS = re.compile(rf"(\d{{0,6}})[.,](\d{{2,3}})\s*(?:({_MINUTES})|({_HOURS}))?", re.IGNORECASE)
"""``1.30`` may be a decimal number, or minutes and seconds."""
_MINUTES_AND_MORE = re.compile(rf"(\d{{1,3}})\s*{_MINUTES}\s*([0-5]?\d)", re.IGNORECASE)
_PART = re.compile(r"(?:(\d{1,3})\s*)?(½|¼|¾|(?<!\d)1\s*/\s*2(?!\d)|(?<!\d)1\s*/\s*4(?!\d)|(?<!\d)3\s*/\s*4(?!\d))")
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_TO, _TIMES, _SLOW = any_of(words("dose", "to")), any_of(words("dose", "times")), any_of(words("dose", "slow"))
_OR, _ANDS = any_of(words("dose", "or")), any_of(words("dose", "and"))
_RANGE = re.compile(rf"\s*(?:[–—-]|(?<![^\W\d_])(?:(?:up\s+)?{_TO}|{_OR}|{_ANDS})(?![^\W\d_]))\s*", re.IGNORECASE)
_BETWEEN = re.compile(rf"^{any_of(words('counted', 'between'))}\s+", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"(?<=[\d\s½¼¾])([^\W\d_]+|[\"'″′]+)\.?$")
_FAR = re.compile(rf"{NUMBER}\s*(?:(?P<m>m)\.?|{any_of(words('counted', 'far'))})", re.IGNORECASE)
_BREATHS = re.compile(
    rf"(\d{{1,3}})\s*(?:{_SLOW}\s+)*{any_of(words('units', 'breaths'))}(?:\s+{_SLOW})*", re.IGNORECASE
)
_TIMES_FIRST = re.compile(rf"(\d{{1,3}})\s*(?:[x×*]|{_TIMES}\b)\s*(\d.*)", re.IGNORECASE)
_TIMES_LAST = re.compile(rf"(.*\d.*?)\s*,?\s*(?:[x×*]\s*(?P<x>\d{{1,3}})|\b(?P<n>\d{{1,3}})\s*{_TIMES})", re.IGNORECASE)
_EACH = re.compile(
    rf"(.*\d.*?)\s*,?\s*(?:{any_of(words('dose', 'on'))} )?\b{any_of(words('dose', 'each'))}\b.*", re.IGNORECASE
)
_MORE_BEHIND = re.compile(r"([\d.,:]+\s*(?:[a-z]+|[\"'″′]+))\.?\s*(?:\(.*|[,;]?\s+[^\d+-]\D*)", re.IGNORECASE)
_INEXACT = re.compile(rf"(?:~|≈|{any_of(words('dose', 'about'))}[a-z]*\.?)\s*(\d.*)", re.IGNORECASE)
_AROUND = (
    (_EACH, "is more than a time; write the time alone: {}."),
    (_INEXACT, "is not exact, and the clock has to be; write one time, such as {}."),
    (_MORE_BEHIND, "is more than a time; write the time alone, such as {}."),
)
_SETS = re.compile(rf"\b(\d{{1,2}})\s*{any_of(words('dose', 'sets'))}(?![^\W\d_])", re.IGNORECASE)
_LONGEST = 60
"""Longest accepted text in characters; nobody needs more for a time, and the patterns stay fast."""
MOST_BREATHS = 60
_IN_WORDS: dict[str, str] = meanings("times_in_words")
_NUMBER_AND_WORD = re.compile(r"(\d{1,4})\s*([^\W\d_]+)\.?")
_UNIT_WORDS = {
    word: unit for unit in ("seconds", "minutes", "breaths") for word in words("units", unit) if len(word) > len("secs")
}
_HOW_TO_WRITE_TIME = "write it like 20 s, 1 min 30 s or 1:30"


@dataclass(frozen=True)
class Length:
    """A time, or a number of slow breaths."""

    seconds: float | None = None
    breaths: int | None = None

    def in_seconds(self, breath: Breath) -> float:
        return self.seconds if self.seconds is not None else float(self.breaths or 0) * breath.cycle_s


@dataclass(frozen=True)
class Allowed:
    """What is allowed in one place of a file."""

    least_s: float
    most_s: float
    overridden_s: float | None = None
    """The upper bound with an override."""
    alone_from_s: float = 0.0
    """A smaller number without a unit could also be minutes."""
    breaths: bool = False
    """A number of slow breaths is also allowed."""
    covers_ground: bool = False
    """A distance may be meant, so ``10 m`` is no time."""
    is_step: bool = False
    """This time is the whole step, which has no reps and no sides."""

    def takes(self, written: str) -> bool:
        """Whether this is accepted without a message; advice suggests nothing else."""
        try:
            read = length(written, self)
        except ValueError:
            return False
        return read.seconds is None or read.seconds <= self.most_s

    def __str__(self) -> str:
        beyond = f" ({spelled(self.overridden_s)} with an override)" if self.overridden_s else ""
        return f"{spelled(self.least_s)} to {spelled(self.most_s)}{beyond}"


def spelled(seconds: float) -> str:
    """A length of time as messages write it: ``1 min 30 s``."""
    whole = round(seconds, 1)
    minutes, rest = divmod(whole, 60)
    parts = [f"{minutes:g} min"] if minutes else []
    if rest or not parts:
        parts.append(f"{round(rest, 1):g} s")
    return " ".join(parts)


def length(value: object, allowed: Allowed) -> Length:
    """A time, or ``6 breaths`` where that is allowed. Raises ValueError with a sentence for the user."""
    if isinstance(value, Length):
        return value
    if allowed.breaths and isinstance(value, str) and (match := _BREATHS.fullmatch(value.strip())):
        breaths = int(match[1])
        if not 1 <= breaths <= MOST_BREATHS:
            raise ValueError(f"{quoted(value)} is outside what is allowed here: 1 to {MOST_BREATHS} breaths.")
        return Length(breaths=breaths)
    return Length(seconds=time_within(value, allowed))


def time_within(value: object, allowed: Allowed) -> float:
    """Seconds from ``20``, ``20 s``, ``1 min 30 s``, ``1:30``, ``1,5 min``, within the inclusive bounds.

    Raises ValueError with a sentence for the user.
    """
    if isinstance(value, str) and (readings := _readings(value)):
        raise ValueError(f"{quoted(value)} can be read in two ways{_which(readings, allowed)}")
    if allowed.covers_ground and isinstance(value, str) and (far := _distance(value.strip(), allowed)):
        raise ValueError(f"{quoted(value)} {far}")
    alone = _alone(value)
    if alone is not None and 0 < alone < allowed.alone_from_s:
        raise ValueError(_minutes_or_seconds(alone, allowed))
    seconds = _duration(value, allowed)
    if not allowed.least_s <= seconds <= (allowed.overridden_s or allowed.most_s):
        raise ValueError(f"{spelled(seconds)} is outside what is allowed here: {allowed}.")
    return seconds


def _readings(written: str) -> tuple[str, str] | None:
    """The two times that ``1.30`` may mean; None when there is only one. Which one was meant is not guessed."""
    match = _TWO_WAYS.fullmatch(written.strip())
    if match is None:
        return None
    first, behind, minutes, hours = match.groups()
    number = float(f"{first or 0}.{behind}")
    is_clock = len(behind) == 2 and int(behind) < 60
    if minutes or hours:
        unit_s = 60 if minutes else 3600
        clock_s = int(first or 0) * unit_s + int(behind) * unit_s / 60
        return (spelled(number * unit_s), spelled(clock_s)) if is_clock else None
    if len(behind) == 3:
        return f"{number:g} s", f"{int(first + behind)} s"
    return f"{number:g} s", spelled(int(first or 0) * 60 + int(behind) if is_clock else number * 60)


def _which(readings: Iterable[str], allowed: Allowed) -> str:
    first, second = readings
    fit = [reading for reading in (first, second) if allowed.takes(reading)]
    if len(fit) == 2:
        return f'; write "{first}" or "{second}", whichever you mean.'
    if fit:
        return f', {first} and {second}; write "{fit[0]}" if you mean that. Allowed here: {allowed}.'
    return f", {first} and {second}, and both are outside what is allowed here: {allowed}."


def _alone(value: object) -> float | None:
    """A number without a unit."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return to_number(value.strip()) if isinstance(value, str) and _BARE.fullmatch(value.strip()) else None


def _minutes_or_seconds(alone: float, allowed: Allowed) -> str:
    fit = [f'"{reading}"' for reading in (f"{alone:g} min", f"{alone:g} s") if allowed.takes(reading)]
    if len(fit) == 2:
        return f"a number alone is seconds; write {' or '.join(fit)}, whichever you mean."
    if fit and allowed.takes(f"{alone:g} min"):
        return f"a number alone is seconds; write {fit[0]} if you mean minutes. Allowed here: {allowed}."
    return f"a number alone is seconds; write the time with its unit. Allowed here: {allowed}."


def _duration(value: object, allowed: Allowed) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _not_negative(float(value))
    if not isinstance(value, str):
        raise ValueError(f"{shown(value)} is not a length of time; {_HOW_TO_WRITE_TIME}.")
    seconds = _seconds(value)
    if seconds is None:
        raise ValueError(_why_no_duration(value.strip(), allowed))
    return seconds


def _seconds(written: str) -> float | None:
    """Seconds; None when the text is no time, or more than one."""
    if len(written) > _LONGEST or _readings(written):
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


def _why_no_duration(text: str, allowed: Allowed) -> str:
    """The message about text that is no time, or more than a time: a dose is never guessed."""
    text = text[:_LONGEST]
    if text.startswith("-"):
        why: str | None = f"is negative; {_HOW_TO_WRITE_TIME}."
    else:
        why = (
            _compared(text, allowed)
            or _range(_EACH.sub(r"\1", text), allowed)
            or _counted(text, allowed)
            or _breaths(text)
            or _several_times(text, allowed)
            or _words_around(text, allowed)
        )
    if why is None:
        numbered = _IN_WORDS.get(text.lower()) or _on_the_clock(text) or _in_digits(text) or _with_unit(text)
        meant = f" (did you mean {numbered}?)" if numbered and allowed.takes(numbered) else ""
        why = f"is not a length of time{meant}; {_HOW_TO_WRITE_TIME}."
    return f"{quoted(text)} {why}"


def _range(text: str, allowed: Allowed) -> str | None:
    """The message about ``20-30 s`` or ``30s-1min``: both ends are named, each with its own unit."""
    ends = _RANGE.split(_BETWEEN.sub("", text))
    if len(ends) != 2 or not all(ends):
        return None
    if all(_BARE.fullmatch(end) for end in ends):
        if float(to_number(ends[0])) < allowed.alone_from_s:
            return "is a range, and a number alone is seconds; write one time with its unit."
        times = [f"{end} s" for end in ends]
    else:
        times = [_end(ends[0], ends[1]), _end(ends[1], ends[0])]
    if any(_seconds(time) is None and not _BREATHS.fullmatch(time) for time in times):
        return None
    fit = [f'"{time}"' for time in times if allowed.takes(time)]
    if not fit:
        return f"is a range; write one time. Allowed here: {allowed}."
    return f"is a range; write one time: {' or '.join(fit)}."


def _end(end: str, other: str) -> str:
    """One end of a range; without a unit it has the other one's, unless ``30-1 min`` would then run backwards."""
    if not _BARE.fullmatch(end) and not _PART.fullmatch(end):
        return re.sub(r"(?<=\d)(?=[^\W\d_])", " ", end)
    unit = _UNIT_BEHIND.search(other)
    given, others = f"{end} {unit[1] if unit else 's'}", _seconds(other)
    backwards = others is not None and (_seconds(given) or 0) > others and (_seconds(f"{end} s") or 0) < others
    return f"{end} s" if backwards else given


def _compared(text: str, allowed: Allowed) -> str | None:
    """The message about ``at least 20 s``; beyond a strict comparison the author has to say how far."""
    found = compared(text)
    seconds = _seconds(found.of) if found else None
    if found is None or seconds is None:
        return None
    if _alone(found.of) is not None and seconds < allowed.alone_from_s:
        return "is not exact, and the clock has to be; write one time, with its unit."
    time = spelled(seconds)
    strict = {Bound.MORE_THAN: "longer than", Bound.LESS_THAN: "shorter than"}.get(found.bound)
    if strict:
        return f'is not exact, and the clock has to be; write one time {strict} "{time}". Allowed here: {allowed}.'
    such = f', such as "{time}".' if allowed.takes(time) else f". Allowed here: {allowed}."
    return f"is not exact, and the clock has to be; write one time{such}"


def _counted(text: str, allowed: Allowed) -> str | None:
    """The message about ``20 s 3 times a day`` and ``20 s x 3 sets``."""
    rest = often(text)
    why = f"says how often in a day or a week, which goes to the top of the file as {how_often(text)}" if rest else None
    if rest is None and (found := _SETS.search(text)):
        rest, why = text[: found.start()].rstrip(" x×,"), f'counts sets; write "sets: {found[1]}" on a line of its own'
    if rest is None or why is None:
        return None
    seconds = _seconds(rest)
    time = f'such as "{spelled(seconds)}"' if seconds and allowed.takes(spelled(seconds)) else "with its unit"
    return f"{why}; here write the time alone, {time}."


def _distance(text: str, allowed: Allowed) -> str | None:
    """The message about metres, steps and laps where a time is needed; ``10 m`` may be minutes."""
    found = _FAR.fullmatch(text)
    if found is None:
        return None
    if found["m"]:
        minutes = f"{found[1]} min"
        either = f'write "{minutes}" if you mean minutes, and' if allowed.takes(minutes) else "write"
        return f"can be read as minutes or as metres; {either} about how long they take if you mean metres."
    return 'is a distance, and the coach keeps time; write about how long it takes, such as "5 min".'


def _breaths(text: str) -> str | None:
    breaths = _BREATHS.fullmatch(text)
    if breaths is None:
        return None
    seconds = spelled(int(breaths[1]) * Breath().cycle_s)
    return f"counts breaths, but a time is needed here; that many slow breaths take {seconds}."


def _words_around(text: str, allowed: Allowed) -> str | None:
    """The message about words around a time: ``20 s each side``, ``about 20 s``, ``20 s (gently)``."""
    for pattern, sentence in _AROUND:
        match = pattern.fullmatch(text)
        seconds = _seconds(match[1]) if match else None
        if seconds is None or (pattern is _MORE_BEHIND and _with_unit(text)):
            continue
        time = spelled(seconds)
        if _alone(match[1] if match else None) is not None and seconds < allowed.alone_from_s:
            return "is more than a time; write the time alone, with its unit."
        if allowed.takes(time):
            return sentence.format(f'"{time}"')
        return f"is more than one time; write the time alone. Allowed here: {allowed}."
    return None


def _several_times(text: str, allowed: Allowed) -> str | None:
    """What to write instead of ``3x20s`` or ``20 s x 3``; both readings where there are two."""
    if match := _TIMES_FIRST.fullmatch(text):
        times, time = match[1], match[2]
    elif match := _TIMES_LAST.fullmatch(text):
        time, times = match[1], match["x"] or match["n"]
    else:
        return None
    seconds = _seconds(time)
    often = f"the step {times} times" if allowed.is_step else f'"reps: {times}" on a line of its own'
    if seconds is None or not allowed.takes(spelled(seconds)) or (allowed.is_step and _alone(time) is not None):
        readings = _readings(time)
        alone = f'"{readings[0]}" or "{readings[1]}"' if readings else "the time alone, with its unit"
        return f"is more than a time; write {alone}, and {often}."
    if _BARE.fullmatch(time.strip()):
        first = f'"{spelled(seconds)}" with "reps: {times}" on a line of its own'
        other = f'"{times} s" with "reps: {time.strip()}"'
        return f"can be read in two ways: {first}, or {other}."
    return f'is more than a time; write "{spelled(seconds)}", and {often}.'


def _on_the_clock(text: str) -> str | None:
    """``1min30`` is ``1:30``."""
    match = _MINUTES_AND_MORE.fullmatch(text)
    return f"{int(match[1])}:{int(match[2]):02d}" if match else None


def _with_unit(text: str) -> str | None:
    """``20 sceonds`` is ``20 seconds``: a number with a misspelt unit."""
    match = _NUMBER_AND_WORD.fullmatch(text)
    meant = nearest(match[2], _UNIT_WORDS, {"sce": "seconds"}) if match else None
    return f"{match[1]} {_UNIT_WORDS[meant]}" if match and meant else None


def _in_digits(text: str) -> str | None:
    """``twenty seconds`` is ``20 seconds``; None when no word is a number."""
    written = text.split()
    digits = [str(NUMBER_WORDS.get(word.lower(), word)) for word in written]
    if len(written) > 2 or digits == written:
        return None
    return " ".join(digits if len(digits) > 1 else [*digits, "s"])


def _not_negative(number: float) -> float:
    if not 0 <= number < 1e9:
        raise ValueError(f"{number:g} is not a length of time; {_HOW_TO_WRITE_TIME}.")
    return number
