"""Stretches as a person types them on one line: ``left knee to chest x3; cat cow``. Nothing is dropped silently."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coach.languages.written import any_of, meanings, words
from coach.routine.contrary import denies
from coach.routine.dose_fields import MOST_SETS
from coach.routine.naming import EITHER_WAY, Named, exactly_named, is_either
from coach.routine.numerals import NUMBER_WORDS
from coach.routine.one_line import HOLD_ALLOWED, IN_SETS, Dose, dose_in, is_doubtful
from coach.routine.problems import listed, nearest, normal, quoted
from coach.routine.said import AskBackError, Said
from coach.routine.steps import TIMES_ALLOWED
from coach.routine.synonyms import STRETCH_SYNONYMS, TYPED_SIDE_PHRASES
from coach.routine.vocabulary import STEP_NAMES
from coach.stretches.catalogue import STRETCHES
from coach.stretches.timed_steps import NOTE, TIMED

_MOST_WORDS = 60
_LONGEST_STEP = 16
"""Words of one step with its dose."""
_THEN = re.compile(rf"\s*(?:[;|→]|[-=]*>)\s*|(?<![^\W_]){any_of(words('joined', 'then'))}(?![^\W_])", re.IGNORECASE)
_SOFT = re.compile(r"\s*(?:[,\n]|:(?=\s))\s*(?:[-*•]\s+)?")
_BUT = re.compile(rf"\s*[,\n;]\s*|(?<![^\W_]){any_of(words('joined', 'but'))}(?![^\W_])", re.IGNORECASE)
_JOINERS = frozenset(("/", "&", "+", ",", ".", "-", "–", *words("joined", "and")))
_AROUND = frozenset((*words("joined", "around"), *words("dose", "held"), *words("dose", "on"))) - {
    *words("dose", "each"),
    *words("dose", "about"),
}
_NUMBERED = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)](?=\s)")
_COUNT_WORD = any_of(NUMBER_WORDS)
_UNIT_WORDS = any_of(word for unit in ("seconds", "minutes") for word in words("units", unit) if len(word) > 1)
_IN_WORDS = re.compile(
    rf"(?<![^\W_])(?:({_COUNT_WORD})\s+(?={any_of(words('dose', 'times'))}|{_UNIT_WORDS})"
    rf"|({any_of(meanings('how_often'))})(?![^\W_]))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Prescribed:
    """One step and as much of its dose as was typed."""

    name: str
    variant: str | None = None
    side: str | None = None
    hold: str | None = None
    """As written in files: ``20 s``. For a timed step, its whole length."""
    times: int | None = None
    """Reps on each side, or cycles; with sets, in each of them."""
    sets: int | None = None


@dataclass(frozen=True)
class Prescription:
    """The steps to do, in order, and those named only to be left out."""

    steps: tuple[Prescribed, ...]
    refused: tuple[str, ...] = ()


def prescription(typed: str) -> Prescription:
    """Reads the steps. Raises ValueError with a sentence that asks back if any word is not understood."""
    if len(typed.split()) > _MOST_WORDS:
        raise AskBackError("too_many_words", most=_MOST_WORDS)
    steps: list[Prescribed] = []
    refused: list[str] = []
    for part in _parts(typed):
        kept = part
        if denies(part):
            pieces = [piece for piece in _BUT.split(part) if piece.strip()]
            refused += [_refused(piece) for piece in pieces if denies(piece)]
            kept = ", ".join(piece for piece in pieces if not denies(piece))
        steps += _steps(kept) if kept.strip() else ()
    if both := [name for name in refused if name in {step.name for step in steps}]:
        raise AskBackError("asked_and_left_out", step=both[0])
    if not any(step.name in STRETCHES for step in steps):
        raise AskBackError("no_stretch")
    return Prescription(tuple(steps), tuple(dict.fromkeys(refused)))


def _parts(typed: str) -> Iterator[str]:
    """The parts between separators: ``;``, ``then``, an arrow, the numbers of a list."""
    numbers = list(_NUMBERED.finditer(typed.strip()))
    text = typed.strip()
    if numbers and numbers[0].start() == 0 and [int(found[1]) for found in numbers] == list(range(1, len(numbers) + 1)):
        text = _NUMBERED.sub(" ; ", text)
    text = re.sub(r"(?m)^\s*[-*•]\s+", "", text)
    yield from (part.strip(" ,.:\n") for part in _THEN.split(text) if part and part.strip(" ,.:\n"))


def _refused(piece: str) -> str:
    """The step that a denial names, if it names nothing else."""
    found = piece.split()
    for count in range(1, min(4, len(found))):
        before, behind = found[:count], found[count:]
        alone = denies(before[0]) and all(word.lower() in _AROUND for word in before[1:])
        begins = alone or (denies(" ".join(before)) and not any(map(denies, before)))
        meant = exactly_named(" ".join(behind), TYPED_SIDE_PHRASES) if begins else None
        if meant and not meant.side and not meant.variant:
            return meant.name
    raise AskBackError("unsure_what_is_left_out", words=quoted(piece.strip()))


def _steps(part: str) -> list[Prescribed]:
    """The steps of one part, in the one best way to divide it."""
    tokens = re.sub(r"\s*([/&+,])\s*(?!\d)", r" \1 ", _SOFT.sub(" , ", part)).split()
    best = _best(tokens)
    if len(best) == 1:
        return best[0]
    if best:
        raise AskBackError("two_readings", words=quoted(part))
    raise _why_not(part, tokens)


def _best(tokens: list[str]) -> list[list[Prescribed]]:
    """Every division into steps that is as good as the best: fewest steps, unbroken between commas, names first."""
    ways: list[list[tuple[tuple[int, int, int], list[Prescribed]]]] = [[] for _ in tokens] + [[((0, 0, 0), [])]]
    for start in range(len(tokens) - 1, -1, -1):
        found: list[tuple[tuple[int, int, int], list[Prescribed]]] = []
        for end in range(start + 1, min(len(tokens), start + _LONGEST_STEP) + 1):
            if not ways[end] or (step := _step(tokens[start:end])) is None:
                continue
            crossed = sum(token in _JOINERS for token in _trimmed(tokens[start:end]))
            late = int(any(map(str.isdigit, _trimmed(tokens[start:end])[0])))
            found += [((n + 1, c + crossed, d + late), [step, *rest]) for (n, c, d), rest in ways[end]]
        least = min((rank for rank, _ in found), default=None)
        unique = {tuple(steps): (rank, steps) for rank, steps in found if rank == least}
        ways[start] = list(unique.values())[:2]
    return [steps for _, steps in ways[0]]


def _trimmed(tokens: list[str]) -> list[str]:
    """The words without joining words at both ends; empty if nothing else is left."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].lower() in _JOINERS:
        start += 1
    while end > start and tokens[end - 1].lower() in _JOINERS:
        end -= 1
    return tokens[start:end]


