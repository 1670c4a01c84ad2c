"""Opens the source named by ``--source``: a camera, a recording, or the bundled clip."""

import time
from collections.abc import Callable
from pathlib import Path

from coach.errors import CameraError, InputError, RecordingError
from coach.regular_file import exists
from coach.resources import resource_path
from coach.vision.camera import Camera
from coach.vision.camera_names import NamedCamera, named_cameras
from coach.vision.picture_file import read_picture
from coach.vision.recording import Recording
from coach.vision.source import Clock, PictureSource

DEFAULT_CAMERAS = (0, 1, 2)
"""Cameras tried in turn for ``camera``: some laptops list an infrared camera or a metadata device first."""

CAMERA_NUMBERS = range(1000)
"""Valid camera numbers: Smallest camera number: OpenCV crashes the process on a negative one."""


def open_source(
    spec: str | int,
    *,
    realtime: bool,
    clock: Clock = time.monotonic,
    cameras: Callable[[], tuple[NamedCamera, ...]] = named_cameras,
) -> PictureSource:
    """Opens ``camera``, a camera by number or name, a video file by path, or ``demo``.

    ``realtime``: a recording plays at its own pace, otherwise as fast as it is read. ``clock`` times camera pictures.
    Raises CameraError, RecordingError, or InputError for a still picture.
    """
    if isinstance(spec, int) or _is_number(spec):
        if int(spec) not in CAMERA_NUMBERS:
            raise InputError(f"camera {spec}: cameras are numbered from 0; use --source 0")
        return _camera((int(spec),), clock)
    if spec == "camera":
        return _camera(DEFAULT_CAMERAS, clock)
    if spec == "demo":
        return Recording(resource_path("assets", "demo", "demo.mp4"), realtime=realtime, clock=clock)
    path = named_file(spec)
    if not exists(path) and (named := [camera.number for camera in cameras() if camera.name == spec]):
        return _camera(tuple(named), clock)
    return open_recording(path, realtime=realtime, clock=clock)


def open_recording(
    path: Path, *, realtime: bool = False, most_hz: float | None = None, clock: Clock = time.monotonic
) -> Recording:
    """Opens a video file; the parameters are those of Recording. Raises RecordingError, or InputError for a still
    picture."""
    try:
        return Recording(path, realtime=realtime, most_hz=most_hz, clock=clock)
    except RecordingError as error:
        if read_picture(path) is not None:
            raise InputError(f"{path}: a picture, not a video; use `coach inspect` for pictures") from error
        raise


def named_file(name: str) -> Path:
    """The file of this name, or, if there is none, with ``~`` for the home folder."""
    path = Path(name)
    try:
        return path if exists(path) else path.expanduser()
    except RuntimeError:  # it begins with ~ but names no user's home folder
        return path


def _camera(numbers: tuple[int, ...], clock: Clock) -> PictureSource:
    """The first of these cameras that gives a picture."""
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
