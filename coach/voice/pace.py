"""Estimates how long words take."""

from dataclasses import dataclass

RATE_WPM = 150
"""The rate that is most comfortable for younger and older listeners alike (clinical notes R98)."""
VOLUME = 0.8

SPOKEN_FASTER = 1.3
"""Engines speak short sentences faster than their set rate: espeak-ng by this factor over all English cues."""
SENTENCE_PAUSE_S = 0.3
"""How long a voice pauses at the end of a sentence or before a colon."""
COMMA_PAUSE_S = 0.15
SHORTEST_S = 0.5
"""A caption shown for less than this could not be read."""


@dataclass(frozen=True)
class VoiceSettings:
    """The settings of the voice."""

    voice: str | None = None
    """The engine's own id of a voice; None: the engine's best for the language."""
    rate_wpm: int = RATE_WPM
    """Words a minute."""
    volume: float = VOLUME
    """0 is silent, 1 is as loud as the sound was made."""


def spoken_s(text: str, rate_wpm: int = RATE_WPM) -> float:
    """Seconds that speaking ``text`` takes, pauses included; an estimate."""
    pauses_s = SENTENCE_PAUSE_S * sum(text.count(mark) for mark in ".!?:;…") + COMMA_PAUSE_S * text.count(",")
    return max(SHORTEST_S, len(text.split()) * 60.0 / (rate_wpm * SPOKEN_FASTER) + pauses_s)
