"""The parts of an MP4 file, as far as its container shows them: each has a size and a name."""

import os
from collections.abc import Iterator
from pathlib import Path

BEGINS = (b"ftyp", b"mdat", b"wide", b"free", b"skip", b"moov")
"""Possible names of a file's first part."""


def is_appended_to(path: Path) -> bool:
    """Whether an MP4 is followed by the beginning and the index of another one. Raises OSError."""
    kinds = [kind for kind in parts(path) if kind in (b"ftyp", b"moov")]
    return min(kinds.count(b"ftyp"), kinds.count(b"moov")) > 1


def parts(path: Path) -> Iterator[bytes]:
    """The names of the parts, which follow each other; none for another file. Raises OSError."""
    with path.open("rb") as file:
        at, end = 0, file.seek(0, os.SEEK_END)
        while at < end:
            file.seek(at)
            head = file.read(16)
            size, kind = int.from_bytes(head[:4], "big"), head[4:8]
            if at == 0 and kind not in BEGINS:
                return
            yield kind
            size = int.from_bytes(head[8:], "big") if size == 1 else size
            if size < 8:  # the last one may reach to the end
                return
            at += size
