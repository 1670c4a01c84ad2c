"""Detects that the coach itself says "stop", or something like it: the residue of its echo must not stop the
session."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from coach.voice.microphone import BLOCK_S
from coach.voice.spotter import Spotter
from coach.voice.verdict import STOPS

POSSIBLE = 0.4
"""From this probability on, the coach's own words count as sounding like a stop: half of the value for people who speak
over it."""
LASTS_S = 1.2
"""How long such a word may still echo in the room and in the spotter's memory."""


class OwnStop:
    """Listens to what is played; must be given every block of it."""

    def __init__(self, spotter: Spotter | None = None) -> None:
        self._spotter = spotter or Spotter()
        self._stops = [place for place, word in enumerate(self._spotter.words) if word in STOPS]
        self._recent: deque[bool] = deque(maxlen=round(LASTS_S / BLOCK_S))

    def __call__(self, played: NDArray[np.float64]) -> bool:
        """Whether the coach has just said something like "stop"; ``played`` is (BLOCK,) on the scale of int16."""
        likely = self._spotter(np.clip(played, -32768, 32767).astype(np.int16))
        self._recent.append(float(likely[self._stops].max()) >= POSSIBLE)
        return any(self._recent)
