"""Turns a routine file into a Routine, or reports every mistake with its line. Files are read only here."""

import errno
import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from os import PathLike
from pathlib import Path as FilePath

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from coach.errors import RoutineError
from coach.languages.folders import DEFAULT, languages
from coach.regular_file import read_regular
from coach.routine import bounds, cautions, checks, tree
from coach.routine.decoding import LARGEST_FILE_BYTES, TOO_LARGE, DecodedText, decode
from coach.routine.divisions import division
from coach.routine.pasted_sheet import pasted_sheet
from coach.routine.problems import Finding, Path, Problem, did_you_mean, letters, nearest, once
from coach.routine.routine_file import HEADER_KEYS, Routine
from coach.routine.slips import lost_words, tidy
from coach.routine.spelling import respell
from coach.routine.steps import STEP_KINDS
from coach.routine.synonyms import KEY_SYNONYMS, LANGUAGE_WORDS

_MOST_REPORTED = 60


@dataclass(frozen=True)
class Loaded:
    """A routine that can be used."""

    routine: Routine
    warnings: tuple[Problem, ...]
    """Things that are allowed but unwise, each with its reason."""
    sha256: str
    """Hash of the file's bytes."""
    name: str = ""
    """The name of the file in messages."""


@dataclass(frozen=True)
class Examined:
    """The result of a check; exactly one of ``routine`` and ``mistakes`` is empty."""

    name: str
    routine: Routine | None
    mistakes: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    sha256: str

    def fields(self) -> dict[str, object]:
        """The same as plain values that JSON can hold."""
        return {
            "file": self.name,
            "usable": self.routine is not None,
            "sha256": self.sha256,
            "mistakes": [asdict(problem) for problem in self.mistakes],
            "warnings": [asdict(problem) for problem in self.warnings],
        }


def load(path: str | PathLike[str], today: date | None = None) -> Loaded:
    """Loads a routine file. Raises RoutineError with one ``file:line:column: ...`` line for each mistake."""
    return _usable(examine_file(path, today))


def parse(content: str | bytes, name: str = "routine", today: date | None = None) -> Loaded:
    """The same for a text; ``name`` is the file's name in messages."""
    return _usable(examine(content, name, today))


def examine_file(path: str | PathLike[str], today: date | None = None, language: str = DEFAULT) -> Examined:
    """Checks a file on disk; never raises for what is wrong with it.

    ``today`` decides whether the file is past its date; None means the machine's date.
    """
    file = FilePath(path)
    name = _plain(str(path))
    try:
        raw = read_regular(file, LARGEST_FILE_BYTES)
    except FileNotFoundError:
        return _refused(name, f"there is no such file{_neighbour(file)}")
    except IsADirectoryError:
        return _refused(name, "this is a folder; name the routine file in it.")
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.EFBIG:
            return _refused(name, TOO_LARGE)
        return _refused(name, f"this file cannot be opened ({getattr(error, 'strerror', None) or 'not a file name'}).")
    return examine(raw, name, today or date.today(), language)


def _neighbour(file: FilePath) -> str:
    try:
        beside = [entry.name for entry in file.parent.iterdir() if entry.suffix in (".yaml", ".yml")][:200]
    except OSError:
        return "."
    return did_you_mean(file.name, [name for name in beside if name.isprintable()])


def _refused(name: str, why: str) -> Examined:
    return Examined(name, None, (Problem(1, 1, why),), (), "")


def _plain(name: str) -> str:
    """The name of a file without characters that a terminal would interpret."""
    return "".join(character if character.isprintable() else "?" for character in name)


def _usable(examined: Examined) -> Loaded:
    if examined.routine is None:
        messages = [problem.at(examined.name) for problem in examined.mistakes[:_MOST_REPORTED]]
        more = len(examined.mistakes) - len(messages)
        if more > 0:
            messages[-1] += f" (and {more} more mistakes below)"
        raise RoutineError("\n".join(messages))
    return Loaded(examined.routine, examined.warnings, examined.sha256, examined.name)


def examine(
    content: str | bytes, name: str = "routine", today: date | None = None, language: str = DEFAULT
) -> Examined:
    """Checks the text of a file. Pure: without ``today``, no file is past its date.

    ``language``: that of the messages, if the file does not name its own.
    """
    raw = content.encode("utf-8", errors="surrogatepass") if isinstance(content, str) else content
    sha256 = hashlib.sha256(raw).hexdigest()
    decoded = decode(raw)
    if decoded.problems and not decoded.text:
        return Examined(name, None, decoded.problems, (), sha256)
    tidied = tidy(decoded.text)
    routine, mistakes, found = _read(tidied, language)
    if mistakes and (sheet := pasted_sheet(decoded.text)):
        return Examined(name, None, (sheet,), (), sha256)
    mistakes = [*decoded.problems, *mistakes]
    if routine is None or mistakes:
        return Examined(name, None, _in_order(mistakes), (), sha256)
    spoken = routine.language if "language" in routine.model_fields_set else language
    said = (*cautions.warnings(routine, today), *checks.without_unit(found.data))
    warnings = [Problem(*found.place(warning.path), warning.words(spoken)) for warning in said]
    warnings += lost_words(tidied.text, spoken)
    return Examined(name, routine, (), _in_order(map(tidied.in_file, warnings)), sha256)


