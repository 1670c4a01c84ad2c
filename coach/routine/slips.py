"""Typing slips that would break the YAML reader, each reported in a line of its own.

Most are repaired in place, without moving other lines, so that the rest of the file is still read and all its mistakes
are reported at once.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from coach.routine.decoding import DecodedText
from coach.routine.indentation import KEYS, Indentation
from coach.routine.mail import without_mail
from coach.routine.problems import Problem, letters, once, quoted
from coach.routine.said import of_check
from coach.routine.step_lines import TEXTS
from coach.routine.tree import GREATER_STAND_IN, STAND_IN, WORDS_FOR_PEOPLE

LONGEST_LINE = 4_000
_BLOCK_TEXT = re.compile(r"^( *)(?:- +)*[^#]*?:\s+[|>][-+0-9]{0,2}\s*(?:#.*)?$")
_LINE_END = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_BULLET = re.compile(r"^( *)([–—−•·▪●◦‣∙*+→]|->|=>|-->?)(\s+)(?=\S)")
_NUMBERED = re.compile(r"^( *)\d{1,3}[.)](?=\s+\S)")
_TIGHT_HYPHEN = re.compile(r"^( *)-(?=[A-Za-z“”\"'])")
_TIGHT_COLON = re.compile(r"^( *(?:- +)*)([A-Za-z_]+(?: [A-Za-z]+){0,2}) *:(?=[^\s:])")
_OTHER_COLON = re.compile(r"^( *(?:- +)*)([A-Za-z_]+(?: [A-Za-z]+){0,2})\s*([=：;])\s*(?=\S)")
_GREATER = re.compile(r"^( *(?:- +)*)([A-Za-z_]+(?: [A-Za-z_]+){0,3}):\s+>(?==?\s*\S)(.*)$")
_EMPTY_BLOCK = re.compile(r"[-+0-9]{0,2}\s*(?:#.*)?")
_BOX = re.compile(r"^( *(?:(?:[-*+•]|\d{1,3}[.)]) +)?)(\[[ xX✓✔]?\]|[☐☑☒□■✓✔✅])\s*(?=\S)")
_WORDS = "|".join(sorted(WORDS_FOR_PEOPLE - {"version"}))
_ALL_COMMENT = re.compile(rf"^( *(?:- +)?)({_WORDS}):(\s+)(#\S.*)$", re.IGNORECASE)
_LOST = re.compile(rf"^ *(?:- +)?(?:{_WORDS}): +[^\s\"'#|>].*?\s(#\S.*)$", re.IGNORECASE)

_MARKED = r"(\*\*\*|\*\*|\*|`)"
_FRONT = r"(?:[-*+•] +|\d{1,3}[.)] +)*"
_MARKED_KEY = re.compile(rf"^( *{_FRONT}){_MARKED}([^\W\d_][^:*`]*?)(\s*:)?\2(?=[\s:]|$)")
_MARKED_REST = re.compile(rf"^( *{_FRONT}(?:[^\s:#\"'][^:#\"']*:\s+)?){_MARKED}(\S[^*`]*?)\2\s*$")

Repaired = tuple[str, Problem | None]
"""The repaired line, and the problem if there is one."""


def tidy(text: str) -> DecodedText:
    """Text without slips. Each slip is reported; kinds that occur in dozens are reported once."""
    lines = _LINE_END.split(text)
    around = without_mail(lines)
    tidier = _Tidier(Indentation(lines))
    for line in lines:
        tidier.take(line)
    return DecodedText("\n".join(tidier.lines), once(around + tidier.problems), tidier.shifts)


@dataclass
class _Tidier:
    """Repairs a file in one pass, line by line."""

    indentation: Indentation
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    shifts: dict[int, int] = field(default_factory=dict)
    _block_indent: int | None = None
    """Indentation of the key of a multi-line text; None outside such a text."""

    def take(self, line: str) -> None:
        number = len(self.lines) + 1
        line, problem = _printable(line, number)
        if not self._in_block(line):
            plain, marked = _marked(line, number)
            repaired, slip = _repaired(plain, number)
            repaired = repaired.replace("\t", " ")
            settled, misplaced = self.indentation.settled(repaired, number, reported=bool(problem or slip))
            self._say(marked, problem or slip, misplaced, *self.indentation.above.more)
            self.indentation.above.more.clear()
            self._behind(number)
            self.shifts[number] = len(settled) - len(line)
            line = settled
            match = _BLOCK_TEXT.match(line)
            self._block_indent = len(match[1]) if match else None
        else:
            self._say(problem)
        self.lines.append(line.replace("\t", " "))

    def _say(self, *problems: Problem | None) -> None:
        self.problems += [problem for problem in problems if problem]

    def _behind(self, number: int) -> None:
        """Applies corrections to earlier lines that this line has revealed."""
        for above, line in self.indentation.above.rewritten:
            self.shifts[above] = self.shifts.get(above, 0) + len(line) - len(self.lines[above - 1])
            self.lines[above - 1] = line
        self.indentation.above.rewritten.clear()

    def _in_block(self, line: str) -> bool:
        indent = len(line) - len(line.lstrip())
        if self._block_indent is None or (line.strip() and indent <= self._block_indent):
            self._block_indent = None
            return False
        return True


def _repaired(line: str, number: int) -> Repaired:
    """The line without the slips that can be seen from the line alone; the first one is reported."""
    first: Problem | None = None
    for pattern, mended in _REPAIRS:
        if not line.strip() or line.lstrip().startswith("#"):
            break
        if (match := pattern.match(line)) and (better := mended(match)):
            begins, at, why = better
            line, first = f"{begins}{line[match.end() :]}", first or (Problem(number, at + 1, why) if why else None)
    return line, first


def _printable(line: str, number: int) -> Repaired:
    """Replaces unusual spaces with spaces, and reports invisible characters."""
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


def _marked(line: str, number: int) -> Repaired:
    """Removes Markdown's marks for bold, italic and code around a key, a value or the whole line."""
    first: Problem | None = None
    if line.lstrip().startswith("#"):
        return line, first
    for pattern in (_MARKED_KEY, _MARKED_REST):
        match = pattern.match(line)
        if not match:
            continue
        colon = (match[4] or "") if pattern is _MARKED_KEY else ""
        why = f'the marks "{match[2]}" do not belong in a routine file; delete them.'
        first = first or Problem(number, match.start(2) + 1, why)
        line = f"{match[1]}{match[3]}{colon}{line[match.end() :]}"
    return line, first


