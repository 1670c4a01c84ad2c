"""Takes the coach's own voice out of what the microphone hears.

A partitioned block adaptive filter in the frequency domain learns how the loudspeaker sounds at the microphone and
subtracts it; the learning rate follows the estimated leak of echo into the rest (J.-M. Valin, "On adjusting the
learning rate in frequency domain echo cancellation with double-talk", IEEE TASLP 2007), so that a person talking over
the coach does not spoil what was learned.
"""

import threading
from collections import deque

import numpy as np
from numpy.typing import NDArray

from coach.voice.microphone import BLOCK, RATE_HZ, Block
from coach.voice.sound import RATE_HZ as PLAYED_HZ

PARTS = 10
"""Blocks of 32 ms that the echo may be spread over: the devices' delay and the room."""
LEAD = int(0.06 * RATE_HZ)
"""The reference is read so many samples behind what was handed to the device: buffers come in lumps."""
LOST = int(0.15 * RATE_HZ)
"""Further off than this the reading place is set anew."""
KEPT = 4 * RATE_HZ
FLOOR = 0.01
"""Frequencies that the loudspeaker hardly carries teach nothing: their power counts as at least this share."""
BOLD = 0.8
"""Learning rate of the beginning."""
AUDIBLE = BLOCK * 4.0
"""Energy of a block of the reference below which nothing is being played."""
TAIL_BLOCKS = 8
"""So long a sound goes on echoing in the room."""
REMEMBERED = 90
LEARNT_AFTER = 20
"""Blocks of playing after which it is known how much echo usually stays."""
GONE = 0.16
"""The echo counts as taken out when no more than this share of its power stays: 8 dB."""
QUIETER = 4.0
"""There is no echo when it is less than so many times as loud while the coach speaks as otherwise."""
USUAL = 0.7
"""Quantile of what usually stays."""
CLEARLY = 3.0
"""So many times as much power as usual is somebody else."""

Spectrum = NDArray[np.complex128]


class Reference:
    """What was played, at the microphone's rate; written by the player's thread, read by the listener's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ring = np.zeros(KEPT)
        self._written = 0
        self._read: int | None = None
        self._resample = Resampler(PLAYED_HZ, RATE_HZ)

    def write(self, samples: NDArray[np.int16]) -> None:
        """(n,) int16 at the player's rate."""
        new = self._resample.feed(samples)
        with self._lock:
            self._ring[np.arange(self._written, self._written + new.size) % KEPT] = new
            self._written += new.size

    def read(self) -> NDArray[np.float64]:
        """(BLOCK,) the samples played about when the newest microphone block was recorded."""
        with self._lock:
            due = self._written - LEAD - BLOCK
            if self._read is None or abs(due - self._read) > LOST or self._read + BLOCK > self._written:
                self._read = due
            places = np.arange(self._read, self._read + BLOCK)
            self._read += BLOCK
            return np.where(places < 0, 0.0, self._ring[places % KEPT])


