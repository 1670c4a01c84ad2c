"""Makes voices as loud as the voice detector needs them, whatever the microphone and the distance."""

import numpy as np

from coach.voice.microphone import Block

TARGET_DB = -24.0
"""dBFS of a voice's blocks. On 58 people saying "stop" two metres away (-40 dBFS, rooms, recorded noise at 5 dB) the
detector held 43 as recorded, 57 at four and 57 at eight times as loud, with fewer holds on noise (tests/benchmarks)."""
LEAST, MOST = 3.0, 24.0
"""Limits of the gain, as factors. A person who speaks close by cannot make the ear deaf to somebody far away."""
FIRST = 8.0
FULL, PEAK_FADES = 30000.0, 0.9
"""Limit for the amplified int16 samples, and how much of the loudest sample still counts one block later."""
RATE, QUICK_BLOCKS = 0.02, 4
"""Share of the remaining way that the gain moves in one block of voice: it takes about a second and a half of voice to
arrive, and less for the first voice, which sets the gain."""


class VoiceGain:
    """A slowly changing gain that only voices move."""

    def __init__(self) -> None:
        self.times = FIRST
        self._learnt = QUICK_BLOCKS
        self._peak = 1.0

    def __call__(self, block: Block) -> Block:
        """The amplified block, never clipped: a loud voice is left unchanged."""
        self._peak = max(PEAK_FADES * self._peak, float(np.abs(block.astype(np.int32)).max()), 1.0)
        louder: Block = (block * max(1.0, min(self.times, FULL / self._peak))).astype(np.int16)
        return louder

    def learn(self, level_db: float) -> None:
        """``level_db``: dBFS of a block with a voice, as recorded."""
        wanted = float(np.clip(10 ** ((TARGET_DB - level_db) / 20), LEAST, MOST))
        self.times *= (wanted / self.times) ** max(RATE, 1.0 / self._learnt)
        self._learnt += 1
