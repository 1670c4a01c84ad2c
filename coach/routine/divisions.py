"""Weeks, days and times of day as headings: ``week 1:``, ``monday:``. A file holds one plan and has none of them."""

import re

from coach.languages.written import any_of, words
from coach.routine.problems import quoted

_NUMBER = r"(?:\d{1,2}(?:\s*(?:-|–|/|&|\+|to)\s*\d{1,2})?|[ivx]{1,4}|one|two|three|four)"
_NUMBERED = any_of(words("divided", "numbered"))
_ALONE = any_of(words("divided", "alone"))
_AND = any_of(words("joined", "and"))
_DIVISION = re.compile(
    rf"(?:{_NUMBERED}s?[\s_.-]*{_NUMBER}|{_NUMBER}\.?[\s_-]*{_NUMBERED}|{_ALONE})"
    rf"(?:(?:\s*[,/&+-]\s*|\s+{_AND}\s+){_ALONE})*\s*:?",
    re.IGNORECASE,
)


def division(written: str) -> str | None:
    """What to do about a heading of this kind; None when the text is none."""
    if not _DIVISION.fullmatch(written.strip()[:60]):
        return None
    return (
        f"{quoted(written)} divides a plan, and a file holds one plan for one session; write a file for each, and "
        'the days or times into its "notes".'
    )
