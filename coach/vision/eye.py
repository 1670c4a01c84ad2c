"""The eye: chooses a part of a picture, shrinks it, brightens it if the room is dim, and searches it for a person."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from coach.body.landmarks import Pose
from coach.vision.crop import HALVES, TURNED, WHOLE, Follower, Window
from coach.vision.frame import Frame, Image
from coach.vision.jump import JumpDetector
from coach.vision.landmarker import shrink
from coach.vision.lighting import Brightener, Lighting


class PoseFinder(Protocol):
    """The interface of a Landmarker and its fakes."""

    mask: bool

    def detect(self, frame: Frame) -> Pose | None: ...
    def reset(self) -> None: ...
    def close(self) -> None: ...


Brighten = Callable[[Image], tuple[Image, Lighting]]

LOOK_ANEW_S = (0.5, 1.0, 2.0)
"""Times after a jump at which the body is searched for again: a fade is not over when it is noticed, and the pose model
may keep a body that it found in the mixture of two scenes, with head and feet swapped, for ten seconds."""


@dataclass(frozen=True, eq=False)
class Sighting:
    """One processed picture, and the person found in it."""

    frame: Frame
    pose: Pose | None
    """The pose in this picture alone, in coordinates of the whole picture. None: nobody was found."""
    lighting: Lighting
    jumped: bool = False
    """The scene has changed: what was learned from earlier pictures does not apply."""


class Eye:
    """Looks at the pictures of one source in order. Its finder is in video mode."""

    def __init__(self, finder: PoseFinder) -> None:
        self._finder = finder
        self._brighten = Brightener()
        self._follower = Follower()
        self._jumped = JumpDetector()
        self._anew_s: list[float] = []
        self._window = WHOLE
        self._tracking = False

    def look(self, frame: Frame) -> Sighting:
        jumped = self._looks_anew(frame)
        if jumped:
            self._follower = Follower()
        window = self._follower.window(frame.t_s)
        if jumped or window != self._window:
            self._brighten.forget()
            if self._tracking:
                self._finder.reset()  # the finder would look for the body where it was in the old scene
                self._tracking = False
        self._window = window
        brighten = partial(self._brighten, searching=not self._tracking)
        pose, lighting = look_through(window, frame, self._finder, brighten)
        # A body found during a search counts once it is found again.
        doubtful = window in (*HALVES, *TURNED) and not self._tracking
        self._tracking = pose is not None
        if pose is not None:
            self._follower.found(pose, aspect(frame), window)
        return Sighting(frame, None if doubtful else pose, lighting, jumped)

    def _looks_anew(self, frame: Frame) -> bool:
        """Whether there was a jump just now or a moment ago."""
        if self._jumped(frame.image, frame.t_s):
            self._anew_s = [frame.t_s + later for later in LOOK_ANEW_S]
            return True
        if self._anew_s and frame.t_s >= self._anew_s[0]:
            self._anew_s.pop(0)
            return True
        return False


def look_through(
    window: Window, frame: Frame, finder: PoseFinder, brighten: Brighten | None = None
) -> tuple[Pose | None, Lighting]:
    """Looks at this part of the picture; the pose is in coordinates of the whole picture."""
    image, lighting = (brighten or Brightener())(shrink(window.cut(frame.image)))
    pose = finder.detect(Frame(image, frame.t_s))
    return None if pose is None else window.put_back(pose, aspect(frame)), lighting


def aspect(frame: Frame) -> float:
    """Width over height of the picture."""
    rows, columns = frame.image.shape[:2]
    return float(columns / rows)
