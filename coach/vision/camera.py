"""A webcam as a source: it gives the newest picture, and is reopened after it was lost."""

import contextlib
import logging
import sys
import threading
import time
from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.errors import CameraError
from coach.vision.frame import Frame, colour
from coach.vision.opencv import cv2
from coach.vision.quiet import without_chatter
from coach.vision.source import Clock, PictureSource

_log = logging.getLogger(__name__)

WISHED_SIZE = (1280, 720)
"""The size requested from a camera, which gives the nearest that it can. Laptop cameras have their widest view in 16:9:
at 640x480 many cut off the sides, and with them the head and feet of a lying person."""

FIRST_PICTURE_S = 8.0
"""How long to wait for the first picture; a slow webcam needs a few seconds."""

REOPEN_S = 1.0
"""Pause between attempts to reopen a lost camera."""

FAILURES_TO_LOSE = 5
"""This many missed pictures in a row mean that the camera is gone; a single one is a glitch."""

CLOSE_S = 0.5
"""The longest wait for a driver that hangs."""


class Capture(Protocol):
    """The used part of cv2.VideoCapture."""

    def isOpened(self) -> bool: ...  # noqa: N802 - OpenCV's name
    def grab(self) -> bool: ...
    def retrieve(self) -> tuple[bool, NDArray[np.generic]]: ...
    def release(self) -> None: ...


class Camera(PictureSource):
    """A webcam. A separate thread takes every picture from the driver, so that the returned one is never old; only
    returned pictures are decoded."""

    is_live = paced = True

    def __init__(
        self, number: int, *, clock: Clock = time.monotonic, opener: Callable[[int], Capture] | None = None
    ) -> None:
        """Raises CameraError if there is no such camera, or it gives no picture."""
        self._number = number
        self._clock = clock
        self._opener = opener or open_capture
        self._closed = threading.Event()
        self._news = threading.Condition()
        self._wanted = True
        self._frame: Frame | None = None
        self._last_s = float("-inf")
        capture = self._opener(number)
        if not capture.isOpened():
            capture.release()
            raise CameraError(f"camera {number} cannot be opened; {_remedy(number)}")
        self._thread = threading.Thread(target=self._run, args=(capture,), name="camera", daemon=True)
        self._thread.start()
        first = self._wait(FIRST_PICTURE_S)
        if first is None:
            self.close()
            raise CameraError(f"camera {number} gives no picture; {_remedy(number)}")
        self.size = (first.image.shape[1], first.image.shape[0])

    def read(self, timeout_s: float = 1.0) -> Frame | None:
        """A picture taken after this call; None if none came within ``timeout_s``."""
        with self._news:
            self._frame, self._wanted = None, True
        return self._wait(timeout_s)

    def now_s(self) -> float:
        return self._clock()

    def close(self) -> None:
        self._closed.set()
        with self._news:
            self._news.notify_all()
        self._thread.join(CLOSE_S)

    def _wait(self, timeout_s: float) -> Frame | None:
        with self._news:
            self._news.wait_for(lambda: self._frame is not None or self._closed.is_set(), timeout_s)
            return self._frame

    def _run(self, capture: Capture | None) -> None:
        """Take pictures until closed; try to open a lost camera again every second."""
        while not self._closed.is_set():
            if capture is None:
                self._closed.wait(REOPEN_S)
                capture = self._reopen()
            elif not self._take_until_lost(capture):
                capture.release()
                capture = None
        if capture is not None:
            capture.release()

    def _reopen(self) -> Capture | None:
        if self._closed.is_set():
            return None
        with contextlib.suppress(Exception):  # the thread tries again
            capture = self._opener(self._number)
            if capture.isOpened():
                return capture
            capture.release()
        return None

    def _take_until_lost(self, capture: Capture) -> bool:
        """Take pictures; returns True when closed, False when the camera is gone."""
        failures = 0
        while not self._closed.is_set():
            try:
                taken = self._take(capture)
            except Exception as error:  # noqa: BLE001 - whatever the driver raises, it gave no picture
                _log.debug("camera %d: %s", self._number, type(error).__name__)
                taken = False
            failures = 0 if taken else failures + 1
            if failures >= FAILURES_TO_LOSE:
                return False
            if not taken:
                self._closed.wait(0.02)
        return True

    def _take(self, capture: Capture) -> bool:
        if not capture.grab():
            return False
        t_s = self._clock()
        if not self._wanted or t_s <= self._last_s:
            return True
        got, image = capture.retrieve()
        if not got or image is None or image.size == 0:
            return False
        with self._news:
            self._last_s, self._wanted = t_s, False
            self._frame = Frame(colour(image), t_s)
            self._news.notify_all()
        return True


def open_capture(number: int) -> Capture:
    """Opens the camera with this number through the system's own interface, without its log lines."""
    with without_chatter():
        capture = cv2.VideoCapture(number)
        if capture.isOpened():
            if sys.platform == "linux":  # uncompressed wide pictures exceed the bandwidth of USB
                capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
            capture.set(cv2.CAP_PROP_FRAME_WIDTH, WISHED_SIZE[0])
            capture.set(cv2.CAP_PROP_FRAME_HEIGHT, WISHED_SIZE[1])
    return capture


def _remedy(number: int) -> str:
    other = "--source 0" if number != 0 else "--source 1"
    return f"connect it or close the program that uses it, allow camera access, try {other}, or use --audio-only"
