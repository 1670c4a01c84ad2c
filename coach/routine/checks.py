"""Mistakes in the structure of a file: misplaced and empty keys, and doses that a stretch cannot have."""

import re
from collections.abc import Iterator
from typing import Any

from coach.routine.divisions import division
from coach.routine.dose_checks import allowed_keys, no_such_step, stretch_findings
from coach.routine.dose_fields import LONGEST_HOLD_S
from coach.routine.naming import named
from coach.routine.nested_doses import nested_findings
from coach.routine.one_line import on_one_line
from coach.routine.problems import Finding, Path, finding, listed, nearest, quoted
from coach.routine.routine_file import MOST_STEPS, groups
from coach.routine.steps import DOSED, STEP_KEYS, STEP_KINDS, kind_of
from coach.routine.synonyms import KEY_SYNONYMS, STEP_KEY_SYNONYMS, STRETCH_SYNONYMS
from coach.routine.unknown_keys import empty, unknown
from coach.stretches.catalogue import STRETCHES
from coach.stretches.timed_steps import NOTE, TIMED


def findings(data: dict[str, Any]) -> list[Finding]:
    """Every mistake in the structure of the file.

    Removes mistakes from ``data``, and moves the value of a mistyped key to the intended key, so that each mistake is
    reported once and no later one is missed.
    """
    found: list[Finding] = []
    for path, table, known in groups(data):
        found += unknown(table, known, path, STRETCH_SYNONYMS if len(path) > 1 else KEY_SYNONYMS)
        found += empty(table, path)
    return found + _steps(data)


def _steps(data: dict[str, Any]) -> list[Finding]:
    steps = data.get("steps")
    if steps is None:
        return []
    if not isinstance(steps, list):
        data["steps"] = ["rest"]
        divided = [(key, why) for key in steps if (why := division(key))] if isinstance(steps, dict) else []
        if divided:
            return [Finding(("steps", key), why, at_key=True) for key, why in divided]
        return [
            Finding(("steps",), 'each step is on a line of its own and begins with a hyphen: "- stretch: " and a name.')
        ]
    found: list[Finding] = []
    if len(steps) > MOST_STEPS:
        found.append(Finding(("steps",), f"there are {len(steps)} steps; a routine may have {MOST_STEPS}."))
        del steps[MOST_STEPS:]
    for index, step in enumerate(steps):
        found += _step(steps, index, step)
    return found


def _step(steps: list[Any], index: int, step: object) -> list[Finding]:
    path: Path = ("steps", index)
    if step is None:
        return _drop(
            steps, index, Finding(path, 'this step is empty; write a name after the hyphen, like "- knee_to_chest".')
        )
    if isinstance(step, str):
        return _bare(steps, index, step)
    if not isinstance(step, dict):
        why = 'a step is a name, like "- knee_to_chest", or begins with "- stretch: ".'
        return _drop(steps, index, Finding(path, why))
    return _keyed(steps, index, step)


def _drop(steps: list[Any], index: int, *found: Finding) -> list[Finding]:
    """Replaces the whole step with a placeholder, so that the others keep their numbers."""
    steps[index] = "rest"
    return list(found)


def _bare(steps: list[Any], index: int, name: str) -> list[Finding]:
    if name in STRETCHES or name in TIMED:
        return []
    path: Path = ("steps", index)
    if name == "note":
        return _drop(steps, index, Finding(path, 'a note needs its words; write it like "- note: Take your time."'))
    return _drop(steps, index, Finding(path, no_such_step(name)))


def _keyed(steps: list[Any], index: int, step: dict[str, Any]) -> list[Finding]:
    path: Path = ("steps", index)
    if not step:
        return _drop(steps, index, Finding(path, 'this step is empty; begin it with "- stretch: ".'))
    first = next(iter(step))
    if divided := division(first):
        return _drop(steps, index, Finding((*path, first), divided, at_key=True))
    if (named_step := _named_by_key(step, first)) is not None:
        steps[index], why = named_step
        return [Finding((*path, first), why, at_key=True, meant="stretch"), *_of_kind(steps, index, named_step[0])]
    if not any(kind in step for kind in STEP_KINDS) and first not in STEP_KEYS["stretch"]:
        meant = nearest(first, STEP_KINDS, STRETCH_SYNONYMS) or nearest(first, _NAMING, STEP_KEY_SYNONYMS)
        step_meant = named(first)
        if meant is None or (step_meant is not None and step_meant.name in STRETCHES):
            return _drop(steps, index, Finding((*path, first), _name_as_key(first, step[first]), at_key=True))
        renamed = {meant if key == first else key: value for key, value in step.items()}
        steps[index] = renamed
        mistake = Finding((*path, first), f"{_no_beginning(first)}; did you mean {meant}? {_BEGINNINGS}", True, meant)
        return [mistake, *_of_kind(steps, index, renamed)]
    return _of_kind(steps, index, step)


