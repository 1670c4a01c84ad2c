"""Rooms that a voice is heard in, simulated from their reverberation time and the distance of the voice."""

import numpy as np

from coach.voice.microphone import RATE_HZ

RT60_S = (0.3, 0.8)
DIRECT_DB = (-8.0, 0.0)
"""A person two metres from a laptop in a living room: energy of the direct sound relative to all that the room adds."""
FULL_SCALE = 32768.0
LESS_BASS = 0.95
"""Share of each sample that is taken from the next before a word is looked for: "s" and "t" become as loud as vowels,
and rumble becomes quiet. Otherwise noise before 7 of 232 recordings of "stop" counts as their beginning."""
PAUSE_S = 0.2
"""The longest silence within a word, such as before its last "t"."""


def room(random: np.random.Generator, rt60_s: float, direct_db: float) -> np.ndarray:
    """(n,) impulse response: the direct sound, single reflections, and a tail that loses its high notes first."""
    t_s = np.arange(int(rt60_s * RATE_HZ)) / RATE_HZ
    decay = np.exp(-6.9 * t_s / rt60_s)
    tail = random.standard_normal(t_s.size) * decay
    dull = np.convolve(random.standard_normal(t_s.size), np.ones(6) / np.sqrt(6), "same") * decay
    mix = np.exp(-t_s / (0.3 * rt60_s))
    tail = tail * mix + dull * (1 - mix)
    first = int(random.uniform(0.002, 0.008) * RATE_HZ)
    tail[:first] = 0.0
    places = random.integers(first, int(0.05 * RATE_HZ), 12)
    tail[places] += random.choice([-1, 1], 12) * random.uniform(1, 4, 12) * decay[places]
    tail *= 10 ** (-direct_db / 20) / np.sqrt((tail**2).sum())
    tail[0] = 1.0
    return tail


def any_room(random: np.random.Generator) -> np.ndarray:
    """A random living room like the above."""
    return room(random, random.uniform(*RT60_S), random.uniform(*DIRECT_DB))


def convolved(samples: np.ndarray, response: np.ndarray) -> np.ndarray:
    """(n + m - 1,) the whole sound, including its tail in the room."""
    count = samples.size + response.size - 1
    size = 1 << (count - 1).bit_length()
    return np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(response, size), size)[:count]


def level_db(samples: np.ndarray) -> float:
    """dBFS of the loud part: root mean square of the pieces of 20 ms within 20 dB of the loudest."""
    piece = RATE_HZ // 50
    power = (samples[: samples.size // piece * piece].reshape(-1, piece).astype(np.float64) ** 2).mean(axis=1)
    loud = power[power > 0.01 * power.max(initial=0.0)]
    return float(10 * np.log10(loud.mean() / FULL_SCALE**2)) if loud.size else -120.0


def at_level(samples: np.ndarray, wanted_db: float) -> np.ndarray:
    return samples * 10 ** ((wanted_db - level_db(samples)) / 20)


def mean_level_db(samples: np.ndarray) -> float:
    """dBFS of the whole."""
    return float(10 * np.log10((samples.astype(np.float64) ** 2).mean() / FULL_SCALE**2 + 1e-12))


def spoken_part(samples: np.ndarray) -> tuple[int, int]:
    """Start and end of a single spoken word: the 10 ms pieces within 24 dB of the loudest, without rumble, and without
    clicks and knocks further from it than PAUSE_S."""
    piece = RATE_HZ // 100
    clear = samples - LESS_BASS * np.concatenate([samples[:1], samples[:-1]])
    power = (clear[: clear.size // piece * piece].reshape(-1, piece) ** 2).mean(axis=1) + 1.0
    smooth = np.convolve(power, np.ones(3) / 3, "same")
    line = max(smooth.max() * 0.004, min(4 * np.quantile(smooth, 0.1), smooth.max() * 0.1))
    loud = np.flatnonzero(smooth > line)
    parts = np.split(loud, np.flatnonzero(np.diff(loud) * piece > PAUSE_S * RATE_HZ) + 1)
    word = max(parts, key=lambda part: float(smooth[part].sum()))
    return int(word[0]) * piece, (int(word[-1]) + 1) * piece
