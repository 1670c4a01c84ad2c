"""Removes the coach's own voice from what the microphone hears.

An adaptive filter (normalised least mean squares in the frequency domain, in partitioned blocks) learns how the
loudspeaker sounds at the microphone and subtracts it. One of two such filters learns only while nobody else seems to
speak; the other always learns and replaces the first when it removes clearly more, because nothing but echo can be
removed (Ochiai, Araseki and Ogihara 1977). It cannot be perfect: devices run on different clocks and drop samples. The
residue is therefore compared with the usual residue, and only a clearly louder one counts as a person. If the echo
cannot be removed at all, the coach does not listen while it speaks.
"""

import threading
from collections import deque
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from coach.voice.microphone import BLOCK, RATE_HZ, Block
from coach.voice.sound import RATE_HZ as PLAYED_HZ

PARTS = 10
"""Number of blocks of 32 ms over which the echo may be spread, by the devices' delay and the room."""
KEPT = 8 * RATE_HZ
FLOOR = 0.01
"""Frequencies that the loudspeaker hardly carries teach nothing: their power counts as at least this share."""
RATE = 0.5
"""How much of the residue each block corrects: a lot, because clocks drift, and the filter does not learn from a
person."""
LOUD = 60.0
"""Samples beyond this are audible."""
AUDIBLE = BLOCK * 4.0
"""Energy of a block of the reference below which nothing is being played."""
TAIL_BLOCKS = 18
"""How long a sound echoes in a room: over half a second in a room without soft surfaces."""
FULL_BLOCKS, FADE = 8, 0.63
"""The echo may stay at full loudness for this many blocks, and then loses two decibels a block."""
FADING = np.minimum(1.0, FADE ** (np.arange(TAIL_BLOCKS, 0, -1.0) - FULL_BLOCKS))
REMEMBERED = 90
LEARNT_AFTER = 20
"""Number of blocks of playing after which the usual residue is known."""
GONE = 0.16
"""The echo counts as removed if no more than this share of its power remains: 8 dB."""
QUIETER = 4.0
"""There is no echo if sound while the coach speaks is less than this many times as loud as otherwise."""
WRONG, WRONG_BLOCKS = 1.2, 4
"""A person who speaks over the coach leaves no more residue than was heard. More than this, over a few blocks, comes
from subtracting a nonexistent echo: a device has dropped samples, and the filter must learn again."""
BLIND_BLOCKS = 625
"""Twenty seconds of speaking: if the coach could not listen during most of it, it informs the person."""
BETTER, FOLLOW = 0.7, 0.2
"""The filter that always learns takes over when it leaves less than this share of the other's residue, and how much the
newest block counts in that."""
USUAL = 0.9
"""Quantile of the residue that counts as usual."""
CLEARLY = 3.0
"""A residue with this many times the usual power comes from somebody else."""

Spectrum = NDArray[np.complex128]


class Echo(Enum):
    """How much of the coach's own sound is in a block."""

    NONE = "none"
    SOUNDING = "sounding"
    """The sound or its tail is playing; it was removed, and the residue comes from somebody else."""
    DOUBTFUL = "doubtful"
    """The residue may be nothing but echo."""
    OWN_STOP = "own stop"
    """Doubtful, and the coach is saying something like "stop"."""


class Reference:
    """The played sound at the microphone's rate; written by the player's thread, read by the listener's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ring = np.zeros(KEPT)
        self._loud_until = -KEPT
        self.written = 0
        """Number of samples written so far."""
        self._resample = Resampler(PLAYED_HZ, RATE_HZ)

    def write(self, samples: NDArray[np.int16]) -> None:
        """(n,) int16 at the player's rate."""
        new = self._resample.feed(samples)
        with self._lock:
            self._ring[np.arange(self.written, self.written + new.size) % KEPT] = new
            self.written += new.size
            loud = np.flatnonzero(np.abs(new) > LOUD)
            if loud.size:
                self._loud_until = self.written - new.size + int(loud[-1]) + 1

    def silent_s(self) -> float:
        """Seconds since something audible was handed to the device."""
        return (self.written - self._loud_until) / RATE_HZ

    def at(self, start: int, count: int) -> NDArray[np.float64]:
        """(count,) samples from the one numbered ``start`` on; silence where none are known, or no longer known."""
        places = np.arange(start, start + count)
        with self._lock:
            known = (places >= max(0, self.written - KEPT)) & (places < self.written)
            return np.where(known, self._ring[places % KEPT], 0.0)


