"""Decodes the packets of a video file; with ``shot``, the only adapter to PyAV, which contains FFmpeg's decoders."""

import logging
import re
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

from coach.errors import MissingPartError, RecordingError
from coach.regular_file import check_regular
from coach.vision.libraries import remedy
from coach.vision.mp4_parts import parts
from coach.vision.quiet import without_chatter
from coach.vision.shot import PictureConverter, Shot

try:
    with without_chatter():  # on macOS, both libraries contain FFmpeg, and the system prints a remark about it
        import av
        import av.logging
        from av.error import FFmpegError
except ImportError as error:
    raise MissingPartError(f"PyAV cannot be loaded ({error}); {remedy()}") from error

av.logging.set_level(av.logging.WARNING)
av.logging.set_skip_repeated(False)
logging.getLogger("libav").addHandler(logging.NullHandler())
logging.getLogger("libav").propagate = False

FORMATS = "mov,matroska,avi,mpeg,mpegts,asf,flv,ogg,dv,mxf,gxf,nut,ivf,rm,h264,hevc,av1,obu,m4v,mpegvideo,yuv4mpegpipe"
"""Supported containers. Playlists, which name other files and addresses, are not among them."""

PICTURES = frozenset({"heic", "heix", "heim", "heis", "mif1", "avif"})
"""Brands of files that are built like an MP4 and contain pictures."""

FRESH_S = 10.0
"""After damage, pictures count again from the next key frame, or after this long: some files have none [J]."""

AGAIN_S = 1.0
"""No picture is stored this long before or after its place in the order of display [J]."""

COVER = av.stream.Disposition.attached_pic | av.stream.Disposition.timed_thumbnails | av.stream.Disposition.still_image
"""Marks of a picture stream that is not a film."""

DAMAGE = re.compile(
    r"error while decoding|Error at MB|damaged|conceal|illegal |overread|block unavailable|Invalid NAL|Error splitting"
    r"|Could not find ref|Error constructing the frame|reference picture missing|Missing reference|non-existing"
    r"|Error parsing|corrupt|Invalid data|error count|error y=|bad vlc|[Ii]nvalid (?:mb|cbp|level prefix)|slice below"
    r"|skipped MB|MVs not available|cabac|overflow|out(?:side| of) (?:the valid )?range|Failed to parse|alignment_bit"
    r"|unsupported coding type|mismatching checksum|EBML|exceeds containing master"
)
"""Errors of decoders that invent a part of a picture."""

LEFT_OUT = re.compile(r"Skipping invalid undecodable NALU: (?:[12]?\d|3[0-4])$")
"""A warning that the HEVC decoder leaves out a part of a picture, or data on which pictures depend."""

VPX = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
"""FFmpeg has two decoders for each of these; this one reports truncated data, and the other invents pictures."""

VPX_PROFILES = ("Profile 0", "Profile 1")
"""The formats that the wheel's build of it can decode: 8 bits."""


