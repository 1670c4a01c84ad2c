"""A routine in the form of its file: the keys and values that were given, and the text of a whole file."""

from collections.abc import Mapping
from datetime import date
from io import StringIO
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML

from coach.routine.breath import Breath
from coach.routine.fields import fields_of
from coach.routine.spans import Length

_ANGLE = "largest_angle"
"""Numbers below this key are degrees; all others with a fraction are seconds."""
_WIDEST = 10_000
"""Line width in characters: long texts stay on one line."""

Words = dict[str, Any]
"""Keys of a file with their values: text, whole numbers, lists, and tables of these; None for a key without a value."""


def as_written(model: BaseModel) -> Words:
    """Every key that was given, so that omitted ones keep their usual values."""
    return {
        info.alias or name: _words(getattr(model, name), info.alias or name)
        for name, info in fields_of(type(model)).items()
        if name in model.model_fields_set
    }


def _words(value: object, key: str) -> object:
    found: object
    match value:
        case BaseModel() if key == _ANGLE:
            found = {name: _words(angle, key) for name, angle in value.model_dump(exclude_unset=True).items()}
        case BaseModel():
            found = as_written(value)
        case Mapping():
            found = {name: _words(one, str(name)) for name, one in value.items()}
        case list() | tuple():
            found = [_words(one, key) for one in value]
        case set() | frozenset():
            found = sorted(value)
        case _:
            found = _scalar(value, key)
    return found


def _scalar(value: object, key: str) -> object:
    found: object = value
    match value:
        case Length() | Breath():
            found = _lasting(value)
        case bool():
            found = "yes" if value else "no"
        case None:
            found = "off" if key == "breath" else None
        case float():
            found = _plain(value) if key == _ANGLE else f"{_number(value)} s"
        case date():
            found = value.isoformat()
        case str() | int():
            pass
        case _:
            raise TypeError(f"{key}: no way to write a {type(value).__name__}")
    return found


def _lasting(value: Length | Breath) -> str:
    if isinstance(value, Breath):
        return "-".join(map(_number, (value.in_s, value.pause_s, value.out_s)))
    return f"{value.breaths} breaths" if value.seconds is None else f"{_number(value.seconds)} s"


def _number(value: float) -> str:
    return repr(_plain(value))


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def as_file(words: Words, heading: str) -> str:
    """The text of a file: a comment, followed by these keys and values."""
    yaml = YAML()
    yaml.width = _WIDEST
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(type(None), lambda found, _: found.represent_scalar("tag:yaml.org,2002:null", ""))
    text = StringIO()
    yaml.dump(words, text)
    return f"# {heading}\n{text.getvalue()}"
