"""The checks of hearing and speaking in ``coach doctor``."""

import time

from coach.check import Check
from coach.session.actions import Priority
from coach.voice.audio_speaker import AudioSpeaker
from coach.voice.microphone import capture_devices
from coach.voice.pace import VoiceSettings
from coach.voice.player import Player
from coach.voice.recogniser import is_installed
from coach.voice.renderer import list_voices
from coach.voice.speaker import Finished, Utterance

EXTRA = "listen"
"""The name of the optional extra that installs the word recogniser."""
UNDERSTOOD = "it knows stop, yes, no, numbers and requests in English, and in other languages stop alone"
POLL_S = 0.02


def checks() -> list[Check]:
    """Tries each part for real; takes about a second."""
    return [_speech(), _loudspeaker(), _microphone(), _words()]


def speak_sample(settings: VoiceSettings, language: str, text: str) -> Check:
    """Speaks ``text`` aloud and waits until it is finished; for ``coach doctor --voice``."""
    speaker = AudioSpeaker(settings, language)
    begin_s = time.monotonic()
    try:
        speaker.say(Utterance(0, text, Priority.PHASE), 0.0)
        while Finished(0, spoken=True) not in speaker.poll(time.monotonic() - begin_s):
            time.sleep(POLL_S)
        if speaker.trouble:
            return Check("voice sample", False, speaker.trouble, "The captions show every word.")
        return Check("voice sample", True, f"said: {text}")
    finally:
        speaker.close()


def _speech() -> Check:
    voices = list_voices()
    if voices:
        return Check("speech", True, f"{len(voices)} voices")
    hint = "Captions and the safety lines work without it. On Linux install stretch-coach again, or espeak-ng."
    return Check("speech", False, "no speech engine answers", hint)


def _loudspeaker() -> Check:
    player = Player()
    try:
        if player.sound_on:
            return Check("loudspeaker", True, f"opened through {player.device_name}")
        return Check("loudspeaker", False, player.why, "Connect one, or go on with captions alone: --mute.")
    finally:
        player.close()


def _microphone() -> Check:
    """Lists microphones without opening any: a microphone is opened only with --listen."""
    found = capture_devices()
    if found:
        return Check("microphone", True, f"{found[0]}; opened only with --listen")
    hint = "Needed only with --listen; the keys always work."
    return Check("microphone", False, "none found", hint, optional=True)


def _words() -> Check:
    if is_installed():
        return Check("spoken words", True, f"the recogniser is installed; {UNDERSTOOD}")
    hint = (
        "Without it the coach pauses at any voice, knows the word stop, and asks for a key. "
        f"To add it: pip install 'stretch-coach[{EXTRA}]'."
    )
    return Check("spoken words", False, "the recogniser is not installed", hint, optional=True)
