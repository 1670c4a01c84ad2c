"""The source of pictures: what a camera and a recording have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

from coach.vision.frame import Frame

Clock = Callable[[], float]
"""Returns monotonic seconds."""


class PictureSource(ABC):
    """Gives Frames with strictly rising times. It has one reader; ``close`` may be called from any thread."""

    is_live: bool
    """True for a camera: unread pictures are lost, and it may be lost and come back."""

    paced: bool
    """Time passes during reading: a camera, or a recording played at its own pace."""

    size: tuple[int, int]
    """Width and height of the upright pictures in pixels."""

    @abstractmethod
    def read(self, timeout_s: float = 1.0) -> Frame | None:
        """The next picture. None: the recording is over, or the camera gave nothing within ``timeout_s``."""

    @abstractmethod
    def now_s(self) -> float:
        """The present time on the source's own clock, for events between two pictures."""

    @abstractmethod
    def close(self) -> None: ...

    def flaws(self) -> list[str]:
        """The flaws of a recording, as far as it was read, one line each."""
        return []

    def __iter__(self) -> Iterator[Frame]:
        """All pictures up to the end of a recording, or to the first gap of a camera."""
        while (frame := self.read()) is not None:
            yield frame

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