_Match = re.Match[str]
_Mended = tuple[str, int, str] | None
"""The replacement of the match, the slip's place in the line, and what to do; None if it is not a slip."""


def _tab(match: _Match) -> _Mended:
    return match[0], match.end() - 1, "there is a tab before the words; use two spaces instead."


def _mail(match: _Match) -> _Mended:
    return " ", match.start(), 'there is a ">" in front, as in a reply to a mail; delete it.'


def _bullet(match: _Match) -> _Mended:
    why = f'{quoted(match[2])} does not begin a step; use the plain hyphen "-" and a space.'
    return f"{match[1]}{' ' * (len(match[2]) - 1)}-{match[3]}", match.end(1), why


def _numbered(match: _Match) -> _Mended:
    why = 'steps are not numbered; begin each one with a hyphen and a space, like "- knee_to_chest".'
    return f"{match[1]}-{' ' * (match.end() - match.end(1) - 1)}", match.end(1), why


def _tight_hyphen(match: _Match) -> _Mended:
    return f"{match[1]}- ", match.end(1), 'a space is missing after the hyphen; write it like "- knee_to_chest".'


def _tight_colon(match: _Match) -> _Mended:
    if letters(match[2]) not in KEYS:
        return None
    return f"{match[0]} ", match.end() - 1, f'a space is missing after the colon; write it like "{match[2]}: ...".'


def _other_colon(match: _Match) -> _Mended:
    if letters(match[2]) not in KEYS:
        return None
    why = f'{quoted(match[3])} does not belong here; write a colon and a space, like "{match[2]}: ...".'
    return f"{match[1]}{match[2]}: ", match.start(3), why


def _greater(match: _Match) -> _Mended:
    """``> 4`` behind a colon: YAML would begin a multi-line text. The value is read, and judged, as it is."""
    is_text = letters(match[2]) in TEXTS
    if (is_text and _EMPTY_BLOCK.fullmatch(match[3])) or not (is_text or any(map(str.isdigit, match[3]))):
        return None
    return f"{match.string[: match.start(3) - 1]}{GREATER_STAND_IN}{match[3]}", 0, ""


def _box(match: _Match) -> _Mended:
    why = f"{quoted(match[2])} is a box to tick; delete it, or the whole line if this step is not to be done."
    return match[1] if match[1].strip() else f"{match[1]}- ", match.start(2), why


def _all_comment(match: _Match) -> _Mended:
    why = f"{quoted(match[4])} is a comment, since it begins with #; put all the words in double quotes."
    return f"{match[1]}{match[2]}:{match[3]}{STAND_IN}", match.start(4), why


_REPAIRS: tuple[tuple[re.Pattern[str], Callable[[_Match], _Mended]], ...] = (
    (re.compile(r"^ *\t"), _tab),
    (re.compile(r"^>"), _mail),
    (_BOX, _box),
    (_BULLET, _bullet),
    (_NUMBERED, _numbered),
    (_TIGHT_HYPHEN, _tight_hyphen),
    (_TIGHT_COLON, _tight_colon),
    (_OTHER_COLON, _other_colon),
    (_GREATER, _greater),
    (_ALL_COMMENT, _all_comment),
)


def lost_words(text: str, language: str) -> list[Problem]:
    """Reports words that were probably meant to be spoken but are a comment: ``note: You are #1 today``."""
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if match := _LOST.match(line):
            why = of_check("lost_words", words=quoted(match[1])).text(language)
            problems.append(Problem(number, match.start(1) + 1, why))
    return problems
