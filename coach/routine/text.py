"""The bytes of a file become text that the YAML reader can take, and slips of the keyboard get a line of their own.

Some slips are repaired in place (never moving what stands behind them on other lines), so that the rest of the file is
still read and everything wrong in it is told at once.
"""

import re
import unicodedata
from dataclasses import dataclass

from coach.routine.problems import Problem, quoted

LARGEST_FILE_BYTES = 65_536
LONGEST_LINE = 4_000
_FOREIGN = (
    (b"PK\x03\x04", "a Word, LibreOffice or zip file"),
    (b"{\\rtf", "an RTF document"),
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_KEYS = (
    "routine|version|language|for|assigned_by|valid_until|stage|time_of_day|precautions|notes|limits|steps|stop_at_pain|"
    "largest_angle|no_twist|cleared|override|stretch|variant|sides|hold|reps|cycles|rest|move_in|move_out|breath|say|with|"
    "walk|cold_pack|warm_pack|note"
)
_BLOCK_TEXT = re.compile(r"^( *)(?:- +)*[^#]*?:\s+[|>][-+0-9]{0,2}\s*(?:#.*)?$")
_BULLET = re.compile(r"^( *)([–—−•·▪●◦‣∙*+])(\s+)(?=\S)")
_NUMBERED = re.compile(r"^( *)\d{1,3}[.)](?=\s+\S)")
_TIGHT_HYPHEN = re.compile(r"^( *)-(?=[A-Za-z“”\"'])")
_TIGHT_COLON = re.compile(rf"^( *(?:- +)*)({_KEYS}):(?=[^\s:])")
_OTHER_COLON = re.compile(rf"^( *(?:- +)*)({_KEYS})\s*([=：])(?=\s*\S)")
_LEADING = re.compile(r"^\s*")


@dataclass(frozen=True)
class Text:
    """Readable text, line by line where the file has it, and the slips already told."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(raw: bytes) -> Text:
    """The file's text; empty when it cannot be read at all."""
    if len(raw) > LARGEST_FILE_BYTES:
        why = f"this file is larger than the {LARGEST_FILE_BYTES} bytes a routine may have. Is it the right file?"
        return _refused(why)
    for start, what in _FOREIGN:
        if raw.startswith(start):
            return _refused(
                f"this is {what}; a routine is plain text. In your editor choose Save as, plain text (.yaml)."
            )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_utf16(raw)
    if b"\0" in raw:
        return _refused("this is not a text file. Is it the right file?")
    try:
        return Text(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _wrong_byte(raw, error.start)


def _refused(why: str) -> Text:
    return Text("", (Problem(1, 1, why),))


def _decode_utf16(raw: bytes) -> Text:
    try:
        return Text(raw.decode("utf-16"))
    except UnicodeDecodeError:
        return _refused("this file is not saved as UTF-8; in your editor choose Save as, encoding UTF-8.")


def _wrong_byte(raw: bytes, at: int) -> Text:
    """A file from an old editor: its accents are not UTF-8."""
    before = raw[:at].decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    letter = raw[at : at + 1].decode("cp1252", errors="replace")
    guess = f' (perhaps "{letter}")' if letter.isprintable() and letter != "�" else ""
    why = f"this character{guess} is not saved as UTF-8; in your editor choose Save as, encoding UTF-8."
    return Text("", (Problem(line, column, why),))


def tidy(text: str) -> Text:
    """Text without slips; each slip told, kinds that come in dozens told once."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    problems: list[Problem] = []
    tidied: list[str] = []
    block_indent: int | None = None
    for number, line in enumerate(lines, 1):
        line, problem = _printable(line, number)  # noqa: PLW2901 - the line is rewritten step by step
        body = line.strip()
        indent = len(line) - len(line.lstrip())
        if block_indent is not None and (not body or indent > block_indent):
            tidied.append(line.replace("\t", " "))
        else:
            block_indent = None
            line, slip = _without_slip(line, number)  # noqa: PLW2901
            problem = problem or slip
            if match := _BLOCK_TEXT.match(line):
                block_indent = len(match[1])
            tidied.append(line)
        if problem:
            problems.append(problem)
    return Text("\n".join(tidied), _once(problems))


def _printable(line: str, number: int) -> tuple[str, Problem | None]:
    """Odd spaces become spaces; what cannot be seen is told."""
    if line.isascii() and line.isprintable() and len(line) <= LONGEST_LINE:
        return line, None
    if len(line) > LONGEST_LINE:
        why = f"this line has {len(line)} characters; {LONGEST_LINE} are allowed. Is this the right file?"
        return line[:LONGEST_LINE], Problem(number, LONGEST_LINE + 1, why)
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


def _without_slip(line: str, number: int) -> tuple[str, Problem | None]:
    leading = _LEADING.match(line)
    start = leading.end() if leading else 0
    if start == len(line) or line[start] == "#":
        return line[:start].replace("\t", " ") + line[start:], None
    for repair in (_tab, _bullet, _numbered, _tight_hyphen, _tight_colon, _other_colon):
        repaired, problem = repair(line, number)
        if problem:
            return repaired.replace("\t", " "), problem
    return line.replace("\t", " "), None


def _tab(line: str, number: int) -> tuple[str, Problem | None]:
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" not in indent:
        return line, None
    return line, Problem(number, indent.index("\t") + 1, "there is a tab before the words; use two spaces instead.")


def _bullet(line: str, number: int) -> tuple[str, Problem | None]:
    match = _BULLET.match(line)
    if not match:
        return line, None
    why = f'{quoted(match[2])} does not begin a step; use the plain hyphen "-" and a space.'
    return f"{match[1]}-{line[match.end(2) :]}", Problem(number, match.end(1) + 1, why)


def _numbered(line: str, number: int) -> tuple[str, Problem | None]:
    match = _NUMBERED.match(line)
    if not match:
        return line, None
    why = 'steps are not numbered; begin each one with a hyphen and a space, like "- knee_to_chest".'
    indent = match[1]
    return f"{indent}-{' ' * (match.end() - len(indent) - 1)}{line[match.end() :]}", Problem(
        number, len(indent) + 1, why
    )


def _tight_hyphen(line: str, number: int) -> tuple[str, Problem | None]:
    match = _TIGHT_HYPHEN.match(line)
    if not match:
        return line, None
    why = 'a space is missing after the hyphen; write it like "- knee_to_chest".'
    return f"{match[1]}- {line[match.end() :]}", Problem(number, match.end(), why)


def _tight_colon(line: str, number: int) -> tuple[str, Problem | None]:
    match = _TIGHT_COLON.match(line)
    if not match:
        return line, None
    why = f'a space is missing after the colon; write it like "{match[2]}: ...".'
    return f"{line[: match.end()]} {line[match.end() :]}", Problem(number, match.end(), why)


def _other_colon(line: str, number: int) -> tuple[str, Problem | None]:
    match = _OTHER_COLON.match(line)
    if not match:
        return line, None
    why = f'{quoted(match[3])} does not belong here; write a colon and a space, like "{match[2]}: ...".'
    rest = line[match.end() :].lstrip()
    return f"{line[: match.start(3)].rstrip()}: {rest}", Problem(number, match.start(3) + 1, why)


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
