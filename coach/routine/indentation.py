"""Indentation: missing or superfluous hyphens, colons and leading spaces are reported, and repaired so that reading can
continue.

Repairs follow only from the words themselves: a dose key belongs to the step above it, and a step's name begins a step.
So the rest of the file is still read, and all its mistakes are reported at once.
"""

import re

from coach.routine.lines_above import ITEM, KEY, LinesAbove
from coach.routine.problems import Problem, letters
from coach.routine.routine_file import LIMIT_KEYS
from coach.routine.step_lines import DOSE, SPOKEN, STEP, StepLines
from coach.routine.top_lines import HEADER, STEPS, TopLines

KEYS = HEADER | DOSE | STEP | frozenset(map(letters, LIMIT_KEYS))
"""Every key of the format, by its letters."""


class Indentation:
    """Goes through the file line by line, skipping multi-line texts."""

    def __init__(self, lines: list[str]) -> None:
        self.above = LinesAbove()
        self._top_lines = TopLines(self.above, lines)
        self._step_lines = StepLines(self.above)
        self._quote: str | None = None
        """The quotation mark opened on a line above."""
        self._brackets = 0
        """Number of brackets opened and not closed on the lines above."""

    def settled(self, line: str, number: int, reported: bool) -> tuple[str, Problem | None]:
        """The repaired line, and the problem if any; ``reported``: a problem has already been reported for it."""
        body = line.strip()
        if self._quote is not None:
            self._quote = None if self._quote in body else self._quote
            return line, None
        if self._brackets > 0:
            self._brackets += _opened(body)
            return line, None
        if not body or body.startswith("#"):
            self.above.empty_above = number
            return "", None  # the reader processes comments letter by letter
        lines = self._step_lines if self.above.in_steps else self._top_lines
        result = lines.settled(line, number, reported)
        self._remember(result[0])
        return result

    def _remember(self, line: str) -> None:
        above = self.above
        indent = len(line) - len(line.lstrip())
        item = ITEM.match(line)
        words = item[3] if item else line.strip()
        column = indent + 1 + len(item[2]) if item else indent
        key = KEY.match(words)
        if key:
            value = _without_comment(key[3] or "")
            above.key_above = (column, letters(key[2]), bool(value))
            self._open(value)
            opens = not value and above.inside is None and above.head is not None and column >= above.head.word
            if opens and above.key_above[1] not in SPOKEN:
                above.inside = column
            if not item and above.top is None:
                above.top = indent
            if indent == above.top and not item:
                above.group = not value
        elif item or line.strip()[:1] in "[{":
            self._open(words)
        if item and above.inside is not None and column <= above.inside and not (key and not key[3]):
            above.inside = None
        if STEPS.match(line) and indent == (above.top or 0):
            above.in_steps, above.hyphen, above.head = True, None, None
        elif key and not item and indent == above.top and above.in_steps:
            above.in_steps, above.head = False, None

    def _open(self, value: str) -> None:
        """Notes a quotation or bracket that this value opens and does not close."""
        start = value[:1]
        if start in ('"', "'"):
            self._quote = None if start in value[1:] else start
        elif start in ("[", "{"):
            self._brackets = max(0, _opened(value))


def _without_comment(value: str) -> str:
    """A value without its comment; a quotation may contain the comment mark."""
    return value if value[:1] in ('"', "'") else re.split(r"(?:^|\s)#", value)[0].strip()


def _opened(value: str) -> int:
    """Brackets opened here and not closed, minus those closed here and opened before."""
    return sum(value.count(mark) for mark in "[{") - sum(value.count(mark) for mark in "]}")
