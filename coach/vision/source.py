"""Where pictures come from: a camera, a recording, the bundled clip."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from coach.errors import CameraError, InputError
from coach.vision.frame import Frame

Clock = Callable[[], float]
"""Seconds, never running backwards."""

DEFAULT_CAMERAS = (0, 1, 2)
"""Tried in turn for ``camera``: some laptops list an infrared camera or a metadata device first."""

CAMERA_NUMBERS = range(1000)
"""Numbers that OpenCV survives: it crashes the process at a negative one."""


class Source(ABC):
    """Gives Frames with strictly rising times. Belongs to one reader; ``close`` may be called from anywhere."""

    is_live: bool
    """True for a camera: pictures are lost while nobody looks, and it may go away and come back."""

    size: tuple[int, int]
    """Width and height of its pictures in pixels, upright."""

    @abstractmethod
    def read(self, timeout_s: float = 1.0) -> Frame | None:
        """The next picture. None: a recording is over, or a camera gave nothing within ``timeout_s``."""

    @abstractmethod
    def now_s(self) -> float:
        """The present moment on the source's own clock, for everything that happens between two pictures."""

    @abstractmethod
    def close(self) -> None: ...

    def __iter__(self) -> Iterator[Frame]:
        """Every picture up to the end of a recording, or to the first gap of a camera."""
        while (frame := self.read()) is not None:
            yield frame

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_source(spec: str | int, *, realtime: bool, clock: Clock = time.monotonic) -> Source:
    """``camera``, a camera's number, a video file's path, or ``demo``.

    ``realtime``: a recording is shown at its own pace, else as fast as it is read. ``clock`` times a camera's pictures.
    Raises CameraError, RecordingError, or InputError for a still picture.
    """
    from coach.vision.recording import Recording

    if isinstance(spec, int) or _is_number(spec):
        if int(spec) not in CAMERA_NUMBERS:
            raise InputError(f"camera {spec}: cameras are numbered from 0; use --source 0")
        return _camera((int(spec),), clock)
    if spec == "camera":
        return _camera(DEFAULT_CAMERAS, clock)
    if spec == "demo":
        from coach.resources import resource_path

        return Recording(resource_path("assets", "demo", "demo.mp4"), realtime=realtime, clock=clock)
    path = Path(spec).expanduser()
    if path.is_file() and _is_picture(path):
        raise InputError(f"{path}: a still picture, no video; look at pictures with `coach inspect`")
    return Recording(path, realtime=realtime, clock=clock)


def _camera(numbers: tuple[int, ...], clock: Clock) -> Source:
    """The first of these cameras that gives a picture."""
    from coach.vision.camera import Camera

    for number in numbers:
        try:
            return Camera(number, clock=clock)
        except CameraError:
            if len(numbers) == 1:
                raise
    raise CameraError(
        "no camera gives a picture; connect one or close the program that uses it, "
        "allow camera access in the system's settings, or use --audio-only"
    )


def _is_number(spec: str) -> bool:
    return spec.removeprefix("-").isdecimal() and not Path(spec).exists()


def _is_picture(path: Path) -> bool:
    from coach.vision.opencv import cv2, name_of

    return bool(cv2.haveImageReader(name_of(path)))
