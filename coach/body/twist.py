"""How far the knees are turned to one side of a lying trunk, combined from two weak sources.

World points underestimate the knees' turn by half, and show upright knees as up to 30 degrees aside. The pelvis turns
with the knees, and seen from the side its turn shows in the picture: the hip that rises moves away from the other
across the trunk's line. Shares and slopes were fitted to 140 rendered poses of six people in any view, and hold on the
photographs (docs/accuracy.md).
"""

import math
from collections.abc import Sequence

import numpy as np

from coach.body.angles import across, flexion_deg, ramp, unit
from coach.body.figure import Figure, once_a_figure
from coach.body.landmarks import FloatArray, Joint, Side
from coach.body.measures import Measure
from coach.body.trunk import leftward, middle

KNEES = (Joint.LEFT_KNEE, Joint.RIGHT_KNEE)
TWIST_BLIND, TWIST_CLEAR = 0.985, 0.94
"""``Trunk.sideways``: within 10 degrees of the side a turn about the trunk hardly shows; from 20 on it does."""
LEAST_KNEE_REACH = 0.15
"""Distance from the trunk's axis to the knees, in torso lengths; nearer knees lie along it, and their turn means
nothing."""
CROSSING_LEAD_DEG = 20.0
"""A leg bent this much more than the other crosses over; with a smaller lead, both knees drop together."""
HIPS_TO_SHOULDERS = 0.55
"""Width between the hip landmarks divided by that of the shoulders: how far the camera's height alone separates the
hips."""
LEVEL_HIPS = 0.03
"""What remains of that separation in level hips, in torso lengths."""
BESIDE, ALONG = 0.4, 0.75
"""Share of the trunk's direction that lies along the camera's axis: up to the first the picture counts most, from the
second on the world points do."""
HIPS_DEG = (280.0, 80.0)
"""Degrees of turn for each torso length that the hips separate, at the first share and at the second."""
END_ON, NOT_END_ON = 0.35, 0.6
"""``Trunk.sideways``: seen from an end, hips and shoulders separate in the picture, which says nothing about a turn."""
WORLD_SHARE = (0.45, 0.8)
"""Degrees of turn for each degree that the world points show."""
MOST_TOLD_DEG = 120.0
"""The largest turn reported: knees lying on the floor are turned by 90."""


def twist_shown(figure: Figure) -> float:
    """How well the view shows a turn about the trunk's axis: 0 from the exact side .. 1."""
    return ramp(figure.trunk.sideways, TWIST_BLIND, TWIST_CLEAR)


@once_a_figure
def knee_turn(figure: Figure) -> Measure | None:
    """The knees' turn in degrees, + to the person's left; None where the legs lie along the trunk."""
    knees = _dropping(figure)
    in_space = _world_turn_deg(figure, knees)
    if in_space is None:
        return None
    turn = hips_turn_deg(figure) + _by_view(figure, WORLD_SHARE) * in_space
    return Measure(max(-MOST_TOLD_DEG, min(MOST_TOLD_DEG, turn)), max(figure.seen(knee) for knee in knees))


def usual_turn_deg(figures: Sequence[Figure]) -> float | None:
    """The median turn of the knees in looks at a still body; None where no look shows one."""
    turns = [turn.value for figure in figures if (turn := knee_turn(figure)) is not None]
    return float(np.median(turns)) if turns else None


@once_a_figure
def hips_turn_deg(figure: Figure) -> float:
    """The part of the turn that the hips show in the picture, + to the person's left."""
    beside = ramp(figure.trunk.sideways, END_ON, NOT_END_ON)
    return beside * _by_view(figure, HIPS_DEG) * _hips_parted(figure)


def _by_view(figure: Figure, shares: tuple[float, float]) -> float:
    beside, along = shares
    return beside + ramp(abs(float(figure.trunk.up[2])), BESIDE, ALONG) * (along - beside)


def _world_turn_deg(figure: Figure, knees: tuple[Joint, ...]) -> float | None:
    """The knees' direction against the front between the shoulders, which stay still while the hips turn."""
    points = figure.space.deep
    axis = unit(middle(points, "shoulder") - middle(points, "hip"))
    left = unit(across(leftward(points, "shoulder"), axis))
    reach = across(sum((points[knee] for knee in knees), np.zeros(3)) / len(knees) - middle(points, "hip"), axis)
    if float(np.linalg.norm(reach)) < LEAST_KNEE_REACH:
        return None
    return math.degrees(math.atan2(float(reach @ left), float(reach @ np.cross(left, axis))))


def _hips_parted(figure: Figure) -> float:
    """How far the hip line is off the shoulder line, across the trunk in the picture, + as in a left turn."""
    points = figure.pose.points
    along = unit(middle(points, "shoulder") - middle(points, "hip"))
    below = np.array([-along[1], along[0]])
    below = below if below[1] > 0 else -below
    toward = 1.0 if figure.trunk.near is Side.LEFT else -1.0

    def parted(part: str) -> float:
        line: FloatArray = leftward(points, part)
        return toward * float(line @ below) / max(figure.space.torso_picture, 1e-6)

    return toward * (parted("hip") - HIPS_TO_SHOULDERS * parted("shoulder") - LEVEL_HIPS)


def _dropping(figure: Figure) -> tuple[Joint, ...]:
    """Both knees, or only that of the bent leg while the other lies straight."""
    points = figure.space.deep
    bend = {side: flexion_deg(*(points[Joint.of(part, side)] for part in ("shoulder", "hip", "knee"))) for side in Side}
    lead = bend[Side.LEFT] - bend[Side.RIGHT]
    if abs(lead) < CROSSING_LEAD_DEG:
        return KNEES
    return (KNEES[0],) if lead > 0 else (KNEES[1],)
