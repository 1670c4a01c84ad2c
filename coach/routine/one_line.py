"""A step and its dose on one line, as people write it: ``knee to chest 3 x 20 sec each side``.

It is used only in messages that say what to write instead. Nothing is assumed, since a dose is never guessed.
"""

import re
from dataclasses import dataclass

from coach.languages.written import any_of, called, words
from coach.routine.comparison import without_comparison
from coach.routine.contrary import is_contrary
from coach.routine.counting import how_often, in_all, often, to_and_fro
from coach.routine.dose_fields import LONGEST_HOLD_S, MOST_REPS
from coach.routine.naming import Named, is_either, named
from coach.routine.problems import letters, listed, normal, quoted
from coach.routine.spans import Allowed
from coach.routine.steps import TIMES_ALLOWED
from coach.routine.synonyms import SIDE_SYNONYMS, SIDE_WORDS
from coach.routine.vocabulary import SIDES
from coach.stretches.catalogue import STRETCHES
from coach.stretches.entry import StretchEntry
from coach.stretches.timed_steps import TIMED

_NAME_AND_DOSE = re.compile(r"([^\d:(]+?)((?:\s*\([^\d)]*\))?[\s:,(–-]*(?:(?<![a-z])[x×*]\s*)?)(\d.*)", re.IGNORECASE)
_HELD = any_of(words("dose", "held"))
_FILLER = re.compile(rf"[\s,–-]+{_HELD}?[\s,–-]*$", re.IGNORECASE)
_UNIT = rf"{any_of((*words('units', 'seconds'), *words('units', 'minutes')))}(?![^\W\d_])\.?|\"|''"
_BREATHS = rf"\d{{1,2}}\s*(?:{any_of(words('dose', 'slow'))}\s+)*{any_of(words('units', 'breaths'))}(?![^\W\d_])"
_MANY = any_of(words("dose", "times"))
_CLOCK_TIME = rf"\d{{1,3}}:[0-5]\d(?![\d:])|(?:\d{{1,3}}(?:[.,]\d+)?\s*(?:{_UNIT})\s*)+"
_TIME = re.compile(rf"(?<![\d.,:–-])(?:{_CLOCK_TIME}|{_BREATHS})", re.IGNORECASE)
_TIME_ALONE = re.compile(rf"(?<![\d.,:–-])(?:{_CLOCK_TIME})", re.IGNORECASE)
"""Cycles may also be written as breaths."""
_TIMES = re.compile(rf"[x×*]\s*(\d{{1,3}})(?!\s*[sm])|(\d{{1,3}})\s*(?:[x×*]|{_MANY})(?![^\W\d_])", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(rf"\d\s*(?:-|–|{any_of(words('dose', 'to'))})\s*\d")
_SIDE_SAID = [word for table in ("sides", "sides_in_names") for several in called(table).values() for word in several]
_SHORT = words("sides_abbreviated", "both") + words("sides_abbreviated", "left") + words("sides_abbreviated", "right")
_SIDES = re.compile(
    rf"\b{any_of((*SIDES, *_SHORT, *(word for word in _SIDE_SAID if len(word) > len('l r'))))}\b", re.IGNORECASE
)
_SETS = re.compile(rf"(?<![^\W\d_]){any_of(words('dose', 'sets'))}(?![^\W\d_])", re.IGNORECASE)
IN_SETS = re.compile(
    rf"(\d{{1,2}})\s*{any_of(words('dose', 'sets'))}\s*(?:[x×*]\s*)?(\d{{1,2}})\s*(?:{_MANY})?", re.IGNORECASE
)
HOLD_ALLOWED = Allowed(1, LONGEST_HOLD_S, breaths=True, held=True)


def on_one_line(written: str) -> str | None:
    """What to write instead; None if the text is not a step with its dose."""
    match = _NAME_AND_DOSE.fullmatch(written[:200])
    if match is None:
        return None
    meant = named(_FILLER.sub("", match[1]))
    if meant is None:
        return None
    if meant.name in TIMED:
        time = match[3][:20]
        fits = TIMES_ALLOWED[meant.name].takes(time)
        how = f'it like "- {meant.name}: {time}"' if fits else f'"- {meant.name}:" and the time after it, with its unit'
        return f"{quoted(written)} has its time without a colon; write {how}."
    entry = STRETCHES.get(meant.name)
    if entry is None:
        return None
    # After the dose, or in brackets before it, the text may also name the variant: "knee to chest 20 s (double)".
    behind = " ".join(re.findall(r"[^\W\d_]+", match[2] + match[3]))
    whole = named(f"{match[1]} {behind}")
    meant = whole if whole is not None and whole.name == meant.name and whole.variant else meant
    side = _side(written, entry, meant)
    below = _below(match[2] + match[3], entry, meant, side, plain=not is_doubtful(written))
    if meant.variant == "double" and is_either(f"{match[1]} {behind}"):
        below += (
            '. This is both knees at once; for one side after the other write "sides: both" in place of the variant'
        )
    every = f"; how often goes at the top of the file as {how_often(written)}" if often(written) is not None else ""
    begins = f'{quoted(written)} has its dose on the same line; write "- stretch: {meant.name}"'
    return f"{begins}, and below it {below}{every}."


def _below(written: str, entry: StretchEntry, meant: Named, side: list[str], *, plain: bool) -> str:
    variant = [f"variant: {meant.variant}"] if meant.variant else []
    if sets := IN_SETS.fullmatch(written.strip(" ,-–x×")):
        count = "cycles" if entry.in_cycles else "reps"
        return f"each on a line of its own: {listed((*variant, f'sets: {sets[1]}', f'{count}: {sets[2]}'))}"
    dose = _dose(written, entry) if plain else []
    usual = 'a line like "cycles: 5"' if entry.in_cycles else 'lines like "hold: 20 s" and "reps: 3"'
    lines = [*variant, *dose, *side]
    if not lines:
        return usual
    return f"each on a line of its own: {listed(lines)}{'' if dose else f'; and {usual}'}"


def _dose(written: str, entry: StretchEntry) -> list[str]:
    """The equivalent keys; none if the text is ambiguous."""
    if _RANGE.search(written):
        return []
    time = (_TIME_ALONE if entry.in_cycles else _TIME).search(written)
    times = _TIMES.search(_blanked(written, time))
    count = (times[1] or times[2]) if times else None
    numbers = _NUMBER.findall(_blanked(_blanked(written, time), times))
    if count and not 1 <= int(count) <= MOST_REPS:
        return []
    if entry.in_cycles:
        count = count or (numbers[0] if len(numbers) == 1 and not time else None)
        return [f"cycles: {count}"] if count and not time else []
    if numbers or (time and not HOLD_ALLOWED.takes(_said(time[0]))):
        return []
    if to_and_fro(written):
        return [f"moves: {count}"] if count and not time else []
    lines = [f"hold: {_said(time[0])}"] if time else []
    lines += [f"reps: {count}"] if count else []
    return lines


@dataclass(frozen=True)
class Dose:
    """The numbers of a text, and its other words."""

    time: str | None
    count: int | None
    """How many times."""
    number: int | None
    """A number that stands alone."""
    rest: str


def dose_in(written: str) -> Dose | None:
    """The dose in a text; None if the text contains two, a range, or one that is not allowed."""
    if _RANGE.search(written):
        return None
    time = _TIME.search(written)
    left = _blanked(written, time)
    times = _TIMES.search(left)
    left = _blanked(left, times)
    numbers = _NUMBER.findall(left)
    if _TIME.search(left) or _TIMES.search(left) or len(numbers) > 1:
        return None
    alone = _NUMBER.search(left)
    count = int(times[1] or times[2]) if times else None
    number = int(alone[0]) if alone else None
    outside = any(value is not None and not 1 <= value <= MOST_REPS for value in (count, number))
    if outside or re.search(r"\d", _blanked(left, alone)):
        return None
    return Dose(_said(time[0]) if time else None, count, number, _blanked(left, alone))


def is_doubtful(written: str) -> bool:
    """Whether a number in the text is not a plain dose: sets, a total, a comparison, times a day."""
    counted = _SETS.search(written) or often(written) is not None or in_all(written) is not None
    return bool(counted or without_comparison(written) != written or is_contrary(written))


def _side(written: str, entry: StretchEntry, meant: Named) -> list[str]:
    """The sides in a text; none if it denies one or names them in a way that the format has no word for."""
    if not entry.of(meant.variant).sided or is_contrary(written):
        return []
    said = {
        SIDE_WORDS.get(letters(word)) or SIDE_SYNONYMS.get(normal(word), word.lower())
        for word in _SIDES.findall(written)
    }
    said = said or ({meant.side} if meant.side else set())
    if said >= {"left", "right"}:
        said = said - {"left", "right"} | {"both"}
    return [f"sides: {said.pop()}"] if len(said) == 1 else []


def _said(time: str) -> str:
    """``20''`` becomes ``20 s``: YAML would read the marks as quotation marks."""
    return re.sub(r"(\d)(?=[^\W\d])", r"\1 ", re.sub(r"\s*(?:\"|'')", " s ", time)).strip(" .,;")


def _blanked(written: str, found: "re.Match[str] | None") -> str:
    """The text without the match, so that its numbers are not counted again."""
    return written if found is None else f"{written[: found.start()]} {written[found.end() :]}"


def part_of_a_dose(written: str) -> str | None:
    """``hold 20s`` and ``3 reps`` as lines of a file; None for any other text."""
    if _RANGE.search(written) or is_doubtful(written):
        return None
    if match := re.fullmatch(rf"{_HELD}(?: {_HELD})?\s+(\d{{1,3}}.{{0,12}})", written, re.IGNORECASE):
        return f"hold: {match[1]}" if HOLD_ALLOWED.takes(match[1]) else None
    if match := re.fullmatch(rf"(?:{_MANY}\s+)?(\d{{1,2}})\s*(?:x|{_MANY})?", written, re.IGNORECASE):
        return f"reps: {match[1]}" if 1 <= int(match[1]) <= MOST_REPS else None
    return None
