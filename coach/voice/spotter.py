"""Spots single words in running sound with a small network of its own (assets/spotter has how it was trained)."""

from collections import deque
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.resources import resource_path
from coach.voice.dense_layer import DenseLayer, positive
from coach.voice.mel_bands import BANDS, MelBands
from coach.voice.microphone import Block

WEIGHTS = "assets/spotter/spotter.npz"
FRAMES = 5
"""Number of frames in the first layer's view; two of them are new in each block."""
REACH = 3
"""Number of places in time in the view of every other layer, spaced by its own step."""
NOTHING = ""
"""The first of its words: none of the others."""


class Spotter:
    """A causal network of dilated convolutions: one step for each block of 32 ms, about a second of memory."""

    def __init__(self, weights: Path | None = None) -> None:
        """Raises OSError if the weights cannot be read."""
        with np.load(weights or resource_path(WEIGHTS)) as file:
            self.words = tuple(str(word) for word in file["words"])
            self._steps = [int(step) for step in file["steps"]]
            self._first = DenseLayer.of(file, "first")
            self._layers = [DenseLayer.of(file, f"layer{number}") for number in range(len(self._steps))]
            self._last = DenseLayer.of(file, "last")
        self._bands = MelBands()
        self._frames = np.zeros((FRAMES, BANDS), dtype=np.float32)
        width = self._first.offsets.size
        self._past = [
            deque([np.zeros(width, np.float32)] * ((REACH - 1) * step + 1), maxlen=(REACH - 1) * step + 1)
            for step in self._steps
        ]

    def __call__(self, block: Block) -> NDArray[np.float32]:
        """(len(words),) probabilities that one of the words has just ended, or none of them."""
        self._frames = np.concatenate([self._frames[2:], self._bands(block)])
        here = positive(self._first(self._frames.ravel()))
        for step, layer, past in zip(self._steps, self._layers, self._past, strict=True):
            past.append(here)
            here = positive(here + layer(np.concatenate([past[0], past[step], past[2 * step]])))
        raw = self._last(here)
        likely = np.exp(raw - raw.max())
        result: NDArray[np.float32] = likely / likely.sum()
        return result
