"""What a count belongs to: all sides together, or a day or a week instead of one session."""

import re

from coach.languages.written import any_of, words
from coach.routine.numerals import NUMBER_WORDS

_IN_ALL = re.compile(rf"(?<![^\W\d_]){any_of(words('counted', 'in_all'))}(?![^\W\d_])", re.IGNORECASE)
_TIMES = rf"(?:\s*(?:[x×*]|{any_of(words('dose', 'times'))}))"
_HOW_MANY = rf"(?:\d{{1,2}}(?:\s*[–-]\s*\d{{1,2}})?|{any_of((*words('how_often'), *NUMBER_WORDS, 'once', 'twice'))})"
_A_DAY = any_of(words("counted", "a_day"))
_ALONE = any_of(words("counted", "a_day_alone"))
_OFTEN = re.compile(
    rf"(?:(?<![^\W_]){_HOW_MANY}{_TIMES}?)?(?:\s*/\s*|\s+|^|(?<=[x×]))(?:{_A_DAY}|{_ALONE})\.?(?![^\W_])", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,4}")


def often(written: str) -> str | None:
    """What is left of a text without ``twice a day``; None when it says nothing of the kind."""
    rest, found = _OFTEN.subn(" ", written[:120])
    return rest.strip(" ,;") if found else None


def in_all(written: str) -> int | None:
    """The number in ``10 in total``; None when the text counts nothing together, or holds several numbers."""
    numbers = _NUMBER.findall(written[:120])
    return int(numbers[0]) if _IN_ALL.search(written[:120]) and len(numbers) == 1 else None
