"""The JSON Schema of a routine file, generated from the models; editors use it for completion and explanations."""

import json
from typing import Any

from coach.routine.dose_checks import allowed_keys
from coach.routine.fields import WEEK_NUMBER, choices_schema, several_schema
from coach.routine.routine_file import Routine
from coach.routine.steps import ABOUT_STEPS, DOSED, STEP_KEYS, STEP_KINDS
from coach.stretches.catalogue import STRETCHES
from coach.stretches.entry import StretchEntry
from coach.stretches.timed_steps import BY_THE_CLOCK, TIMED

FILE = ("assets", "schema", "routine.schema.json")
"""Path of the generated schema among the shipped files."""
_WORD: dict[str, Any] = {"type": "string"}
DRAFT = "http://json-schema.org/draft-07/schema#"
_TITLE = "A stretch-coach routine"
BEGINS = f'{{\n  "$schema": "{DRAFT}",\n  "title": "{_TITLE}",\n'
"""The beginning of every schema file."""


def routine_schema() -> dict[str, Any]:
    """The schema in draft 7, which the YAML language server supports best."""
    schema = Routine.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs")
    steps = schema["properties"]["steps"]
    bare = choices_schema((*STRETCHES, *TIMED), {name: ABOUT_STEPS[name] for name in (*STRETCHES, *TIMED)})
    bare["description"] = "A name alone: the usual dose."
    kinds = steps["items"].get("oneOf") or steps["items"]["anyOf"]
    steps["items"] = {"anyOf": [bare, *kinds]}
    for key in BY_THE_CLOCK:  # the key that names a step's kind, though its value may be left out
        schema["definitions"][STEP_KINDS[key].__name__]["required"] = [key]
    for kind, model in STEP_KINDS.items():
        definition = schema["definitions"][model.__name__]
        definition["properties"] = {key: definition["properties"][key] for key in STEP_KEYS[kind]}
        if kind in DOSED:
            definition["properties"]["weeks"]["propertyNames"] = WEEK_NUMBER
    step = schema["definitions"]["StretchStep"]
    step["allOf"] = [_only_its_own(entry) for entry in STRETCHES.values()]
    for key, any_word in (("variant", _WORD), ("with", {"anyOf": [_WORD, {"type": "array", "items": _WORD}]})):
        # An editor would offer the words of every stretch; the rules below restrict them by the stretch's name.
        step["properties"][key] = {"description": step["properties"][key]["description"], **any_word}
    _tidy(schema)
    return {"$schema": DRAFT, "title": _TITLE, **schema}


def _only_its_own(entry: StretchEntry) -> dict[str, Any]:
    """A rule that makes an editor offer and accept only what belongs to the named stretch."""
    keys = allowed_keys({"stretch": entry.name})
    own: dict[str, Any] = {key: False for key in STEP_KEYS["stretch"] if key not in keys}
    own["with"] = several_schema(entry.helps)
    if entry.variant_names:
        own["variant"] = choices_schema(entry.variant_names)
    named = {"properties": {"stretch": {"const": entry.name}}, "required": ["stretch"]}
    return {"if": named, "then": {"properties": own}}


def _tidy(node: object) -> None:
    """Removes generated titles and ``default: null``, which editors would show."""
    if isinstance(node, dict):
        if isinstance(node.get("title"), str):
            del node["title"]
        if "default" in node and not isinstance(node["default"], str | int | bool):
            del node["default"]
        for child in node.values():
            _tidy(child)
    elif isinstance(node, list):
        for child in node:
            _tidy(child)


def schema_text() -> str:
    """The schema as text, as in the shipped file."""
    return json.dumps(routine_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    from pathlib import Path

    Path(*FILE).write_text(schema_text(), encoding="utf-8")
