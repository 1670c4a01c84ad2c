"""Lengths of time within their bounds: ``20``, ``20 s``, ``1 min 30 s``, ``1:30``, ``6 breaths``."""

from coach.routine.duration_advice import (
    HOW_TO_WRITE_TIME,
    distance,
    minutes_or_seconds,
    which_reading,
    why_no_duration,
)
from coach.routine.problems import quoted, shown
from coach.routine.spans import BREATHS, MOST_BREATHS, Allowed, Length, number_alone, seconds_of, spelled, two_readings


def length(value: object, allowed: Allowed) -> Length:
    """A time, or ``6 breaths`` where that is allowed. Raises ValueError with a sentence for the user."""
    if isinstance(value, Length):
        return value
    if allowed.breaths and isinstance(value, str) and (match := BREATHS.fullmatch(value.strip())):
        breaths = int(match[1])
        if not 1 <= breaths <= MOST_BREATHS:
            raise ValueError(f"{quoted(value)} is outside what is allowed here: 1 to {MOST_BREATHS} breaths.")
        return Length(breaths=breaths)
    return Length(seconds=time_within(value, allowed))


def time_within(value: object, allowed: Allowed) -> float:
    """Seconds from ``20``, ``20 s``, ``1 min 30 s``, ``1:30``, ``1,5 min``, within the inclusive bounds.

    Raises ValueError with a sentence for the user.
    """
    if isinstance(value, str) and (readings := two_readings(value)):
        raise ValueError(f"{quoted(value)} can be read in two ways{which_reading(readings, allowed)}")
    if allowed.covers_ground and isinstance(value, str) and (far := distance(value.strip(), allowed)):
        raise ValueError(f"{quoted(value)} {far}")
    alone = number_alone(value)
    if alone is not None and 0 < alone < allowed.alone_from_s:
        raise ValueError(minutes_or_seconds(alone, allowed))
    seconds = _duration(value, allowed)
    if not allowed.least_s <= seconds <= (allowed.overridden_s or allowed.most_s):
        raise ValueError(f"{spelled(seconds)} is outside what is allowed here: {allowed}.")
    return seconds


def _duration(value: object, allowed: Allowed) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _not_negative(float(value))
    if not isinstance(value, str):
        raise ValueError(f"{shown(value)} is not a length of time; {HOW_TO_WRITE_TIME}.")
    seconds = seconds_of(value)
    if seconds is None:
        raise ValueError(why_no_duration(value.strip(), allowed))
    return seconds


def _not_negative(number: float) -> float:
    if not 0 <= number < 1e9:
        raise ValueError(f"{number:g} is not a length of time; {HOW_TO_WRITE_TIME}.")
    return number
