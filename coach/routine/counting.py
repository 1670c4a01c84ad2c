"""What a count refers to: all sides together, or a day or a week instead of one session."""

import re

from coach.languages.written import any_of, meanings, words
from coach.routine.numerals import NUMBER_WORDS

_IN_ALL = re.compile(rf"(?<![^\W\d_]){any_of(words('counted', 'in_all'))}(?![^\W\d_])", re.IGNORECASE)
_TIMES = rf"(?:\s*(?:[x×*]|{any_of(words('dose', 'times'))}))"
_COUNTS: dict[str, int] = NUMBER_WORDS | meanings("how_often")
_HOW_MANY = rf"(?P<count>\d{{1,2}}(?:\s*[–-]\s*\d{{1,2}})?|{any_of(_COUNTS)})"
_ALONE: dict[str, int] = meanings("counted", "alone")
_OFTEN = re.compile(
    rf"(?:(?<![^\W_]){_HOW_MANY}{_TIMES}?)?(?:\s*/\s*|\s+|^|(?<=[x×]))(?:"
    rf"(?P<week>{any_of(words('counted', 'a_week'))})|(?P<other>{any_of(words('counted', 'a_while'))})"
    rf"|(?P<day>{any_of(words('counted', 'a_day'))})|(?P<alone>{any_of(_ALONE)}))\.?(?![^\W_])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,4}")
_LONGEST = 120
_MOST_DAYS = 7


def often(written: str) -> str | None:
    """The rest of a text without ``twice a day``; None if it contains no such phrase."""
    rest, found = _OFTEN.subn(" ", written[:_LONGEST])
    return rest.strip(" ,;") if found else None


def how_often(written: str) -> str:
    """The line of a file for ``twice a day``, as a message names it: ``"times_a_day: 2"``."""
    found = _OFTEN.search(written[:_LONGEST])
    if found is None or found["other"]:
        return '"times_a_day", "times_a_week" or "days"'
    key = "times_a_week" if found["week"] else "times_a_day"
    count = str(_ALONE[found["alone"].lower()]) if found["alone"] else _count(found["count"])
    fits = count is not None and (key == "times_a_day" or int(count) <= _MOST_DAYS)
    return f'"{key}: {count}"' if fits else f'"{key}:" and one number'


def how_often_as(key: str, written: str) -> int | None:
    """The number in ``twice a day`` for the key ``times_a_day``; None if the text says anything else."""
    said = how_often(written)
    number = said.strip('"').removeprefix(f"{key}: ")
    return int(number) if often(written) == "" and number.isdecimal() else None


def _count(said: str | None) -> str | None:
    if said is None:
        return "1"
    return said if said.isdecimal() else str(_COUNTS[said.lower()]) if said.lower() in _COUNTS else None


_TOLERATED = re.compile(rf"\s*[,;]?\s*\(?{any_of(words('counted', 'tolerated'))}\)?", re.IGNORECASE)


def as_tolerated(written: str) -> str | None:
    """The rest of a text without ``as tolerated``; None if it contains no such phrase."""
    rest, found = _TOLERATED.subn(" ", written[:_LONGEST])
    return rest.strip(" ,;") if found else None


_TO_AND_FRO = re.compile(rf"(?<![^\W_]){any_of(words('counted', 'to_and_fro'))}(?![^\W_])", re.IGNORECASE)
_RISING = re.compile(rf"(?<![^\W_]){any_of(words('counted', 'rising'))}(?![^\W_])", re.IGNORECASE)
_PAUSES = {
    key: re.compile(rf"\s*,?\s*{any_of(words('counted', word))}", re.IGNORECASE)
    for key, word in (("rest_between_sets", "between_sets"), ("rest_between_sides", "between_sides"))
}


def to_and_fro(written: str) -> bool:
    """Whether a text describes moving instead of holding: ``10 times side to side``."""
    return _TO_AND_FRO.search(written[:_LONGEST]) is not None


def rising(written: str) -> bool:
    """Whether a dose should increase over time: ``add 1 or 2 every few days``."""
    return _RISING.search(written[:_LONGEST]) is not None


def pause_between(written: str) -> tuple[str, str] | None:
    """The key for ``30 s between sets``, and the rest of the text; None if it is no such pause."""
    found = ((key, pattern.subn("", written[:_LONGEST])) for key, pattern in _PAUSES.items())
    return next(((key, rest.strip()) for key, (rest, count) in found if count), None)


_MOVING = frozenset(words("counted", "moving"))


def is_moving_word(written: str) -> bool:
    """Whether somebody moves instead of holding: ``none``, ``moving``."""
    return written.strip().lower() in (*_MOVING, *words("dose", "no"), *words("dose", "nothing"))


def in_all(written: str) -> int | None:
    """The number in ``10 in total``; None if the text gives no total, or contains several numbers."""
    numbers = _NUMBER.findall(written[:_LONGEST])
    return int(numbers[0]) if _IN_ALL.search(written[:_LONGEST]) and len(numbers) == 1 else None