def _of_kind(steps: list[Any], index: int, step: dict[str, Any]) -> list[Finding]:
    path: Path = ("steps", index)
    kind = kind_of(step)
    if set(step) == {"say"}:
        return _drop(steps, index, Finding(path, 'words alone are a note; write "- note: " instead of "- say: ".'))
    if kind == "section" and "steps" in step:
        return _drop(steps, index, Finding((*path, "steps"), _NO_STEPS_INSIDE, at_key=True))
    above = steps[index - 1] if index else None
    if kind == "stretch" and "stretch" not in step and isinstance(above, dict) and "stretch" in above:
        steps[index] = {"stretch": above["stretch"]}
        why = 'this belongs to the step above; write it without the hyphen, in line with the word "stretch".'
        return [Finding(path, why)]
    if (kind == "stretch" and "stretch" not in step) or (kind == "rest" and "hold" in step):
        why = 'this step does not say which stretch; begin it with "- stretch: " and a name.'
        return _drop(steps, index, Finding(path, why), *unknown(step, STEP_KEYS["stretch"], path, STEP_KEY_SYNONYMS))
    found = [*_strangers(step, kind, path), *_wordless(step, kind, path)]
    found += _empty_in_step(step, kind, path)
    if kind == "stretch":
        found += stretch_findings(step, path)
    if kind in DOSED:
        found += nested_findings(step, path)
    return found


def _named_by_key(step: dict[str, Any], first: str) -> tuple[dict[str, Any], str] | None:
    """``name: Cat cow`` as it should be, and the message; None if it is another key or name."""
    value = step[first]
    known = isinstance(value, str) and first != "stretch" and nearest(first, DOSED, STEP_KEY_SYNONYMS)
    other = any(kind in step for kind in STEP_KINDS if kind not in ("rest", first))
    meant = named(value) if known and not other and not any(key in step for key in OWN_WORDS) else None
    if meant is None:
        return None
    if meant.name not in STRETCHES:
        return {meant.name: None}, f'a step begins with its name; write "- {meant.name}".'
    lines = "".join(f', and "{line}" on a line below it' for line in meant.lines)
    rest = {key: given for key, given in step.items() if key != first}
    return {"stretch": meant.name, **rest}, f'{_no_beginning(first)}; write "- stretch: {meant.name}"{lines}.'


_NO_STEPS_INSIDE = (
    'a section has no "steps:" of its own; write its steps in line with it, each with its own hyphen, without "steps:".'
)
_NAMING = (*DOSED, "section")
OWN_WORDS = ("get_in", "do")


def _wordless(step: dict[str, Any], kind: str, path: Path) -> Iterator[Finding]:
    """An exercise without the words that the coach needs to lead it."""
    examples = {"get_in": "Lie on your back.", "do": "Straighten one knee until you feel a stretch."}
    for key in OWN_WORDS if kind == "exercise" else ():
        if key not in step:
            step[key] = examples[key]
            what = "how to get into the position" if key == "get_in" else "what to do"
            why = f'the coach does not know {what}; write it on a line below, like "{key}: {examples[key]}"'
            yield Finding((*path, kind), why)


_NUMBERED = re.compile(r"(?:[A-Za-z]+\s*)?\d{1,2}")
_BEGINNINGS = f"A step begins with one of: {listed(STEP_KINDS)}."


def _no_beginning(key: str) -> str:
    return f"{quoted(key)} does not begin a step"


def _name_as_key(key: str, value: object) -> str:
    meant = named(key)
    if meant and meant.name in STRETCHES:
        dosed = on_one_line(f"{key}: {value}") if isinstance(value, str | int) else None
        lines = "".join(f'"{line}", ' for line in meant.lines)
        return (
            dosed or f'write "- stretch: {meant.name}", and {lines}the dose in lines below it, in line with "stretch".'
        )
    if isinstance(value, str) and _NUMBERED.fullmatch(key):
        return 'steps have no numbers; write just the name after the hyphen, like "- knee_to_chest".'
    return f"{_no_beginning(key)}. {_BEGINNINGS}"


def _strangers(step: dict[str, Any], kind: str, path: Path) -> Iterator[Finding]:
    known = STEP_KEYS[kind]
    for key in [key for key in step if key not in known]:
        if key in STEP_KINDS and key != "rest":
            del step[key]
            why = f'{quoted(key)} is a step of its own; write it on a new line that begins with "- {key}:".'
            if key == NOTE:
                why = f'{quoted(key)} is a step of its own; for words spoken in this step, use "say".'
            yield Finding((*path, key), why, at_key=True)
        elif kind != "stretch" and key in STEP_KEYS["stretch"]:
            del step[key]
            why = f"{quoted(key)} does not go with {kind}. Allowed here: {listed(known)}."
            yield Finding((*path, key), why, at_key=True)
    yield from unknown(step, known, path, STEP_KEY_SYNONYMS, allowed_keys(step))


def _empty_in_step(step: dict[str, Any], kind: str, path: Path) -> list[Finding]:
    optional = {kind: step[kind]} if kind in TIMED and step[kind] is None else {}
    for key in optional:
        del step[key]
    found = list(empty(step, path))
    step.update(optional)
    if kind in ("stretch", "note", "exercise", "section") and kind not in step:
        # The message about the missing value is enough.
        step[kind] = next(iter(STRETCHES)) if kind == "stretch" else "rest"
    return found


SHORT_S = 5
"""A smaller number alone may mean minutes."""


def without_unit(data: dict[str, Any]) -> Iterator[Finding]:
    """Warnings about ``hold: 3`` and ``rest: 2``, which are read as seconds but may mean minutes."""
    steps = data.get("steps")
    for index, step in enumerate(steps if isinstance(steps, list) else []):
        for key in ("hold", "rest") if isinstance(step, dict) and "stretch" in step else ():
            value = str(step.get(key)).strip().replace(",", ".")
            if re.fullmatch(r"\d(?:\.\d)?", value) and 0 < float(value) < SHORT_S:
                minutes = "_or_minutes" if float(value) * 60 <= LONGEST_HOLD_S else ""
                yield finding(("steps", index, key), f"without_unit{minutes}", key=key, value=value)
