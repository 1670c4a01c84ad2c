"""Where a misplaced key belongs: advice that can be followed to the letter."""

from coach.languages.written import words
from coach.routine.contrary import is_contrary
from coach.routine.counting import how_often
from coach.routine.dose_checks import example_of
from coach.routine.problems import Path, normal
from coach.routine.routine_file import HEADER_KEYS, LIMIT_KEYS
from coach.routine.steps import STEP_KEYS, STEP_KINDS
from coach.routine.vocabulary import STEP_NAMES
from coach.stretches.catalogue import STRETCHES

_TWISTING = ("twist", "rotat", "dreh", "torsi", "giro", "verdreh")
EXERCISE = "exercise"
_OF_EXERCISES = frozenset(STEP_KEYS[EXERCISE]) - frozenset(STEP_KEYS["stretch"])
_HOW_OFTEN = frozenset(map(normal, words("counted", "how_often")))
_REFUSED = frozenset(map(normal, (*words("dose", "no"), *words("dose", "nothing"), "false", "off", "0")))
_WHOSE_ANGLE = (
    '; for one step write it below its line "- stretch: ..."; for all of a stretch write, below "limits:" and '
    '"largest_angle:", a line like "knee_to_chest: 90".'
)
_IN_A_STEP = '; it belongs to a step: write it below the line "- stretch: ...", in line with the word "stretch".'


def elsewhere(key: str, value: object, path: Path, offered: tuple[str, ...]) -> str | None:
    """The message about a key that belongs elsewhere; None if it belongs nowhere. ``offered``: the keys allowed
    here."""
    if key[:1].isdigit() and path:
        return "; inside braces a comma begins something new: write 2.5 instead of 2,5, and 1:30 instead of 1,30."
    if path[:1] == ("steps",):
        return _in_a_step(key, offered)
    if path in ((), ("limits",)) and key not in offered and _means_twist(key):
        return _twist(value)
    if path == () and normal(key) in _HOW_OFTEN:
        return f"; how often is written as {how_often(str(value))}."
    if path == ("limits",) and key in HEADER_KEYS:
        return "; it belongs at the top of the file, without indentation."
    return _below(key, value) if path == () else None


def _in_a_step(key: str, offered: tuple[str, ...]) -> str | None:
    """A key of a step that belongs to a step of another kind."""
    if key not in offered and key in _OF_EXERCISES:
        return f'; it goes with an exercise of your own, which begins with "- {EXERCISE}:" and its name.'
    return None


def _means_twist(key: str) -> bool:
    """``twist`` and ``rotation``, but not ``no_twist``, which means the opposite."""
    return any(word.startswith(_TWISTING) for word in normal(key).split("_")) and not is_contrary(key)


def _twist(value: object) -> str:
    """``twist: no`` forbids, and ``no_twist: no`` allows: the key must not be replaced without the value."""
    said = normal(str(value))
    if value is False or said in _REFUSED or is_contrary(said):
        return '; to leave out twists write "no_twist: yes" below "limits:".'
    return '; write "no_twist: yes" below "limits:" to leave out twists, or delete the line if they are allowed.'


def _below(key: str, value: object) -> str | None:
    """A key at the top of the file that belongs further down."""
    if key == "largest_angle" and not isinstance(value, dict):
        return _WHOSE_ANGLE
    if key in LIMIT_KEYS:
        return '; it belongs below "limits:", two spaces further in.'
    if key != "rest" and (key in STEP_KINDS or key in STEP_NAMES):
        return f'; a step belongs below "steps:" and begins with a hyphen, like "{_example(key)}".'
    return _IN_A_STEP if key in STEP_KEYS["stretch"] else None


def _example(key: str) -> str:
    """An example step of this kind, as written in a file."""
    if key in STRETCHES or key == "stretch":
        return f"- stretch: {key if key in STRETCHES else 'knee_to_chest'}"
    return f"- {key}: {example_of(key)}"
