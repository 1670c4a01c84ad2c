"""A video file as a source: every picture with its timestamp in the file."""

import threading
import time
from pathlib import Path

import numpy as np

from coach.errors import RecordingError
from coach.vision.frame import Frame
from coach.vision.opencv import cv2, name_of
from coach.vision.source import Clock, PictureSource

USUAL_FPS = 30.0
"""Frame rate assumed for a file that does not name one."""

HIGHEST_FPS = 1000.0
"""A rate above this is a broken header."""

LATE_S = 0.2
"""In real time, a picture later than this is skipped, so that sound and picture stay together."""


class Recording(PictureSource):
    """A video file. ``realtime``: it plays at its own pace from the first ``read``, skipping late pictures."""

    is_live = False

    def __init__(self, path: Path, *, realtime: bool = False, clock: Clock = time.monotonic) -> None:
        """Raises RecordingError if there is no such file or it is not a video."""
        self._path = path
        self._clock = clock
        self._closed = threading.Event()
        self._turn = threading.Lock()
        self._capture = self._open()
        self.pictures = max(int(self._capture.get(cv2.CAP_PROP_FRAME_COUNT)), 0)
        """Approximate number of pictures; 0 if the file does not say."""
        fps = self._capture.get(cv2.CAP_PROP_FPS)
        self._frame_s = 1.0 / (fps if 0.0 < fps <= HIGHEST_FPS else USUAL_FPS)
        self._last_s = -self._frame_s
        self._waiting = self._next()
        if self._waiting is None:
            self.close()
            raise RecordingError(f"{path}: no pictures in this file; use a video such as .mp4, .mov or .webm")
        rows, columns = self._waiting.image.shape[:2]
        self.size = (columns, rows)
        self._realtime = realtime
        self._started_s: float | None = None

    def read(self, timeout_s: float = 1.0) -> Frame | None:
        """The next picture, at its time if played in real time; None at the end."""
        frame = self._take()
        if not self._realtime or frame is None:
            return frame
        if self._started_s is None:
            self._started_s = self._clock() - frame.t_s
        while self.now_s() - frame.t_s > LATE_S and (later := self._take()) is not None:
            frame = later
        self._closed.wait(max(frame.t_s - self.now_s(), 0.0))
        return None if self._closed.is_set() else frame

    def now_s(self) -> float:
        """In real time, the time being played; otherwise the time of the last picture read."""
        if self._realtime and self._started_s is not None:
            return self._clock() - self._started_s
        return max(self._last_s, 0.0)

    def close(self) -> None:
        self._closed.set()
        with self._turn:
            self._capture.release()

    def _open(self) -> "cv2.VideoCapture":
        if not self._path.is_file():
            raise RecordingError(f"{self._path}: no such video file; check the path")
        try:
            capture = cv2.VideoCapture(name_of(self._path), cv2.CAP_FFMPEG)
        except cv2.error as error:
            raise RecordingError(f"{self._path}: cannot be read as a video") from error
        if not capture.isOpened():
            raise RecordingError(f"{self._path}: not a readable video; use an .mp4, .mov or .webm file")
        capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 1)  # a phone held upright marks its videos as turned
        return capture

    def _take(self) -> Frame | None:
        if self._waiting is not None:
            frame, self._waiting = self._waiting, None
            return frame
        return self._next()

    def _next(self) -> Frame | None:
        with self._turn:
            if self._closed.is_set():
                return None
            got, image = self._capture.read()
            if not got:
                return None
            stamp_s = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000.0
        self._last_s = stamp_s if stamp_s > self._last_s else self._last_s + self._frame_s
        return Frame(np.asarray(image, dtype=np.uint8), self._last_s)
