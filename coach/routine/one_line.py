"""A step and its dose on one line, as people note it: ``knee to chest 3 x 20 sec each side``.

Only messages are made of it: what to write instead. Nothing is taken as meant, since a dose is never guessed.
"""

import re

from coach.routine.catalogue import STEP_NAMES, STRETCHES, TIMED, StretchEntry
from coach.routine.problems import letters, listed, nearest, quoted
from coach.routine.synonyms import SIDE_WORDS, STRETCH_SYNONYMS

_NAME_AND_DOSE = re.compile(r"([^\d:(]+?)((?:\s*\([^\d)]*\))?[\s:,(–-]*(?:(?<![a-z])[x×*]\s*)?)(\d.*)", re.IGNORECASE)
_FILLER = re.compile(r"[\s,–-]+(?:left|right|both|each|hold|held|for|about|repeat)?[\s,–-]*$", re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\d–-])(\d{1,3})\s*(s|secs?|seconds?|sek|sekunden|m|mins?|minutes?|minuten|\"|'')(?![a-z])", re.IGNORECASE
)
_TIMES = re.compile(
    r"[x×*]\s*(\d{1,3})(?!\s*s)|(\d{1,3})\s*(?:[x×*]|times|reps?|repetitions|mal)(?![a-z])", re.IGNORECASE
)
_MARKS = "\"'"
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"\d\s*(?:-|–|to)\s*\d")
_SIDES = re.compile(r"\b(?:each|per|both)(?:\s+(?:side|leg|sides|legs))?\b|\b(?:left|right)\b", re.IGNORECASE)


def on_one_line(written: str) -> str | None:
    """What to write instead; None when it is no step with its dose."""
    match = _NAME_AND_DOSE.fullmatch(written[:200])
    if match is None:
        return None
    meant = nearest(_FILLER.sub("", match[1]), STEP_NAMES, STRETCH_SYNONYMS)
    if meant in TIMED:
        return f'{quoted(written)} has its time without a colon; write it like "- {meant}: {match[3][:20]}".'
    if meant not in STRETCHES:
        return None
    entry = STRETCHES[meant]
    lines = [f"variant: {word}" for word in entry.variants if word in written.lower()]
    lines += _dose(match[2] + match[3], entry, _SIDES.search(written))
    usual = 'a line like "cycles: 5".' if entry.in_cycles else 'lines like "hold: 20 s" and "reps: 3".'
    below = f"each on a line of its own: {listed(lines)}." if lines else usual
    return f'{quoted(written)} has its dose on the same line; write "- stretch: {meant}", and below it {below}'


def _dose(written: str, entry: StretchEntry, side: "re.Match[str] | None") -> list[str]:
    """The keys that say the same; none where it could be read in two ways."""
    if _RANGE.search(written):
        return []
    time, times = _TIME.search(written), _TIMES.search(written)
    count = (times[1] or times[2]) if times else None
    numbers = _NUMBER.findall(written)
    if entry.in_cycles:
        count = count or (numbers[0] if len(numbers) == 1 else None)
        return [f"cycles: {count}"] if count else []
    lines = []
    if time:
        lines.append(f"hold: {time[1]} {'s' if time[2][0] in _MARKS else time[2]}")
    if count and len(numbers) == 1 + bool(time):
        lines.append(f"reps: {count}")
    if side and entry.two_sided:
        lines.append(f"sides: {SIDE_WORDS.get(letters(side[0]), side[0].lower())}")
    return lines


def part_of_a_dose(written: str) -> str | None:
    """``hold 20s`` and ``3 reps`` as a file has them; None when it is something else."""
    if _RANGE.search(written):
        return None
    if match := re.fullmatch(r"(?:hold|held)(?: for)?\s+(\d{1,3}.{0,12})", written, re.IGNORECASE):
        return f"hold: {match[1]}"
    if match := re.fullmatch(r"(?:reps?\s+)?(\d{1,3})\s*(?:x|reps?|times|repetitions)?", written, re.IGNORECASE):
        return f"reps: {match[1]}"
    return None
