"""Recordings of every kind that people have, made by FFmpeg's own encoders from a clip when a test asks for them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np

from coach.vision.frame import Image

TICKS = 1000
"""Ticks in a second: the unit of all times in the films."""


def pictures(clip: Path, count: int, *, every: int = 1) -> list[Image]:
    """The first pictures of a clip, (h, w, 3) BGR."""
    with av.open(str(clip)) as container:
        shots = (shot for index, shot in enumerate(container.decode(video=0)) if index % every == 0)
        return [shot.to_ndarray(format="bgr24") for _, shot in zip(range(count), shots, strict=False)]


def evenly(images: Sequence[Image], rate_hz: float) -> list[tuple[float, Image]]:
    return [(index / rate_hz, image) for index, image in enumerate(images)]


@dataclass(frozen=True)
class Kind:
    """How a film is encoded."""

    name: str
    codec: str = "libx264"
    layout: str = "yuv420p"
    options: dict[str, str] = field(default_factory=dict)
    turn_deg: float = 0.0
    """Written into the file as a mark; the pictures stay as they are."""
    pixel: Fraction = Fraction(1)
    """Width of a pixel over its height, written into the file as a mark."""
    rate_hz: int = 10
    container: dict[str, str] = field(default_factory=dict)


def film(path: Path, timed: Iterable[tuple[float, Image]], kind: Kind) -> Path:
    """Writes pictures with their times in seconds."""
    timed = list(timed)
    rows, columns = timed[0][1].shape[:2]
    with av.open(str(path), "w", options=kind.container) as container:
        stream = container.add_stream(kind.codec, rate=kind.rate_hz, options=kind.options)
        stream.width, stream.height, stream.pix_fmt = columns, rows, kind.layout
        base = Fraction(1, kind.rate_hz if kind.codec in ("mpeg2video", "mjpeg", "mpeg4") else TICKS)
        stream.codec_context.time_base = stream.time_base = base
        stream.codec_context.sample_aspect_ratio = kind.pixel
        if kind.turn_deg:
            stream.set_display_rotation(kind.turn_deg)
        for packet in _encoded(stream, timed, kind, base):
            container.mux(packet)
    return path


def _encoded(stream, timed, kind: Kind, base: Fraction) -> Iterator[av.Packet]:
    for t_s, image in timed:
        shot = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="bgr24").reformat(format=kind.layout)
        shot.pts, shot.time_base = round(t_s / base), base
        yield from stream.encode(shot)
    yield from stream.encode()


def interlaced(images: Sequence[Image]) -> list[Image]:
    """Each picture with its odd lines from the next one, as a camcorder records them."""
    woven = []
    for first, second in pairwise(images):
        both = first.copy()
        both[1::2] = second[1::2]
        woven.append(both)
    return woven


def damaged(path: Path, begin: float, end: float) -> Path:
    """The file with a part, in shares of its size, overwritten by zeros."""
    content = bytearray(path.read_bytes())
    first, last = int(len(content) * begin), int(len(content) * end)
    content[first:last] = bytes(last - first)
    path.write_bytes(content)
    return path


def cut_off(path: Path, share: float) -> Path:
    """The file without what comes after this share of it."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path
