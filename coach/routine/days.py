"""Days of the calendar as people write them: ``2027-03-31``, ``31.3.2027``, ``Mar 31, 2027``."""

import re
from datetime import date

from coach.languages.written import any_of, meanings, words
from coach.routine.problems import quoted, shown

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 60
"""Longest accepted date, in characters."""


def day(value: object) -> date:
    """A date as year-month-day."""
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if _DATE.fullmatch(text) and (known := _on_calendar(*map(int, text.split("-")))):
        return known
    meant = " or ".join(found.isoformat() for found in _days_meant(text))
    if not meant and _DATE.fullmatch(text):
        raise ValueError(f"{quoted(text)} is not a day in the calendar.")
    hint = f" (did you mean {meant}?)" if meant else ", such as 2027-03-31"
    raise ValueError(f"{shown(value)} is not a date; write year-month-day{hint}.")


_MONTHS: dict[str, int] = meanings("months")
_BETWEEN_PARTS = rf"[\s./,-]+(?:{any_of(words('dose', 'of'))}\s+)?"
_DATE_PARTS = re.compile(
    r"(?:[A-Za-z]{2,9},?\s+(?=\d))?([^\W_]+?)(?:st|nd|rd|th)?"
    rf"{_BETWEEN_PARTS}([^\W_]+?)(?:st|nd|rd|th)?{_BETWEEN_PARTS}(\d{{4}}|\d{{2}}|\d)(?:st|nd|rd|th)?"
)
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_ALONE = re.compile(r"([^\W\d_]{3,10})\.?\s+(?:de\s+)?(\d{4})")
_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST, _YEAR_THEN_DAY = (0, 1, 2), (1, 0, 2), (2, 1, 0), (1, 2, 0)
"""The positions of day, month and year."""
_FIRST_YEAR = 2025
"""The earliest accepted year: no routine of this program ends earlier."""


def _days_meant(text: str) -> list[date]:
    """The days that a text may mean: ``Dec 31, 2026`` is one day; ``03/04/2027`` and ``27-03-31`` may be either of
    two."""
    text = text[:_LONGEST]
    if match := _MONTH_ALONE.fullmatch(text):
        month, year = _month_or_number(match[1]), int(match[2])
        return [day for day in (_on_calendar(year, month, 1), _last_day(year, month)) if day] if month else []
    match = _EIGHT_DIGITS.fullmatch(text) or _DATE_PARTS.fullmatch(text)
    if match is None:
        return []
    parts = [_month_or_number(part) for part in match.groups()]
    months = [place for place, part in enumerate(match.groups()) if part.isalpha()]
    found = {
        _on_calendar(_whole_year(parts[year]), parts[month], parts[day])
        for day, month, year in _orders(match.groups(), dotted="." in text)
        if None not in parts and (not months or months == [month])
    }
    days = sorted(known for known in found if known)
    return [known for known in days if known.year >= _FIRST_YEAR] or days


def _orders(parts: tuple[str, ...], *, dotted: bool) -> tuple[tuple[int, int, int], ...]:
    """The possible orders of the three parts; only the year has four digits, and no month comes before a dot."""
    if len(parts[0]) == 4 and parts[0].isdigit():
        valid = _on_calendar(int(parts[0]), _month_or_number(parts[1]), _month_or_number(parts[2]))
        return (_YEAR_FIRST,) if valid else (_YEAR_THEN_DAY,)
    orders = (_DAY_FIRST,) if dotted and parts[0].isdigit() else (_DAY_FIRST, _MONTH_FIRST)
    return orders if len(parts[2]) == 4 else (*orders, _YEAR_FIRST)


def _whole_year(year: int | None) -> int | None:
    return year if year is None or year >= 100 else year + 2000


def _month_or_number(part: str) -> int | None:
    if part.isdigit():
        return int(part)
    return _MONTHS.get(part[:3].lower())


def _last_day(year: int, month: int) -> date | None:
    after = _on_calendar(year + month // 12, month % 12 + 1, 1)
    return after and date.fromordinal(after.toordinal() - 1)


def _on_calendar(year: int | None, month: int | None, day: int | None) -> date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):  # a year of twenty digits
        return None
