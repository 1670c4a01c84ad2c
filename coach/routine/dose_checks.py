"""What a stretch cannot have: a variant of another stretch, sides if it has none, a hold if it counts cycles."""

import re
from collections.abc import Iterator
from typing import Any

from coach.languages.written import called
from coach.routine.counting import in_all, often
from coach.routine.divisions import division
from coach.routine.naming import is_variant, named, refuses
from coach.routine.one_line import on_one_line, part_of_a_dose
from coach.routine.problems import Finding, Path, did_you_mean, letters, listed, nearest, normal, quoted
from coach.routine.routine_file import ANGLE_KEYS
from coach.routine.steps import STEP_KEYS, kind_of
from coach.routine.synonyms import HELP_SYNONYMS, SIDE_WORDS, VARIANT_SYNONYMS
from coach.routine.values import either, several
from coach.routine.vocabulary import SIDES, STEP_NAMES
from coach.routine.whole_numbers import shared
from coach.stretches.catalogue import STRETCHES
from coach.stretches.entry import StretchEntry
from coach.stretches.timed_steps import BY_THE_CLOCK, NOTE, NOTE_EXAMPLE, TIMED

_SIDE_KEYS = ("sides", "first_side", "rest_between_sides", "left", "right")
_HOLD_KEYS = ("hold", "reps", "moves", *_SIDE_KEYS, "rest", "move_in", "move_out", "largest_angle")


def no_such_step(name: str) -> str:
    """The message about an unknown name."""
    parts = re.split(r" - |[,;]", name)
    if len(parts) > 1 and all(named(part) and not is_variant(part) for part in parts):
        return f"{quoted(name)} are several steps; give each one its own line and hyphen, all aligned."
    if name.startswith("note "):
        return 'a colon is missing after "note"; write it like "- note: Take your time."'
    return division(name) or _refused(name) or on_one_line(name) or _unknown(name)


def _refused(name: str) -> str | None:
    if not refuses(name):
        return None
    return f"{quoted(name)} says what is not done; a routine lists only what is done, so delete the line."


def _unknown(name: str) -> str:
    if part := part_of_a_dose(name):
        return f"{quoted(name)} is not a step; it belongs below its step, without a hyphen, like {quoted(part)}."
    meant = named(name)
    own = '; for an exercise of your own write "- exercise: " and its name.'
    hint = f"; did you mean {meant}?" if meant else own
    return f"{quoted(name)} is not a stretch or step the coach knows{hint} It knows: {listed(STEP_NAMES)}."


def allowed_keys(step: dict[str, Any]) -> tuple[str, ...]:
    """The keys that this particular stretch can have."""
    name = step.get("stretch")
    entry = STRETCHES.get(name) if isinstance(name, str) else None
    if entry is None:
        return STEP_KEYS[kind_of(step)]
    keys = [key for key in STEP_KEYS["stretch"] if key not in (_HOLD_KEYS if entry.in_cycles else ("cycles",))]
    without = {
        "variant": not entry.variant_names,
        **dict.fromkeys(_SIDE_KEYS, not entry.sided),
        "largest_angle": not entry.largest_angle_deg,
    }
    return tuple(key for key in keys if not without.get(key, False))


def stretch_findings(step: dict[str, Any], path: Path) -> list[Finding]:
    """What this stretch cannot have."""
    name = step["stretch"]
    entry = STRETCHES.get(name) if isinstance(name, str) else None
    if entry is None:
        return _not_a_stretch(step, path)
    checks = (_variant, _counting, _totals, _sides, _angle, _modifications, _breath)
    return [found for check in checks for found in check(step, entry, path)]


def _not_a_stretch(step: dict[str, Any], path: Path) -> list[Finding]:
    name = step["stretch"]
    step["stretch"] = next(iter(STRETCHES))
    step.pop("variant", None)
    if isinstance(name, dict | list):
        return [Finding((*path, "stretch"), f"write one name after the colon, such as: {listed(STRETCHES)}.")]
    if name in BY_THE_CLOCK:
        why = f'{name} is not a stretch; write it as a step of its own, like "- {name}: {example_of(name)}".'
        return [Finding((*path, "stretch"), why)]
    return [Finding((*path, "stretch"), no_such_step(str(name)))]


def example_of(name: str) -> str:
    """An example of what may follow the colon of a step that is not a stretch."""
    return _EXAMPLES[name] if name in _EXAMPLES else TIMED[name].example


_EXAMPLES = {NOTE: NOTE_EXAMPLE, "exercise": "hamstring stretch", "section": "morning"}


def _variant(step: dict[str, Any], entry: StretchEntry, path: Path) -> Iterator[Finding]:
    if "variant" not in step or step["variant"] in entry.variant_names:
        return
    variant, known = step.pop("variant"), listed(entry.variant_names)
    why = f"write one word after the colon: {known}."
    if not entry.variant_names:
        why = f"{entry.name} has no variants; delete this line."
    elif not isinstance(variant, dict | list):
        hint = did_you_mean(str(variant), entry.variant_names, VARIANT_SYNONYMS)
        if hint == "." and variant in SIDES:
            hint = f'; did you mean "sides: {variant}"?'
        why = f"{quoted(variant)} is not a variant of {entry.name}: {known}{hint}"
    yield Finding((*path, "variant"), why, at_key=not entry.variant_names)