class Resampler:
    """Converts from one rate to another, piece by piece, with a short windowed sinc."""

    TAPS = 24

    def __init__(self, from_hz: int, to_hz: int) -> None:
        self._step = from_hz / to_hz
        self._history = np.zeros(self.TAPS)
        self._next = float(self.TAPS // 2)
        """Position of the next output, counted in samples of the history."""
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


class EchoFilter:
    """How the loudspeaker sounds at the microphone, in blocks of frequencies."""

    def __init__(self, parts: int) -> None:
        self._weights: Spectrum = np.zeros((parts, BLOCK + 1), dtype=complex)
        self.left = 1.0
        """Energy of the residue, smoothed."""

    def residue(self, heard: NDArray[np.float64], played: Spectrum) -> NDArray[np.float64]:
        """(BLOCK,) the heard sound without the echo; ``played``: (parts, BLOCK + 1), the newest block first."""
        rest: NDArray[np.float64] = heard - np.fft.irfft((self._weights * played).sum(axis=0))[BLOCK:]
        self.left += FOLLOW * (float(rest @ rest) - self.left)
        return rest

    def learn(self, rest: NDArray[np.float64], played: Spectrum) -> None:
        """Takes one step toward the filter that would have left nothing."""
        rest_f = np.fft.rfft(np.concatenate([np.zeros(BLOCK), rest]))
        power = (np.abs(played) ** 2).sum(axis=0)
        step = np.conj(played) * (RATE / (power + FLOOR * power.mean() + 10.0)) * rest_f
        weights = np.fft.irfft(self._weights + step, axis=1)
        weights[:, BLOCK:] = 0.0
        self._weights = np.fft.rfft(weights, axis=1)

    def become(self, other: "EchoFilter") -> None:
        self._weights, self.left = other._weights.copy(), other.left


class EchoCanceller:
    """Removes echo; both signals must be fed block by block."""

    def __init__(self, parts: int = PARTS) -> None:
        self._careful, self._eager = EchoFilter(parts), EchoFilter(parts)
        self._played: Spectrum = np.zeros((parts, BLOCK + 1), dtype=complex)
        self._last = np.zeros(BLOCK)
        self._ratios: deque[float] = deque(maxlen=REMEMBERED)
        self._heard: deque[float] = deque(maxlen=REMEMBERED)
        self._left: deque[float] = deque(maxlen=REMEMBERED)
        self._silences: deque[float] = deque(maxlen=REMEMBERED)
        self._since_played = TAIL_BLOCKS
        self._blind: deque[bool] = deque(maxlen=BLIND_BLOCKS)
        """For each recent block of playing, whether a person could not have been heard in it."""
        self._excess: deque[float] = deque(maxlen=WRONG_BLOCKS)
        """Energy left in each of the last blocks beyond what a person who speaks over the coach could leave."""
        self._recent: deque[float] = deque([0.0] * TAIL_BLOCKS, maxlen=TAIL_BLOCKS)

    @property
    def masked(self) -> bool:
        """Whether, for a while now, a person could not be heard while the coach was speaking, only in the gaps."""
        return len(self._blind) == BLIND_BLOCKS and sum(self._blind) > BLIND_BLOCKS / 2

    def clean(self, heard: Block, played: NDArray[np.float64], *, astray: bool = False) -> tuple[Block, Echo]:
        """The heard block without the echo, (BLOCK,) int16, and what echo may still be in it.

        ``astray``: something is playing, and ``played`` may not correspond to ``heard``.
        """
        self._played = np.roll(self._played, 1, axis=0)
        self._played[0] = np.fft.rfft(np.concatenate([self._last, played]))
        self._last = played
        heard_f = heard.astype(np.float64)
        rest, eager_rest = (part.residue(heard_f, self._played) for part in (self._careful, self._eager))
        if float(played @ played) > AUDIBLE and self._eager.left < BETTER * self._careful.left:
            self._careful.become(self._eager)
            rest = eager_rest
        energies = (float(signal @ signal) + 1.0 for signal in (heard_f, rest, heard_f - rest, played))
        doubtful = self._may_be_echo(*energies, astray=astray)
        if self._since_played < FULL_BLOCKS:
            self._eager.learn(eager_rest, self._played)
            if doubtful:
                self._careful.learn(rest, self._played)
        if rest @ rest > heard_f @ heard_f:
            rest = heard_f  # the filter is wrong for now and must not add a voice of its own
        left = Echo.DOUBTFUL if doubtful else Echo.SOUNDING if self._since_played < TAIL_BLOCKS else Echo.NONE
        return np.clip(rest, -32768, 32767).astype(np.int16), left

    def _may_be_echo(self, heard: float, rest: float, echo: float, played: float, *, astray: bool) -> bool:
        """Whether one block may be echo, from its energies: heard, residue, modelled echo, and played."""
        self._recent.append(echo if played > AUDIBLE else 0.0)
        self._since_played = 0 if played > AUDIBLE or astray else self._since_played + 1
        if self._since_played >= TAIL_BLOCKS:
            self._silences.append(heard)
            return False
        if self._since_played >= FULL_BLOCKS:
            known = len(self._heard) >= LEARNT_AFTER and not self._no_echo()
            return known and (astray or not self._proven() or not self._clearly_more(rest))
        self._heard.append(heard)
        self._left.append(rest)
        self._excess.append(rest - WRONG * heard)
        if len(self._heard) < LEARNT_AFTER:
            return True
        if self._no_echo():
            return False
        blind = astray or not self._proven()
        self._blind.append(blind)
        return blind or sum(self._excess) > 0.0 or not self._clearly_more(rest)

    def _no_echo(self) -> bool:
        """Whether there is no echo: with headphones it is as quiet while the coach speaks as it is otherwise."""
        if not self._silences:
            return False
        return float(np.quantile(self._heard, 0.7)) < QUIETER * float(np.median(self._silences))

    def _proven(self) -> bool:
        """Whether most of the echo is removed. If not, the coach does not listen while it speaks: cues are short."""
        room = float(np.median(self._silences)) if self._silences else 0.0
        return float(np.median(self._left)) < max(GONE * float(np.median(self._heard)), QUIETER * room)

    def _clearly_more(self, rest: float) -> bool:
        """Whether the residue is clearly more than the usual residue of an echo this loud."""
        loudest = float((np.array(self._recent) * FADING).max())
        if len(self._ratios) >= LEARNT_AFTER and rest > CLEARLY * loudest * float(np.quantile(self._ratios, USUAL)):
            return True
        if loudest > 0.0:
            self._ratios.append(rest / loudest)
        return False
