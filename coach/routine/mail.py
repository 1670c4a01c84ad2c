"""A routine pasted from a mail: the text around it is reported and blanked."""

import re

from coach.languages.written import any_of, words
from coach.routine.problems import Problem

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_HEAD = re.compile(rf"^{any_of(words('mail', 'head'))}: ", re.IGNORECASE)
_GREETING = re.compile(rf"^{any_of(words('mail', 'greeting'))}\b[^:]{{0,60}}$", re.IGNORECASE)
_FAREWELL = re.compile(rf"^(?:-- ?|—|_{{3,}}|{any_of(words('mail', 'farewell'))}\b[^:]*)$", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:- |[•–]|steps\s*:)", re.IGNORECASE)
_FOREIGN = "this is not part of the routine and seems to come from a mail; delete it."
_FENCED = 'the marks "```" do not belong in a routine file; delete this line.'


def without_mail(lines: list[str]) -> list[Problem]:
    """Blanks the text in ``lines`` that a mail puts around a routine; returns a problem for each part."""
    fences = [number for number, line in enumerate(lines) if _FENCE.match(line)]
    problems: list[Problem] = []
    for number in fences:
        problems.append(_blank(lines, number, _FENCED))
    if fences:
        last = fences[1] if len(fences) > 1 else len(lines)
        around = [*range(fences[0]), *range(last, len(lines))]
    else:
        around = [*_head(lines), *_greeting(lines), *_signature(lines)]
    return problems + [_blank(lines, number, _FOREIGN) for number in around if _says(lines[number])]


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _blank(lines: list[str], number: int, why: str) -> Problem:
    line = lines[number]
    lines[number] = ""
    return Problem(number + 1, len(line) - len(line.lstrip()) + 1, why)


def _head(lines: list[str]) -> list[int]:
    """The lines above the first empty one, if most of them are mail headers."""
    first = next((number for number, line in enumerate(lines) if not line.strip()), 0)
    heads = sum(1 for line in lines[:first] if _HEAD.match(line))
    return list(range(first)) if heads > 1 and heads * 2 > first else []


def _greeting(lines: list[str]) -> list[int]:
    return [number for number, line in enumerate(lines[:40]) if _GREETING.match(line.rstrip())]


def _signature(lines: list[str]) -> list[int]:
    """The lines from the closing words to the end, if they follow the steps."""
    items = [number for number, line in enumerate(lines) if _ITEM.match(line)]
    start = next(
        (number for number in range(items[0] if items else len(lines), len(lines)) if _FAREWELL.match(lines[number])),
        len(lines),
    )
    return list(range(start, len(lines))) if not any(number > start for number in items) else []
