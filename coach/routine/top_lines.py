"""Repairs lines at the top of a file: indented keys, a missing colon, a bare title, a missing "steps:"."""

import re

from coach.languages.written import any_of, called
from coach.routine.lines_above import A_COLON, KEY, KEY_AND_VALUE, LinesAbove, with_colon
from coach.routine.problems import Problem, letters, quoted
from coach.routine.routine_file import HEADER_KEYS
from coach.routine.step_lines import SPOKEN

HEADER = frozenset(map(letters, HEADER_KEYS))
STEPS = re.compile(rf"^\W*(?:steps?|{any_of(called('keys')['steps'])})\W*:", re.IGNORECASE)
_LISTED = re.compile(r"^\s*(?:[-–•*] |\d{1,2}[.)] )")
_TITLE = re.compile(r"[^\W\d_][^<>{}\[\]=;,|]{2,59}(?<![.,])")


class TopLines:
    """Repairs a line at the top of the file."""

    def __init__(self, above: LinesAbove, lines: list[str]) -> None:
        """``lines``: the whole file."""
        self._above = above
        self._has_steps = any(STEPS.match(line) or _LISTED.match(line) for line in lines)
        self._has_name = any(re.match(r"\W*routine\W*[:=]", line, re.IGNORECASE) for line in lines)

    def settled(self, line: str, number: int, _reported: bool) -> tuple[str, Problem | None]:
        """The repaired line, and the problem if any."""
        above, body, indent = self._above, line.strip(), len(line) - len(line.lstrip())
        if wrapped := self._wrapped(line, number):
            return wrapped
        if line.startswith("- "):
            return self._no_steps(line, number)
        if key := KEY.match(line):
            if not above.group and above.top is not None and indent > above.top and letters(key[2]) in HEADER:
                why = "this line has spaces in front; lines at the top of the file have none."
                return " " * above.top + body, Problem(number, 1, why)
            return line, None
        if ":" in body or body[0] in "[{-%\"'" or body == "..." or indent > (above.top or 0):
            return line, None
        return self._no_colon(line, number)

    def _wrapped(self, line: str, number: int) -> tuple[str, Problem | None] | None:
        """A line that continues the words of ``notes``; None for any other line."""
        above, indent = self._above.key_above, len(line) - len(line.lstrip())
        in_notes = above is not None and above[1] in SPOKEN and above[2] and above[0] == (self._above.top or 0)
        if above is None or not in_notes or self._begins_anew(line, indent <= above[0]):
            return None
        if colon := re.search(r":(?:\s|$)", line):
            why = "this is a colon inside the words of the line above; put all of them in double quotes."
            return "", Problem(number, colon.start() + 1, why)
        if indent > above[0]:
            return line, None
        return f"  {line}", Problem(
            number, indent + 1, "the words of the line above continue here; put 2 spaces in front."
        )

    def _begins_anew(self, line: str, at_top: bool) -> bool:
        """Whether a line below ``notes`` is one of the file's own lines."""
        key, pair = KEY.match(line), KEY_AND_VALUE.match(line.strip())
        own = STEPS.match(line) or _LISTED.match(line) or (key and letters(key[2]) in HEADER)
        return bool(own or (at_top and (key or (pair and letters(pair[1]) in HEADER) or letters(line) in HEADER)))

    def _no_colon(self, line: str, number: int) -> tuple[str, Problem | None]:
        """``routine evening``, ``steps``, or a title."""
        body, indent = line.strip(), len(line) - len(line.lstrip())
        if not any(map(str.isalnum, body)):
            return "", Problem(number, indent + 1, "this line means nothing here; delete it.")
        if letters(body) == "steps":
            return "steps:", Problem(number, len(body) + 1, A_COLON.format('"steps"', '"steps:"'))
        pair = KEY_AND_VALUE.match(body)
        if pair and letters(pair[1]) in HEADER:
            return with_colon(line, number, indent, pair)
        if self._above.top is None and self._has_steps and not self._has_name and _TITLE.fullmatch(body):
            self._has_name = True
            why = f"this line does not say what it is; for the name of the routine write {quoted(f'routine: {body}')}."
            return f"routine: {body}", Problem(number, 1, why)
        return line, None

    def _no_steps(self, line: str, number: int) -> tuple[str, Problem | None]:
        """A list without the word "steps"; the word is put on an empty line, or else in place of the first step."""
        above = self._above.key_above
        if above is None or not above[2] or above[0] != (self._above.top or 0):
            return line, None
        self._above.in_steps, self._above.hyphen = True, 0
        if self._above.empty_above == number - 1:
            self._above.rewritten.append((number - 1, "steps:"))
            self._above.begin_step(line, number, reported=True)
        else:
            line = "steps:"
        return line, Problem(number, 1, 'a line "steps:" is missing above this one.')
