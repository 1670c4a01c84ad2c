"""Whether a picture's file ends before the picture does, as after a copy or a download that broke off.

The libraries paint what is missing grey and say no more than a line of their own, or read nothing at all.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from coach.vision.opencv import cv2
from coach.vision.quiet import without_chatter

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_JPEG_END = b"\xff\xd9"
_PROGRESSIVE = 0xC2
"""Such a picture comes in several layers, and no camera leaves out its end."""
_ALONE = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})
"""What may follow 0xFF without a segment behind it: a plain 0xFF, restarts, the start."""
_FILLER = b"\x5a\xa5\x33\x0f" * 64
"""Image data of no meaning."""


def ends_early(file: Path) -> bool:
    """Whether a JPEG or PNG breaks off. What lies behind its end, such as a phone's short film, is no matter."""
    try:
        with file.open("rb") as stream:
            content = stream.read(len(_PNG))
            if not content.startswith((_JPEG, _PNG)):
                return False
            content += stream.read()
    except OSError:  # told where the picture is read
        return False
    if content.startswith(_PNG):
        return not _png_has_end(content)
    return _jpeg_ends_early(content)


def _jpeg_ends_early(content: bytes) -> bool:
    markers = set(_markers(content))
    return _JPEG_END[1] not in markers and (_PROGRESSIVE in markers or not _is_complete_without_end(content))


def _markers(content: bytes) -> Iterator[int]:
    """From segment to segment up to the end: a small picture inside of one, with an end of its own, does not count."""
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
    """Some cameras leave the end marker out. Where the picture is all there, more image data changes nothing in it."""
    content = content.rstrip(b"\xff")  # half a marker would make one of what is put behind it
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
