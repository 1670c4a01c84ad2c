"""Detects picture files that are truncated, for example by an interrupted copy or download.

The libraries fill the missing part with grey and print a line of their own, or read nothing at all.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from coach.vision.opencv import cv2
from coach.vision.quiet import without_chatter

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_JPEG_END = b"\xff\xd9"
_PROGRESSIVE = 0xC2
"""Marker of a progressive picture, which has several layers; no camera omits its end."""
_ALONE = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})
"""Markers after 0xFF that have no segment: a literal 0xFF, restarts, the start."""
_FILLER = b"\x5a\xa5\x33\x0f" * 64
"""Meaningless image data."""


def ends_early(file: Path) -> bool:
    """Whether a JPEG or PNG is truncated. Data after its end, such as a phone's short film, is ignored."""
    try:
        with file.open("rb") as stream:
            content = stream.read(len(_PNG))
            if not content.startswith((_JPEG, _PNG)):
                return False
            content += stream.read()
    except OSError:  # reported when the picture is read
        return False
    if content.startswith(_PNG):
        return not _png_has_end(content)
    return _jpeg_ends_early(content)


def _jpeg_ends_early(content: bytes) -> bool:
    markers = set(_markers(content))
    return _JPEG_END[1] not in markers and (_PROGRESSIVE in markers or not _is_complete_without_end(content))


def _markers(content: bytes) -> Iterator[int]:
    """The markers from segment to segment: an embedded thumbnail, with an end of its own, is skipped."""
    at = content.find(b"\xff", len(_JPEG) - 1)
    while 0 <= at < len(content) - 1:
        marker = content[at + 1]
        yield marker
        if marker == _JPEG_END[1]:
            return
        if marker == 0xFF:
            at += 1
        elif marker in _ALONE:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        at = content.find(b"\xff", at)


def _is_complete_without_end(content: bytes) -> bool:
    """Whether a picture without the end marker, which some cameras omit, is complete: more data then changes
    nothing."""
    content = content.rstrip(b"\xff")  # half a marker would combine with what is appended
    with without_chatter():
        first, second = (
            cv2.imdecode(np.frombuffer(content + more + _JPEG_END, np.uint8), cv2.IMREAD_COLOR)
            for more in (b"", _FILLER)
        )
    return first is not None and second is not None and np.array_equal(first, second)


def _png_has_end(content: bytes) -> bool:
    at = len(_PNG)
    while at + 12 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if kind == b"IEND":
            return True
        at += 12 + length
    return False
