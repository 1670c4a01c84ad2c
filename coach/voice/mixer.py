"""Adds up the sounds that are playing, and fades them out quickly on request. Pure arithmetic, called by the device."""

import threading

import numpy as np

from coach.voice.sound import RATE_HZ, Samples

FADE_S = 0.005
"""Short enough for a stop, long enough not to click."""


class Playing:
    """One sound on its way to the loudspeaker; read the flags from any thread."""

    def __init__(self, samples: Samples) -> None:
        self.samples = samples
        self.position = 0
        """Number of samples handed to the device so far."""
        self.started = False
        self.ended = False
        """The sound was played to its end, stopped, or lost."""
        self.lost = False
        """The sound's device went away before the end."""
        self.stopping = False


class Mixer:
    """Mixes sounds: the device's thread calls ``mix``, every other thread ``play`` and ``silence``."""

    def __init__(self, volume: float) -> None:
        self.volume = volume
        self._lock = threading.Lock()
        self._sounds: list[Playing] = []

    def play(self, samples: Samples) -> Playing:
        playing = Playing(samples)
        with self._lock:
            self._sounds.append(playing)
        return playing

    def silence(self) -> None:
        """Fades everything that is playing within FADE_S of the next buffer."""
        with self._lock:
            for playing in self._sounds:
                playing.stopping = True

    def drop(self) -> None:
        """Marks every sound as lost: the device is gone, and the rest will not be heard."""
        with self._lock:
            for playing in self._sounds:
                playing.lost = playing.ended = True
            self._sounds = []

    def mix(self, frames: int) -> Samples:
        """The next ``frames`` samples, (frames,) int16."""
        total = np.zeros(frames, dtype=np.float32)
        with self._lock:
            for playing in self._sounds:
                part = _next_part(playing, frames)
                total[: part.size] += part
            self._sounds = [playing for playing in self._sounds if not playing.ended]
        mixed: Samples = np.clip(total * self.volume, -32768, 32767).astype(np.int16)
        return mixed


def _next_part(playing: Playing, frames: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    part = playing.samples[playing.position : playing.position + frames].astype(np.float32)
    if playing.stopping:
        part = part[: int(FADE_S * RATE_HZ)]
        if playing.started:
            part *= np.linspace(1.0, 0.0, part.size, dtype=np.float32)
        else:
            part = part[:0]
    playing.position += part.size
    playing.started = playing.started or not playing.stopping
    playing.ended = playing.stopping or playing.position >= playing.samples.size
    return part