def _step(tokens: list[str]) -> Prescribed | None:
    """One step with its dose; None if any of its words is not understood, or if it cannot have that dose."""
    sets, text = _in_sets(" ".join(_trimmed(tokens)))
    read = _named_and_dosed(text) if text and not is_doubtful(text) else None
    if read is None or _cannot(*read):
        return None
    meant, dose = read
    in_cycles = meant.name in STRETCHES and STRETCHES[meant.name].in_cycles
    times = dose.count or (dose.number if in_cycles else None)
    return Prescribed(meant.name, meant.variant, meant.side, dose.time, times, sets)


def _in_sets(text: str) -> tuple[int | None, str]:
    """The sets of ``3 sets of 10``, and the text with ``x10`` instead; None if there are none, or several."""
    found = list(IN_SETS.finditer(text))
    if len(found) != 1 or not 1 <= int(found[0][1]) <= MOST_SETS:
        return None, text
    return int(found[0][1]), f"{text[: found[0].start()]} x{found[0][2]} {text[found[0].end() :]}".strip()


def _named_and_dosed(text: str) -> tuple[Named, Dose] | None:
    dose = dose_in(_IN_WORDS.sub(lambda found: _digits(found[1] or found[2]), text))
    if dose is None:
        return None
    said = dose.rest.split()
    if exactly_named(" ".join(said), TYPED_SIDE_PHRASES) is None:
        said = [word for word in said if word.lower().strip(":,.-–()") not in {*_AROUND, ""}]
    meant = exactly_named(" ".join(said), TYPED_SIDE_PHRASES)
    either = meant is not None and meant.variant == "double" and is_either(" ".join(said))
    return None if meant is None or meant.name == NOTE or either else (meant, dose)


def _digits(word: str) -> str:
    number = {**NUMBER_WORDS, **meanings("how_often")}[word.lower()]
    return f"{number} times " if word.lower() in meanings("how_often") else f"{number} "


def _cannot(meant: Named, dose: Dose) -> Said | None:
    """Why the step cannot have this dose or side; None if it can."""
    timed = meant.name in TIMED
    allowed = TIMES_ALLOWED[meant.name] if timed else HOLD_ALLOWED
    if meant.side and (timed or not STRETCHES[meant.name].of(meant.variant).sided):
        return _of_new("has_no_sides", step=meant.name)
    if timed and (dose.count or dose.number):
        return _of_new("is_a_time", step=meant.name, example=TIMED[meant.name].example)
    if not timed and STRETCHES[meant.name].in_cycles:
        plain = not dose.time and not (dose.count and dose.number)
        return None if plain else _of_new("in_cycles", step=meant.name)
    if dose.number:
        return _of_new("times_or_seconds", count=dose.number)
    fits = dose.time is None or allowed.takes(dose.time)
    return None if fits else _of_new("can_last", step=meant.name, allowed=str(allowed))


def _of_new(key: str, /, **params: object) -> Said:
    return Said(f"new.{key}", tuple(params.items()))


def _why_not(part: str, tokens: list[str]) -> AskBackError:
    """What to ask back: the first words that are not a step, and what to write instead."""
    if is_doubtful(IN_SETS.sub(r" x\2 ", part)):
        return AskBackError("no_plain_dose", words=quoted(part))
    known = next((end for end in range(len(tokens), 0, -1) if _best(tokens[:end])), 0)
    read = _named_and_dosed(_in_sets(" ".join(_trimmed(tokens)))[1])
    if read and (why := _cannot(*read)):
        return AskBackError("cannot", words=quoted(part), why=why)
    said = " ".join(_trimmed(tokens[known:])) or part
    behind = _of_new("behind", words=quoted(" ".join(tokens[:known]))) if known else ""
    if normal(said) in EITHER_WAY:
        return AskBackError("sides_or_knees", words=quoted(said), behind=behind)
    meant = nearest(said, (*STRETCHES, *TIMED), STRETCH_SYNONYMS, inside=False)
    hint = _of_new("did_you_mean", step=meant) if meant else "."
    every = listed(name for name in STEP_NAMES if name != NOTE)
    return AskBackError("not_understood", words=quoted(said), behind=behind, hint=hint, known=every)
