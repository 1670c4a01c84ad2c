"""Where pictures come from: what a camera and a recording have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

from coach.vision.frame import Frame

Clock = Callable[[], float]
"""Seconds, never running backwards."""


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
