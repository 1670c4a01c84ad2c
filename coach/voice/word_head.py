"""Which single word an utterance is, from the output of Whisper's encoder (assets/word_head describes the training)."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.resources import resource_path
from coach.voice.dense_layer import DenseLayer, positive

WEIGHTS = "assets/word_head/word_head.npz"
REACH = 5
"""Number of frames of 40 ms in the second layer's view."""


class WordHead:
    """A small network: a layer for each frame of 40 ms, one for five neighbours, one for the maximum and the mean."""

    def __init__(self, weights: Path | None = None) -> None:
        """Raises OSError when the weights cannot be read."""
        with np.load(weights or resource_path(WEIGHTS)) as file:
            self.words = tuple(str(word) for word in file["words"])
            """The first is empty: the utterance is none of the others."""
            self._frame, self._near, self._last = (DenseLayer.of(file, name) for name in ("frame", "near", "last"))

    def __call__(self, frames: NDArray[np.float32]) -> NDArray[np.float64]:
        """(len(words),) probabilities; ``frames`` is (n, 384) at 50 a second, n at least 2."""
        seen = positive(self._frame(paired(frames)))
        edge = np.zeros((REACH // 2, seen.shape[1]), np.float32)
        padded = np.concatenate([edge, seen, edge])
        near = np.concatenate([padded[at : at + len(seen)] for at in range(REACH)], axis=1)
        heard = positive(self._near(near))
        raw = self._last(np.concatenate([heard.max(axis=0), heard.mean(axis=0)])).astype(np.float64)
        likely = np.exp(raw - raw.max())
        result: NDArray[np.float64] = likely / likely.sum()
        return result


def paired(frames: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n // 2, 384) the mean of each pair of frames: equally accurate in half of the time."""
    result: NDArray[np.float32] = frames[: len(frames) // 2 * 2].reshape(-1, 2, frames.shape[1]).mean(axis=1)
    return result
