"""Loads OpenCV quietly, for all of vision: ``from coach.vision.opencv import cv2``."""

import os

from coach.errors import MissingPartError
from coach.vision.libraries import remedy

# OpenCV reads these variables when it loads. They keep its log and FFmpeg's off the terminal (-8 is FFmpeg's level for
# quiet); without the hardware transforms, Windows opens a webcam in one second instead of ten or more.
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")

try:
    import cv2
except ImportError as error:
    raise MissingPartError(f"OpenCV cannot be loaded ({error}); {remedy()}") from error

# Each call takes less than a millisecond: other threads would spend more time on waiting than they save, a tenth of a
# look.
cv2.setNumThreads(1)

__all__ = ["cv2"]
