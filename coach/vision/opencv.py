"""Loads OpenCV quietly, for all of vision: ``from coach.vision.opencv import cv2``."""

import os
from pathlib import Path

from coach.errors import MissingPartError, RecordingError
from coach.vision.libraries import remedy

# Read when OpenCV loads. They keep its log and FFmpeg's off the terminal (-8 is FFmpeg's level for quiet); without the
# hardware transforms Windows opens a webcam in one second instead of ten or more.
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")

try:
    import cv2
except ImportError as error:
    raise MissingPartError(f"OpenCV cannot be loaded ({error}); {remedy()}") from error

__all__ = ["cv2", "name_of"]


def name_of(file: Path) -> str:
    """The name of a file for OpenCV. Raises RecordingError if it is not valid text: OpenCV would end the process."""
    try:
        str(file).encode("utf-8")
    except UnicodeEncodeError as error:
        name = os.fsencode(file).decode("utf-8", errors="backslashreplace")
        raise RecordingError(f"{name}: the file name is not valid text; rename the file") from error
    return str(file)
