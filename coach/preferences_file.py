"""The settings file: read like a routine, with every mistake reported by its line, and written without losing
comments."""

import json
import re
import textwrap
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from coach.errors import InputError
from coach.preferences import Preferences, section_of, settings_keys
from coach.record.files import write_whole
from coach.regular_file import read_regular
from coach.routine.problems import Problem, did_you_mean, quoted

MOST_BYTES = 100_000
BEGINS = "# Settings of the stretch coach."
_ABOUT = (
    "They are the defaults of the app and of the command line; change them here or in the app. "
    "A line that you delete has its usual value."
)
_REMEDY = "correct it, or move the file away to begin with the usual settings"
_SECTION = re.compile(r"\s*\[\s*([\w.\"'-]+)\s*\]")
_AT = re.compile(r"at line (\d+), column (\d+)")
_KEY = re.compile(r"\s*([\w\"'-]+(?:\s*\.\s*[\w\"'-]+)*)\s*=")

Changes = Mapping[tuple[str, ...], str | int | bool]
"""New values by the path of their keys: ``{("voice", "rate"): 130}``."""


def read_preferences(file: Path) -> Preferences:
    """The settings; without a file, the default ones.

    Raises InputError with one ``file:line:column: ...`` line for each mistake.
    """
    return _checked(_text(file), file)


def change_preferences(file: Path, changes: Changes) -> Preferences:
    """Writes new values to the file, creates it if there is none, and returns the new settings.

    Comments and the order of the lines stay. Raises InputError and changes nothing if the file has mistakes, if a value
    cannot be used, or if the file cannot be written.
    """
    import tomlkit  # keeps comments, and takes a while to load

    text = _text(file)
    _checked(text, file)
    document = tomlkit.parse(text or new_file())
    for (*sections, key), value in changes.items():
        table: Any = document
        for section in sections:
            table = table.setdefault(section, tomlkit.table())
        table[key] = value
    written = tomlkit.dumps(document)
    changed = _checked(written, file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file.resolve(), written)
    except OSError as error:
        raise InputError(f"{file}: cannot be written ({error.strerror}); the settings stay as they were") from error
    return changed


def new_file() -> str:
    """A file with every setting at its default, and a comment on each."""
    head = "\n".join(textwrap.wrap(_ABOUT, 100, initial_indent="# ", subsequent_indent="# "))
    return f"{BEGINS}\n{head}\n\n{''.join(_written(Preferences(), Preferences))}"


def _written(values: BaseModel, model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        value = getattr(values, name)
        section = section_of(field)
        if section is None:
            yield f"# {field.description}\n{name} = {_toml(value)}\n"
        else:
            yield f"\n# {field.description}\n[{name}]\n{''.join(_written(value, section))}"


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # this is the same for words, whole numbers, yes and no


def _text(file: Path) -> str:
    """The file's text; empty without a file."""
    try:
        return read_regular(file, MOST_BYTES).decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or 'cannot be read'}; {_REMEDY}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not a text file; {_REMEDY}") from error


def _checked(text: str, file: Path) -> Preferences:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(_broken(error, text).at(str(file))) from error
    except RecursionError as error:
        raise InputError(f"{file}: brackets inside brackets without end; {_REMEDY}") from error
    try:
        return Preferences.model_validate(data)
    except ValidationError as error:
        problems = sorted(_problems(error, text))
        raise InputError("\n".join(problem.at(str(file)) for problem in problems)) from error


def _broken(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    """An unreadable file, reported in our words; the library's message names the place."""
    said = str(error)
    found = _AT.search(said)
    line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
    if any(word in said for word in ("overwrite", "declare", "twice")):
        return Problem(line, 1, "this is here twice; delete one of the two lines.")
    return Problem(line, column, 'this line cannot be read; write a word, an equals sign and a value: theme = "dark".')


def _problems(error: ValidationError, text: str) -> Iterator[Problem]:
    for details in error.errors():
        path = tuple(map(str, details["loc"]))
        place = _place(text, path)
        if details["type"] == "extra_forbidden":
            yield Problem(*place, f"{quoted(path[-1])} is not a setting{_meant(path)}")
        elif details["type"] == "model_type":
            yield Problem(*place, f"{path[-1]}: write [{path[-1]}] on a line of its own, and its settings below it.")
        else:
            yield Problem(*place, f"{path[-1]}: {details['msg']}")


def _meant(path: tuple[str, ...]) -> str:
    """The section that an unknown setting belongs under, or the setting that was probably meant."""
    elsewhere = next((sections for *sections, key in settings_keys() if key == path[-1]), None)
    if elsewhere is None:
        return did_you_mean(path[-1], _known(path[:-1]))
    return f" here; write it below the line [{elsewhere[0]}]." if elsewhere else " here; write it above the sections."


def _known(path: Iterable[str]) -> tuple[str, ...]:
    """The keys that may stand at this place."""
    model: type[BaseModel] = Preferences
    for name in path:
        model = section_of(model.model_fields[name]) or model
    return tuple(model.model_fields)


def _place(text: str, path: tuple[str, ...]) -> tuple[int, int]:
    """The line and column, from 1, of the key, or of its section if the section is on one line."""
    section: tuple[str, ...] = ()
    nearest = (1, 1)
    for number, line in enumerate(text.splitlines(), 1):
        head, key = _SECTION.match(line), _KEY.match(line)
        found = head or key
        if found is None:
            continue
        section = _parts(head[1]) if head else section
        here = section if head else (*section, *_parts(found[1]))
        if here == path:
            return number, found.start(1) + 1
        if here and here == path[: len(here)]:
            nearest = (number, found.start(1) + 1)
    return nearest


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
