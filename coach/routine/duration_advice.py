"""What to write instead of a length of time that cannot be read: a dose is never guessed."""

import re
from collections.abc import Iterable

from coach.languages.written import any_of, meanings, words
from coach.routine.breath import Breath
from coach.routine.comparison import Bound, compared
from coach.routine.counting import as_tolerated, how_often, is_moving_word, often, pause_between
from coach.routine.numerals import NUMBER_WORDS, to_number
from coach.routine.problems import nearest, quoted
from coach.routine.spans import (
    BARE,
    BREATHS,
    FAR,
    LONGEST,
    MINUTES,
    PART,
    Allowed,
    number_alone,
    seconds_of,
    spelled,
    two_readings,
)

_TO, _TIMES = any_of(words("dose", "to")), any_of(words("dose", "times"))
_OR, _ANDS = any_of(words("dose", "or")), any_of(words("dose", "and"))
_MINUTES_AND_MORE = re.compile(rf"(\d{{1,3}})\s*{MINUTES}\s*([0-5]?\d)", re.IGNORECASE)
_RANGE = re.compile(rf"\s*(?:[–—-]|(?<![^\W\d_])(?:(?:up\s+)?{_TO}|{_OR}|{_ANDS})(?![^\W\d_]))\s*", re.IGNORECASE)
_BETWEEN = re.compile(rf"^{any_of(words('counted', 'between'))}\s+", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"(?<=[\d\s½¼¾])([^\W\d_]+|[\"'″′]+)\.?$")
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
_IN_WORDS: dict[str, str] = meanings("times_in_words")
_NUMBER_AND_WORD = re.compile(r"(\d{1,4})\s*([^\W\d_]+)\.?")
_UNIT_WORDS = {
    word: unit for unit in ("seconds", "minutes", "breaths") for word in words("units", unit) if len(word) > len("secs")
}
HOW_TO_WRITE_TIME = "write it like 20 s, 1 min 30 s or 1:30"


def which_reading(readings: Iterable[str], allowed: Allowed) -> str:
    first, second = readings
    fit = [reading for reading in (first, second) if allowed.takes(reading)]
    if len(fit) == 2:
        return f'; write "{first}" or "{second}", whichever you mean.'
    if fit:
        return f', {first} and {second}; write "{fit[0]}" if you mean that. Allowed here: {allowed}.'
    return f", {first} and {second}, and both are outside what is allowed here: {allowed}."


def minutes_or_seconds(alone: float, allowed: Allowed) -> str:
    fit = [f'"{reading}"' for reading in (f"{alone:g} min", f"{alone:g} s") if allowed.takes(reading)]
    if len(fit) == 2:
        return f"a number alone is seconds; write {' or '.join(fit)}, whichever you mean."
    if fit and allowed.takes(f"{alone:g} min"):
        return f"a number alone is seconds; write {fit[0]} if you mean minutes. Allowed here: {allowed}."
    return f"a number alone is seconds; write the time with its unit. Allowed here: {allowed}."


def why_no_duration(text: str, allowed: Allowed) -> str:
    """The message about a text that is not a time, or more than a time: a dose is never guessed."""
    text = text[:LONGEST]
    if text.startswith("-"):
        why: str | None = f"is negative; {HOW_TO_WRITE_TIME}."
    else:
        why = (
            _tolerated(text, allowed)
            or _compared(text, allowed)
            or _range(_EACH.sub(r"\1", text), allowed)
            or _counted(text, allowed)
            or _breaths(text)
            or _several_times(text, allowed)
            or _words_around(text, allowed)
        )
    if why is None:
        numbered = _IN_WORDS.get(text.lower()) or _on_the_clock(text) or _in_digits(text) or _with_unit(text)
        meant = f" (did you mean {numbered}?)" if numbered and allowed.takes(numbered) else ""
        why = f"is not a length of time{meant}; {HOW_TO_WRITE_TIME}."
    return f"{quoted(text)} {why}"


def _tolerated(text: str, allowed: Allowed) -> str | None:
    """The message about ``as tolerated`` and, for a hold, about moving instead."""
    if (pause := pause_between(text)) is not None:
        return f'is a different pause; write it on a line of its own, like "{pause[0]}: {pause[1] or "1 min"}".'
    rest = as_tolerated(text)
    if rest is not None:
        time = f'"{rest}"' if rest and allowed.takes(rest) else "the longest time"
        return f'leaves it open; write "as_tolerated: yes" on a line of its own, and write {time} here.'
    if allowed.held and is_moving_word(text):
        return 'is not a hold; to move there and back without holding, write "moves: 10" instead of hold and reps.'
    return None


