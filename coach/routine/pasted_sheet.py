"""A patient's sheet pasted into a file: one message says what to write instead."""

import re

from coach.languages.written import any_of, called
from coach.routine.naming import Named, exactly_named
from coach.routine.problems import Problem, listed

_KEYS = any_of(("routine", "steps", "stretch", "hold", "reps", *called("keys")["steps"], *called("keys")["routine"]))
_OWN_KEY = re.compile(rf"^\W*(?:{_KEYS}\W*[:=]|(?:routine|steps)\W*$)", re.IGNORECASE)
_BEHIND_A_NAME = re.compile(r"[:(–—.]|\s-\s|\d")
_MARKS_BEFORE = " \t-*•·#>0123456789.)_"
_LONGEST_NAME = 60
"""Longest line that may name a stretch, in characters."""
_MOST_LINES = 200
"""A sheet names its steps within this many lines."""
_LEAST_WORDS = 4
"""A line of fewer words may be a name and its dose."""


def pasted_sheet(text: str) -> Problem | None:
    """The message about a sheet; None if the text has a line of a routine, or does not name two steps within prose."""
    lines = [line.rstrip() for line in text.splitlines()[:_MOST_LINES]]
    if any(_OWN_KEY.match(line) for line in lines):
        return None
    names = [(number, meant) for number, line in enumerate(lines, 1) if (meant := _heading(line)) is not None]
    title = next((line for line in lines if line), "")
    prose = any(len(line.split()) >= _LEAST_WORDS and _heading(line) is None for line in lines if line != title)
    if len(names) < 2 or not (prose or _is_plain(lines)):
        return None
    steps = dict.fromkeys(f'"- {meant.name}"' for _, meant in names)
    why = f'this is a text for people; in a file write "routine: my_stretches", "steps:", and below it {listed(steps)}'
    return Problem(names[0][0], 1, f"{why}, each on a line of its own, with its dose below.")


def _is_plain(lines: list[str]) -> bool:
    """Whether no line begins like a list item."""
    return not any(re.match(r"\s*(?:[-*•]|\d+[.)])\s", line) for line in lines)


def _heading(line: str) -> Named | None:
    """The step that a line of a sheet names, alone or before a colon, a dash or its dose."""
    words = _BEHIND_A_NAME.split(line.strip(_MARKS_BEFORE), maxsplit=1)[0]
    return exactly_named(words) if 2 < len(words.strip()) <= _LONGEST_NAME else None
