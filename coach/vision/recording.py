"""A video file as a source: read as fast as the consumer asks, or played at its own pace."""

import threading
import time
from pathlib import Path

from coach.errors import RecordingError
from coach.vision.frame import Frame
from coach.vision.reel import Reel
from coach.vision.source import Clock, PictureSource

LATE_S = 0.2
"""In real time, a picture later than this is skipped, so that sound and picture stay together."""


class Recording(PictureSource):
    """A video file. ``realtime``: the recording plays at its own pace from the first ``read``, skipping late
    pictures."""

    is_live = False

    def __init__(
        self, path: Path, *, realtime: bool = False, most_hz: float | None = None, clock: Clock = time.monotonic
    ) -> None:
        """``most_hz``: pictures beyond this many a second are left out.

        Raises RecordingError if there is no such file or it is not a video.
        """
        self._clock = clock
        self._closed = threading.Event()
        self._turn = threading.Lock()
        self._reel = Reel(path, most_hz)
        self._last_s = 0.0
        self._waiting = self._next()
        if self._waiting is None:
            self.close()
            raise RecordingError(f"{path}: no pictures in this file; use a video such as .mp4, .mov or .webm")
        rows, columns = self._waiting.image.shape[:2]
        self.size = (columns, rows)
        self.paced = realtime
        self._started_s: float | None = None

    @property
    def pictures(self) -> int:
        """Approximate number of pictures; 0 if the file does not say."""
        return self._reel.pictures

    def flaws(self) -> list[str]:
        """What is wrong with the part that was read: one line each, with the name of the file."""
        return self._reel.flaws()

    def read(self, timeout_s: float = 1.0) -> Frame | None:
        """The next picture, at its time if played in real time; None at the end."""
        frame = self._take()
        if not self.paced or frame is None:
            return frame
        if self._started_s is None:
            self._started_s = self._clock() - frame.t_s
        while self.now_s() - frame.t_s > LATE_S and (later := self._take()) is not None:
            frame = later
        self._closed.wait(max(frame.t_s - self.now_s(), 0.0))
        return None if self._closed.is_set() else frame

    def now_s(self) -> float:
        """In real time, the time being played; otherwise the time of the last picture read."""
        if self.paced and self._started_s is not None:
            return self._clock() - self._started_s
        return self._last_s

    def close(self) -> None:
        self._closed.set()
        with self._turn:
            self._reel.close()

    def _take(self) -> Frame | None:
        if self._waiting is not None:
            frame, self._waiting = self._waiting, None
            return frame
        return self._next()

    def _next(self) -> Frame | None:
        with self._turn:
            frame = None if self._closed.is_set() else self._reel.next()
        if frame is not None:
            self._last_s = frame.t_s
        return frame
