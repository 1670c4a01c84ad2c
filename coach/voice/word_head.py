"""Which single word an utterance is, by what Whisper's encoder makes of it (assets/word_head says how it learned)."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.resources import resource_path

WEIGHTS = "assets/word_head/word_head.npz"
REACH = 5
"""Frames of 40 ms that the second layer looks at."""


class WordHead:
    """A small network: a layer for each frame of 40 ms, one for five neighbours, one for the most and mean."""

    def __init__(self, weights: Path | None = None) -> None:
        """Raises OSError when the weights cannot be read."""
        with np.load(weights or resource_path(WEIGHTS)) as file:
            self.words = tuple(str(word) for word in file["words"])
            """The first is empty: the utterance is none of the others."""
            self._frame, self._near, self._last = (_layer(file, name) for name in ("frame", "near", "last"))

    def __call__(self, frames: NDArray[np.float32]) -> NDArray[np.float64]:
        """(len(words),) probabilities; ``frames`` is (n, 384) at 50 a second, n at least 2."""
        seen = _positive(_through(self._frame, paired(frames)))
        edge = np.zeros((REACH // 2, seen.shape[1]), np.float32)
        padded = np.concatenate([edge, seen, edge])
        near = np.concatenate([padded[at : at + len(seen)] for at in range(REACH)], axis=1)
        heard = _positive(_through(self._near, near))
        raw = _through(self._last, np.concatenate([heard.max(axis=0), heard.mean(axis=0)])).astype(np.float64)
        likely = np.exp(raw - raw.max())
        result: NDArray[np.float64] = likely / likely.sum()
        return result


def paired(frames: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n // 2, 384) the mean of each two frames: as much is heard in half of the time."""
    result: NDArray[np.float32] = frames[: len(frames) // 2 * 2].reshape(-1, 2, frames.shape[1]).mean(axis=1)
    return result


_Layer = tuple[NDArray[np.float32], NDArray[np.float32]]


def _layer(file: "np.lib.npyio.NpzFile", name: str) -> _Layer:
    """(inputs, outputs) weights, stored as int8 with one scale for each output, and (outputs,) offsets."""
    return file[f"{name}_weights"].astype(np.float32) * file[f"{name}_scale"], file[f"{name}_offset"]


def _through(layer: _Layer, values: NDArray[np.float32]) -> NDArray[np.float32]:
    result: NDArray[np.float32] = values @ layer[0] + layer[1]
    return result


def _positive(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.maximum(values, 0.0, dtype=np.float32)
