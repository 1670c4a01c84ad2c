"""The events of a session. Every event carries the time on the source's clock."""

from dataclasses import dataclass
from enum import Enum

from coach.body.measures import Measures


class Wish(Enum):
    """What a person can ask of the coach."""

    STOP = "stop"
    """Pain, or simply stop: the coach treats both the same."""
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NUMBER = "number"
    BACK = "back"
    """The pain is in the back."""
    LEG = "leg"
    """The pain is in the leg."""
    CONTINUE = "continue"
    OKAY = "okay"
    """Perhaps: go on. The recogniser also hears it where something else was said, so the coach asks back."""
    PAUSE = "pause"
    HOLD = "hold"
    """A key without a meaning: perhaps a presenter or a pedal. Everything pauses, and the coach asks."""
    SKIP = "skip"
    REPEAT = "repeat"
    END = "end"
    """End the session, for certain."""
    LEAVE = "leave"
    """The window was closed or the end key pressed, perhaps by mistake, so the coach asks once."""
    HEARD = "heard"
    """Somebody is speaking: pause everything and stay silent."""
    UNCLEAR = "unclear"
    """Somebody has spoken, and it was not understood."""
    CRY = "cry"
    """Perhaps a quiet cry of pain, perhaps another short word: the coach asks, and silence means pain."""


@dataclass(frozen=True)
class UserInput:
    """A wish and how it was given; created by the shells, which do not know the session's clock."""

    wish: Wish
    how: str
    """``key``, ``mouse`` or ``voice``."""
    number: int | None = None
    """The score from 0 to 10, with Wish.NUMBER."""
    mapped: bool = False
    """The number stands for a word: none, mild, moderate, severe (see ``flow.questions.PAIN_WORDS``)."""
    over_room_db: float | None = None
    """How much louder the voice was than the room, in dB; None without a voice."""


@dataclass(frozen=True)
class Event:
    t_s: float


@dataclass(frozen=True)
class PoseSeen(Event):
    measures: Measures


@dataclass(frozen=True)
class PoseLost(Event):
    """A picture in which nobody was found."""


@dataclass(frozen=True)
class Tick(Event):
    """Time has passed, and nothing else."""


@dataclass(frozen=True)
class TimeSkipped(Event):
    """The coach did not run for a while, for example because of a closed lid or a halted process."""

    counted_s: float
    """The part of it by which the clock of the events advanced."""
    gone_s: float
    """How long it was."""


@dataclass(frozen=True)
class PartFailed(Event):
    """A part of the program has failed, and the session goes on without it."""

    part: str
    """``voice``, ``screen``, ``ear`` or ``log``."""


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
    """False: it was cut, dropped for lateness, or replaced."""


@dataclass(frozen=True)
class HintSeen(Event):
    """A hint for better pictures: ``more_light`` or ``come_closer``."""

    hint: str


@dataclass(frozen=True)
class SourceLost(Event):
    """The camera no longer gives pictures."""


@dataclass(frozen=True)
class SourceFound(Event):
    """The camera is back."""


@dataclass(frozen=True)
class HearingLost(Event):
    """The microphone no longer gives sound."""


@dataclass(frozen=True)
class HearingFound(Event):
    """The microphone is back."""


@dataclass(frozen=True)
class HearingMasked(Event):
    """Nobody can be heard while the coach speaks, only in the gaps."""


@dataclass(frozen=True)
class TalkHeard(Event):
    """A voice that does not end, such as a radio or people talking: only "stop" is listened for until it ends."""


@dataclass(frozen=True)
class SourceEnded(Event):
    """The recording is over."""
