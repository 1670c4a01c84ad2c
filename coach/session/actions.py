"""The actions that a session asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from coach.session.logged.log_event import LogEvent
from coach.session.screen import Screen


class Priority(IntEnum):
    """Priority of spoken words: a lower number cuts, or goes before, a higher one."""

    STOP = 0
    SAFETY = 1
    PHASE = 2
    CORRECTION = 3
    BREATH = 4
    PRAISE = 5


@dataclass(frozen=True)
class Word:
    """A parameter of a cue that is itself a text of the language: ``Word("side.left")``."""

    key: str


@dataclass(frozen=True)
class Action:
    pass


@dataclass(frozen=True)
class Say(Action):
    """Speak a cue. The language has the text of the key; the engine knows only keys."""

    id: int
    """Counts up within a session; SpeechStarted and SpeechFinished refer to it."""
    key: str
    priority: Priority
    reason: str
    """Why it is spoken: a phase, the id of a form error, or another short word for the log."""
    params: Mapping[str, object] = field(default_factory=dict)
    expires_s: float | None = None
    """Latest start on the source's clock; None: never too late."""


@dataclass(frozen=True)
class Cut(Action):
    """Silence at once: speech ends and everything queued is dropped."""


class Tone(Enum):
    HOLD_START = "hold_start"
    HOLD_END = "hold_end"
    STOP = "stop"
    HEARD = "heard"


@dataclass(frozen=True)
class Chime(Action):
    tone: Tone


@dataclass(frozen=True)
class Show(Action):
    screen: Screen


@dataclass(frozen=True)
class Listen(Action):
    """Open the microphone: the person wants it and has agreed."""


@dataclass(frozen=True)
class Watch(Action):
    """What vision must provide from now on."""

    mask: bool
    """The person mask is needed (cat-cow)."""


@dataclass(frozen=True)
class Log(Action):
    """Write this to the event log."""

    entry: LogEvent
    words_of: int | None = None
    """The cue whose words belong in the entry as its ``text``; the engine knows only keys."""

    @property
    def event(self) -> str:
        return self.entry.name

    @property
    def fields(self) -> dict[str, object]:
        return self.entry.fields()


class Outcome(Enum):
    DONE = "done"
    """The routine ran to its end, or to where the person ended it."""
    PAIN = "pain"
    """A pain report ended it."""
    NOT_TODAY = "not_today"
    """The safety questions ended it before it began."""


@dataclass(frozen=True)
class Finish(Action):
    outcome: Outcome
