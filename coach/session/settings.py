"""The input of a session at its start, and what it leaves behind."""

from dataclasses import dataclass
from datetime import datetime

from coach.session.flow.listening import Listening
from coach.session.safety.screening import Screening
from coach.session.safety.traffic_light import Course, Standing


@dataclass(frozen=True)
class Settings:
    """The circumstances of a session."""

    watching: bool = True
    """There are pictures; otherwise the session only keeps time."""
    ask: bool = True
    """Whether to ask questions; a recording cannot answer."""
    emergency_number: str = "112"
    goodbye_s: float = 0.0
    """How long the last screen stays, and a pain report still counts."""
    following: bool = False
    """A recording is being reviewed: nobody hears the coach, which follows the person."""
    began: datetime | None = None
    """Start by the wall clock; None for a recording, which gives the same log every time."""
    screening: Screening | None = None
    """What to ask before; None: the safety questions are skipped, and the log says so."""
    listening: Listening | None = None
    """None: the microphone is not wanted."""


@dataclass(frozen=True)
class Carry:
    """What a session leaves behind for the next one."""

    began: bool
    """The session got past the questions."""
    may_keep: bool
    """The person has agreed to keep this on their computer."""
    course: Course
    standing: Standing
    weighed: bool = False
    """The previous session has been evaluated, and must not be evaluated again."""
    listening: Listening | None = None
    """What is known about the microphone; None: it was not wanted."""
    refused: bool = False
    """The answers before the session ended it."""
