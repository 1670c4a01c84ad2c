"""A step and its dose on one line, as people note it: ``knee to chest 3 x 20 sec each side``.

Only messages are made of it: what to write instead. Nothing is taken as meant, since a dose is never guessed.
"""

import re

from coach.routine.catalogue import STEP_NAMES, STRETCHES, TIMED, StretchEntry
from coach.routine.problems import letters, listed, nearest, quoted
from coach.routine.synonyms import SIDE_WORDS, STRETCH_SYNONYMS

_NAME_AND_DOSE = re.compile(r"([^\d:(]*[^\d:(x×\s-])[\s:(x×-]*(\d.*)")
_FILLER = re.compile(r"[\s,–-]*\b(?:hold|held|for|about|repeat|x)?[\s,–-]*$", re.IGNORECASE)
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
        return f'{quoted(written)} has its time without a colon; write it like "- {meant}: {match[2][:20]}".'
    if meant not in STRETCHES:
        return None
    entry = STRETCHES[meant]
    lines = [f"variant: {word}" for word in entry.variants if word in written.lower()]
    lines += _dose(written[len(match[1]) :], entry)
    below = f"each on a line of its own: {listed(lines)}." if lines else 'lines like "hold: 20 s" and "reps: 3".'
    return f'{quoted(written)} has its dose on the same line; write "- stretch: {meant}", and below it {below}'


def _dose(written: str, entry: StretchEntry) -> list[str]:
    """The keys that say the same; none where it could be read in two ways."""
    if _RANGE.search(written):
        return []
    time, times, side = _TIME.search(written), _TIMES.search(written), _SIDES.search(written)
    count = (times[1] or times[2]) if times else None
    if entry.in_cycles:
        return [f"cycles: {count}"] if count else ["cycles: 5"]
    lines = []
    if time:
        lines.append(f"hold: {time[1]} {'s' if time[2][0] in _MARKS else time[2]}")
    if count and len(_NUMBER.findall(written)) == 1 + bool(time):
        lines.append(f"reps: {count}")
    if side and entry.two_sided:
        lines.append(f"sides: {SIDE_WORDS.get(letters(side[0]), side[0].lower())}")
    return lines
