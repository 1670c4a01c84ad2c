"""Detects sound that is loud for a while: the voice detector does not classify a scream as a voice, and it must not be
ignored."""

from collections import deque
from collections.abc import Iterable

import numpy as np

from coach.voice.microphone import BLOCK, BLOCK_S, RATE_HZ, Block

LOUD_DB, OVER_FLOOR_DB = -24.0, 20.0
"""Limits in dBFS, and in dB above the quietest of the last seconds: screams, moans and sobs near a laptop exceed both,
and rooms do not."""
TONAL_BLOCKS = 6
"""Consecutive loud blocks that hold when they have a pitch, as every human cry has and few knocks do."""
LONG_BLOCKS, LONG_SHARE = round(1.0 / BLOCK_S), 0.7
"""Sound that is loud for this share of a second holds, with or without a pitch."""
FLOOR_S = 4.0
FLOOR_QUANTILE = 0.2
STEADY_S = 2.0
"""Length of sound that the floor needs before anything counts as above it."""
PITCH_HZ = (70.0, 1600.0)
RUMBLE_HZ = 150.0
"""Frequencies below this are wind, breath on the microphone, or a bumped table: a cry has most of its power above."""
TONAL = 0.45
"""Share of the sound's energy that recurs one pitch period later."""
SILENCE_DB = -100.0
HANNING = np.hanning(BLOCK)
ABOVE_DB, ABOVE_QUANTILE = 8.0, 0.9
"""A cry in the middle of loud talk is this much louder than the loud moments of the talk before it."""


class Outcry:
    """Detects loud sound; must be given every block as it was recorded."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=round(FLOOR_S / BLOCK_S))
        self._loud: deque[bool] = deque(maxlen=LONG_BLOCKS)
        self._tonal: deque[bool] = deque(maxlen=TONAL_BLOCKS)
        self.level_db = SILENCE_DB
        """dBFS of the last block."""
        self.pitched = False
        """Whether the loud sound has a pitch, as a voice does."""
        self._above: deque[bool] = deque(maxlen=TONAL_BLOCKS)

    @property
    def floor_db(self) -> float:
        """dBFS of the recent quiet moments."""
        return quantile(self._levels, FLOOR_QUANTILE) if self._levels else SILENCE_DB

    @property
    def above_all(self) -> bool:
        """Whether the sound is clearly louder than anything recent."""
        return all(self._above)

    def __call__(self, block: Block) -> bool:
        """Whether something has been loud for long enough."""
        sound = block.astype(np.float32) / np.float32(32768.0)
        self.level_db = max(SILENCE_DB, float(10 * np.log10(float(sound @ sound) / sound.size + 1e-12)))
        steady = len(self._levels) * BLOCK_S >= STEADY_S
        earlier = list(self._levels)[: -LONG_BLOCKS or None]
        self._above.append(steady and self.level_db > quantile(earlier, ABOVE_QUANTILE) + ABOVE_DB)
        clear_db = self.level_db + 10 * float(np.log10(without_rumble(sound) + 1e-12))
        loud = clear_db > LOUD_DB and steady and clear_db > self.floor_db + OVER_FLOOR_DB
        self._levels.append(self.level_db)
        self._loud.append(loud)
        self._tonal.append(loud and tonal(sound))
        return self._is_cry()

    def _is_cry(self) -> bool:
        lasts = list(self._loud)[-TONAL_BLOCKS:].count(True) == TONAL_BLOCKS
        self.pitched = lasts and 2 * sum(self._tonal) >= TONAL_BLOCKS
        return self.pitched or sum(self._loud) >= LONG_SHARE * LONG_BLOCKS


def quantile(values: Iterable[float], share: float) -> float:
    """The value below which this share of the values lies; for a hundred values it takes a tenth of numpy's time."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    return ordered[low] + (place - low) * (ordered[min(low + 1, len(ordered) - 1)] - ordered[low])


def without_rumble(sound: "np.ndarray[tuple[int], np.dtype[np.float32]]") -> float:
    """Share of the sound's power that is above the rumble."""
    power = np.abs(np.fft.rfft(sound * HANNING)) ** 2
    return float(power[round(RUMBLE_HZ * sound.size / RATE_HZ) :].sum() / (power.sum() + 1e-12))


def tonal(sound: "np.ndarray[tuple[int], np.dtype[np.float32]]") -> bool:
    """Whether a piece of sound, apart from rumble, has a pitch."""
    spectrum = np.fft.rfft(sound, 2 * sound.size)
    spectrum[: round(RUMBLE_HZ * 2 * sound.size / RATE_HZ)] = 0.0
    again = np.fft.irfft(spectrum.real**2 + spectrum.imag**2)[: sound.size // 2 + 1]
    shortest, longest = round(RATE_HZ / PITCH_HZ[1]), round(RATE_HZ / PITCH_HZ[0])
    fading = 1.0 - np.arange(again.size) / sound.size
    return bool(again[0] > 0 and (again / fading)[shortest : longest + 1].max() > TONAL * again[0])
