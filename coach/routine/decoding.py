"""Decodes the bytes of a file into text, or says in one line why that is impossible."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coach.routine.problems import Problem

LARGEST_FILE_BYTES = 65_536
TOO_LARGE = f"this file is larger than the {LARGEST_FILE_BYTES} bytes a routine may have. Is it the right file?"
_FOREIGN = (
    (b"PK\x03\x04", "a Word, LibreOffice or zip file"),
    (b"{\\rtf", "an RTF document"),
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"<html", "a web page"),
    (b"<!DOCTYPE", "a web page"),
    (b"<?xml", "an XML document"),
)
_PLAIN_TEXT = (
    "a routine is plain text. Choose Save as, plain text (in TextEdit: Format, Make Plain Text), "
    "and let the name end in .yaml."
)
_NOT_UTF_8 = "this file is not saved as UTF-8; in your editor choose Save as, encoding UTF-8."


@dataclass(frozen=True)
class DecodedText:
    """Readable text whose lines match those of the file, and the slips already reported."""

    text: str
    problems: tuple[Problem, ...] = ()
    shifts: Mapping[int, int] = field(default_factory=dict)
    """For each line, how many columns its words are to the right of their place in the file."""

    def in_file(self, problem: Problem) -> Problem:
        """A problem found in this text, moved to its place in the file."""
        shift = self.shifts.get(problem.line, 0)
        return Problem(problem.line, max(1, problem.column - shift), problem.text) if shift else problem


def decode(raw: bytes) -> DecodedText:
    """The text of the file; empty if it cannot be read at all."""
    if len(raw) > LARGEST_FILE_BYTES:
        return _refused(TOO_LARGE)
    if what := next((what for start, what in _FOREIGN if raw.startswith(start)), None):
        return _refused(f"this is {what}; {_PLAIN_TEXT}")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_utf16(raw)
    if b"\0" in raw:
        return _refused(_NOT_UTF_8 if raw[1:2] == b"\0" else "this is not a text file. Is it the right file?")
    try:
        return DecodedText(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _wrong_byte(raw, error.start)


def _refused(why: str) -> DecodedText:
    return DecodedText("", (Problem(1, 1, why),))


def _decode_utf16(raw: bytes) -> DecodedText:
    try:
        return DecodedText(raw.decode("utf-16"))
    except UnicodeDecodeError:
        return _refused(_NOT_UTF_8)


def _wrong_byte(raw: bytes, at: int) -> DecodedText:
    """The text of a file from an old editor, whose accents are not UTF-8. The rest can still be read."""
    before = raw[:at].decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    letter = raw[at : at + 1].decode("cp1252", errors="replace")
    guess = f' (perhaps "{letter}")' if letter.isprintable() and letter != "�" else ""
    why = f"this character{guess} is not saved as UTF-8; in your editor choose Save as, encoding UTF-8."
    return DecodedText(raw.decode("cp1252", errors="replace"), (Problem(line, column, why),))
