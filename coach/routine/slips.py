"""Slips of the keyboard that the YAML reader would stumble over get a line of their own.

Most are repaired in place (never moving what stands on other lines), so that the rest of the file is still read and
everything wrong in it is told at once.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from coach.routine.problems import Problem, quoted
from coach.routine.text import Text

LONGEST_LINE = 4_000
_HEADER_KEYS = "routine version language for assigned_by valid_until stage time_of_day precautions notes limits steps"
_LIMIT_KEYS = "stop_at_pain largest_angle no_twist traffic_light cleared override"
_DOSE_KEYS = frozenset(
    ("variant", "sides", "hold", "reps", "cycles", "rest", "move_in", "move_out", "breath", "say", "with")
)
_STEP_KEYS = "stretch walk cold_pack warm_pack note"
_KEYS = frozenset((*_HEADER_KEYS.split(), *_LIMIT_KEYS.split(), *_STEP_KEYS.split(), *_DOSE_KEYS))
_BLOCK_TEXT = re.compile(r"^( *)(?:- +)*[^#]*?:\s+[|>][-+0-9]{0,2}\s*(?:#.*)?$")
_BULLET = re.compile(r"^( *)([–—−•·▪●◦‣∙*+])(\s+)(?=\S)")
_NUMBERED = re.compile(r"^( *)\d{1,3}[.)](?=\s+\S)")
_TIGHT_HYPHEN = re.compile(r"^( *)-(?=[A-Za-z“”\"'])")
_TIGHT_COLON = re.compile(r"^( *(?:- +)*)([a-z_]+):(?=[^\s:])")
_OTHER_COLON = re.compile(r"^( *(?:- +)*)([a-z_]+)\s*([=：])(?=\s*\S)")
_STEPS = re.compile(r"^\W*(?:steps|exercises|stretches)\W*:", re.IGNORECASE)
_STEP = re.compile(r"^( *)- ")
_AT_MARGIN = re.compile(r"^([a-z_]+):")

Repaired = tuple[str, Problem | None]
"""The line as it should have been, and what to say about it."""


def tidy(text: str) -> Text:
    """Text without slips; each slip told, kinds that come in dozens told once."""
    tidier = _Tidier()
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        tidier.take(line)
    return Text("\n".join(tidier.lines), _once(tidier.problems))


@dataclass
class _Tidier:
    """Goes down the file once, line by line."""

    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _block_indent: int | None = None
    """Inside a text of several lines: how far its key stands in."""
    _steps_seen: bool = False
    _step_indent: int | None = None
    """How far the hyphen of the last step stands in."""
    _above: str = ""
    """The last line that says something."""

    def take(self, line: str) -> None:
        number = len(self.lines) + 1
        line, problem = _printable(line, number)
        if not self._in_block(line):
            repaired, slip = self._repaired(line, number)
            line, problem = repaired.replace("\t", " "), problem or slip
            self._remember(line)
        self.lines.append(line.replace("\t", " "))
        if problem:
            self.problems.append(problem)

    def _in_block(self, line: str) -> bool:
        indent = len(line) - len(line.lstrip())
        if self._block_indent is None or (line.strip() and indent <= self._block_indent):
            self._block_indent = None
            return False
        return True

    def _remember(self, line: str) -> None:
        body = line.split(" #", maxsplit=1)[0].strip()
        if not body or body.startswith("#"):
            return
        self._above = body
        if match := _BLOCK_TEXT.match(line):
            self._block_indent = len(match[1])
        if _STEPS.match(line):
            self._steps_seen = True
        elif self._steps_seen and (step := _STEP.match(line)):
            self._step_indent = len(step[1])

    def _repaired(self, line: str, number: int) -> Repaired:
        body = line.lstrip()
        if not body or body.startswith("#"):
            return line, None
        for repair in (*_REPAIRS, self._dose, self._list):
            repaired, problem = repair(line, number)
            if problem:
                return repaired, problem
        return line, None

    def _dose(self, line: str, number: int) -> Repaired:
        """A dose at the margin, under a step."""
        match = _AT_MARGIN.match(line)
        if self._step_indent is None or not match or match[1] not in _DOSE_KEYS:
            return line, None
        indent = " " * (self._step_indent + 2)
        why = f"this belongs to the step above it; put {len(indent)} spaces in front, in line with its first word."
        return indent + line, Problem(number, 1, why)

    def _list(self, line: str, number: int) -> Repaired:
        """A list where the word steps is missing; nothing can be put in its place, so the reader goes no further."""
        if self._steps_seen or not line.startswith("- ") or ": " not in self._above or self._above.startswith("- "):
            return line, None
        self._steps_seen = True
        return line, Problem(number, 1, 'a line "steps:" is missing above this one.')


def _printable(line: str, number: int) -> Repaired:
    """Odd spaces become spaces; what cannot be seen is told."""
    if line.isascii() and line.isprintable() and len(line) <= LONGEST_LINE:
        return line, None
    if len(line) > LONGEST_LINE:
        why = f"this line has {len(line)} characters; {LONGEST_LINE} are allowed. Is this the right file?"
        return _printable(line[:LONGEST_LINE], number)[0], Problem(number, LONGEST_LINE + 1, why)
    problem: Problem | None = None
    characters = list(line)
    for at, character in enumerate(characters):
        category = unicodedata.category(character)
        if character != "\t" and (category in ("Zs", "Zl", "Zp") or character == "\x85"):
            characters[at] = " "
        elif character != "\t" and category in ("Cc", "Cf", "Co", "Cs", "Cn"):
            characters[at] = " "
            name = unicodedata.name(character, "control character").lower()
            why = f"there is an invisible or special character (U+{ord(character):04X}, {name}) here; delete it."
            problem = problem or Problem(number, at + 1, why)
    return "".join(characters), problem


def _tab(line: str, number: int) -> Repaired:
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" not in indent:
        return line, None
    return line, Problem(number, indent.index("\t") + 1, "there is a tab before the words; use two spaces instead.")


def _mail(line: str, number: int) -> Repaired:
    if not line.startswith(">"):
        return line, None
    return " " + line[1:], Problem(number, 1, 'there is a ">" in front, as in an answered mail; delete it.')


def _bullet(line: str, number: int) -> Repaired:
    match = _BULLET.match(line)
    if not match:
        return line, None
    why = f'{quoted(match[2])} does not begin a step; use the plain hyphen "-" and a space.'
    return f"{match[1]}-{line[match.end(2) :]}", Problem(number, match.end(1) + 1, why)


def _numbered(line: str, number: int) -> Repaired:
    match = _NUMBERED.match(line)
    if not match:
        return line, None
    why = 'steps are not numbered; begin each one with a hyphen and a space, like "- knee_to_chest".'
    indent = match[1]
    repaired = f"{indent}-{' ' * (match.end() - len(indent) - 1)}{line[match.end() :]}"
    return repaired, Problem(number, len(indent) + 1, why)


def _tight_hyphen(line: str, number: int) -> Repaired:
    match = _TIGHT_HYPHEN.match(line)
    if not match:
        return line, None
    why = 'a space is missing after the hyphen; write it like "- knee_to_chest".'
    return f"{match[1]}- {line[match.end() :]}", Problem(number, match.end(), why)


def _tight_colon(line: str, number: int) -> Repaired:
    match = _TIGHT_COLON.match(line)
    if not match or match[2] not in _KEYS:
        return line, None
    why = f'a space is missing after the colon; write it like "{match[2]}: ...".'
    return f"{line[: match.end()]} {line[match.end() :]}", Problem(number, match.end(), why)


def _other_colon(line: str, number: int) -> Repaired:
    match = _OTHER_COLON.match(line)
    if not match or match[2] not in _KEYS:
        return line, None
    why = f'{quoted(match[3])} does not belong here; write a colon and a space, like "{match[2]}: ...".'
    rest = line[match.end() :].lstrip()
    return f"{line[: match.start(3)].rstrip()}: {rest}", Problem(number, match.start(3) + 1, why)


_REPAIRS = (_tab, _mail, _bullet, _numbered, _tight_hyphen, _tight_colon, _other_colon)


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    """The first of each kind, with how many lines more have it."""
    kept: dict[str, Problem] = {}
    more: dict[str, int] = {}
    for problem in problems:
        if problem.text in kept:
            more[problem.text] += 1
        else:
            kept[problem.text], more[problem.text] = problem, 0
    return tuple(
        problem if not more[text] else Problem(problem.line, problem.column, f"{text} ({_more_lines(more[text])})")
        for text, problem in kept.items()
    )


def _more_lines(count: int) -> str:
    return "1 more line has this too" if count == 1 else f"{count} more lines have this too"