class Resampler:
    """From one rate to another, piece by piece, with a short windowed sinc."""

    TAPS = 24

    def __init__(self, from_hz: int, to_hz: int) -> None:
        self._step = from_hz / to_hz
        self._history = np.zeros(self.TAPS)
        self._next = float(self.TAPS // 2)
        """Where the next output lies, counted in samples of the history."""
        self._cutoff = 0.92 * min(1.0, to_hz / from_hz)

    def feed(self, samples: NDArray[np.int16]) -> NDArray[np.float64]:
        held = np.concatenate([self._history, samples.astype(np.float64)])
        last = held.size - self.TAPS // 2
        count = max(0, int(np.ceil((last - self._next) / self._step)))
        at = self._next + self._step * np.arange(count)
        base = np.floor(at).astype(int)
        offsets = np.arange(1 - self.TAPS // 2, self.TAPS // 2 + 1)
        distance = offsets[None, :] - (at - base)[:, None]
        window = np.cos(np.pi * distance / (self.TAPS + 2)) ** 2
        kernel = self._cutoff * np.sinc(self._cutoff * distance) * window
        out = (held[base[:, None] + offsets[None, :]] * kernel).sum(axis=1) if count else np.zeros(0)
        kept = max(0, min(held.size - self.TAPS, int(self._next + self._step * count) - self.TAPS // 2))
        self._history = held[kept:]
        self._next += self._step * count - kept
        return out


class EchoCanceller:
    """Feed it both signals block by block."""

    def __init__(self, parts: int = PARTS) -> None:
        bins = BLOCK + 1
        self._parts = parts
        self._weights: Spectrum = np.zeros((parts, bins), dtype=complex)
        self._played: Spectrum = np.zeros((parts, bins), dtype=complex)
        self._last = np.zeros(BLOCK)
        self._mean_e = np.zeros(bins)
        self._mean_y = np.zeros(bins)
        self._pey = self._pyy = 1.0
        self._learned = 0.0
        self._leak = 1.0
        """Estimated share of the modelled echo that is still in the cleaned signal, as power."""
        self._ratios: deque[float] = deque(maxlen=REMEMBERED)
        self._heard: deque[float] = deque(maxlen=REMEMBERED)
        self._left: deque[float] = deque(maxlen=REMEMBERED)
        self._silences: deque[float] = deque(maxlen=REMEMBERED)
        self._since_played = TAIL_BLOCKS
        self._recent: deque[float] = deque([0.0] * TAIL_BLOCKS, maxlen=TAIL_BLOCKS)

    def clean(self, heard: Block, played: NDArray[np.float64]) -> tuple[Block, bool]:
        """The heard block without the echo, (BLOCK,) int16; and whether what is left may be nothing but echo."""
        spectrum = np.fft.rfft(np.concatenate([self._last, played]))
        self._last = played
        self._played = np.roll(self._played, 1, axis=0)
        self._played[0] = spectrum
        echo = np.fft.irfft((self._weights * self._played).sum(axis=0))[BLOCK:]
        error = heard.astype(np.float64) - echo
        self._learn(error, echo, played)
        energies = (float(signal @ signal) + 1.0 for signal in (heard.astype(np.float64), error, echo, played))
        doubtful = self._may_be_echo(*energies)
        return np.clip(error, -32768, 32767).astype(np.int16), doubtful

    def _may_be_echo(self, heard: float, rest: float, echo: float, played: float) -> bool:
        """Energies of one block: what was heard, what is left of it, the modelled echo, what was played."""
        self._recent.append(echo if played > AUDIBLE else 0.0)
        self._since_played = 0 if played > AUDIBLE else self._since_played + 1
        if self._since_played >= TAIL_BLOCKS:
            self._silences.append(heard)
            return False
        self._heard.append(heard)
        self._left.append(rest)
        if len(self._heard) < LEARNT_AFTER:
            return True
        if self._no_echo():
            return False
        return not self._proven() or not self._clearly_more(rest)

    def _no_echo(self) -> bool:
        """With headphones it is as quiet while the coach speaks as it is otherwise."""
        if not self._silences:
            return False
        return float(np.quantile(self._heard, 0.7)) < QUIETER * float(np.median(self._silences))

    def _proven(self) -> bool:
        """Most of the echo goes away. If not, we do not listen while the coach speaks: cues are short."""
        return float(np.median(self._left)) < GONE * float(np.median(self._heard))

    def _clearly_more(self, rest: float) -> bool:
        """Compare what is left with what was usually left of so loud an echo."""
        loudest = max(self._recent)
        if len(self._ratios) >= LEARNT_AFTER and rest > CLEARLY * loudest * float(np.quantile(self._ratios, USUAL)):
            return True
        if loudest > 0.0:
            self._ratios.append(rest / loudest)
        return False

    def _learn(self, error: NDArray[np.float64], echo: NDArray[np.float64], played: NDArray[np.float64]) -> None:
        error_f = np.fft.rfft(np.concatenate([np.zeros(BLOCK), error]))
        echo_f = np.fft.rfft(np.concatenate([np.zeros(BLOCK), echo]))
        power_e, power_y = np.abs(error_f) ** 2, np.abs(echo_f) ** 2
        see, syy, sxx = float(error @ error) + 1.0, float(echo @ echo), float(played @ played)
        self._update_leak(power_e, power_y, syy / see)
        if sxx < AUDIBLE:
            return
        rate = self._rates(power_e, power_y, see, syy, sxx)
        power = (np.abs(self._played) ** 2).sum(axis=0)
        step = np.conj(self._played) * (rate / (power + FLOOR * power.mean() + 10.0)) * error_f
        weights = np.fft.irfft(self._weights + step, axis=1)
        weights[:, BLOCK:] = 0.0
        self._weights = np.fft.rfft(weights, axis=1)

    def _update_leak(self, power_e: NDArray[np.float64], power_y: NDArray[np.float64], ratio: float) -> None:
        """Regress the changes of the rest on the changes of the modelled echo."""
        rest, model = power_e - self._mean_e, power_y - self._mean_y
        self._mean_e += BLOCK / RATE_HZ * rest
        self._mean_y += BLOCK / RATE_HZ * model
        follow = min(0.08, 0.08 * ratio)
        self._pey += follow * (float(rest @ model) - self._pey)
        self._pyy += follow * (float(model @ model) - self._pyy)
        self._leak = float(np.clip(self._pey / max(self._pyy, 1.0), 0.005, 1.0))

    def _rates(
        self, power_e: NDArray[np.float64], power_y: NDArray[np.float64], see: float, syy: float, sxx: float
    ) -> NDArray[np.float64] | float:
        """How boldly to learn, per frequency: boldly at first, then as far as the rest is echo."""
        if self._learned < self._parts / 2:
            share = min(sxx, see) / see
            self._learned += BOLD / 2 * share
            return BOLD * share
        overall = min(0.5, (0.0001 * sxx + 3.0 * self._leak * syy) / see)
        single = np.minimum(self._leak * power_y / (power_e + 1.0), 0.5)
        rates: NDArray[np.float64] = 0.7 * single + 0.3 * overall
        return rates
