"""One look at one picture: the part worth looking at, small, brightened if the room is dim, searched for a person."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from coach.body.landmarks import Pose
from coach.vision.crop import HALVES, TURNED, WHOLE, Follower, Window
from coach.vision.frame import Frame, Image
from coach.vision.jump import JumpDetector
from coach.vision.landmarker import shrink
from coach.vision.light import Brightener, Light


class PoseFinder(Protocol):
    """What a Landmarker does; fakes do it too."""

    mask: bool

    def detect(self, frame: Frame) -> Pose | None: ...
    def reset(self) -> None: ...
    def close(self) -> None: ...


Brighten = Callable[[Image], tuple[Image, Light]]

LOOK_ANEW_S = (0.5, 1.0, 2.0)
"""So long after a jump the body is searched anew: a fade is not over when it is noticed, and what the pose model found
in the mixture of two scenes it may hold on to, head for feet, for ten seconds."""


@dataclass(frozen=True, eq=False)
class Look:
    pose: Pose | None
    """None: nobody was found."""
    light: Light
    jumped: bool = False
    """The picture is suddenly another one: what was learnt from those before says nothing about it."""


class Eye:
    """Looks at the pictures of one source, one after the other. Its finder is in video mode."""

    def __init__(self, finder: PoseFinder) -> None:
        self._finder = finder
        self._brighten = Brightener()
        self._follower = Follower()
        self._jumped = JumpDetector()
        self._anew_s: list[float] = []
        self._window = WHOLE
        self._tracking = False

    def look(self, frame: Frame) -> Look:
        jumped = self._looks_anew(frame)
        if jumped:
            self._follower = Follower()
        window = self._follower.window(frame.t_s)
        if jumped or window != self._window:
            self._brighten.forget()
            if self._tracking:
                self._finder.reset()  # it would look for the body where it was in the other picture
                self._tracking = False
        self._window = window
        look = look_through(window, frame, self._finder, partial(self._brighten, searching=not self._tracking))
        # What turns up while looking around counts once it is found again.
        doubtful = window in (*HALVES, *TURNED) and not self._tracking
        self._tracking = look.pose is not None
        if look.pose is not None:
            self._follower.found(look.pose, aspect(frame), window)
        return Look(None if doubtful else look.pose, look.light, jumped)

    def _looks_anew(self, frame: Frame) -> bool:
        """A jump, or one a moment ago."""
        if self._jumped(frame.image, frame.t_s):
            self._anew_s = [frame.t_s + later for later in LOOK_ANEW_S]
            return True
        if self._anew_s and frame.t_s >= self._anew_s[0]:
            self._anew_s.pop(0)
            return True
        return False


def look_through(window: Window, frame: Frame, finder: PoseFinder, brighten: Brighten | None = None) -> Look:
    """Look at this part of the picture; the pose is in the whole picture."""
    image, light = (brighten or Brightener())(shrink(window.cut(frame.image)))
    pose = finder.detect(Frame(image, frame.t_s))
    return Look(None if pose is None else window.put_back(pose, aspect(frame)), light)


def aspect(frame: Frame) -> float:
    """The picture's width by its height."""
    rows, columns = frame.image.shape[:2]
    return float(columns / rows)