def _counting(step: dict[str, Any], entry: StretchEntry, path: Path) -> Iterator[Finding]:
    if entry.in_cycles:
        for key in [key for key in _HOLD_KEYS if key in step]:
            del step[key]
            if key == "reps":
                why = f'{entry.name} is counted in cycles; write "cycles" instead of "reps".'
            elif key == "rest":
                why = f'{entry.name} has no pauses; for a rest after it write a new step "- rest: 30 s".'
            else:
                why = f"{quoted(key)} does not go with {entry.name}; it has cycles and breath."
            yield Finding((*path, key), why, at_key=True)
    elif "cycles" in step:
        del step["cycles"]
        yield Finding((*path, "cycles"), f'{entry.name} is held, not cycled; write "reps" and "hold".', at_key=True)


def _sides(step: dict[str, Any], entry: StretchEntry, path: Path) -> Iterator[Finding]:
    if "sides" not in step:
        return
    if entry.of(step.get("variant")).sided:
        if first := _FIRST_SIDES.get(normal(str(step["sides"]))):
            why = f'write "sides: both" and "first_side: {first}", each on a line of its own.'
            yield Finding((*path, "sides"), f"{quoted(step.pop('sides'))} says which side comes first; {why}")
        elif at_once := _at_once(str(step["sides"]), entry):
            why = f'write "sides: both" for one side after the other, or "variant: {at_once}" for both at once.'
            yield Finding((*path, "sides"), f"{quoted(step.pop('sides'))} is not a side; {why}")
        return
    del step["sides"]
    name = entry.name + (f" {step['variant']}" if step.get("variant") else "")
    yield Finding((*path, "sides"), f"{name} has no sides; delete this line.", at_key=True)


def _at_once(sides: str, entry: StretchEntry) -> str | None:
    """The two-legged variant that these words mean instead, such as ``both knees``."""
    if letters(sides) in SIDE_WORDS or normal(sides) in SIDES:
        return None
    meant = named(f"{entry.name} {sides}")
    return meant.variant if meant and meant.name == entry.name and not entry.of(meant.variant).sided else None


_FIRST_SIDES = {normal(word): side for side, said in called("first_sides").items() for word in said}


def _totals(step: dict[str, Any], entry: StretchEntry, path: Path) -> Iterator[Finding]:
    """``10 in total`` is 10 with one side or none; with two sides it is ambiguous."""
    for key in ("reps", "cycles"):
        total = in_all(step[key]) if isinstance(step.get(key), str) else None
        if total is None or often(step[key]) is not None:
            continue
        given = str(step.get("sides", ""))
        side = SIDE_WORDS.get(letters(given), given)
        two_sided = entry.of(step.get("variant")).sided and side not in ("left", "right")
        why = shared(total) if two_sided else f"is more than a number; write {total} alone."
        yield Finding((*path, key), f"{key}: {quoted(step.pop(key))} {why}")


def _angle(step: dict[str, Any], entry: StretchEntry, path: Path) -> Iterator[Finding]:
    if "largest_angle" in step and entry.largest_angle_deg is None:
        del step["largest_angle"]
        why = f"{entry.name} is not measured as an angle; delete this line. It goes with: {listed(ANGLE_KEYS)}."
        yield Finding((*path, "largest_angle"), why, at_key=True)


def _breath(step: dict[str, Any], entry: StretchEntry, path: Path) -> Iterator[Finding]:
    if entry.in_cycles and step.get("breath") in ("off", "no", False):
        del step["breath"]
        why = f"{entry.name} moves with the breath, so it cannot be off; write a pace like 5-1-3, or delete the line."
        yield Finding((*path, "breath"), why)


def words_of(given: object) -> list[Any]:
    """A list unchanged; a single word as a list of one."""
    return given if isinstance(given, list) else [given]


def _modifications(step: dict[str, Any], entry: StretchEntry, path: Path) -> Iterator[Finding]:
    given = step.get("with")
    if given is None:
        return
    if isinstance(given, dict) or any(isinstance(word, dict | list) for word in words_of(given)):
        del step["with"]
        why = f"write words after the colon, like {entry.helps[0]}. Allowed: {listed(entry.helps)}."
        yield Finding((*path, "with"), why)
        return
    if together := _several_helps(given, entry):
        del step["with"]
        yield Finding((*path, "with"), together)
        return
    words = words_of(given)
    wrong = [(index, word) for index, word in enumerate(words) if word not in entry.helps]
    if not wrong:
        return
    del step["with"]
    for index, word in wrong:
        where: Path = (*path, "with", index) if isinstance(given, list) else (*path, "with")
        hint = did_you_mean(str(word), entry.helps, HELP_SYNONYMS)
        if parts := _several_helps(word, entry):
            hint = f"; {parts}"
        why = f"{quoted(word)} does not go with {entry.name}{hint} Allowed: {listed(entry.helps)}."
        yield Finding(where, why)


def _several_helps(given: object, entry: StretchEntry) -> str | None:
    """The message about ``pillow under head and towel``, and about a choice between two; None if all words are
    known."""
    if given in entry.helps or normal(str(given)) in HELP_SYNONYMS:
        return None
    for split, words in ((several, "write several helps in brackets: [{}]."), (either, "write one of them: {}.")):
        meant = [nearest(word, entry.helps, HELP_SYNONYMS) for word in split(given)]
        if meant and all(meant):
            separator = ", " if split is several else " or "
            return words.format(separator.join(dict.fromkeys(map(str, meant))))
    return None
