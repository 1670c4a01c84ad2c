"""Named numbers of the whole body: trunk, head, hips, and what only world points can show."""

import math
from collections.abc import Iterator

import numpy as np

from coach.body.angles import above_horizontal_deg, across, flexion_deg, ramp, unit
from coach.body.back import back_curve
from coach.body.figure import Figure
from coach.body.landmarks import FloatArray, Joint, Side
from coach.body.measures import Measure
from coach.body.trunk import leftward, middle

TRUNK = (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP)
KNEES = (Joint.LEFT_KNEE, Joint.RIGHT_KNEE)
UPRIGHT = 0.85
"""Sine of the trunk's slope from which "away from the floor" is no direction across it any more (58 degrees)."""
TWIST_BLIND, TWIST_CLEAR = 0.95, 0.8
"""``Trunk.sideways``: within 18 degrees of the side a turn about the trunk's axis cannot be seen; from 37 it can."""
LEAST_KNEE_REACH = 0.3
"""Torso lengths from the trunk's axis to the knees; nearer, they lie along it and their turn means nothing."""
CROSSING_LEAD_DEG = 40.0
"""One leg bent this much more than the other is the one that crosses over; less, and both knees drop together."""


def whole_measures(figure: Figure) -> Iterator[tuple[str, Measure]]:
    yield "trunk_incline_deg", figure.read(lambda p: _trunk_slope(p, figure), *TRUNK)
    yield "front_up", Measure(figure.trunk.front_up, figure.seen(*TRUNK))
    yield "hip_height_torso", _hip_height(figure)
    yield "knee_gap_torso", _knee_gap(figure)
    for name, measure in (
        ("head_height_torso", _head_height(figure)),
        ("knee_drop_deg", _knee_drop(figure)),
        ("shoulder_roll_deg", _shoulder_roll(figure)),
        ("back_curve", back_curve(figure.pose, figure.trunk)),
    ):
        if measure is not None:
            yield name, measure


def _trunk_slope(points: FloatArray, figure: Figure) -> float:
    return above_horizontal_deg(middle(points, "shoulder") - middle(points, "hip"), figure.space.down)


def _hip_height(figure: Figure) -> Measure:
    """Over the lower ankle of those that are seen."""
    heights = [_hip_over(figure, Joint.of("ankle", side)) for side in Side]
    seen = [height for height in heights if height.confidence >= 0.5]
    if seen:
        return max(seen, key=lambda height: height.value)
    return max(heights, key=lambda height: height.confidence)


def _hip_over(figure: Figure, ankle: Joint) -> Measure:
    return figure.read(lambda p: float((p[ankle] - middle(p, "hip")) @ figure.space.down), ankle)


def _head_height(figure: Figure) -> Measure | None:
    if abs(float(figure.trunk.up @ figure.trunk.down)) > UPRIGHT:
        return None

    def height(points: FloatArray) -> float:
        away = unit(across(-figure.space.down, unit(middle(points, "shoulder") - middle(points, "hip"))))
        return float((middle(points, "ear") - middle(points, "shoulder")) @ away)

    return figure.read(height, _better(figure, Joint.LEFT_EAR, Joint.RIGHT_EAR))


def _better(figure: Figure, one: Joint, other: Joint) -> Joint:
    return one if figure.seen(one) >= figure.seen(other) else other


def _twist_shown(figure: Figure) -> float:
    return ramp(figure.trunk.sideways, TWIST_BLIND, TWIST_CLEAR)


def _knee_gap(figure: Figure) -> Measure:
    """World points only: from the side both knees lie behind each other."""
    gap = float(np.linalg.norm(figure.space.deep[KNEES[0]] - figure.space.deep[KNEES[1]]))
    return Measure(gap, figure.seen(*KNEES) * ramp(figure.trunk.sideways, 1.0, TWIST_CLEAR))


def _knee_drop(figure: Figure) -> Measure | None:
    """The knees' turn where the view can show it."""
    shown, turn = _twist_shown(figure), knee_turn(figure)
    return Measure(turn.value, shown * turn.confidence) if turn is not None and shown > 0 else None


def knee_turn(figure: Figure) -> Measure | None:
    """Knees against the front between the shoulders, which stay while the hips turn; + to the person's left."""
    points = figure.space.deep
    axis = unit(middle(points, "shoulder") - middle(points, "hip"))
    left = unit(across(leftward(points, "shoulder"), axis))
    knees = _dropping(figure)
    reach = across(sum((points[knee] for knee in knees), np.zeros(3)) / len(knees) - middle(points, "hip"), axis)
    if float(np.linalg.norm(reach)) < LEAST_KNEE_REACH:
        return None
    angle = math.degrees(math.atan2(float(reach @ left), float(reach @ np.cross(left, axis))))
    return Measure(angle, figure.seen(*knees))


def _dropping(figure: Figure) -> tuple[Joint, ...]:
    """Both knees, or the one of the leg that is bent while the other lies long."""
    points = figure.space.deep
    bend = {side: flexion_deg(*(points[Joint.of(part, side)] for part in ("shoulder", "hip", "knee"))) for side in Side}
    lead = bend[Side.LEFT] - bend[Side.RIGHT]
    if abs(lead) < CROSSING_LEAD_DEG:
        return KNEES
    return (KNEES[0],) if lead > 0 else (KNEES[1],)


def _shoulder_roll(figure: Figure) -> Measure | None:
    """The shoulder line out of the level, + left shoulder up. Its zero is the camera's; compare it with its start."""
    shown = _twist_shown(figure)
    if shown == 0.0:
        return None
    line = across(leftward(figure.space.deep, "shoulder"), figure.trunk.up)
    return Measure(above_horizontal_deg(line, figure.space.down), shown * figure.seen(*TRUNK[:2]))
