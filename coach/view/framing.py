"""The person's framing in the camera picture: the side from which they are seen, and what the edges cut off."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from coach.body.camera_view import view_of
from coach.body.landmarks import Joint, Pose, Side
from coach.body.measures import View
from coach.body.trunk import trunk_of

CUT_GROUPS: Mapping[str, tuple[Joint, ...]] = {
    "head": (Joint.NOSE, Joint.LEFT_EAR, Joint.RIGHT_EAR),
    **{f"{part}s": tuple(Joint.of(part, side) for side in Side) for part in ("shoulder", "hip", "knee")},
    "feet": tuple(Joint.of(part, side) for side in Side for part in ("ankle", "toes")),
}
"""Body parts that are reported when cut off, from head to feet. Arms may reach out of the picture."""

FROM: Mapping[View, str] = {
    View.SIDE_LEFT: "side",
    View.SIDE_RIGHT: "side",
    View.FOOT_END: "feet",
    View.HEAD_END: "head",
    View.OBLIQUE: "angle",
}


class Edge(Enum):
    """An edge of the camera's picture, not mirrored."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True)
class Framing:
    seen_from: str = ""
    """side, feet, head or angle; empty if unknown."""
    cut: tuple[str, ...] = ()
    edges: frozenset[Edge] = frozenset()
    """Edges at which the picture cuts something off."""


class Framer:
    """Follows the framing from pose to pose; a direction keeps its name until the body has clearly turned away from
    it."""

    def __init__(self) -> None:
        self._view = View.UNKNOWN
        self._last: tuple[Pose | None, float] = (None, 0.0)
        self._framing = Framing()

    def look(self, pose: Pose, aspect: float) -> Framing:
        """``aspect``: width over height of the picture in which the pose was found."""
        if self._last != (pose, aspect):
            self._last = pose, aspect
            self._view = view_of(trunk_of(pose), self._view)
            self._framing = _framing(pose, aspect, FROM.get(self._view, ""))
        return self._framing


def _framing(pose: Pose, aspect: float, seen_from: str) -> Framing:
    where = {joint: _beyond(pose, joint, aspect) for joints in CUT_GROUPS.values() for joint in joints}
    cut = tuple(group for group, joints in CUT_GROUPS.items() if any(where[joint] for joint in joints))
    return Framing(seen_from, cut, frozenset(edge for edges in where.values() for edge in edges))


def _beyond(pose: Pose, joint: Joint, aspect: float) -> set[Edge]:
    """The edges that a joint lies beyond."""
    x, y = pose.points[joint]
    beyond = {Edge.LEFT: x < 0.0, Edge.RIGHT: x > aspect, Edge.TOP: y < 0.0, Edge.BOTTOM: y > 1.0}
    return {edge for edge, outside in beyond.items() if outside}
