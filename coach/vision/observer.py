"""What is seen of a person from picture to picture: the eye finds the body, the measurer steadies what it tells."""

from dataclasses import dataclass

from coach.body.landmarks import Pose
from coach.body.measurer import Measurer
from coach.body.measures import Measures
from coach.session.events import PoseLost, PoseSeen
from coach.vision.eye import Eye, PoseFinder
from coach.vision.frame import Frame
from coach.vision.light import Light


@dataclass(frozen=True, eq=False)
class Seen:
    """A picture that was looked at."""

    frame: Frame
    pose: Pose | None
    """As found in this picture alone. None: nobody was found in it."""
    measures: Measures | None
    """Of the pose, steadied by the pictures before it; None without one."""
    light: Light

    @property
    def event(self) -> PoseSeen | PoseLost:
        """What it is to a session."""
        t_s = self.frame.t_s
        return PoseLost(t_s) if self.measures is None else PoseSeen(t_s, self.measures)


class Observer:
    """Looks at the pictures of one source, one after the other; at a jump it forgets the person it has watched.

    It must see every picture that is looked at: a jump that it misses mixes two people's measures.
    """

    def __init__(self, finder: PoseFinder) -> None:
        """``finder`` is in video mode."""
        self._eye = Eye(finder)
        self._measurer = Measurer()

    def look(self, frame: Frame) -> Seen:
        """The next picture of the source."""
        look = self._eye.look(frame)
        if look.jumped:
            self._measurer = Measurer()
        measures = None if look.pose is None else self._measurer.measure(look.pose)
        return Seen(frame, look.pose, measures, look.light)
