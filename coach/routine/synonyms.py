"""What people write instead of the format's own words, by the spelling that ``normal`` or ``letters`` gives."""

from collections.abc import Callable, Mapping

from coach.languages.written import called, groups
from coach.routine.problems import letters, normal
from coach.stretches.catalogue import STRETCHES

_Words = Mapping[str, tuple[str, ...]]


def _looked_up(words: _Words, spelling: Callable[[str], str] = normal) -> dict[str, str]:
    return {spelling(word): meant for meant, several in words.items() for word in several}


def _phrases(words: _Words) -> dict[str, tuple[str, ...]]:
    return {meant: tuple(map(normal, several)) for meant, several in words.items()}


STRETCH_SYNONYMS = _looked_up(called("steps"))
"""What people call the steps."""
NAMED_VARIANTS = {
    name: (stretch, variant)
    for stretch in groups("named_variants")
    for name, variant in _looked_up(called("named_variants", stretch)).items()
}
"""Names that mean one variant of a stretch."""
VARIANT_PHRASES = {
    name: {
        variant: (normal(variant), *map(normal, called("variants", name).get(variant, ())))
        for variant in entry.variant_names
    }
    for name, entry in STRETCHES.items()
    if entry.variant_names
}
"""By stretch: the words that people put into its name for a variant, the variant's own name first."""
VARIANT_SYNONYMS = {
    phrase: variant
    for phrases in VARIANT_PHRASES.values()
    for variant, several in phrases.items()
    for phrase in several
} | _looked_up(called("variants_alone"))
_SIDES_SHORT = called("sides_abbreviated")
_SIDES_IN_NAMES = called("sides_in_names")
SIDE_PHRASES = _phrases({side: (*several, *_SIDES_SHORT.get(side, ())) for side, several in _SIDES_IN_NAMES.items()})
"""Words that people put into a name for the sides."""
LOOSE_SIDE_PHRASES = _phrases(called("sides_in_names_loosely"))
"""Words that mean the sides if they name no variant."""
TYPED_SIDE_PHRASES = _phrases(
    {
        side: (*several, *called("sides").get(side, ()), *_SIDES_SHORT.get(side, ()))
        for side, several in _SIDES_IN_NAMES.items()
    }
)
"""The same, plus the words that people write after ``sides:``."""
SIDE_WORDS = _looked_up(_SIDES_IN_NAMES, letters) | _looked_up(called("sides"), letters)
"""What people write for the sides, by its letters: all of these are accepted."""
SIDE_SYNONYMS = _looked_up(called("sides_meant")) | _looked_up(_SIDES_SHORT)
"""These only improve the message; the key for an empty one has no word in the format, although it contains one."""

LANGUAGE_WORDS = _looked_up(called("language"), letters)
"""Accepted words, by their letters."""
STAGE_SYNONYMS = _looked_up(called("stage"))
TIME_SYNONYMS = _looked_up(called("time_of_day"))
PRECAUTION_SYNONYMS = _looked_up(called("precautions"))
HELP_SYNONYMS = _looked_up(called("helps"))
CLEARANCE_SYNONYMS = _looked_up(called("cleared"))
KEY_SYNONYMS = _looked_up(called("keys"))
STEP_KEY_SYNONYMS = _looked_up(called("step_keys"))
