"""A display shows the state of a session and collects what the person does on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.body.landmarks import Pose
from coach.session.events import UserInput
from coach.session.screen import Screen


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything one redraw needs."""

    screen: Screen
    caption: str = ""
    """The words being spoken, or the last ones."""
    image: NDArray[np.uint8] | None = None
    """(h, w, 3) BGR, as the camera sees it (not mirrored); None without a camera."""
    pose: Pose | None = None
    """The body found in ``image``."""
    camera_on: bool = False
    microphone_on: bool = False
    sound_on: bool = True
    level: float | None = None
    """Loudness at the microphone, 0 to 1; None if it is closed."""
    breath: float | None = None
    """Fill of the breath circle, 0 to 1; None: no breath guide."""
    image_size: tuple[int, int] | None = None
    """Width and height of the camera's picture, if ``image`` was made smaller on its way to the window."""

    @property
    def camera_size(self) -> tuple[int, int] | None:
        """Width and height of the camera's picture; None without one."""
        if self.image is None:
            return None
        return self.image_size or (self.image.shape[1], self.image.shape[0])

    @property
    def aspect(self) -> float | None:
        """Width over height of the camera's picture; None without one."""
        size = self.camera_size
        return None if size is None else size[0] / size[1]


class Display(Protocol):
    def show(self, scene: Scene) -> None:
        """Draw; returns within a few milliseconds."""

    def poll(self) -> list[UserInput]:
        """Keys and clicks since the last call."""

    def on_input(self, call: Callable[[], None]) -> None:
        """Set a function that is called, from any thread, when there is something to ``poll``."""

    def close(self) -> None: ...