def _read(tidied: DecodedText, language: str) -> tuple[Routine | None, list[Problem], tree.Tree]:
    """The routine, and every mistake with its place in the file."""
    found, stumbled = tree.read_on(tidied.text)
    reported = {problem.line for problem in tidied.problems}
    problems = [problem for problem in stumbled if problem.line not in reported]
    problems = [*tidied.problems, *once(map(tidied.in_file, problems))]
    if not isinstance(found.data, dict) or not _is_routine(found.data):
        if isinstance(found.data, dict) and (divided := _divided(found)):
            problems = [tidied.in_file(problem) for problem in divided]
        elif not problems:
            problems.append(Problem(*found.place(()), _no_routine(found.data)))
        return None, problems, found
    routine, mistakes = _validated(found, _named_language(found.data, language), whole=not stumbled)
    unread = {problem.line for problem in stumbled}
    return routine, problems + [tidied.in_file(mistake) for mistake in mistakes if mistake.line not in unread], found


def _is_routine(data: dict[str, object]) -> bool:
    """Whether at least one key is, or was meant to be, a key of a routine."""
    return any(nearest(key, HEADER_KEYS, KEY_SYNONYMS) for key in data) or not data


def _no_routine(data: object) -> str:
    begin = 'a routine begins with a line like "routine: my_stretches", then "steps:".'
    return f"the file is empty; {begin}" if data is None else f"this is not a routine; {begin}"


def _divided(found: tree.Tree) -> list[Problem]:
    """A problem for each heading such as ``monday:``, in a file that has nothing else at its top."""
    unlike = ((key, division(key)) for key in found.data)
    return [Problem(*found.key_place((key,)), why) for key, why in unlike if why]


def _named_language(data: dict[str, object], otherwise: str) -> str:
    """The language that a file names, as far as the file can be read."""
    named = letters(str(data.get("language", "")))
    return LANGUAGE_WORDS.get(named) or (named if named in languages() else otherwise)


def _validated(found: tree.Tree, language: str, *, whole: bool) -> tuple[Routine | None, list[Problem]]:
    """``whole``: nothing had to be skipped to read the file, so what is missing is really missing."""
    for written, meant in respell(found.data):
        found.rename(written, meant)
    shape = checks.findings(found.data)
    for said in shape:
        if said.meant:
            found.rename(said.path, (*said.path[:-1], said.meant))
    problems = [_problem(said, found, language) for said in shape]
    try:
        routine = Routine.model_validate(found.data)
    except ValidationError as error:
        emptied = {said.path for said in shape} | {(*said.path[:-1], said.meant) for said in shape if said.meant}
        return None, problems + [
            problem
            for details in error.errors()
            if (whole or details["type"] not in ("missing", "too_short"))
            and (problem := _translated(details, found, emptied)) is not None
        ]
    return routine, problems + [_problem(said, found, language) for said in bounds.findings(routine)]


def _problem(said: Finding, found: tree.Tree, language: str) -> Problem:
    place = found.key_place(said.path) if said.at_key else found.place(said.path)
    return Problem(*place, said.words(language))


def _translated(details: ErrorDetails, found: tree.Tree, emptied: set[Path]) -> Problem | None:
    """One error of the models in our words; None if the structure check has already reported it."""
    path = _file_path(details["loc"])
    kind = details["type"]
    if kind == "missing":
        if path in emptied:
            return None
        missing = path[-1]
        needs = 'write a line like "routine: morning".' if missing == "routine" else f'write "{missing}:".'
        if missing == "steps":
            needs = 'write "steps:" and below it lines like "  - knee_to_chest".'
        return Problem(*found.place(path[:-1]), f'"{missing}" is missing; {needs}')
    if kind == "too_short" and found.data.get("steps"):
        return None  # the models only get the steps without a mistake
    given = found.at(path)
    if kind == "model_type" and isinstance(given, list):
        return Problem(*found.place(path), f"{path[-1]}: the lines below it have no hyphens; delete them.")
    if kind == "model_type" and path == ("limits", "largest_angle"):
        return Problem(*found.place(path), _WHICH_ANGLE)
    sentence = {
        "model_type": "this needs lines of its own below it, each with a word, a colon and a value.",
        "tuple_type": 'this needs a list below it: lines that begin with "- ".',
        "too_short": 'there are no steps here; write at least one, like "- knee_to_chest".',
    }.get(kind, details["msg"])
    name = f"{path[-1]}: " if path and isinstance(path[-1], str) else ""
    return Problem(*found.place(path), f"{name}{sentence}")


_WHICH_ANGLE = (
    'largest_angle: write it for each stretch on a line below, two spaces further in, like "knee_to_chest: 90".'
)


def _file_path(loc: tuple[str | int, ...]) -> Path:
    """The location without the step's kind, which the models insert between its number and the key."""
    if len(loc) > 2 and loc[0] == "steps" and loc[2] in STEP_KINDS:
        loc = (*loc[:2], *loc[3:])
    return tuple(part for part in loc if part != "[key]")


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems from the top of the file down, each once."""
    return tuple(sorted(set(problems)))
