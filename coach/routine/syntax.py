"""What the YAML reader stumbles over, in words for a person who does not know YAML."""

from ruamel.yaml.error import MarkedYAMLError

from coach.routine.problems import Problem, quoted

_INDENT = (
    "this line is not in line with the ones it belongs to; give every key of a step the same number of spaces in front."
)
_AT_PROBLEM = (
    ("mapping values are not allowed", None),
    (
        "could not find expected ':'",
        'a colon is missing here; write a key, a colon, a space and a value, like "hold: 20 s".',
    ),
    ("sequence entries are not allowed", 'a list cannot begin here; put each "- " on a line of its own.'),
    ("found unknown escape character", 'a backslash "\\" in double quotes has a special meaning; delete it.'),
    ("expected escape sequence", 'a backslash "\\" in double quotes has a special meaning; delete it.'),
    ("found undefined tag handle", 'a word that begins with "!" has a special meaning; put it in quotes.'),
    ("did not find expected '-' indicator", _INDENT),
    ("expected <block end>", _INDENT),
    ("expected the node content", "a value is missing here, or a mark stands here that YAML keeps for itself."),
    ("expected ',' or ']'", 'a bracket "[" is opened before this and not closed with "]".'),
    ("expected ',' or '}'", 'a brace "{" is opened before this and not closed with "}".'),
    ("expected '<document start>'", _INDENT),
    ("chomping or indentation", 'only the end of the line may stand behind "|" or ">".'),
    ("expected a comment or a line break", 'only the end of the line may stand behind "|" or ">".'),
    ("expected alphabetic or numeric character", "this mark has a special meaning in YAML; put the words in quotes."),
)


def explained(error: MarkedYAMLError, text: str) -> Problem:
    """The reader's complaint with its place, as one line for a layman."""
    mark = error.problem_mark or error.context_mark
    said = f"{error.context or ''} {error.problem or ''}"
    if "quoted scalar" in said and "end of stream" in said and error.context_mark:
        return _at(error.context_mark, "a quotation mark is opened here and never closed.")
    if "document separator" in said and error.context_mark:
        return _at(error.context_mark, "a quotation mark is opened here and never closed.")
    if mark is None:
        return Problem(1, 1, "this file cannot be read as YAML.")
    for phrase, sentence in _AT_PROBLEM:
        if phrase in said:
            return _at(mark, sentence if sentence else _second_colon(mark, text))
    if "cannot start any token" in said:
        return _at(mark, f"{quoted(_character(mark, text))} has a special meaning in YAML; put the words in quotes.")
    return _at(mark, "this cannot be read as YAML; look for a missing space, quote or colon here or just above.")


def _at(mark: object, why: str) -> Problem:
    return Problem(getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1, why)


def _line(mark: object, text: str) -> str:
    lines = text.split("\n")
    number = getattr(mark, "line", 0)
    return lines[number] if number < len(lines) else ""


def _character(mark: object, text: str) -> str:
    column = getattr(mark, "column", 0)
    return _line(mark, text)[column : column + 1]


def _second_colon(mark: object, text: str) -> str:
    """A colon where none can be: two on one line, or a line that belongs to nothing."""
    before = _line(mark, text)[: getattr(mark, "column", 0)]
    if ": " in before:
        return (
            "there is a second colon on this line; put the words behind the first one in quotes, or begin a new line."
        )
    return (
        "this line does not fit the one above it; keys of one step stand one below the other, "
        'and a step with a dose begins with "- stretch: ".'
    )
