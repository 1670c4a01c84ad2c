"""Opens the right speaker for the way the program was started."""

from coach.voice.audio_speaker import AudioSpeaker
from coach.voice.pace import VoiceSettings
from coach.voice.silent import SilentSpeaker


def open_speaker(muted: bool, settings: VoiceSettings, language: str) -> AudioSpeaker | SilentSpeaker:
    """A ``Speaker`` with ``sound_on``, either way; the one with sound goes silent by itself without a device."""
    return SilentSpeaker(settings) if muted else AudioSpeaker(settings, language)
