"""The doses inside a step: those of one side, and those of later weeks."""

import re
from collections.abc import Iterator
from typing import Any

from coach.languages.written import any_of, words
from coach.routine.dose_fields import SIDE_DOSE_KEYS, WEEK_DOSE_KEYS
from coach.routine.problems import Finding, Path, quoted
from coach.routine.synonyms import STEP_KEY_SYNONYMS
from coach.routine.unknown_keys import empty, unknown

_WEEK = re.compile(
    rf"(?:{any_of(words('counted', 'from'))}\s+)?(?:{any_of(words('divided', 'weeks'))}\s*)?(\d{{1,2}})\s*[+.]?",
    re.IGNORECASE,
)
_WEEKS = re.compile(
    rf"(?:{any_of(words('divided', 'weeks'))}\s*)?(\d{{1,2}})\s*(?:-|–|/|&|{any_of(words('dose', 'to'))})\s*\d{{1,2}}",
    re.IGNORECASE,
)


def week_number(key: str) -> str | None:
    """The number in ``3``, ``week 3``, ``from week 3``; None for anything else."""
    match = _WEEK.fullmatch(key.strip())
    return str(int(match[1])) if match else None


def nested_findings(step: dict[str, Any], path: Path) -> list[Finding]:
    """Mistakes in the structure of ``left:``, ``right:`` and ``weeks:``; removes them from the step."""
    found: list[Finding] = []
    for side in ("left", "right"):
        if side in step:
            found += _dose(step, side, SIDE_DOSE_KEYS, (*path, side), "reps: 3")
    if "weeks" in step:
        found += _weeks(step, (*path, "weeks"))
    return found


def _dose(owner: dict[str, Any], key: str, known: tuple[str, ...], path: Path, example: str) -> Iterator[Finding]:
    given = owner[key]
    if not isinstance(given, dict):
        del owner[key]
        yield Finding(path, f'{key}: write its dose on the lines below, two spaces further in, like "{example}".')
        return
    yield from unknown(given, known, path, STEP_KEY_SYNONYMS)
    yield from empty(given, path)


def _weeks(step: dict[str, Any], path: Path) -> Iterator[Finding]:
    weeks = step["weeks"]
    if not isinstance(weeks, dict):
        del step["weeks"]
        yield Finding(path, _HOW)
        return
    for key in list(weeks):
        if not str(key).isdecimal():
            del weeks[key]
            yield Finding((*path, key), _why_no_week(key), at_key=True)
        elif weeks[key] is None:
            del weeks[key]
            yield Finding(
                (*path, key), f'week {key}: there is nothing below it; write lines like "reps: 8".', at_key=True
            )
        else:
            yield from _dose(weeks, key, WEEK_DOSE_KEYS, (*path, key), "reps: 8")


_HOW = 'weeks: write the number of a week and a colon on a line below, like "3:", and below it what changes: "reps: 8".'


def _why_no_week(key: str) -> str:
    match = _WEEKS.fullmatch(key.strip())
    if match:
        return f'{quoted(key)} are several weeks; write the week from which the dose counts, "{int(match[1])}:".'
    return f'{quoted(key)} is not the number of a week; write the week from which the dose counts, like "3:".'
