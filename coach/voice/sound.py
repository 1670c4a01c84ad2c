"""Sound files as samples."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 22050
"""The rate of espeak-ng, which is enough for speech."""
QUIET = 60
"""Sample values up to this (of 32767) count as silence at a clip's ends."""
LEAD_S = 0.01
TAIL_S = 0.06

Samples = NDArray[np.int16]
"""(n,) int16, mono, RATE_HZ."""


def load(path: Path) -> Samples:
    """A sound file's samples, without the silence around them; raises OSError if it cannot be decoded."""
    import miniaudio

    try:
        decoded = miniaudio.decode_file(str(path), miniaudio.SampleFormat.SIGNED16, 1, RATE_HZ)
    except miniaudio.MiniaudioError as error:
        raise OSError(f"{path}: cannot be decoded: {error}") from error
    return trimmed(np.asarray(decoded.samples, dtype=np.int16))


def trimmed(samples: Samples) -> Samples:
    """The samples with all but a little silence removed from both ends; silence alone becomes empty."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > QUIET)
    if loud.size == 0:
        return samples[:0]
    start = max(0, int(loud[0]) - int(LEAD_S * RATE_HZ))
    end = min(samples.size, int(loud[-1]) + int(TAIL_S * RATE_HZ))
    return samples[start:end]


def duration_s(samples: Samples) -> float:
    return float(samples.size) / RATE_HZ


def load_or_remove(path: Path) -> Samples | None:
    """The samples as from ``load``, but a file that cannot be decoded is deleted, to be rendered again."""
    try:
        return load(path)
    except OSError:
        path.unlink(missing_ok=True)
        return None


NOTHING: Samples = np.zeros(0, dtype=np.int16)
