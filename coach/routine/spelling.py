"""Keys and names that are right except for capitals, spaces or hyphens are accepted silently.

Phones write "Hold:", and people write "Knee to chest". Nothing else is guessed here, and never a dose.
"""

from typing import Any

from coach.routine.dose_fields import SIDE_DOSE_KEYS, WEEK_DOSE_KEYS
from coach.routine.nested_doses import week_number
from coach.routine.problems import Path, same
from coach.routine.routine_file import groups
from coach.routine.steps import DOSED, STEP_KEYS, STEP_KINDS
from coach.routine.vocabulary import STEP_NAMES
from coach.stretches.catalogue import STRETCHES

Renamed = tuple[Path, Path]
"""The path to a key as written, and as meant."""


def respell(data: dict[str, Any]) -> list[Renamed]:
    """Replaces words in ``data`` with the format's own; returns the changed keys, for their places."""
    renamed = [pair for path, table, known in groups(data) for pair in _keys(table, known, path)]
    steps = data["steps"] if isinstance(data.get("steps"), list) else []
    for index, step in enumerate(steps):
        if isinstance(step, str):
            steps[index] = same(step, STEP_NAMES) or step
        elif isinstance(step, dict):
            renamed += _step(step, ("steps", index))
    return renamed


def _keys(keys: dict[str, Any], known: tuple[str, ...], path: Path) -> list[Renamed]:
    """The keys in order; a key that is also present in its correct spelling is left unchanged."""
    meant = {key: word for key in keys if key not in known and (word := same(key, known)) and word not in keys}
    return _rename(keys, meant, path)


def _rename(keys: dict[str, Any], meant: dict[str, str], path: Path) -> list[Renamed]:
    items = [(meant.get(key, key), value) for key, value in keys.items()]
    keys.clear()
    for key, value in items:
        keys.setdefault(key, value)
    return [((*path, key), (*path, word)) for key, word in meant.items()]


def _step(step: dict[str, Any], path: Path) -> list[Renamed]:
    renamed = _keys(step, tuple(STEP_KINDS), path) if not any(kind in step for kind in DOSED) else []
    kind = next((kind for kind in STEP_KINDS if kind in step), "stretch")
    renamed += _keys(step, STEP_KEYS[kind], path)
    for side in ("left", "right"):
        if isinstance(step.get(side), dict):
            renamed += _keys(step[side], SIDE_DOSE_KEYS, (*path, side))
    if isinstance(weeks := step.get("weeks"), dict):
        renamed += _weeks(weeks, (*path, "weeks"))
    stretch = step.get("stretch")
    if isinstance(stretch, str):
        step["stretch"] = same(stretch, STEP_NAMES) or stretch
    entry = STRETCHES.get(str(step.get("stretch")))
    if entry is not None:
        if isinstance(variant := step.get("variant"), str):
            step["variant"] = same(variant, entry.variant_names) or variant
        step.update(_helps(step.get("with"), entry.helps))
    return renamed


def _weeks(weeks: dict[str, Any], path: Path) -> list[Renamed]:
    """``week 3`` is ``3``."""
    numbers = {key: number for key in weeks if (number := week_number(key)) and number != key and number not in weeks}
    renamed = _rename(weeks, numbers, path)
    for key, dose in weeks.items():
        if isinstance(dose, dict):
            renamed += _keys(dose, WEEK_DOSE_KEYS, (*path, key))
    return renamed


def _helps(given: object, known: tuple[str, ...]) -> dict[str, object]:
    if isinstance(given, str):
        return {"with": same(given, known) or given}
    if isinstance(given, list):
        return {"with": [(same(word, known) or word) if isinstance(word, str) else word for word in given]}
    return {}
