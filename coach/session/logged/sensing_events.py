"""Seeing and hearing: what is lost and found, and hints that help."""

from dataclasses import dataclass

from coach.session.logged.log_event import ABSENT, LogEvent, Missing


@dataclass(frozen=True, kw_only=True)
class VoiceTried(LogEvent, name="voice_tried"):
    """The person tested the microphone with a first word."""

    heard: str
    """``well`` or ``faintly`` (the word was understood), ``voice`` (not the word) or ``nothing``."""


@dataclass(frozen=True, kw_only=True)
class HintGiven(LogEvent, name="hint"):
    """A hint for better pictures."""

    hint: str
    """``more_light``, ``come_closer`` or another short word."""


@dataclass(frozen=True, kw_only=True)
class TrackingLost(LogEvent, name="tracking_lost"):
    """The body cannot be seen well enough."""

    unseen: tuple[str, ...] = ()
    """Unseen joints, such as ``left knee``."""


@dataclass(frozen=True, kw_only=True)
class TrackingFound(LogEvent, name="tracking_found"):
    """The body can be seen again."""


@dataclass(frozen=True, kw_only=True)
class TimerOnly(LogEvent, name="timer_only"):
    """From here on only the clock counts."""

    why: str
    """``audio_only``, ``unseen``, ``no_picture`` or ``not_sure``."""
    unseen: tuple[str, ...] | Missing = ABSENT
    """Unseen joints; only if a picture, or the lack of one, is the reason."""


@dataclass(frozen=True, kw_only=True)
class PicturesLost(LogEvent, name="source_lost"):
    """The camera gives no pictures."""


@dataclass(frozen=True, kw_only=True)
class PicturesFound(LogEvent, name="source_found"):
    """The camera gives pictures again."""


@dataclass(frozen=True, kw_only=True)
class PartLost(LogEvent, name="part_failed"):
    """A part of the program has failed, and the session goes on without it."""

    part: str
    """``voice``, ``screen`` or ``log``."""


@dataclass(frozen=True, kw_only=True)
class SoundLost(LogEvent, name="hearing_lost"):
    """The microphone gives no sound."""


@dataclass(frozen=True, kw_only=True)
class SoundFound(LogEvent, name="hearing_found"):
    """The microphone gives sound again."""


@dataclass(frozen=True, kw_only=True)
class TalkNoticed(LogEvent, name="talk_heard"):
    """A radio or a conversation is heard: only "stop" is listened for until it ends."""


@dataclass(frozen=True, kw_only=True)
class SoundMasked(LogEvent, name="hearing_masked"):
    """The coach's own voice cannot be removed from what is heard: the person is heard only in the gaps."""
