"""Indentation: missing or superfluous hyphens, colons and leading spaces are reported, and repaired for reading on.

Repairs follow only from the words themselves: a dose key belongs to the step above it, and a step's name begins a step.
So the rest of the file is still read, and all its mistakes are reported at once.
"""

import re
from dataclasses import dataclass

from coach.languages.written import any_of, called
from coach.routine.problems import Problem, letters, quoted, same
from coach.routine.routine_file import HEADER_KEYS, LIMIT_KEYS
from coach.routine.steps import STEP_KEYS, STEP_KINDS
from coach.routine.vocabulary import STEP_NAMES

HEADER = frozenset(map(letters, HEADER_KEYS))
DOSE = frozenset(map(letters, (*STEP_KEYS["stretch"][1:], "side")))
STEP = frozenset(letters(kind) for kind in STEP_KINDS if kind != "rest")  # a stretch has a rest, too
KEYS = HEADER | DOSE | STEP | frozenset(map(letters, LIMIT_KEYS))
"""Every key of the format, by its letters."""
_SPOKEN = frozenset(("say", "note", "notes"))

_ITEM = re.compile(r"^( *)-( +)(.*)$")
_LISTED = re.compile(r"^\s*(?:[-–•*] |\d{1,2}[.)] )")
_KEY = re.compile(r"^( *)([A-Za-z_]+(?: [A-Za-z_]+){0,2})\s*:(?:\s+(.*))?$")
_KEY_AND_VALUE = re.compile(r"^([A-Za-z_]+(?: (?:by|until|at pain|of day|in|out))?)\s+(?:[–—-]\s+)?(\S.*)$")
_STEPS = re.compile(rf"^\W*(?:steps?|{any_of(called('keys')['steps'])})\W*:", re.IGNORECASE)
_TITLE = re.compile(r"[^\W\d_][^<>{}\[\]=;,|]{2,59}(?<![.,])")
_A_COLON = "a colon is missing after {}; write it like {}."


@dataclass
class _Head:
    """The first line of a step, to which the next lines belong."""

    number: int
    line: str
    hyphen: int
    """Indentation of its hyphen."""
    word: int
    """Indentation of its first word, where its keys belong."""
    key: str
    """The letters of its key; empty for a name alone."""
    told: bool
    """A problem has been reported for this line, or for how its step is written."""


