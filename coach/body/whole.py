"""Named numbers about the whole body: trunk, head, hips, and what only world points can show."""

import math

from coach.body.angles import above_horizontal_deg, across, length, ramp, unit
from coach.body.asked import Taker
from coach.body.camera_view import off_side_deg
from coach.body.figure import Figure
from coach.body.landmarks import FloatArray, Joint, Side
from coach.body.measures import Measure
from coach.body.trunk import UPRIGHT_FROM, leftward, middle
from coach.body.twist import KNEES, TWIST_CLEAR, knee_turn, twist_shown

TRUNK = (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP)
FACE = ("eye", "ear")
EYES_OVER_EARS_DEG = 20.0
"""Degrees above the ears at which the pose model places the eyes of a head held straight (rendered bodies)."""
SHORTEST_FACE, CLEAR_FACE = 0.02, 0.06
"""Distance from ears to eyes in torso lengths, in the plane of the body's bends: if it is shorter, the face points at
the camera or away from it, and its tilt cannot be measured."""


def _trunk_incline(figure: Figure) -> Measure:
    return figure.read(lambda p: _trunk_slope(p, figure), *TRUNK)


def _trunk_slope(points: FloatArray, figure: Figure) -> float:
    return above_horizontal_deg(middle(points, "shoulder") - middle(points, "hip"), figure.space.down)


def _hip_height(figure: Figure) -> Measure:
    """The height of the mid-hip over the lower visible ankle."""
    heights = [_hip_over(figure, Joint.of("ankle", side)) for side in Side]
    seen = [height for height in heights if height.confidence >= 0.5]
    if seen:
        return max(seen, key=lambda height: height.value)
    return max(heights, key=lambda height: height.confidence)


def _hip_over(figure: Figure, ankle: Joint) -> Measure:
    return figure.read(lambda p: float((p[ankle] - middle(p, "hip")) @ figure.space.down), ankle)


def _head_height(figure: Figure) -> Measure | None:
    if abs(float(figure.trunk.up @ figure.trunk.down)) > UPRIGHT_FROM:
        return None  # "away from the floor" is no longer a direction across the trunk

    def height(points: FloatArray) -> float:
        away = unit(across(-figure.space.down, unit(middle(points, "shoulder") - middle(points, "hip"))))
        return float((middle(points, "ear") - middle(points, "shoulder")) @ away)

    return figure.read(height, _better(figure, Joint.LEFT_EAR, Joint.RIGHT_EAR))


def _head_tip(figure: Figure) -> Measure:
    """The direction from the ears to the eyes against the trunk: eyes follow the head's tilt where ears hardly move,
    and a forehead on the mat hides them less than the nose."""
    aside, front = figure.trunk.aside, figure.trunk.front

    def tip(points: FloatArray) -> float:
        up = unit(across(middle(points, "shoulder") - middle(points, "hip"), aside))
        gaze, ahead = _gaze(points), unit(across(across(front, aside), up))
        return math.degrees(math.atan2(float(gaze @ up), float(gaze @ ahead))) - EYES_OVER_EARS_DEG

    shown = ramp(length(across(_gaze(figure.space.flat), aside)), SHORTEST_FACE, CLEAR_FACE)
    measured = figure.read(
        tip, *(_better(figure, Joint.of(part, Side.LEFT), Joint.of(part, Side.RIGHT)) for part in FACE)
    )
    return Measure(measured.value, measured.confidence * shown)


def _gaze(points: FloatArray) -> FloatArray:
    return middle(points, "eye") - middle(points, "ear")


def _better(figure: Figure, one: Joint, other: Joint) -> Joint:
    return one if figure.seen(one) >= figure.seen(other) else other


def _knee_gap(figure: Figure) -> Measure:
    """The distance between the knees, from world points only: from the side one knee lies behind the other."""
    gap = length(figure.space.deep[KNEES[0]] - figure.space.deep[KNEES[1]])
    return Measure(gap, figure.seen(*KNEES) * ramp(figure.trunk.sideways, 1.0, TWIST_CLEAR))


def _knee_drop(figure: Figure) -> Measure | None:
    """The knees' turn, where the view can show it."""
    shown, turn = twist_shown(figure), knee_turn(figure)
    return Measure(turn.value, shown * turn.confidence) if turn is not None and shown > 0 else None


def _shoulder_roll(figure: Figure) -> Measure | None:
    """How far the shoulder line is off level, + left shoulder up. Zero depends on the camera; compare with the
    start."""
    shown = twist_shown(figure)
    if shown == 0.0:
        return None
    line = across(leftward(figure.space.deep, "shoulder"), figure.trunk.up)
    return Measure(above_horizontal_deg(line, figure.space.down), shown * figure.seen(*TRUNK[:2]))


WHOLE_MEASURES: dict[str, Taker] = {
    "trunk_incline_deg": _trunk_incline,
    "front_up": lambda figure: Measure(figure.trunk.front_up, figure.seen(*TRUNK)),
    "off_side_deg": lambda figure: Measure(off_side_deg(figure.trunk), figure.seen(*TRUNK)),
    "head_tip_deg": _head_tip,
    "hip_height_torso": _hip_height,
    "knee_gap_torso": _knee_gap,
    "feet_apart_torso": lambda figure: figure.distance(Joint.LEFT_ANKLE, Joint.RIGHT_ANKLE),
    "head_height_torso": _head_height,
    "knee_drop_deg": _knee_drop,
    "shoulder_roll_deg": _shoulder_roll,
}
