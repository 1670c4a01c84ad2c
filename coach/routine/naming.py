"""The name of a step as people write it, with variant and side: ``Double knee-to-chest``.

It is used only in messages, which never drop a variant: without it they would name another exercise.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coach.languages.written import words as listed_words
from coach.routine.comparison import without_comparison
from coach.routine.contrary import denies
from coach.routine.problems import nearest, normal
from coach.routine.synonyms import (
    LOOSE_SIDE_PHRASES,
    NAMED_VARIANTS,
    SIDE_PHRASES,
    STRETCH_SYNONYMS,
    VARIANT_PHRASES,
    VARIANT_SYNONYMS,
)
from coach.routine.vocabulary import STEP_NAMES
from coach.stretches.catalogue import STRETCHES

MOST_WORDS = 12
_VOCABULARY = (*STEP_NAMES, *STRETCH_SYNONYMS, *NAMED_VARIANTS, *VARIANT_SYNONYMS)


@dataclass(frozen=True)
class Named:
    """The step that was probably meant."""

    name: str
    variant: str | None = None
    """None if the name contains no step."""
    side: str | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """What the name says in addition to the step, as lines of a file."""
        parts = {"variant": self.variant, "sides": self.side}
        return tuple(f"{key}: {word}" for key, word in parts.items() if word)

    def __str__(self) -> str:
        """``knee_to_chest``, or ``stretch: knee_to_chest with variant: double below it``."""
        return f"stretch: {self.name} with {' and '.join(self.lines)} below it" if self.lines else self.name


def refuses(written: str) -> bool:
    """Whether the words deny a step instead of naming one: ``no knee to chest``."""
    return denies(without_comparison(written), _VOCABULARY)


def named(written: str) -> Named | None:
    """The step that was probably meant; None if the coach knows no such step, or if the words deny it."""
    if refuses(written):
        return None
    written = without_comparison(written)
    words = tuple(normal(written).split("_"))[:MOST_WORDS]
    sideless, side = _without(words, SIDE_PHRASES)
    found = _with_variant(sideless)
    if found is None:
        name = _plain("_".join(sideless)) or nearest(written, STEP_NAMES, STRETCH_SYNONYMS)
        found = Named(name) if name else None
    entry = STRETCHES.get(found.name) if found else None
    if found is None or entry is None or not entry.of(found.variant).sided:
        return found
    if side is None and found.variant is None:
        side = _without(words, LOOSE_SIDE_PHRASES)[1]
    return Named(found.name, found.variant, side)


def exactly_named(written: str, sides: Mapping[str, Iterable[str]] = SIDE_PHRASES) -> Named | None:
    """The step that is named by exactly these words, in any order; None if a word is unknown.

    ``sides``: the phrases for each side. The side is kept even where the step has none.
    """
    words = tuple(normal(written[:200]).split("_"))[:MOST_WORDS]
    options = ((words, None), *_every_without(words, sides))
    found = next((meant for rest, side in options if (meant := _exact(rest, side))), None)
    return None if found is None or refuses(written) else found


def _exact(words: tuple[str, ...], side: str | None) -> Named | None:
    if name := _known("_".join(words)):
        return Named(name, None, side)
    if whole := NAMED_VARIANTS.get("_".join(words)):
        return Named(*whole, side)
    for stretch, phrases in VARIANT_PHRASES.items():
        for rest, variant in _every_without(words, phrases):
            name = "_".join(rest)
            if _known(name) == stretch or NAMED_VARIANTS.get(name) == (stretch, variant):
                return Named(stretch, variant, side)
    return None


def is_variant(written: str) -> bool:
    """Whether the words name a variant and nothing else."""
    return any(normal(written) in known for phrases in VARIANT_PHRASES.values() for known in phrases.values())


EITHER_WAY = frozenset(VARIANT_PHRASES["knee_to_chest"]["double"]) & frozenset(
    (
        *map(normal, listed_words("sides", "both")),
        *map(normal, listed_words("sides_in_names_loosely", "both")),
        *map(normal, listed_words("sides_abbreviated", "both")),
    )
)
"""``both`` after a name may mean both sides, or both knees at once."""


def is_either(written: str) -> bool:
    """Whether ``both`` or a synonym follows the name, and not as part of ``both sides``."""
    spaced = f"_{'_'.join(_without(tuple(normal(written).split('_')), SIDE_PHRASES)[0])}_"
    return any(spaced.find(f"_{phrase}_") > 0 for phrase in EITHER_WAY)


def _with_variant(words: tuple[str, ...]) -> Named | None:
    """The stretch and variant that these words name; None if they name no variant."""
    for stretch, phrases in VARIANT_PHRASES.items():
        rest, variant = _without(words, phrases)
        if variant and _plain("_".join(rest)) == stretch:
            return Named(stretch, variant)
    whole = NAMED_VARIANTS.get("_".join(words))
    return Named(*whole) if whole else None


def _plain(name: str) -> str | None:
    """The step of this name without a variant, whatever the order of its words."""
    if known := _known(name):
        return known
    if name in NAMED_VARIANTS:
        return NAMED_VARIANTS[name][0]
    return nearest(name, STEP_NAMES, STRETCH_SYNONYMS)


BY_WORDS = {
    tuple(sorted(known.split("_"))): STRETCH_SYNONYMS.get(known, known) for known in (*STRETCH_SYNONYMS, *STEP_NAMES)
}


def _known(name: str) -> str | None:
    """The step whose name or synonym has exactly these words."""
    return BY_WORDS.get(tuple(sorted(name.split("_"))))


def _without(words: tuple[str, ...], phrases: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], str | None]:
    """The words without the longest phrase that occurs in them, and the meaning of that phrase."""
    return next(_every_without(words, phrases), (words, None))


def _every_without(
    words: tuple[str, ...], phrases: Mapping[str, Iterable[str]]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The words without each of the phrases that occur in them, the longest first."""
    known = {tuple(phrase.split("_")): meant for meant, several in phrases.items() for phrase in several}
    for phrase in sorted(known, key=len, reverse=True):
        for at in range(len(words) - len(phrase) + 1):
            if words[at : at + len(phrase)] == phrase and len(words) > len(phrase):
                yield (*words[:at], *words[at + len(phrase) :]), known[phrase]
