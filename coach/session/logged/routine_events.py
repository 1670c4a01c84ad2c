"""The whole session: its beginning, its steps, its words, its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from coach.body.landmarks import Side
from coach.session.logged.log_event import ABSENT, LogEvent, Missing


@dataclass(frozen=True, kw_only=True)
class SessionStarted(LogEvent, name="session_started"):
    """The first event."""

    routine: str
    """The routine's name in its file."""
    version: str = ""
    """The version that the file gives itself."""
    sha256: str = ""
    """Hash of the file's content."""
    steps: int
    """Number of steps in the routine."""
    watching: bool = True
    """Whether there is a camera or a recording."""
    coach: str | None = None
    """The program's version."""
    began: datetime | None = None
    """Date, time and zone; null for a recording."""
    sessions_a_week: int | None = None
    """Sessions a week that the file prescribes; null where it does not say."""
    section: str | None = None
    """The section of the file that is done; null where the file has none."""
    week: int | None = None
    """The week of the file whose doses apply; null where none changes or the week is unknown."""
    language: str | None = None
    """The language that the coach speaks, such as ``en``."""
    patient: str | None = None
    """Initials or a code of the person, as in the file; null for what looks like a name, a birth date or an address."""
    assigned_by: str | None = None
    """Who assigned the routine, as in the file."""


@dataclass(frozen=True, kw_only=True)
class StepPrescribed(LogEvent, name="prescribed"):
    """What the file prescribes for one step on one side, before anything is lowered."""

    step: int
    """The step's number, from 1."""
    stretch: str
    """The name of the stretch."""
    variant: str | None = None
    """The stretch's variant, if it has any."""
    side: Side | None = None
    """The person's side; null where the stretch has none."""
    holds: int = 0
    """Number of holds on that side."""
    hold_s: float = 0.0
    """Seconds of each hold."""
    cycles: int = 0
    """Number of cycles, where the stretch is done in cycles instead of holds."""


@dataclass(frozen=True, kw_only=True)
class ConsentAsked(LogEvent, name="consent"):
    """The person was asked for permission."""

    to: str
    """The purpose: to keep sessions, scores and answers, or to listen through the microphone."""
    given: bool
    """Whether they said yes."""


@dataclass(frozen=True, kw_only=True)
class LastSessionWeighed(LogEvent, name="light"):
    """The previous session was evaluated, which may lower the doses of this one."""

    colour: str | None
    """``green``, ``amber`` or ``red``; null when a new file from the therapist lifts earlier restrictions."""
    why: str
    """The reason."""
    reds: int | Missing = ABSENT
    """Red sessions in a row; only when a session was evaluated."""


@dataclass(frozen=True, kw_only=True)
class PauseAsked(LogEvent, name="light_pause"):
    """Sessions are paused until the person has talked to their therapist; the coach asked whether they have."""

    talked: bool
    """Whether they have."""


@dataclass(frozen=True, kw_only=True)
class DoseLowered(LogEvent, name="dose_lowered"):
    """A dose is lower today than in the file."""

    step: int
    """The step's number, from 1."""
    what: str
    """``left_out``, ``reps``, ``cycles``, ``sets`` of cycles, or ``hold_s``: the longest hold."""
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
    """The name of the stretch or the timed step."""
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
    """The reason."""


@dataclass(frozen=True, kw_only=True)
class CueSpoken(LogEvent, name="cue"):
    """Words begin: they are spoken, or shown if the sound is off."""

    text: str = ""
    """The words."""
    key: str
    """The key of the sentence in the language."""
    priority: str
    """``stop``, ``safety``, ``phase``, ``correction``, ``breath`` or ``praise``."""
    reason: str
    """Why it is spoken: a phase, a form error, or another short word."""


@dataclass(frozen=True, kw_only=True)
class CueCutOff(LogEvent, name="cue_cut"):
    """Words are cut off."""

    text: str = ""
    """The words."""
    key: str
    """The key of the sentence in the language."""


@dataclass(frozen=True, kw_only=True)
class SessionFinished(LogEvent, name="session_finished"):
    """The last event."""

    outcome: str
    """``done``, ``pain`` or ``not_today``."""
    why: str | None = None
    """What ended it."""
    summary: Mapping[str, object] = field(default_factory=dict)
    """``steps_done``, ``steps_skipped``, ``holds`` (each hold's fields with ``completed``), ``good_s``, ``cycles``,
    ``corrections``, ``pain_reports``."""
