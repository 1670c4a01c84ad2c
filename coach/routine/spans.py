"""Lengths of time as a person writes them, read without messages about those that cannot be read."""

import re
from dataclasses import dataclass

from coach.languages.written import any_of, words
from coach.routine.breath import Breath
from coach.routine.numerals import NUMBER, to_number

_CLOCK = re.compile(rf"(\d{{1,3}}):([0-5]\d)(?:\s*{any_of(words('units', 'minutes'))})?", re.IGNORECASE)
_HOURS = rf"{any_of(words('units', 'hours'))}\.?"
MINUTES = rf"(?:{any_of(words('units', 'minutes'))}|['′’](?!['′’]))\.?"
_SECONDS = rf"(?:{any_of(words('units', 'seconds'))}|\"|″|”|''|′′|’’)\.?"
_AND = rf"[\s,]*(?:{any_of(words('dose', 'and'))}\s+)?"
_UNITS = re.compile(
    rf"(?:{NUMBER}\s*{_HOURS})?{_AND}(?:{NUMBER}\s*{MINUTES})?{_AND}(?:{NUMBER}\s*{_SECONDS})?", re.IGNORECASE
)
BARE = re.compile(NUMBER)
_TWO_WAYS = re.compile(rf"(\d{{0,6}})[.,](\d{{2,3}})\s*(?:({MINUTES})|({_HOURS}))?", re.IGNORECASE)
"""``1.30`` may be a decimal number, or minutes and seconds."""
PART = re.compile(r"(?:(\d{1,3})\s*)?(½|¼|¾|(?<!\d)1\s*/\s*2(?!\d)|(?<!\d)1\s*/\s*4(?!\d)|(?<!\d)3\s*/\s*4(?!\d))")
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
FAR = re.compile(rf"{NUMBER}\s*(?:(?P<m>m)\.?|{any_of(words('counted', 'far'))})", re.IGNORECASE)
SLOW = any_of(words("dose", "slow"))
BREATHS = re.compile(rf"(\d{{1,3}})\s*(?:{SLOW}\s+)*{any_of(words('units', 'breaths'))}(?:\s+{SLOW})*", re.IGNORECASE)
LONGEST = 60
"""Longest accepted text in characters; no time needs more, and the patterns stay fast."""
MOST_BREATHS = 60


@dataclass(frozen=True)
class Length:
    """A time, or a number of slow breaths."""

    seconds: float | None = None
    breaths: int | None = None

    def in_seconds(self, breath: Breath) -> float:
        return self.seconds if self.seconds is not None else float(self.breaths or 0) * breath.cycle_s


@dataclass(frozen=True)
class Allowed:
    """What is allowed in one place of a file."""

    least_s: float
    most_s: float
    overridden_s: float | None = None
    """The upper bound with an override."""
    alone_from_s: float = 0.0
    """A smaller number without a unit could also mean minutes."""
    breaths: bool = False
    """A number of slow breaths is also allowed."""
    covers_ground: bool = False
    """The value may be a distance, so ``10 m`` is not a time."""
    held: bool = False
    """It is a hold, which movements can replace."""
    is_step: bool = False
    """This time is the whole step, which has no reps and no sides."""

    def takes(self, written: str) -> bool:
        """Whether this is accepted without a message; advice suggests only such texts."""
        if self.breaths and (breaths := BREATHS.fullmatch(written.strip())):
            return 1 <= int(breaths[1]) <= MOST_BREATHS
        alone, seconds = number_alone(written), seconds_of(written)
        if seconds is None or (self.covers_ground and FAR.fullmatch(written.strip())):
            return False
        unclear = alone is not None and 0 < alone < self.alone_from_s
        return not unclear and self.least_s <= seconds <= self.most_s

    def __str__(self) -> str:
        beyond = f" ({spelled(self.overridden_s)} with an override)" if self.overridden_s else ""
        return f"{spelled(self.least_s)} to {spelled(self.most_s)}{beyond}"


def spelled(seconds: float) -> str:
    """A length of time as messages write it: ``1 min 30 s``."""
    whole = round(seconds, 1)
    minutes, rest = divmod(whole, 60)
    parts = [f"{minutes:g} min"] if minutes else []
    if rest or not parts:
        parts.append(f"{round(rest, 1):g} s")
    return " ".join(parts)


def two_readings(written: str) -> tuple[str, str] | None:
    """The two times that ``1.30`` may mean; None if there is only one. The program does not guess which one was
    meant."""
    match = _TWO_WAYS.fullmatch(written.strip())
    if match is None:
        return None
    first, behind, minutes, hours = match.groups()
    number = float(f"{first or 0}.{behind}")
    is_clock = len(behind) == 2 and int(behind) < 60
    if minutes or hours:
        unit_s = 60 if minutes else 3600
        clock_s = int(first or 0) * unit_s + int(behind) * unit_s / 60
        return (spelled(number * unit_s), spelled(clock_s)) if is_clock else None
    if len(behind) == 3:
        return f"{number:g} s", f"{int(first + behind)} s"
    return f"{number:g} s", spelled(int(first or 0) * 60 + int(behind) if is_clock else number * 60)


def number_alone(value: object) -> float | None:
    """A number without a unit."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return to_number(value.strip()) if isinstance(value, str) and BARE.fullmatch(value.strip()) else None


def seconds_of(written: str) -> float | None:
    """Seconds; None if the text is not a time, or more than one."""
    if len(written) > LONGEST or two_readings(written):
        return None
    text = PART.sub(_in_decimals, written.strip().rstrip(",;").rstrip())
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1]) * 60.0 + int(clock[2])
    if BARE.fullmatch(text):
        return to_number(text)
    units = _UNITS.fullmatch(text)
    if not text or not units or not any(units.groups()):
        return None
    hours, minutes, seconds = (to_number(part) if part else 0.0 for part in units.groups())
    return hours * 3600 + minutes * 60 + seconds


def _in_decimals(part: "re.Match[str]") -> str:
    """``1½`` is ``1.5``."""
    return f"{int(part[1] or 0) + _PARTS[''.join(part[2].split())]:g}"
