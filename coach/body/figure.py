"""One pose with its trunk and its space, from which every measure is taken."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from coach.body.angles import above_horizontal_deg, flexion_deg, length
from coach.body.landmarks import FloatArray, Joint, Pose
from coach.body.measures import Measure
from coach.body.space import Space, space_of
from coach.body.trunk import Trunk, trunk_of

WORLD_TRUST = 0.8
"""The highest confidence of a number from world points alone: their angle errors are 50 % larger."""

Further = ParamSpec("Further")
Result = TypeVar("Result")


def once_a_figure(
    function: Callable[Concatenate["Figure", Further], Result],
) -> Callable[Concatenate["Figure", Further], Result]:
    """Keeps results with the figure, since everything that uses the last second of looks reads them again.

    They are freed with it: a separate cache would keep the masks of many figures, a million bytes each.
    """

    @wraps(function)
    def once(figure: "Figure", /, *args: Further.args, **kwargs: Further.kwargs) -> Result:
        key = (function, args, *kwargs.items())
        if key not in figure.known:
            figure.known[key] = function(figure, *args, **kwargs)
        return cast(Result, figure.known[key])

    return once


Reading = Callable[[FloatArray], float]
"""A number taken from (33, 3) points in torso lengths."""


@dataclass(frozen=True, eq=False)
class Figure:
    pose: Pose
    trunk: Trunk
    space: Space
    known: dict[object, object] = field(default_factory=dict, repr=False)
    """Earlier results, by function and arguments."""

    @classmethod
    def of(cls, pose: Pose) -> "Figure":
        trunk = trunk_of(pose)
        return cls(pose=pose, trunk=trunk, space=space_of(pose, trunk))

    def seen(self, *joints: Joint) -> float:
        """The lowest visibility of these joints."""
        return min(float(self.pose.visibility[joint]) for joint in joints)

    def read(self, reading: Reading, *joints: Joint) -> Measure:
        """A number taken from both layers, with a confidence from the joints it uses and from the view."""
        value = self.space.mix(reading(self.space.flat), reading(self.space.deep))
        trust = WORLD_TRUST + (1.0 - WORLD_TRUST) * self.space.weight
        return Measure(value, self.seen(*joints) * trust)

    def flexion(self, start: Joint, corner: Joint, end: Joint) -> Measure:
        return self.read(lambda p: flexion_deg(p[start], p[corner], p[end]), start, corner, end)

    def distance(self, one: Joint, other: Joint) -> Measure:
        return self.read(lambda p: length(p[one] - p[other]), one, other)

    def height(self, joint: Joint, over: Joint) -> Measure:
        """How far one joint is above another, along gravity."""
        return self.read(lambda p: float((p[over] - p[joint]) @ self.space.down), joint, over)

    def slope(self, start: Joint, end: Joint) -> Measure:
        """The angle of the line from one joint to another above the horizontal, in degrees."""
        return self.read(lambda p: above_horizontal_deg(p[end] - p[start], self.space.down), start, end)

    def lean(self, start: Joint, end: Joint) -> Measure:
        """The angle of the line between two joints away from the vertical, in degrees, 0 .. 90."""
        return self.read(lambda p: 90.0 - abs(above_horizontal_deg(p[end] - p[start], self.space.down)), start, end)