class Film:
    """A video file, read once from its beginning to its end."""

    def __init__(self, path: Path) -> None:
        """Raises RecordingError if there is no such file or it is not a video."""
        self._path = path
        self._file = _opened(path)
        try:
            self._container = self._open()
        except BaseException:
            self._file.close()
            raise
        self._stream = _film(self._container)
        self._decoder = _decoder(self._stream)
        # With one thread, a decoder's message arrives with the picture that it is about.
        self._decoder.thread_count = 1
        self._converter = PictureConverter(self._stream.sample_aspect_ratio)
        self._packets = self._container.demux(self._stream)
        self._ready: deque[Shot] = deque()
        self._lost_s: float | None = None
        """Timestamp of the last unreadable picture while later pictures depend on it."""
        self._damaged = False
        self._over = False
        self.broken_off = False
        """The end of the file is missing or cannot be read, as far as the file shows; known once it has been read."""

    @property
    def rate_hz(self) -> float | None:
        """Average number of pictures a second according to the file; None if it does not say."""
        return float(self._stream.average_rate) if self._stream.average_rate else None

    @property
    def pictures(self) -> int:
        """Approximate number of pictures; 0 if the file does not say."""
        return int(self._stream.frames or round((self.length_s or 0.0) * (self.rate_hz or 0.0)))

    @property
    def length_s(self) -> float | None:
        """How long the pictures last according to the file; None if it does not say."""
        stream = self._stream
        if stream.duration:
            # The duration of a truncated AVI is that of the rest; its frame count is still the original one.
            counted = stream.frames / self.rate_hz if stream.frames and self.rate_hz else 0.0
            measured = float(stream.duration * stream.time_base)
            return max(measured, counted) if self._container.format.name == "avi" else measured
        tagged = _tagged_s(stream.metadata.get("DURATION", ""))
        ends_s = tagged or (self._container.duration / av.time_base if self._container.duration else None)
        # Such a file names the time of its end, and a copy of a part may begin at any time.
        return ends_s and ends_s - max(0.0, self.begins_s or 0.0)

    @property
    def begins_s(self) -> float | None:
        """Timestamp of the first picture, readable or not; None if the file does not say."""
        return _seconds(self._stream.start_time, self._stream.time_base)

    @property
    def names_length(self) -> bool:
        """Whether ``length_s`` was written by the recorder, and not estimated from the size of the file."""
        return self._container.format.name not in ESTIMATED

    def read(self) -> Shot | None:
        """The next readable picture; None at the end."""
        while not self._ready and not self._over:
            self._decode()
        if not self._ready:
            self.broken_off |= self._damaged  # the damage reaches to the end
            return None
        return self._ready.popleft()

    def close(self) -> None:
        self._ready.clear()
        self._over = True
        self._container.close()
        self._file.close()

    def _open(self) -> Any:  # noqa: ANN401 - PyAV has one function for readers and writers
        with _reports() as reports:
            try:
                options = {"format_whitelist": FORMATS}
                container = av.open(self._file, "r", options=options, metadata_errors="replace")
            except (FFmpegError, OSError, ValueError) as error:
                if any(parts(self._path)) and any("moov atom not found" in text for _, _, text in reports):
                    raise RecordingError(
                        f"{self._path}: the end of this recording is missing, and without it the rest cannot be read; "
                        "copy it again from its source"
                    ) from error
                raise RecordingError(f"{self._path}: not a readable video; use an .mp4, .mov or .webm file") from error
        if container.metadata.get("major_brand", "").strip() in PICTURES:
            container.close()
            raise RecordingError(f"{self._path}: a picture, not a video; convert it to JPEG for `coach inspect`")
        if _film(container) is None:
            container.close()
            raise RecordingError(f"{self._path}: no pictures in this file; use a video such as .mp4, .mov or .webm")
        return container

    def _decode(self) -> None:
        """Decodes the next packet."""
        packet: Any = None
        pictures: list[Any] = []
        with _reports() as reports:
            try:
                packet = next(self._packets, None)
                pictures = [] if packet is None else self._decoder.decode(packet if packet.size else None)
                failed = False
            except (FFmpegError, OSError, ValueError):
                failed = True
                self.broken_off |= packet is None
        self._over |= packet is None
        self.broken_off |= any("ended prematurely" in text for _, _, text in reports)
        if packet is not None and (failed or packet.is_corrupt or any(map(_is_damage, reports))):
            self._lose(_seconds(packet.pts, packet.time_base))
        for picture in pictures:
            marked = self._decoder.name in VPX.values() and packet.is_keyframe  # libvpx does not mark them
            self._take(picture, needs_no_other=picture.key_frame or marked)

    def _take(self, picture: Any, *, needs_no_other: bool) -> None:  # noqa: ANN401 - PyAV's frame
        """A picture counts unless it is invented or depends on an invented one."""
        stamp_s = _seconds(picture.pts, picture.time_base)
        if picture.is_corrupt:
            self._lose(stamp_s)
        if self._lost_s is not None and not self._is_fresh(stamp_s, corrupt=picture.is_corrupt, whole=needs_no_other):
            return
        self._ready.append(Shot(stamp_s, self._damaged, picture, self._converter))
        self._lost_s, self._damaged = None, False

    def _is_fresh(self, stamp_s: float | None, *, corrupt: bool, whole: bool) -> bool:
        """Whether a picture does not depend on the damage. Its time may be earlier if another recording follows."""
        assert self._lost_s is not None
        since_s = None if stamp_s is None else stamp_s - self._lost_s
        if corrupt or (since_s is not None and -AGAIN_S <= since_s <= 0.0):
            return False
        return whole or (since_s is not None and since_s >= FRESH_S)

    def _lose(self, stamp_s: float | None) -> None:
        self._damaged = True
        self._lost_s = max((s for s in (self._lost_s, stamp_s) if s is not None), default=0.0)


ESTIMATED = frozenset({"mpeg", "mpegts", "h264", "hevc", "av1", "obu", "m4v", "mpegvideo", "flv", "dv"})
"""Formats whose length FFmpeg derives from the size of the file or its last timestamp."""


def _film(container: Any) -> Any:  # noqa: ANN401 - PyAV's container and stream
    """The stream to read: never a cover; films before single pictures, and among films the one that FFmpeg prefers."""
    best = container.streams.best("video")
    films = [stream for stream in container.streams.video if stream.codec_context and not stream.disposition & COVER]
    return max(films, key=lambda stream: (stream.frames != 1, stream == best), default=None)


def _decoder(stream: Any) -> Any:  # noqa: ANN401 - PyAV's stream and decoder
    own = stream.codec_context
    vpx = VPX.get(own.name, "")
    if vpx in av.codec.codecs_available and (own.name == "vp8" or own.profile in VPX_PROFILES):
        return av.CodecContext.create(vpx, "r")
    own.options = {"err_detect": "crccheck"}  # some HEVC encoders add a checksum to each picture
    return own


def _is_damage(report: tuple[int, str, str]) -> bool:
    level, _, text = report
    return bool(DAMAGE.search(text) if level <= av.logging.ERROR else LEFT_OUT.search(text.strip()))


@contextmanager
def _reports() -> Iterator[list[tuple[int, str, str]]]:
    """Collects what FFmpeg reports in this block: level, part and text."""
    with av.logging.Capture() as reports:
        yield reports


def _opened(path: Path) -> BinaryIO:
    """The file, opened by Python, so that FFmpeg does not interpret its name as an address or a pattern."""
    try:
        check_regular(path, sys.maxsize)
        return path.open("rb")
    except FileNotFoundError as error:
        raise RecordingError(f"{path}: no such video file; check the path") from error
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "not a file name"
        raise RecordingError(f"{path}: cannot be read ({said}); check the path") from error


def _seconds(ticks: int | None, base: Fraction | None) -> float | None:
    return None if ticks is None or base is None else float(ticks * base)


def _tagged_s(text: str) -> float | None:
    """Seconds of ``00:01:08.040000000``, as Matroska writes them; None for anything else."""
    found = re.fullmatch(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)", text.strip("\0 "))
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3]) if found else None
