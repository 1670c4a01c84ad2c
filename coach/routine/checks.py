"""Mistakes in the shape of a file: keys that do not belong, empty ones, doses that a stretch cannot have."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coach.routine.catalogue import (
    KEY_SYNONYMS,
    STEP_KEY_SYNONYMS,
    STEP_NAMES,
    STRETCH_SYNONYMS,
    STRETCHES,
    TIMED,
    StretchEntry,
)
from coach.routine.model import MOST_STEPS, STEP_KINDS, LargestAngles, Limits, Routine, kind_of
from coach.routine.problems import Path, did_you_mean, listed, nearest, quoted


@dataclass(frozen=True)
class Finding:
    """One mistake, placed by its way through the data."""

    path: Path
    text: str
    at_key: bool = False
    """The key is wrong, not the value."""
    meant: str | None = None
    """The key that an unknown one probably stands for."""


def field_names(model: type[Any]) -> tuple[str, ...]:
    """The keys of a model as files have them."""
    return tuple(info.alias or name for name, info in model.model_fields.items())


HEADER_KEYS, LIMIT_KEYS, ANGLE_KEYS = field_names(Routine), field_names(Limits), field_names(LargestAngles)
STEP_KEYS = {kind: field_names(model) for kind, model in STEP_KINDS.items()}
_NEEDED = ("routine", "stretch", "note")
_HOLD_KEYS = ("hold", "reps", "sides", "rest", "move_in", "move_out", "largest_angle")


def findings(data: dict[str, Any]) -> list[Finding]:
    """Everything wrong with the shape of the file; takes what is wrong out of ``data`` so that it is told once."""
    found = [*_unknown(data, HEADER_KEYS, (), KEY_SYNONYMS), *_empty(data, ())]
    limits = data.get("limits")
    if isinstance(limits, dict):
        found += [*_unknown(limits, LIMIT_KEYS, ("limits",), KEY_SYNONYMS), *_empty(limits, ("limits",))]
        angles = limits.get("largest_angle")
        if isinstance(angles, dict):
            way: Path = ("limits", "largest_angle")
            found += [*_unknown(angles, ANGLE_KEYS, way, STRETCH_SYNONYMS), *_empty(angles, way)]
    steps = data.get("steps")
    if isinstance(steps, list):
        if len(steps) > MOST_STEPS:
            found.append(Finding(("steps",), f"there are {len(steps)} steps; a routine may have {MOST_STEPS}."))
            del steps[MOST_STEPS:]
        for index, step in enumerate(steps):
            found += _step(steps, index, step)
    return found


def _unknown(
    keys: dict[str, Any],
    known: tuple[str, ...],
    path: Path,
    synonyms: dict[str, str],
    told: tuple[str, ...] | None = None,
) -> Iterator[Finding]:
    """``told`` are the keys that the message lists, when that is fewer than ``known``."""
    for key in [key for key in keys if key not in known]:
        del keys[key]
        hint = did_you_mean(key, told or known, synonyms)
        where = f"Allowed here: {listed(told or known)}."
        if key[:1].isdigit():
            hint = "; inside braces a comma begins a new key, so write 2.5 instead of 2,5."
        if path == () and (key in STEP_KEYS["stretch"] or key in STEP_NAMES):
            hint = '; it belongs to a step: write it below "steps:", two spaces further in.'
        elif path == () and key in LIMIT_KEYS:
            hint = '; it belongs below "limits:", two spaces further in.'
        elif path == ("limits",) and key in HEADER_KEYS:
            hint = "; it belongs at the top of the file, with nothing in front."
        meant = nearest(key, told or known, synonyms)
        yield Finding((*path, key), f"{quoted(key)} is not a key here{hint} {where}", at_key=True, meant=meant)


def _empty(keys: dict[str, Any], path: Path) -> Iterator[Finding]:
    for key in [key for key, value in keys.items() if value is None]:
        del keys[key]
        what = (
            'there are no steps below it; write at least one, like "- knee_to_chest".'
            if (*path, key) == ("steps",)
            else f"there is nothing behind the colon; write a value{'' if key in _NEEDED else ', or delete the line'}."
        )
        yield Finding((*path, key), f"{key}: {what}", at_key=True)


def _step(steps: list[Any], index: int, step: object) -> list[Finding]:
    path: Path = ("steps", index)
    if step is None:
        return _drop(
            steps, index, Finding(path, 'this step is empty; write a name behind the hyphen, like "- knee_to_chest".')
        )
    if isinstance(step, str):
        return _bare(steps, index, step)
    if not isinstance(step, dict):
        why = 'a step is a name, like "- knee_to_chest", or begins with "- stretch: ".'
        return _drop(steps, index, Finding(path, why))
    return _keyed(steps, index, step)


def _drop(steps: list[Any], index: int, *found: Finding) -> list[Finding]:
    """Takes the whole step out of the way; another stands in for it, so that the others keep their numbers."""
    steps[index] = "rest"
    return list(found)


def _bare(steps: list[Any], index: int, name: str) -> list[Finding]:
    if name in STRETCHES or name in TIMED:
        return []
    path: Path = ("steps", index)
    if name == "note":
        return _drop(steps, index, Finding(path, 'a note needs its words; write it like "- note: Take your time."'))
    return _drop(steps, index, Finding(path, _no_such_step(name)))


def _no_such_step(name: str) -> str:
    if " - " in name:
        return f"{quoted(name)} are two steps run together; give both hyphens the same number of spaces in front."
    hint = did_you_mean(name, STEP_NAMES, STRETCH_SYNONYMS)
    if "double" in name.lower() and hint.startswith("; did"):
        hint = "; did you mean knee_to_chest with variant: double?"
    return f"{quoted(name)} is not a stretch or step the coach knows{hint} It knows: {listed(STEP_NAMES)}."


def _keyed(steps: list[Any], index: int, step: dict[str, Any]) -> list[Finding]:
    path: Path = ("steps", index)
    if not step:
        return _drop(steps, index, Finding(path, 'this step is empty; begin it with "- stretch: ".'))
    first = next(iter(step))
    if "stretch" not in step and first not in STEP_KINDS:
        if first in STRETCHES or nearest(first, STRETCHES, STRETCH_SYNONYMS):
            name = nearest(first, STRETCHES, STRETCH_SYNONYMS) or first
            why = f'write "- stretch: {name}", and the dose in lines below it, in line with "stretch".'
            return _drop(steps, index, Finding((*path, first), why, at_key=True))
        if not any(kind in step for kind in STEP_KINDS) and first not in STEP_KEYS["stretch"]:
            return _drop(steps, index, Finding((*path, first), _no_such_key_first(first), at_key=True))
    kind = kind_of(step)
    if kind == "stretch" and "stretch" not in step:
        why = 'this step does not say which stretch; begin it with "- stretch: " and a name.'
        return _drop(steps, index, Finding(path, why), *_unknown(step, STEP_KEYS["stretch"], path, STEP_KEY_SYNONYMS))
    if kind == "rest" and "hold" in step:
        why = 'this step does not say which stretch; begin it with "- stretch: " and a name.'
        return _drop(steps, index, Finding(path, why))
    found = [*_strangers(step, kind, path)]
    found += _empty_in_step(step, kind, path)
    if kind == "stretch":
        found += _stretch(step, path)
    return found


def _no_such_key_first(key: str) -> str:
    meant = nearest(key, (*STEP_KINDS, *STEP_NAMES), STRETCH_SYNONYMS) or nearest(key, ("stretch",), STEP_KEY_SYNONYMS)
    hint = f"; did you mean {meant}?" if meant else "."
    return f"{quoted(key)} does not begin a step{hint} A step begins with one of: {listed(STEP_KINDS)}."


def _strangers(step: dict[str, Any], kind: str, path: Path) -> Iterator[Finding]:
    known = STEP_KEYS[kind]
    for key in [key for key in step if key not in known]:
        if key in STEP_KINDS and key != "rest":
            del step[key]
            why = f'{quoted(key)} is a step of its own; write it on a new line that begins with "- {key}:".'
            yield Finding((*path, key), why, at_key=True)
        elif kind != "stretch" and key in STEP_KEYS["stretch"]:
            del step[key]
            why = f"{quoted(key)} does not go with {kind}. Allowed here: {listed(known)}."
            yield Finding((*path, key), why, at_key=True)
    yield from _unknown(step, known, path, STEP_KEY_SYNONYMS, _goes_with(step))


def _goes_with(step: dict[str, Any]) -> tuple[str, ...]:
    """The keys that this very stretch can have."""
    name = step.get("stretch")
    entry = STRETCHES.get(name) if isinstance(name, str) else None
    if entry is None:
        return STEP_KEYS[kind_of(step)]
    keys = [key for key in STEP_KEYS["stretch"] if key not in (_HOLD_KEYS if entry.in_cycles else ("cycles",))]
    without = {
        "variant": not entry.variants,
        "sides": not entry.two_sided,
        "largest_angle": not entry.largest_angle_deg,
    }
    return tuple(key for key in keys if not without.get(key, False))


def _empty_in_step(step: dict[str, Any], kind: str, path: Path) -> list[Finding]:
    optional = {kind: step[kind]} if kind in TIMED and step[kind] is None else {}
    for key in optional:
        del step[key]
    found = list(_empty(step, path))
    step.update(optional)
    if kind in ("stretch", "note") and kind not in step:
        # The complaint about the missing value is enough.
        step[kind] = "rest" if kind == "note" else next(iter(STRETCHES))
    return found


def _stretch(step: dict[str, Any], path: Path) -> list[Finding]:
    """What this stretch cannot have."""
    name = step["stretch"]
    entry = STRETCHES.get(name) if isinstance(name, str) else None
    if entry is None:
        return _not_a_stretch(step, path)
    found = [*_variant(step, entry, path)]
    found += _counting(step, entry, path)
    found += _sides(step, entry, path)
    found += _angle(step, entry, path)
    found += _modifications(step, entry, path)
    if entry.in_cycles and step.get("breath") in ("off", "no", False):
        del step["breath"]
        why = f"{name} moves with the breath, so it cannot be off; write a pace like 5-1-3, or delete the line."
        found.append(Finding((*path, "breath"), why))
    return found


def _not_a_stretch(step: dict[str, Any], path: Path) -> list[Finding]:
    name = step["stretch"]
    step["stretch"] = next(iter(STRETCHES))
    step.pop("variant", None)
    if isinstance(name, dict | list):
        return [Finding((*path, "stretch"), f"write one name behind the colon, such as: {listed(STRETCHES)}.")]
    if name in TIMED or name == "note":
        why = f'{name} is not a stretch; write it as a step of its own, like "- {name}: {_example(name)}".'
        return [Finding((*path, "stretch"), why)]
    return [Finding((*path, "stretch"), _no_such_step(str(name)))]


def _example(name: str) -> str:
    return {"rest": "1 min", "walk": "5 min", "note": "Take your time."}.get(name, "15 min")


def _variant(step: dict[str, Any], entry: StretchEntry, path: Path) -> Iterator[Finding]:
    if "variant" not in step:
        return
    variant = step["variant"]
    if variant in entry.variants:
        return
    del step["variant"]
    if not entry.variants:
        yield Finding((*path, "variant"), f"{entry.name} has no variants; delete this line.", at_key=True)
        return
    if isinstance(variant, dict | list):
        yield Finding((*path, "variant"), f"write one word behind the colon: {listed(entry.variants)}.")
        return
    hint = did_you_mean(str(variant), entry.variants, _VARIANT_SYNONYMS)
    yield Finding(
        (*path, "variant"), f"{quoted(variant)} is not a variant of {entry.name}: {listed(entry.variants)}{hint}"
    )


_VARIANT_SYNONYMS = {
    "one": "single",
    "both": "double",
    "two": "double",
    "feet_on_floor": "feet_down",
    "feet_on_the_floor": "feet_down",
    "knees_from_chest": "knees_up",
    "knees_to_chest": "knees_up",
}


def _counting(step: dict[str, Any], entry: StretchEntry, path: Path) -> Iterator[Finding]:
    if entry.in_cycles:
        for key in [key for key in _HOLD_KEYS if key in step]:
            del step[key]
            if key == "reps":
                why = f'{entry.name} is counted in cycles; write "cycles" instead of "reps".'
            elif key == "rest":
                why = f'{entry.name} goes without pauses; for a rest behind it write a new step "- rest: 30 s".'
            else:
                why = f"{quoted(key)} does not go with {entry.name}; it has cycles and breath."
            yield Finding((*path, key), why, at_key=True)
    elif "cycles" in step:
        del step["cycles"]
        yield Finding((*path, "cycles"), f'{entry.name} is held, not cycled; write "reps" and "hold".', at_key=True)


def _sides(step: dict[str, Any], entry: StretchEntry, path: Path) -> Iterator[Finding]:
    if "sides" not in step or entry.settle(step.get("variant")) in entry.two_sided:
        return
    del step["sides"]
    name = entry.name + (f" {step['variant']}" if step.get("variant") else "")
    yield Finding((*path, "sides"), f"{name} has no sides; delete this line.", at_key=True)


def _angle(step: dict[str, Any], entry: StretchEntry, path: Path) -> Iterator[Finding]:
    if "largest_angle" not in step:
        return
    if entry.largest_angle_deg is None:
        del step["largest_angle"]
        why = f"{entry.name} is not measured as an angle; delete this line. It goes with: {listed(ANGLE_KEYS)}."
        yield Finding((*path, "largest_angle"), why, at_key=True)


def words_of(given: object) -> list[Any]:
    """A list as it is; one word alone as a list of it."""
    return given if isinstance(given, list) else [given]


def _modifications(step: dict[str, Any], entry: StretchEntry, path: Path) -> Iterator[Finding]:
    given = step.get("with")
    if given is None:
        return
    if isinstance(given, dict) or any(isinstance(word, dict | list) for word in words_of(given)):
        del step["with"]
        why = f"write words behind the colon, like {entry.modifications[0]}. Allowed: {listed(entry.modifications)}."
        yield Finding((*path, "with"), why)
        return
    words = words_of(given)
    wrong = [(index, word) for index, word in enumerate(words) if word not in entry.modifications]
    if not wrong:
        return
    del step["with"]
    for index, word in wrong:
        where: Path = (*path, "with", index) if isinstance(given, list) else (*path, "with")
        hint = did_you_mean(str(word), entry.modifications)
        why = f"{quoted(word)} does not go with {entry.name}{hint} Allowed: {listed(entry.modifications)}."
        yield Finding(where, why)
