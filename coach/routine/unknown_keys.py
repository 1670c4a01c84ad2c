"""Keys that do not belong where they stand, and keys without a value."""

from collections.abc import Iterator
from typing import Any

from coach.routine.divisions import division
from coach.routine.elsewhere import elsewhere
from coach.routine.problems import Finding, Path, listed, nearest, quoted

_NEEDED = ("routine", "stretch", "note", "exercise", "get_in", "do", "section")


def unknown(
    keys: dict[str, Any],
    known: tuple[str, ...],
    path: Path,
    synonyms: dict[str, str],
    offered: tuple[str, ...] | None = None,
) -> Iterator[Finding]:
    """``offered`` are the keys that the message lists, if they are fewer than ``known``."""
    offered = offered or known
    for key in [key for key in keys if key not in known]:
        value = keys.pop(key)
        if not path and (divided := division(key)):
            keys.setdefault("steps", ["rest"])
            yield Finding((key,), divided, at_key=True)
            continue
        other_place = elsewhere(key, value, path, offered)
        near = nearest(key, offered, synonyms) or _counted(nearest(key, known, synonyms), offered)
        meant = None if other_place else near
        twice = meant is not None and meant in keys
        hint = other_place or (f"; did you mean {meant}?" if meant else ".")
        if twice:
            hint = f"; {meant} is already there; merge the two, or delete this line."
        elif meant:
            keys[meant] = value
        why = f"{quoted(key)} is not known here{hint}"
        if not other_place:
            why += f" Allowed here: {listed(offered)}."
        yield Finding((*path, key), why, at_key=True, meant=None if twice else meant)


def _counted(key: str | None, offered: tuple[str, ...]) -> str | None:
    """``reps`` where only cycles are counted, and vice versa."""
    return (
        next((count for count in ("reps", "cycles") if count in offered), None) if key in ("reps", "cycles") else None
    )


def empty(keys: dict[str, Any], path: Path) -> Iterator[Finding]:
    for key in [key for key, value in keys.items() if value is None]:
        del keys[key]
        what = (
            'there are no steps below it; write at least one, like "- knee_to_chest".'
            if (*path, key) == ("steps",)
            else f"there is nothing after the colon; write a value{'' if key in _NEEDED else _or_delete(keys, path)}."
        )
        yield Finding((*path, key), f"{key}: {what}", at_key=True)


def _or_delete(left: dict[str, Any], path: Path) -> str:
    """The advice to delete a line, and the line above it if that would be left empty."""
    return ", or delete the line" + (f' and the "{path[-1]}:" above it' if path[:1] == ("limits",) and not left else "")
