"""Fake sources, finders and cameras for tests."""

import threading
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from coach.body.landmarks import Pose
from coach.vision.frame import Frame, Image
from coach.vision.source import PictureSource

GRAB_S = 0.002
"""Seconds between the pictures of a FakeCapture."""


def blank(t_s: float = 0.0, size: tuple[int, int] = (64, 48), grey: int = 128) -> Frame:
    """A uniformly grey picture of (width, height) pixels."""
    return Frame(np.full((size[1], size[0], 3), grey, dtype=np.uint8), t_s)


class FakeSource(PictureSource):
    """Gives these frames in order; a None is a gap of a camera. Its time is that of the last frame."""

    def __init__(
        self, frames: Iterable[Frame | None], *, is_live: bool = False, size: tuple[int, int] = (64, 48)
    ) -> None:
        self._frames = iter(frames)
        self._now_s = 0.0
        self.is_live = self.paced = is_live
        self.size = size
        self.closed = threading.Event()

    def read(self, timeout_s: float = 1.0) -> Frame | None:
        if self.closed.is_set():
            return None
        frame = next(self._frames, None)
        if frame is not None:
            self._now_s = frame.t_s
        return frame

    def now_s(self) -> float:
        return self._now_s

    def close(self) -> None:
        self.closed.set()


class FakeFinder:
    """Returns what ``find`` returns for each frame, and counts the calls."""

    def __init__(self, find: Callable[[Frame], Pose | None] = lambda frame: None) -> None:
        self.mask = False
        self.masks_wanted: list[bool] = []
        self.seen: list[Frame] = []
        self.resets = 0
        self.closed = threading.Event()
        self._find = find

    def detect(self, frame: Frame) -> Pose | None:
        self.masks_wanted.append(self.mask)
        self.seen.append(frame)
        return self._find(frame)

    def reset(self) -> None:
        self.resets += 1

    def close(self) -> None:
        self.closed.set()


class FakeCapture:
    """A camera driver that answers ``grab`` with these values in turn, then with the last one forever."""

    def __init__(self, grabs: Sequence[bool], image: Image | None = None, *, opened: bool = True) -> None:
        self._grabs = list(grabs)
        self._image = blank().image if image is None else image
        self._opened = opened
        self.grabbed = 0
        self.retrieved = 0
        self.released = threading.Event()

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self._opened

    def grab(self) -> bool:
        self.released.wait(GRAB_S)
        answer = self._grabs[min(self.grabbed, len(self._grabs) - 1)]
        self.grabbed += 1
        return answer

    def retrieve(self) -> tuple[bool, NDArray[np.generic]]:
        self.retrieved += 1
        return True, self._image

    def release(self) -> None:
        self.released.set()
