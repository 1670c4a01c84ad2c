"""Where lines stand: hyphens, colons and spaces in front that are missing or too many are told, and put right.

Only what the words themselves show is put right: a dose key belongs to the step above it, a step's name begins a step.
So the rest of the file is still read, and everything wrong in it is told at once.
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
_A_COLON = "a colon is missing behind {}; write it like {}."


@dataclass
class _Head:
    """The first line of the step that the next lines belong to."""

    number: int
    line: str
    hyphen: int
    """How far its hyphen stands in."""
    word: int
    """How far its first word stands in: its keys belong there."""
    key: str
    """The letters of its key; empty for a name alone."""
    told: bool
    """Something has been said about this line, or about how its step is written."""


class Indentation:
    """Follows the file down, line by line, outside texts of several lines."""

    def __init__(self, lines: list[str]) -> None:
        self.rewritten: list[tuple[int, str]] = []
        """Lines further up that the last one has shown to be meant otherwise: number and what it should be."""
        self.more: list[Problem] = []
        """What else there is to say about the last line."""
        self._has_steps = any(_STEPS.match(line) or _LISTED.match(line) for line in lines)
        self._has_name = any(re.match(r"\W*routine\W*[:=]", line, re.IGNORECASE) for line in lines)
        self._top: int | None = None
        """How far the keys at the top of the file stand in."""
        self._group = False
        """Inside something that belongs to a key at the top, such as limits."""
        self._in_steps = False
        self._hyphen: int | None = None
        """How far the first step's hyphen stands in."""
        self._head: _Head | None = None
        self._key_above: tuple[int, str, bool] | None = None
        """Of the last line with a key: how far in, its letters, whether something stands behind it."""
        self._inside: int | None = None
        """How far a key of the step stands in that has what belongs to it on the lines below."""
        self._quote: str | None = None
        """The mark of a quotation that a line above has opened."""
        self._brackets = 0
        """How many brackets the lines above have opened and not closed."""
        self._alone = False
        """The last line was a hyphen with nothing behind it."""
        self._empty_above = 0
        """Number of the line just above when nothing stands on it."""

    def settled(self, line: str, number: int, told: bool) -> tuple[str, Problem | None]:
        """The line as it should stand, and what to say about it; ``told``: something has been said about it."""
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
        """Notes a quotation or a bracket that begins this value and does not end in it."""
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
        """A list where the word steps is missing; it takes the place of an empty line, or else of the first step."""
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
        """A hyphen may stand on a line of its own: the next line is then the step's first."""
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
        """What stands further in than a key with nothing behind it belongs to that key."""
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
        """A line of the dose goes in line with its step's first word."""
        indent = len(line) - len(line.lstrip())
        problem = self._no_stretch(head)
        if indent != head.word:
            line = " " * head.word + line.lstrip()
            if not (told or head.told):
                where = f"put {_spaces(head.word)} in front, in line with its first word"
                return line, Problem(number, indent + 1, f"this belongs to the step above it; {where}.")
        return line, problem

    def _no_stretch(self, head: _Head) -> Problem | None:
        """A name alone, and then a dose: the name gets its key."""
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
        """A line without a key: words that go on, a step without its hyphen, or a key without its colon."""
        body, indent = line.strip(), len(line) - len(line.lstrip())
        head, pair, above = self._head, _KEY_AND_VALUE.match(body), self._key_above
        if head and above and not above[2] and head.key == above[1] and indent == above[0]:
            return f"  {line}", Problem(
                number, indent + 1, "this belongs behind the colon of the line above; write it there."
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
    """What stands behind a colon; a quotation may hold the mark of a comment."""
    return value if value[:1] in ('"', "'") else re.split(r"(?:^|\s)#", value)[0].strip()


def _opened(value: str) -> int:
    """How many brackets are opened here and not closed, less those that are closed and were opened before."""
    return sum(value.count(mark) for mark in "[{") - sum(value.count(mark) for mark in "]}")