def _range(text: str, allowed: Allowed) -> str | None:
    """The message about ``20-30 s`` or ``30s-1min``: both ends are named, each with its own unit."""
    ends = _RANGE.split(_BETWEEN.sub("", text))
    if len(ends) != 2 or not all(ends):
        return None
    if all(BARE.fullmatch(end) for end in ends):
        if float(to_number(ends[0])) < allowed.alone_from_s:
            return "is a range, and a number alone is seconds; write one time with its unit."
        times = [f"{end} s" for end in ends]
    else:
        times = [_end(ends[0], ends[1]), _end(ends[1], ends[0])]
    if any(seconds_of(time) is None and not BREATHS.fullmatch(time) for time in times):
        return None
    fit = [f'"{time}"' for time in times if allowed.takes(time)]
    if not fit:
        return f"is a range; write one time. Allowed here: {allowed}."
    return f"is a range; write one time: {' or '.join(fit)}."


def _end(end: str, other: str) -> str:
    """One end of a range; without a unit it has that of the other end, unless ``30-1 min`` would then run backwards."""
    if not BARE.fullmatch(end) and not PART.fullmatch(end):
        return re.sub(r"(?<=\d)(?=[^\W\d_])", " ", end)
    unit = _UNIT_BEHIND.search(other)
    given, others = f"{end} {unit[1] if unit else 's'}", seconds_of(other)
    backwards = others is not None and (seconds_of(given) or 0) > others and (seconds_of(f"{end} s") or 0) < others
    return f"{end} s" if backwards else given


def _compared(text: str, allowed: Allowed) -> str | None:
    """The message about ``at least 20 s``; for a strict comparison the author has to say how far beyond."""
    found = compared(text)
    seconds = seconds_of(found.of) if found else None
    if found is None or seconds is None:
        return None
    if number_alone(found.of) is not None and seconds < allowed.alone_from_s:
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
    why = f"says how often in a day or a week, which goes at the top of the file as {how_often(text)}" if rest else None
    if rest is None and (found := _SETS.search(text)):
        rest, why = text[: found.start()].rstrip(" x×,"), f'counts sets; write "sets: {found[1]}" on a line of its own'
    if rest is None or why is None:
        return None
    seconds = seconds_of(rest)
    time = f'such as "{spelled(seconds)}"' if seconds and allowed.takes(spelled(seconds)) else "with its unit"
    return f"{why}; here write the time alone, {time}."


def distance(text: str, allowed: Allowed) -> str | None:
    """The message about metres, steps and laps where a time is needed; ``10 m`` may be minutes."""
    found = FAR.fullmatch(text)
    if found is None:
        return None
    if found["m"]:
        minutes = f"{found[1]} min"
        either = f'write "{minutes}" if you mean minutes, and' if allowed.takes(minutes) else "write"
        return f"can be read as minutes or as metres; {either} about how long they take if you mean metres."
    return 'is a distance, and the coach keeps time; write about how long it takes, such as "5 min".'


def _breaths(text: str) -> str | None:
    breaths = BREATHS.fullmatch(text)
    if breaths is None:
        return None
    seconds = spelled(int(breaths[1]) * Breath().cycle_s)
    return f"counts breaths, but a time is needed here; that many slow breaths take {seconds}."


def _words_around(text: str, allowed: Allowed) -> str | None:
    """The message about words around a time: ``20 s each side``, ``about 20 s``, ``20 s (gently)``."""
    for pattern, sentence in _AROUND:
        match = pattern.fullmatch(text)
        seconds = seconds_of(match[1]) if match else None
        if seconds is None or (pattern is _MORE_BEHIND and _with_unit(text)):
            continue
        time = spelled(seconds)
        if number_alone(match[1] if match else None) is not None and seconds < allowed.alone_from_s:
            return "is more than a time; write the time alone, with its unit."
        if allowed.takes(time):
            return sentence.format(f'"{time}"')
        return f"is more than one time; write the time alone. Allowed here: {allowed}."
    return None


def _several_times(text: str, allowed: Allowed) -> str | None:
    """What to write instead of ``3x20s`` or ``20 s x 3``; both readings if there are two."""
    if match := _TIMES_FIRST.fullmatch(text):
        times, time = match[1], match[2]
    elif match := _TIMES_LAST.fullmatch(text):
        time, times = match[1], match["x"] or match["n"]
    else:
        return None
    seconds = seconds_of(time)
    often = f"the step {times} times" if allowed.is_step else f'"reps: {times}" on a line of its own'
    if seconds is None or not allowed.takes(spelled(seconds)) or (allowed.is_step and number_alone(time) is not None):
        readings = two_readings(time)
        alone = f'"{readings[0]}" or "{readings[1]}"' if readings else "the time alone, with its unit"
        return f"is more than a time; write {alone}, and {often}."
    if BARE.fullmatch(time.strip()):
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
    """``twenty seconds`` is ``20 seconds``; None if no word is a number."""
    written = text.split()
    digits = [str(NUMBER_WORDS.get(word.lower(), word)) for word in written]
    breath = BREATHS.fullmatch(" ".join(digits))
    if breath:
        return " ".join(digits)
    if len(written) > 2 or digits == written:
        return None
    return " ".join(digits if len(digits) > 1 else [*digits, "s"])
