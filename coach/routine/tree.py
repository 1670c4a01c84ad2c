"""Reads YAML text into plain data with the place of each value. Nothing that the file names is constructed.

Only the events of the YAML reader are used: mappings, lists and scalars. Anchors, aliases, tags and second documents
are mistakes, so nothing can multiply; depth and count are limited before anything is built.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from coach.routine.problems import Path, Problem, quoted
from coach.routine.syntax import explained

DEEPEST = 6
MOST_NODES = 4_000
MOST_PROBLEMS = 200
MOST_STUMBLES = 8
"""Largest number of unreadable lines reported at once."""
MOST_READ_AGAIN = 40_000
"""In characters: limits how often a long file is read again, so that no file takes a second."""
WORDS_FOR_PEOPLE = frozenset(
    (
        *("routine", "for", "assigned_by", "notes", "version", "say", "note"),
        *("exercise", "get_in", "do", "come_out", "section"),
    )
)
"""Keys whose values are words, in which other marks may stand."""
_SPOKEN_KEY = re.compile(rf"^ *(?:- +)?(?:{'|'.join(sorted(WORDS_FOR_PEOPLE))}):", re.IGNORECASE)
STAND_IN = "x"
"""Replaces a value that cannot be read."""
GREATER_STAND_IN = "＞"
"""Replaces ``>`` at the beginning of a value, where YAML would begin a multi-line text."""
_INT_DIGITS = 9
_QUOTES = {"“": "”", "‘": "’", "„": "“", "«": "»", "”": "”", "’": "’"}
_TRUE, _FALSE, _NULL = ("true", "True", "TRUE"), ("false", "False", "FALSE"), ("", "~", "null", "Null", "NULL")


@dataclass
class Tree:
    """The contents of a file, and their places."""

    data: Any = None
    """dict, list, str, int, bool or None, by the rules of YAML 1.2; a number with a point stays text."""
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Line and column, from 1, of each value."""
    key_places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """The same for the key of each value."""
    problems: list[Problem] = field(default_factory=list)

    def at(self, path: Path) -> object:
        """The value at a path; None if there is none."""
        value = self.data
        for key in path:
            if isinstance(value, dict):
                value = value.get(key)
            elif isinstance(value, list) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                return None
        return value

    def place(self, path: Path) -> tuple[int, int]:
        """The place of the value, or of the nearest element around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def rename(self, written: Path, meant: Path) -> None:
        """Stores the place of a mistyped key under the key that was meant."""
        for places in (self.places, self.key_places):
            moved = {path: place for path, place in places.items() if path[: len(written)] == written}
            places.update({(*meant, *path[len(written) :]): place for path, place in moved.items()})

    def key_place(self, path: Path) -> tuple[int, int]:
        return self.key_places.get(path) or self.place(path)


class _TooMuchError(Exception):
    """The file is deeper or longer than a routine can be."""

    def __init__(self, event: Event, why: str) -> None:
        super().__init__(why)
        self.problem = Problem(*_start(event), why)


def read_on(text: str) -> tuple[Tree, list[Problem]]:
    """The tree of ``text``, and every problem with it as YAML.

    A line that cannot be read is reported and skipped on the next try, so that later mistakes are reported too.
    """
    problems: dict[Problem, None] = {}
    lines = text.split("\n")
    for _ in range(min(MOST_STUMBLES, 1 + MOST_READ_AGAIN // (len(text) + 1))):
        tree, fatal = read("\n".join(lines))
        problems.update(dict.fromkeys(tree.problems))
        if fatal is None or lines[fatal.line - 1] == (spared := _spared(lines[fatal.line - 1])):
            break
        lines[fatal.line - 1] = spared
    return tree, list(problems)


def _spared(line: str) -> str:
    """The replacement for an unreadable line: the same key with a word as its value, another step, or nothing."""
    if (match := _SPOKEN_KEY.match(line)) and not line.endswith(STAND_IN):
        return f"{match[0]} {STAND_IN}"
    if line.lstrip().startswith("- ") and not line.endswith("- rest"):
        return f"{line[: len(line) - len(line.lstrip())]}- rest"
    return ""


def read(text: str) -> tuple[Tree, Problem | None]:
    """The tree of the one document in ``text``, and the problem that made the reader give up, if any."""
    tree = Tree()
    reader = _TreeReader(tree, _events(text))
    fatal: Problem | None = None
    try:
        reader.document()
    except _TooMuchError as refusal:
        tree.problems.append(refusal.problem)
        tree.data = None
    except MarkedYAMLError as error:
        fatal = explained(error, text)
        if all(problem.line != fatal.line for problem in tree.problems):
            tree.problems.append(fatal)
        tree.data = None
    except (YAMLError, ValueError, OverflowError):
        # The reader rejects some characters and escapes (\U99999999) without saying where.
        tree.problems.append(Problem(1, 1, "this file cannot be read; look for odd characters in it."))
        tree.data = None
    return tree, fatal


def _events(text: str) -> Iterator[Event]:
    # YAML 1.2: "no", "off" and 1:30 are words, not false and 90.
    events: Iterator[Event] = YAML(typ="safe", pure=True).parse(StringIO(text))
    return events


def _start(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


class _TreeReader:
    """Builds a tree from the events in one pass."""

    def __init__(self, tree: Tree, events: Iterator[Event]) -> None:
        self._tree = tree
        self._events = events
        self._count = 0
        self._depth = 0

    def _next(self) -> Event:
        self._count += 1
        event = next(self._events)
        if self._count > MOST_NODES:
            raise _TooMuchError(event, f"this file contains more than {MOST_NODES} values; a routine has fewer.")
        return event

    def document(self) -> None:
        self._next()
        event = self._next()
        if not isinstance(event, DocumentStartEvent):
            return
        if event.tags or (event.version and tuple(event.version) != (1, 2)):
            why = 'a line that begins with "%" does not belong in a routine; delete it.'
            self._tree.problems.append(Problem(event.start_mark.line or 1, 1, why))
        self._tree.data = self._value(self._next(), ())
        self._next()
        event = self._next()
        if isinstance(event, DocumentStartEvent) and not self._is_blank(self._next()):
            self._tell(event, 'a file contains one routine; move what follows this "---" to another file.')

    @staticmethod
    def _is_blank(event: Event) -> bool:
        return isinstance(event, ScalarEvent) and event.value == ""

    def _tell(self, event: Event, why: str) -> None:
        if len(self._tree.problems) >= MOST_PROBLEMS:
            raise _TooMuchError(event, "there are many more mistakes below; is this the right file?")
        self._tree.problems.append(Problem(*_start(event), why))

    def _value(self, event: Event, path: Path) -> object:
        self._tree.places[path] = _start(event)
        if isinstance(event, AliasEvent):
            self._tell(event, f'a word that begins with "*" has a special meaning here; {_instead("*", path)}.')
            return None
        self._refuse_extras(event, path)
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        self._depth += 1
        if self._depth > DEEPEST:
            raise _TooMuchError(event, f"this is nested more than {DEEPEST} levels deep; a routine is flatter.")
        value = self._mapping(path) if isinstance(event, MappingStartEvent) else self._sequence(path)
        self._depth -= 1
        return value

    def _refuse_extras(self, event: Event, path: Path) -> None:
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            instead = _instead(f"&{anchor}", path)
            self._tell(event, f'a word that begins with "&" has a special meaning here; {instead}.')
        tag = getattr(event, "tag", None)
        if tag is not None and str(tag) != "!":
            instead = _instead("!", path) if str(tag).startswith("!") else "delete it"
            self._tell(event, f'a word that begins with "!" has a special meaning here; {instead}.')

    def _sequence(self, path: Path) -> list[object]:
        items: list[object] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, object]:
        pairs: dict[str, object] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._key(event, path)
            first = self._tree.key_places.get((*path, key)) if key is not None and key in pairs else None
            if key is None or first is not None:
                if first is not None:
                    self._tell(event, f"{quoted(key)} is written twice (first in line {first[0]}); keep one.")
                self._value(self._next(), (*path, "\0"))
                continue
            self._tree.key_places[(*path, key)] = _start(event)
            pairs[key] = self._value(self._next(), (*path, key))
        return pairs

    def _key(self, event: Event, path: Path) -> str | None:
        """The key as written; None (and a problem) if it is not a single word."""
        if isinstance(event, ScalarEvent):
            self._refuse_extras(event, path)
            return _unquoted(event.value) if event.style is None else str(event.value)
        self._tell(event, 'write a single word before the colon, such as "hold".')
        self._value(event, (*path, "\0"))
        return None


def _instead(mark: str, path: Path) -> str:
    """What to do about a YAML mark: in text for people, the mark may be part of the text."""
    words = bool(path) and str(path[-1]).lower() in WORDS_FOR_PEOPLE
    return "put the words in quotes" if words else f"write it without the {quoted(mark)}"


def _scalar(event: ScalarEvent) -> str | int | bool | None:
    """A scalar by the YAML 1.2 core rules, except that a number with a point stays text."""
    text: str = event.value
    if event.style is not None:
        return text
    if text.startswith(GREATER_STAND_IN):
        return f">{text[1:]}"
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= _INT_DIGITS and (digits == "0" or digits[0] != "0"):
        return int(text)
    return _unquoted(text)


def _unquoted(text: str) -> str:
    """The text without the curly quotation marks that a word processor puts around words."""
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        return text[1:-1].strip()
    return text
