"""One look at one picture: made small, brightened if the room is dim, and searched for a person."""

from dataclasses import dataclass, replace
from typing import Protocol

from coach.body.landmarks import Pose
from coach.vision.frame import Frame
from coach.vision.landmarker import shrink
from coach.vision.light import Brightener, Light


class PoseFinder(Protocol):
    """What a Landmarker does; fakes do it too."""

    mask: bool

    def detect(self, frame: Frame) -> Pose | None: ...
    def close(self) -> None: ...


@dataclass(frozen=True, eq=False)
class Look:
    pose: Pose | None
    light: Light


class Eye:
    """Looks at pictures of one source, one after the other."""

    def __init__(self, finder: PoseFinder) -> None:
        self._finder = finder
        self._brighten = Brightener()

    def look(self, frame: Frame) -> Look:
        image, light = self._brighten(shrink(frame.image))
        pose = self._finder.detect(replace(frame, image=image))
        return Look(pose, light)
