"""The whole session: its beginning, its steps, its words, its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from coach.session.logged.log_event import ABSENT, LogEvent, Missing


@dataclass(frozen=True, kw_only=True)
class SessionStarted(LogEvent, name="session_started"):
    """First of all."""

    routine: str
    """The routine's name in its file."""
    version: str = ""
    """The version that the file gives itself."""
    sha256: str = ""
    """Hash of the file's content."""
    steps: int
    """How many steps the routine has."""
    watching: bool = True
    """A camera or a recording is there."""
    coach: str | None = None
    """The program's version."""
    began: datetime | None = None
    """Date, time and zone; null for a recording."""


@dataclass(frozen=True, kw_only=True)
class ConsentAsked(LogEvent, name="consent"):
    """The person was asked for leave."""

    to: str
    """What for: to keep sessions and scores, or to listen through the microphone."""
    given: bool
    """They said yes."""


@dataclass(frozen=True, kw_only=True)
class LastSessionWeighed(LogEvent, name="light"):
    """The session before was weighed, which may make this one smaller."""

    colour: str | None
    """``green``, ``amber`` or ``red``; null when a new file from the therapist lifts what stood."""
    why: str
    """What decided."""
    reds: int | Missing = ABSENT
    """Red sessions in a row; only where one was weighed."""


@dataclass(frozen=True, kw_only=True)
class PauseAsked(LogEvent, name="light_pause"):
    """Sessions are paused until the person has talked to their therapist, and they were asked whether they have."""

    talked: bool
    """They have."""


@dataclass(frozen=True, kw_only=True)
class DoseLowered(LogEvent, name="dose_lowered"):
    """One thing is less today than the file says."""

    step: int
    """The step's number, from 1."""
    what: str
    """``left_out``, ``reps``, ``cycles`` or ``hold_s``."""
    was: float
    """The file's value; for ``left_out``, the reps."""
    now: float
    """Today's value."""
    why: str
    """What lowered it."""


@dataclass(frozen=True, kw_only=True)
class StepStarted(LogEvent, name="step_started"):
    """A step begins."""

    step: int
    """Its number, from 1."""
    stretch: str
    """The stretch's name, or that of a step by the clock."""
    variant: str | None = None
    """The stretch's variant, if it has any."""


@dataclass(frozen=True, kw_only=True)
class StepCompleted(LogEvent, name="step_completed"):
    """A step is done."""

    step: int
    """Its number, from 1."""
    stretch: str
    """The stretch's name."""


@dataclass(frozen=True, kw_only=True)
class StepSkipped(LogEvent, name="step_skipped"):
    """A step is left out."""

    step: int
    """Its number, from 1."""
    stretch: str
    """The stretch's name."""
    why: str = ""
    """What left it out."""


@dataclass(frozen=True, kw_only=True)
class CueSpoken(LogEvent, name="cue"):
    """Words begin to be spoken, or shown with the sound off."""

    text: str = ""
    """The words."""
    key: str
    """Which sentence of the language it is."""
    priority: str
    """``stop``, ``safety``, ``phase``, ``correction``, ``breath`` or ``praise``."""
    reason: str
    """Why it is said: a phase, a form error, or another short word."""


@dataclass(frozen=True, kw_only=True)
class CueCutOff(LogEvent, name="cue_cut"):
    """Words are cut off."""

    text: str = ""
    """The words."""
    key: str
    """Which sentence of the language it is."""


@dataclass(frozen=True, kw_only=True)
class SessionFinished(LogEvent, name="session_finished"):
    """Last of all."""

    outcome: str
    """``done``, ``pain`` or ``not_today``."""
    why: str | None = None
    """What ended it."""
    summary: Mapping[str, object] = field(default_factory=dict)
    """``steps_done``, ``steps_skipped``, ``holds`` (each hold's fields with ``completed``), ``good_s``, ``cycles``,
    ``corrections``, ``pain_reports``."""
