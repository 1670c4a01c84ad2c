"""What can happen to a session. Every event carries the time on the source's clock."""

from dataclasses import dataclass
from enum import Enum

from coach.body.measures import Measures


class Wish(Enum):
    """What a person can tell the coach."""

    STOP = "stop"
    """Pain, or simply stop: the same thing to the coach."""
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NUMBER = "number"
    BACK = "back"
    """In the back: an answer to where the pain is."""
    LEG = "leg"
    """In the leg, the same."""
    CONTINUE = "continue"
    OKAY = "okay"
    """Perhaps: go on. Heard where something else was said, so it is asked back."""
    PAUSE = "pause"
    SKIP = "skip"
    REPEAT = "repeat"
    END = "end"
    """To end the session, surely."""
    LEAVE = "leave"
    """The window was closed, or the key for ending pressed: perhaps by mistake, so the coach asks once."""
    HEARD = "heard"
    """Somebody speaks: hold everything, and do not talk into it."""
    UNCLEAR = "unclear"
    """They have spoken, and nobody knows what it was."""


@dataclass(frozen=True)
class UserInput:
    """A wish and how it came; made by the shells, which know no clock of the session."""

    wish: Wish
    how: str
    """``key``, ``mouse`` or ``voice``."""
    number: int | None = None
    """0 to 10, with Wish.NUMBER."""
    mapped: bool = False
    """The number stands for a word: none, mild, moderate, severe (see ``flow.questions.PAIN_WORDS``)."""


@dataclass(frozen=True)
class Event:
    t_s: float


@dataclass(frozen=True)
class PoseSeen(Event):
    measures: Measures


@dataclass(frozen=True)
class PoseLost(Event):
    """A picture came, and nobody was found in it."""


@dataclass(frozen=True)
class Tick(Event):
    """Time passed and nothing else is known."""


@dataclass(frozen=True)
class UserSaid(Event):
    said: UserInput


@dataclass(frozen=True)
class SpeechStarted(Event):
    cue_id: int


@dataclass(frozen=True)
class SpeechFinished(Event):
    cue_id: int
    spoken: bool = True
    """False: it was cut, dropped for lateness, or overtaken."""


@dataclass(frozen=True)
class HintSeen(Event):
    """Something would help the camera: ``more_light`` or ``come_closer``."""

    hint: str


@dataclass(frozen=True)
class SourceLost(Event):
    """The camera gives no pictures any more."""


@dataclass(frozen=True)
class SourceFound(Event):
    """The camera is back."""


@dataclass(frozen=True)
class HearingLost(Event):
    """The microphone brings no sound any more."""


@dataclass(frozen=True)
class HearingFound(Event):
    """The microphone is back."""


@dataclass(frozen=True)
class HearingMasked(Event):
    """While the coach speaks nobody can be heard, only in the gaps."""


@dataclass(frozen=True)
class SourceEnded(Event):
    """The recording is over."""
