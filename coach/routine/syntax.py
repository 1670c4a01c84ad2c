"""Errors of the YAML reader, worded for a person who does not know YAML."""

from ruamel.yaml.error import MarkedYAMLError, StringMark

from coach.routine.problems import Problem, quoted

_INDENT = "this line does not line up with the ones above it; give lines that go together the same spaces in front."
_NO_COLON = 'a colon is missing in this line; write a word, a colon, a space and a value, like "hold: 20 s".'
_QUOTE_OPEN = "a quotation mark is opened here and never closed."
_AT_OPENING = (
    (("quoted scalar", "end of stream"), _QUOTE_OPEN),
    (("quoted scalar", "document separator"), _QUOTE_OPEN),
    (("could not find expected ':'",), _NO_COLON),
    (("expected ',' or ']'",), 'a bracket "[" is opened here and not closed with "]".'),
    (("expected ',' or '}'",), 'a brace "{" is opened here and not closed with "}".'),
)
_TWO_COLONS = "there is a second colon on this line; give each its own line, or put the words in quotes."
_QUOTE_ENDED = (
    "the quotation ends just before this; put one pair of double quotes around all the words, and none inside, "
    "or leave the quotes out."
)
_SEVERAL_LINES = 'the marks "|" and ">" begin a text of several lines; put the words in quotes.'
_AT_PROBLEM = (
    (
        "sequence entries are not allowed",
        'a list cannot begin here; put each "- " on a line of its own, or put the words in quotes.',
    ),
    ("found unknown escape character", 'a backslash "\\" in double quotes has a special meaning; delete it.'),
    ("expected escape sequence", 'a backslash "\\" in double quotes has a special meaning; delete it.'),
    ("found undefined tag handle", 'a word that begins with "!" has a special meaning; put it in quotes.'),
    ("did not find expected '-' indicator", _INDENT),
    ("expected <block end>", _INDENT),
    ("expected the node content", "a value is missing here, or there is a mark with a special meaning."),
    ("expected '<document start>'", _INDENT),
    ("chomping or indentation", _SEVERAL_LINES),
    ("expected a comment or a line break", _SEVERAL_LINES),
    ("expected alphabetic or numeric character", "this mark has a special meaning here; put the words in quotes."),
)


def explained(error: MarkedYAMLError, text: str) -> Problem:
    """The reader's error and its place, in one line for a layperson."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem(1, 1, "this file cannot be read.")
    said = f"{error.context or ''} {error.problem or ''}"
    opening = next((sentence for phrases, sentence in _AT_OPENING if all(phrase in said for phrase in phrases)), None)
    if opening is not None:
        return _Place(error.context_mark or mark, text).problem(opening)
    place = _Place(mark, text)
    if "mapping values are not allowed" in said and not place.behind_a_quote:
        return place.stray_colon()
    return place.problem(_sentence(said, place))


def _sentence(said: str, place: "_Place") -> str:
    if place.behind_a_quote:
        return _QUOTE_ENDED
    if place.behind_a_bracket:
        return "put text that begins with a bracket in double quotes."
    if "cannot start any token" in said:
        return f"{quoted(place.character)} has a special meaning here; put the words in quotes."
    known = next((sentence for phrase, sentence in _AT_PROBLEM if phrase in said), None)
    return known or "this cannot be read; look for a missing space, quote or colon here or just above."


class _Place:
    """The place of the reader's error, and the lines around it."""

    def __init__(self, mark: StringMark, text: str) -> None:
        self._lines = text.split("\n")
        self._number = min(mark.line, len(self._lines) - 1)
        self._column = mark.column

    def problem(self, why: str) -> Problem:
        return Problem(self._number + 1, self._column + 1, why)

    @property
    def _line(self) -> str:
        return self._lines[self._number]

    @property
    def character(self) -> str:
        return self._line[self._column : self._column + 1]

    @property
    def behind_a_quote(self) -> bool:
        """Whether a quotation has just ended on this line and more words follow."""
        before = self._line[: self._column].rstrip()
        mark = before[-1:]
        return mark in ("'", '"') and before.count(mark) >= 2 and self.character.isalnum()

    @property
    def behind_a_bracket(self) -> bool:
        """Whether a bracket has just closed on this line and more words follow."""
        return self._line[: self._column].rstrip()[-1:] in ("]", "}") and self.character.isalnum()

    def stray_colon(self) -> Problem:
        """The problem of a colon where none is allowed: two on one line, or a line that does not fit the one above."""
        line = self._line
        if ": " in line[: self._column]:
            if any(mark in line for mark in "“”„"):
                return self.problem('curly quotation marks do not work here; use straight ones, like "these".')
            return self.problem(_TWO_COLONS)
        number = self._above()
        if number is None:
            return self.problem("a colon is not allowed here; put the words in quotes.")
        above = self._lines[number]
        indent = len(above) - len(above.lstrip())
        if above.lstrip().startswith("- ") and ":" not in above:
            name = quoted(f"- stretch: {above.lstrip()[2:].strip()}")
            why = f"a step with a dose begins with its key: write {name}, and the dose below it."
            return Problem(number + 1, indent + 1, why)
        if ":" not in above:
            return Problem(number + 1, indent + 1, _NO_COLON)
        why = "this line has more spaces in front than the line it belongs to; begin both at the same place."
        return Problem(self._number + 1, len(line) - len(line.lstrip()) + 1, why)

    def _above(self) -> int | None:
        """The nearest non-empty line above."""
        for number in range(self._number - 1, -1, -1):
            body = self._lines[number].strip()
            if body and not body.startswith("#"):
                return number
        return None
