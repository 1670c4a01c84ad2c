"""Weeks, days and times of day as headings: ``week 1:``, ``monday:``. The format has its own words for them."""

import re

from coach.languages.written import any_of, called, words
from coach.routine.problems import letters, quoted

_NUMBER = r"(?:\d{1,2}(?:\s*(?:-|–|/|&|\+|to)\s*\d{1,2})?|[ivx]{1,4}|one|two|three|four)"
_DAYS = {word: day for day, said in called("weekdays", "names").items() for word in said if len(word) > 2}
_HOURS = called("divided", "hours")
_HOUR_WORDS = {letters(word): part for part, said in _HOURS.items() for word in (part, *said)}
_DAY_WORDS = {letters(word): day for word, day in _DAYS.items()}
_WEEKS = any_of(words("divided", "weeks"))
_NUMBERED = any_of((*words("divided", "numbered"), *words("divided", "weeks")))
_ALONE = any_of(
    (
        *words("divided", "alone"),
        *_DAYS,
        *(word for said in _HOURS.values() for word in said),
        *(word for said in called("weekdays", "groups").values() for word in said if " " not in word),
    )
)
_AND = any_of(words("joined", "and"))
_DIVISION = re.compile(
    rf"(?:{_NUMBERED}s?[\s_.-]*{_NUMBER}|{_NUMBER}\.?[\s_-]*{_NUMBERED}|{_ALONE})"
    rf"(?:(?:\s*[,/&+-]\s*|\s+{_AND}\s+){_ALONE})*\s*:?",
    re.IGNORECASE,
)
_SPLIT = re.compile(rf"[\s,/&+-]+(?:{_AND}\s+)?", re.IGNORECASE)
_OF_WEEKS = re.compile(rf"\b{_WEEKS}\b", re.IGNORECASE)


def part_of_day(name: str) -> str | None:
    """The section name for ``morning``, ``noon``, ``afternoon``, ``evening`` or ``night``; None for any other name."""
    return _HOUR_WORDS.get(letters(name))


def day_of_week(name: str) -> str | None:
    """The section name for ``monday`` ...; None for any other name."""
    return _DAY_WORDS.get(letters(name))


def division(written: str) -> str | None:
    """What to do about a heading of this kind; None if the text is no such heading."""
    name = written.strip()[:60].rstrip(":").strip()
    if not _DIVISION.fullmatch(name):
        return None
    section = f"write {quoted(f'- section: {name}')} in line with the steps below it"
    if _OF_WEEKS.search(name):
        return (
            f'{quoted(written)} divides a plan; for other doses in other weeks write "weeks:" below a step, and for '
            f"other steps {section}."
        )
    days = ", ".join(day for word in _SPLIT.split(name) if (day := day_of_week(word)))
    if days:
        return (
            f'{quoted(written)} divides a plan; for the same steps on certain days write "days: [{days}]" at the top, '
            f"and for other steps {section}."
        )
    return f"{quoted(written)} divides a plan; {section}."
