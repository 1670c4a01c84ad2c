"""Makes the four tones, with the same bytes every time: ``python assets/sounds/make_tones.py``.

A soft struck bar: a fundamental and two quiet partials that die away. A rising tone for the beginning of a hold, a
falling one for its end, a low one for a stop, and a short high one for "I heard you".
"""

import wave
from pathlib import Path

import numpy as np

RATE_HZ = 22050
HERE = Path(__file__).parent
PARTIALS = ((1.0, 1.0), (2.0, 0.25), (3.01, 0.08))
"""Frequency and loudness of each, relative to the fundamental."""
ATTACK_S = 0.008

TONES = {
    "hold_start": ((523.25, 0.0), (783.99, 0.14)),
    "hold_end": ((783.99, 0.0), (523.25, 0.14)),
    "stop": ((293.66, 0.0),),
    "heard": ((880.0, 0.0),),
}
"""Each tone's notes: frequency in Hz, and the time of its start in seconds."""
LENGTH_S = {"hold_start": 0.6, "hold_end": 0.6, "stop": 0.45, "heard": 0.22}
PEAK = 0.35


def note(frequency_hz: float, length_s: float) -> np.ndarray:
    t_s = np.arange(int(length_s * RATE_HZ)) / RATE_HZ
    waves = sum(loud * np.sin(2 * np.pi * ratio * frequency_hz * t_s) for ratio, loud in PARTIALS)
    attack = np.minimum(1.0, t_s / ATTACK_S)
    release = np.minimum(1.0, (length_s - t_s) / 0.05)
    return waves * attack * release * np.exp(-t_s / (length_s / 3))


def tone(name: str) -> np.ndarray:
    length_s = LENGTH_S[name]
    total = np.zeros(int(length_s * RATE_HZ))
    for frequency_hz, struck_s in TONES[name]:
        start = int(struck_s * RATE_HZ)
        part = note(frequency_hz, length_s - struck_s)
        total[start : start + part.size] += part[: total.size - start]
    return (total / np.abs(total).max() * PEAK * 32767).astype("<i2")


def main() -> None:
    for name in TONES:
        with wave.open(str(HERE / f"{name}.wav"), "wb") as file:
            file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
            file.writeframes(tone(name).tobytes())


if __name__ == "__main__":
    main()
