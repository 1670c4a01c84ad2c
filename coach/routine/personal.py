"""What must not appear in a file that is mailed: a name, a birth date, an address."""

import re

from coach.languages.written import any_of, meanings, words

_MAIL = re.compile(r"\S@\S|(?:^|\s)(?:https?:|www\.)", re.IGNORECASE)
_PARTS = r"(?:\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4})"
_MONTH = rf"{any_of(meanings('months'))}[^\W\d_]*\.?"
_DATE = re.compile(
    rf"(?<!\d)(?:{_PARTS}|(?:19|20)\d{{2}}[01]\d[0-3]\d|[0-3]\d[01]\d(?:19|20)\d{{2}}|19\d{{2}})(?!\d)"
    rf"|\d{{1,2}}\.?\s*(?:de\s+)?{_MONTH}\s*(?:de\s+)?\d{{2,4}}|\b{_MONTH}\s+\d{{1,2}},?\s+\d{{2,4}}"
    rf"|(?:\b{any_of(words('born', 'words'))}\b\.?|\*)\W*\d",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?:\+|\b00|\b0)\d[\d\s/()-]{5,}\d")
LONGEST_CODE = 8
"""A longer text of several words looks like a name."""
PATTERNS = {"mail": _MAIL, "birth_date": _DATE, "telephone": _TELEPHONE}
"""Patterns, by the key that the texts of the check use for what a text looks like."""


def address(written: str) -> str | None:
    """What identifying words look like, as a key of the texts of the check; None for other words."""
    return next((key for key, pattern in PATTERNS.items() if pattern.search(written)), None)


def personal(patient: str) -> str | None:
    """What the words after ``for`` look like, as a key of the texts of the check; None if they look like initials or a
    code."""
    is_name = len(patient.split()) > 1 and len(patient) > LONGEST_CODE
    return address(patient) or ("name" if is_name else None)
