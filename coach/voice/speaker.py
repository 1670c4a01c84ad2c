"""A speaker speaks utterances one at a time and can be silenced at any moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from coach.session.actions import Priority, Tone


@dataclass(frozen=True)
class Utterance:
    """Words to be spoken."""

    id: int
    text: str
    """What is spoken; the caption shows the same words."""
    priority: Priority
    expires_s: float | None = None
    """Session time after which it must not begin; None: never too late."""
    aloud: bool = True
    """False: only its caption is shown, for as long as the words would take."""


@dataclass(frozen=True)
class Started:
    """The utterance's first sound reached the device (or its caption is due, with the sound off)."""

    id: int
    text: str


@dataclass(frozen=True)
class Finished:
    id: int
    spoken: bool
    """False: cut, dropped for lateness, or overtaken by something more urgent."""


class Speaker(Protocol):
    """Speaks utterances. ``now_s`` is session time: it rises, and in a recording it runs faster than the wall clock."""

    def prepare(self, texts: Iterable[str]) -> None:
        """Renders these words, which will be needed, in the background."""

    def say(self, utterance: Utterance, now_s: float) -> None: ...

    def chime(self, tone: Tone) -> None: ...

    def cut(self, now_s: float) -> int | None:
        """Silences everything now and forgets the queue. Returns the id of what was being spoken, or None."""

    def poll(self, now_s: float) -> list[Started | Finished]:
        """The events since the last call, in order."""

    def close(self) -> None: ...
