"""Days of the week as people write them: ``monday``, ``Mo, Mi und Fr``, ``weekdays``, ``every day``."""

from collections.abc import Iterable

from coach.languages.written import called
from coach.routine.problems import letters, listed, nearest, quoted, shown
from coach.routine.values import several
from coach.routine.vocabulary import DAYS

WORDS = {letters(word): day for day, said in called("weekdays", "names").items() for word in said}
WORDS |= {letters(day): day for day in DAYS}
GROUPS = {letters(word): group for group, said in called("weekdays", "groups").items() for word in said}
MEMBERS = {"every_day": DAYS, "weekdays": DAYS[:5], "weekend": DAYS[5:]}


def days_of_the_week(value: object) -> tuple[str, ...]:
    """The days in the order of the week, each once. Raises ValueError with a sentence for the user."""
    given: Iterable[object] = value if isinstance(value, list | tuple) else several(value) or [value]
    found = {day for word in given for day in _days(word)}
    return tuple(day for day in DAYS if day in found)


def _days(word: object) -> tuple[str, ...]:
    if not isinstance(word, str):
        raise ValueError(f"{shown(word)} is not a day of the week; write days, like [monday, thursday].")
    said = letters(word)
    group = MEMBERS.get(GROUPS.get(said, ""))
    if group is not None:
        return group
    day = WORDS.get(said) or WORDS.get(said.removesuffix("s"))
    if day is None:
        meant = nearest(word, DAYS)
        hint = f" (did you mean {meant}?)" if meant else ""
        raise ValueError(f"{quoted(word)} is not a day of the week{hint}; write some of: {listed(DAYS)}.")
    return (day,)
