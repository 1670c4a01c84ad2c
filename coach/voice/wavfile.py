"""Checks whether a WAV file is complete: speech engines report a file as written before it is."""

import struct
from pathlib import Path

HEADER_BYTES = 44


def is_whole_wav(path: Path) -> bool:
    """Whether the file exists, contains samples, and is as long as its own header says."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return False
    if size <= HEADER_BYTES or head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        return False
    (riff_bytes,) = struct.unpack("<I", head[4:8])
    return bool(riff_bytes + 8 == size)
