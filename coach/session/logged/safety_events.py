"""Safety: the questions before, pain, stops, and what follows from them."""

from dataclasses import dataclass

from coach.body.landmarks import Side
from coach.session.logged.log_event import ABSENT, LogEvent, Missing
from coach.stretches.phase import Phase


@dataclass(frozen=True, kw_only=True)
class SafetyScreened(LogEvent, name="screening"):
    """A safety question was answered (the first four fields), or all of them were (the others). If nothing is asked,
    only ``result`` is written: ``skipped``."""

    question: str | Missing = ABSENT
    """The question's id."""
    tier: str | Missing = ABSENT
    """The group of the question."""
    answer: str | Missing | None = ABSENT
    """``yes``, ``no``, ``unsure``, or ``cleared`` by the routine; null without an answer."""
    how: str | Missing | None = ABSENT
    """How it was answered: ``key``, ``mouse``, ``voice`` or ``routine``."""
    result: str | Missing = ABSENT
    """``go``, or why there is no session today."""
    by: str | Missing | None = ABSENT
    """The id of the deciding question."""
    set: str | Missing = ABSENT
    """``full`` or ``short``."""
    why: str | Missing | None = ABSENT
    """Why this set was asked."""


@dataclass(frozen=True, kw_only=True)
class AssignmentAsked(LogEvent, name="assigned"):
    """The person was asked whether a therapist who knows their condition gave them this routine."""

    said: bool
    """They said yes."""


@dataclass(frozen=True, kw_only=True)
class PainScored(LogEvent, name="pain_score"):
    """A pain score from 0 to 10 was asked for."""

    when: str
    """``before``, ``stopped``, ``rested`` or ``after``; ``next_day`` and ``next_day_worst`` are about the previous
    session."""
    skipped: bool | Missing = ABSENT
    """The person skipped the question; written only then."""
    score: int | None = None
    """0 to 10; null without an answer, which is not the same as no pain."""
    how: str | None = None
    """How it was given: ``key``, ``mouse`` or ``voice``."""
    mapped: bool = False
    """The score stands for a word: none, mild, moderate, severe."""


@dataclass(frozen=True, kw_only=True)
class PainReported(LogEvent, name="pain_reported"):
    """The person said or pressed stop."""

    how: str = ""
    """``key``, ``mouse`` or ``voice``."""
    stretch: str | None = None
    """The present stretch or step."""
    variant: str | None = None
    """The stretch's variant, if it has any."""
    side: Side | None = None
    """The person's side; null where the stretch has none."""
    rep: int | None = None
    """The rep's number on that side."""
    phase: Phase | None = None
    """The present phase."""
    good_s: float | None = None
    """Seconds into the hold; null outside of one."""


@dataclass(frozen=True, kw_only=True)
class StopRepeated(LogEvent, name="stop_repeated"):
    """The person said or pressed stop again, on the way out."""

    how: str
    """``key``, ``mouse`` or ``voice``."""


@dataclass(frozen=True, kw_only=True)
class Stopped(LogEvent, name="stopped"):
    """Everything stops."""

    why: str
    """``pain``, ``user_ended``, ``asked_to_end``, ``paused``, ``heard``, ``unknown_key``, ``recording_ended`` or
    another short word; after ``asked_to_end``, ``paused``, ``heard``, ``unknown_key`` and ``time_skipped`` the session
    may resume."""


@dataclass(frozen=True, kw_only=True)
class ClockSkipped(LogEvent, name="time_skipped"):
    """The program did not run for a while, for example because of a closed lid or a halted process. No clock of the
    session counts this time."""

    gone_s: float
    """How long it was."""


@dataclass(frozen=True, kw_only=True)
class WentOn(LogEvent, name="went_on"):
    """The session resumes after a standstill, during which no clock ran."""

    after: str
    """``asked_to_end``, ``paused``, ``heard`` or ``time_skipped``."""
    stood_s: float
    """Length of the standstill."""


@dataclass(frozen=True, kw_only=True)
class PainPlaced(LogEvent, name="pain_place"):
    """The questions after a stop about where the pain is; null without an answer."""

    new_in_leg: bool | None
    """Pain in the leg that was not there before."""
    numb_or_weak: bool | None
    """Numbness, tingling or weakness."""


@dataclass(frozen=True, kw_only=True)
class StopDecided(LogEvent, name="decision"):
    """The decision after the questions that follow a stop."""

    then: str
    """``choose`` offers another stretch if there is one; anything else ends the session."""


@dataclass(frozen=True, kw_only=True)
class NotAnswered(LogEvent, name="no_answer"):
    """There was no answer; silence never counts as one."""

    question: str
    """The question's key."""


@dataclass(frozen=True, kw_only=True)
class AlarmNoticed(LogEvent, name="noticed"):
    """Something alarming was seen and nobody can be asked, as in a recording."""

    what: str
    """``left_mat``, ``fall_like`` or ``no_movement``."""


@dataclass(frozen=True, kw_only=True)
class CheckedIn(LogEvent, name="check_in"):
    """The coach asked whether the person is all right."""

    why: str
    """What was seen: ``left_mat``, ``fall_like`` or ``no_movement``."""
    answer: str | None
    """The answer; null without one."""
