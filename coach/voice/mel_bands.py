"""The word spotter's view of a sound: its energy in mel bands, relative to how loud each band has lately been."""

import numpy as np
from numpy.typing import NDArray

from coach.voice.microphone import BLOCK, RATE_HZ

BANDS = 32
LOWEST_HZ, HIGHEST_HZ = 80.0, 7600.0
WINDOW = 512
HOP = BLOCK // 2
"""Two frames a block, 16 ms apart."""
FOLLOW = 0.04
"""Share of each new frame in the recent loudness: about 0.4 s."""
EXPONENT, OFFSET = 0.98, 2.0
"""Per-channel energy normalisation (Wang et al. 2017, "Trainable frontend for robust and far-field keyword spotting"):
with the exponent near 1 a voice two metres away looks like one close by, and steady noise like silence."""
LEAST = 1e-6
"""Energy below that of any real sound; full scale is 1."""

Frames = NDArray[np.float32]
"""(..., 2, BANDS) float32, without unit."""


class MelBands:
    """Mel bands of one sound, or of many side by side, block by block."""

    def __init__(self) -> None:
        self._window = np.hanning(WINDOW).astype(np.float32)
        self._bank = _bank()
        self._before: NDArray[np.float32] | None = None
        self._lately: NDArray[np.float32] | None = None

    def __call__(self, block: NDArray[np.int16]) -> Frames:
        """``block`` is (..., BLOCK) int16 at 16 kHz, with the same leading axes at every call."""
        samples = block.astype(np.float32) / 32768.0
        if self._before is None:
            self._before = np.zeros_like(samples[..., : WINDOW - HOP])
        held = np.concatenate([self._before, samples], axis=-1)
        self._before = held[..., BLOCK:]
        pieces = np.stack([held[..., start : start + WINDOW] for start in range(0, BLOCK, HOP)], axis=-2)
        spectrum = np.fft.rfft(pieces * self._window)
        energy = (spectrum.real**2 + spectrum.imag**2).astype(np.float32) @ self._bank
        return np.stack([self._against_lately(energy[..., at, :]) for at in range(BLOCK // HOP)], axis=-2)

    def _against_lately(self, energy: NDArray[np.float32]) -> NDArray[np.float32]:
        lately = energy if self._lately is None else self._lately + FOLLOW * (energy - self._lately)
        self._lately = lately
        normal: NDArray[np.float32] = np.sqrt(energy / (lately + LEAST) ** EXPONENT + OFFSET) - np.sqrt(OFFSET)
        return normal


def _bank() -> NDArray[np.float32]:
    """(WINDOW // 2 + 1, BANDS): triangles of equal height, evenly spread over the mel scale."""
    lowest, highest = (2595.0 * np.log10(1.0 + hertz / 700.0) for hertz in (LOWEST_HZ, HIGHEST_HZ))
    edges = 700.0 * (10.0 ** (np.linspace(lowest, highest, BANDS + 2) / 2595.0) - 1.0)
    bins = np.fft.rfftfreq(WINDOW, 1.0 / RATE_HZ)[:, None]
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    return np.clip(np.minimum(rising, falling), 0.0, None).astype(np.float32)
