"""Opens the right speaker for the way the program was started."""

from coach.voice.audio_speaker import AudioSpeaker
from coach.voice.pace import VoiceSettings
from coach.voice.silent import SilentSpeaker


def open_speaker(muted: bool, settings: VoiceSettings, language: str) -> AudioSpeaker | SilentSpeaker:
    """A speaker with or without sound. Both are a ``Speaker`` and have ``sound_on``; without a device the first goes
    silent."""
    return SilentSpeaker(settings) if muted else AudioSpeaker(settings, language)
