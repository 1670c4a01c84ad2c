"""The state that earlier lines leave for the next line."""

import re
from dataclasses import dataclass, field

from coach.routine.problems import Problem, letters, quoted

ITEM = re.compile(r"^( *)-( +)(.*)$")
KEY = re.compile(r"^( *)([A-Za-z_]+(?: [A-Za-z_]+){0,2})\s*:(?:\s+(.*))?$")
KEY_AND_VALUE = re.compile(r"^([A-Za-z_]+(?: (?:by|until|at pain|of day|in|out))?)\s+(?:[–—-]\s+)?(\S.*)$")
A_COLON = "a colon is missing after {}; write it like {}."


@dataclass
class StepHead:
    """The first line of a step, to which the next lines belong."""

    number: int
    line: str
    hyphen: int
    """Indentation of its hyphen."""
    word: int
    """Indentation of its first word, where its keys belong."""
    key: str
    """The letters of its key; empty for a name alone."""
    reported: bool
    """A problem has been reported for this line, or for how its step is written."""


@dataclass
class LinesAbove:
    """The state after the lines so far, and their pending corrections and problems."""

    rewritten: list[tuple[int, str]] = field(default_factory=list)
    """Lines above whose meaning the last line has corrected: the line number and its correct text."""
    more: list[Problem] = field(default_factory=list)
    """Further problems of the last line."""
    top: int | None = None
    """Indentation of the keys at the top of the file."""
    group: bool = False
    """Whether the line is inside the value of a key at the top, such as ``limits``."""
    in_steps: bool = False
    hyphen: int | None = None
    """Indentation of the first step's hyphen."""
    head: StepHead | None = None
    key_above: tuple[int, str, bool] | None = None
    """The last line with a key: its indentation, its letters, whether a value follows."""
    inside: int | None = None
    """Indentation of a key of the step whose value is on the lines below."""
    alone: bool = False
    """The last line was a lone hyphen."""
    empty_above: int = 0
    """Number of the line just above when it is empty."""

    def begin_step(self, line: str, number: int, reported: bool) -> None:
        """Notes that ``line``, with its hyphen, begins a step to which the next lines belong."""
        match = ITEM.match(line)
        assert match is not None
        key = KEY.match(match[3])
        word = len(match[1]) + 1 + len(match[2])
        self.head = StepHead(number, line, len(match[1]), word, letters(key[2]) if key else "", reported)


def with_colon(line: str, number: int, indent: int, pair: "re.Match[str]") -> tuple[str, Problem | None]:
    """Adds the colon to ``hold 20 s``."""
    key, value = pair.groups()
    why = A_COLON.format(quoted(key), quoted(f"{key}: {value}"))
    return f"{' ' * indent}{key}: {value}", Problem(number, indent + len(key) + 1, why)