class Indentation:
    """Goes down the file line by line, skipping multi-line texts."""

    def __init__(self, lines: list[str]) -> None:
        self.rewritten: list[tuple[int, str]] = []
        """Lines above whose meaning the last line has corrected: line number and what it should be."""
        self.more: list[Problem] = []
        """Further problems of the last line."""
        self._has_steps = any(_STEPS.match(line) or _LISTED.match(line) for line in lines)
        self._has_name = any(re.match(r"\W*routine\W*[:=]", line, re.IGNORECASE) for line in lines)
        self._top: int | None = None
        """Indentation of the keys at the top of the file."""
        self._group = False
        """Inside the value of a key at the top, such as limits."""
        self._in_steps = False
        self._hyphen: int | None = None
        """Indentation of the first step's hyphen."""
        self._head: _Head | None = None
        self._key_above: tuple[int, str, bool] | None = None
        """The last line with a key: its indentation, its letters, whether a value follows."""
        self._inside: int | None = None
        """Indentation of a key of the step whose value is on the lines below."""
        self._quote: str | None = None
        """The quotation mark opened on a line above."""
        self._brackets = 0
        """Number of brackets opened and not closed on the lines above."""
        self._alone = False
        """The last line was a lone hyphen."""
        self._empty_above = 0
        """Number of the line just above when it is empty."""

    def settled(self, line: str, number: int, told: bool) -> tuple[str, Problem | None]:
        """The repaired line, and the problem if any; ``told``: a problem has already been reported for it."""
        body = line.strip()
        if self._quote is not None:
            self._quote = None if self._quote in body else self._quote
            return line, None
        if self._brackets > 0:
            self._brackets += _opened(body)
            return line, None
        if not body or body.startswith("#"):
            self._empty_above = number
            return "", None  # the reader goes through comments letter by letter
        result = self._in_the_steps(line, number, told) if self._in_steps else self._at_the_top(line, number)
        self._remember(result[0])
        return result

    def _remember(self, line: str) -> None:
        indent = len(line) - len(line.lstrip())
        item = _ITEM.match(line)
        words = item[3] if item else line.strip()
        column = indent + 1 + len(item[2]) if item else indent
        key = _KEY.match(words)
        if key:
            value = _without_comment(key[3] or "")
            self._key_above = (column, letters(key[2]), bool(value))
            self._open(value)
            opens = not value and self._inside is None and self._head is not None and column >= self._head.word
            if opens and self._key_above[1] not in _SPOKEN:
                self._inside = column
            if not item and self._top is None:
                self._top = indent
            if indent == self._top and not item:
                self._group = not value
        elif item or line.strip()[:1] in "[{":
            self._open(words)
        if item and self._inside is not None and column <= self._inside and not (key and not key[3]):
            self._inside = None
        if _STEPS.match(line) and indent == (self._top or 0):
            self._in_steps, self._hyphen, self._head = True, None, None
        elif key and not item and indent == self._top and self._in_steps:
            self._in_steps, self._head = False, None

    def _open(self, value: str) -> None:
        """Notes a quotation or bracket that this value opens and does not close."""
        start = value[:1]
        if start in ('"', "'"):
            self._quote = None if start in value[1:] else start
        elif start in ("[", "{"):
            self._brackets = max(0, _opened(value))

    # At the top of the file

    def _at_the_top(self, line: str, number: int) -> tuple[str, Problem | None]:
        body, indent = line.strip(), len(line) - len(line.lstrip())
        if line.startswith("- "):
            return self._no_steps(line, number)
        if key := _KEY.match(line):
            if not self._group and self._top is not None and indent > self._top and letters(key[2]) in HEADER:
                why = "this line has spaces in front; lines at the top of the file have none."
                return " " * self._top + body, Problem(number, 1, why)
            return line, None
        if ":" in body or body[0] in "[{-%\"'" or body == "..." or indent > (self._top or 0):
            return line, None
        return self._no_colon(line, number)

    def _no_colon(self, line: str, number: int) -> tuple[str, Problem | None]:
        """``routine evening``, ``steps``, or a title."""
        body, indent = line.strip(), len(line) - len(line.lstrip())
        if not any(map(str.isalnum, body)):
            return "", Problem(number, indent + 1, "this line means nothing here; delete it.")
        if letters(body) == "steps":
            return "steps:", Problem(number, len(body) + 1, _A_COLON.format('"steps"', '"steps:"'))
        pair = _KEY_AND_VALUE.match(body)
        if pair and letters(pair[1]) in HEADER:
            return _with_colon(line, number, indent, pair)
        if self._top is None and self._has_steps and not self._has_name and _TITLE.fullmatch(body):
            self._has_name = True
            why = f"this line does not say what it is; for the name of the routine write {quoted(f'routine: {body}')}."
            return f"routine: {body}", Problem(number, 1, why)
        return line, None

    def _no_steps(self, line: str, number: int) -> tuple[str, Problem | None]:
        """A list without the word "steps"; the word is put in an empty line, or else in place of the first step."""
        above = self._key_above
        if above is None or not above[2] or above[0] != (self._top or 0):
            return line, None
        self._in_steps, self._hyphen = True, 0
        if self._empty_above == number - 1:
            self.rewritten.append((number - 1, "steps:"))
            self._head = self._head_of(line, number, told=True)
        else:
            line = "steps:"
        return line, Problem(number, 1, 'a line "steps:" is missing above this one.')

    # Among the steps

    def _in_the_steps(self, line: str, number: int, told: bool) -> tuple[str, Problem | None]:
        indent = len(line) - len(line.lstrip())
        if line.strip() == "-" or self._alone:
            return self._behind_a_lone_hyphen(line, number, told)
        if self._inside_a_key(indent, line):
            return line, None
        if _ITEM.match(line):
            return self._item(line, number, told)
        if match := _KEY.match(line):
            return self._keyed(line, number, told, letters(match[2]))
        if ":" in line and not self._spoken_above():
            return line, None
        return self._words(line, number, told)

    def _keyed(self, line: str, number: int, told: bool, key: str) -> tuple[str, Problem | None]:
        indent = len(line) - len(line.lstrip())
        if key in STEP and self._begins_a_step(indent, key):
            return self._no_hyphen(line, number)
        if key in DOSE and self._head:
            return self._dose(line, number, told, self._head)
        return line, None

    def _behind_a_lone_hyphen(self, line: str, number: int, told: bool) -> tuple[str, Problem | None]:
        """A hyphen may be on a line of its own: the next line is then the step's first."""
        indent = len(line) - len(line.lstrip())
        self._alone = line.strip() == "-"
        if self._alone:
            self._hyphen = indent if self._hyphen is None else self._hyphen
            self._head = None
        else:
            key = _KEY.match(line)
            self._head = _Head(number, line, self._hyphen or 0, indent, letters(key[2]) if key else "", told)
        return line, None

    def _inside_a_key(self, indent: int, line: str) -> bool:
        """A line that is indented more than a key without a value belongs to that key."""
        if self._inside is None:
            return False
        if indent > self._inside or (indent == self._inside and line.lstrip().startswith("- ")):
            return True
        self._inside = None
        return False

    def _item(self, line: str, number: int, told: bool) -> tuple[str, Problem | None]:
        indent = len(line) - len(line.lstrip())
        if self._hyphen is None:
            self._hyphen = indent
        problem = None
        if indent != self._hyphen:
            line = " " * self._hyphen + line.lstrip()
            if not told:
                why = f"this hyphen does not stand below the first one; put {_spaces(self._hyphen)} in front of each."
                problem = Problem(number, indent + 1, why)
        self._head = self._head_of(line, number, told or problem is not None)
        return line, problem

    def _head_of(self, line: str, number: int, told: bool) -> _Head:
        match = _ITEM.match(line)
        assert match is not None
        key = _KEY.match(match[3])
        return _Head(
            number, line, len(match[1]), len(match[1]) + 1 + len(match[2]), letters(key[2]) if key else "", told
        )

    def _begins_a_step(self, indent: int, key: str) -> bool:
        head = self._head
        return head is None or key == head.key == "stretch" or (indent != head.word and key != "note")

    def _no_hyphen(self, line: str, number: int) -> tuple[str, Problem | None]:
        body, indent = line.strip(), len(line) - len(line.lstrip())
        if self._hyphen is None:
            self._hyphen = indent
        line = f"{' ' * self._hyphen}- {body}"
        self._head = self._head_of(line, number, told=True)
        return line, Problem(number, indent + 1, 'a step begins with a hyphen and a space, like "- knee_to_chest".')

    def _dose(self, line: str, number: int, told: bool, head: _Head) -> tuple[str, Problem | None]:
        """A dose line aligns with the first word of its step."""
        indent = len(line) - len(line.lstrip())
        problem = self._no_stretch(head)
        if indent != head.word:
            line = " " * head.word + line.lstrip()
            if not (told or head.told):
                where = f"put {_spaces(head.word)} in front, in line with its first word"
                return line, Problem(number, indent + 1, f"this belongs to the step above it; {where}.")
        return line, problem

    def _no_stretch(self, head: _Head) -> Problem | None:
        """A name alone followed by a dose: the name needs its key."""
        name = head.line[head.word :].split(" #")[0].strip()
        if head.key or not same(name, STEP_NAMES):
            return None
        head.key, head.told = "stretch", True
        self.rewritten.append((head.number, f"{head.line[: head.word]}stretch: {head.line[head.word :]}"))
        why = f"a step with a dose begins with its key: write {quoted(f'- stretch: {name}')}, and the dose below it."
        return Problem(head.number, head.hyphen + 1, why)

    def _spoken_above(self) -> bool:
        return self._key_above is not None and self._key_above[1] in _SPOKEN and self._key_above[2]

    def _words(self, line: str, number: int, told: bool) -> tuple[str, Problem | None]:
        """A line without a key: continued text, a step without its hyphen, or a key without its colon."""
        body, indent = line.strip(), len(line) - len(line.lstrip())
        head, pair, above = self._head, _KEY_AND_VALUE.match(body), self._key_above
        if head and above and not above[2] and head.key == above[1] and indent == above[0]:
            return f"  {line}", Problem(
                number, indent + 1, "this belongs after the colon of the line above; write it there."
            )
        if head and head.key and indent > head.word:
            return line, None
        dose = pair is not None and letters(pair[1]) in DOSE
        if head and self._spoken_above() and not (dose and head.key != "note" and any(map(str.isdigit, body))):
            why = f"the words of the line above go on here; put {_spaces(head.word + 2)} in front."
            return " " * (head.word + 2) + body, None if told else Problem(number, indent + 1, why)
        if head and dose and pair:
            problem = self._no_stretch(head)
            self._key_above = None
            line, missing = _with_colon(" " * head.word + body, number, indent, pair)
            self.more += [problem] if problem else []
            return " " * head.word + line.lstrip(), missing
        if same(body, STEP_NAMES):
            return self._no_hyphen(line, number)
        return line, None


def _spaces(count: int) -> str:
    return "no spaces" if count == 0 else "1 space" if count == 1 else f"{count} spaces"


def _with_colon(line: str, number: int, indent: int, pair: "re.Match[str]") -> tuple[str, Problem | None]:
    """``hold 20 s`` gets its colon."""
    key, value = pair.groups()
    why = _A_COLON.format(quoted(key), quoted(f"{key}: {value}"))
    return f"{' ' * indent}{key}: {value}", Problem(number, indent + len(key) + 1, why)


def _without_comment(value: str) -> str:
    """A value without its comment; a quotation may contain the comment mark."""
    return value if value[:1] in ('"', "'") else re.split(r"(?:^|\s)#", value)[0].strip()


def _opened(value: str) -> int:
    """Brackets opened here and not closed, minus those closed here and opened before."""
    return sum(value.count(mark) for mark in "[{") - sum(value.count(mark) for mark in "]}")
