"""What posture rules look at besides the measures: signs that are too rough to be told as numbers."""

from collections.abc import Iterator, Mapping

import numpy as np

from coach.body.angles import ramp
from coach.body.figure import Figure
from coach.body.landmarks import Joint, Side
from coach.body.measures import Measure
from coach.body.whole import knee_turn

HAND_ON_LEG, HAND_OFF_LEG = 0.35, 0.55
"""Torso lengths from wrist to leg: a hand's length (0.108 of the height, 0.38 of the torso) holds it; more does not."""
HELD_BY_ANGLE_FROM, HELD_BY_ANGLE = 108.0, 124.0
"""Trunk-thigh flexion: lifted by its own muscles a thigh comes to about 105-110; 120-128 is its end (R48, R131)."""
HANDS_UNSEEN = 0.65
"""Hands that cannot be seen may hold the leg: worth more than not, less than sure."""
ANKLE_CROSSED, ANKLE_APART = 0.5, 0.75
"""Torso lengths from an ankle to the other knee: resting on it, or a shin's length (0.85) away."""
CROSSED_IN_PICTURE, APART_IN_PICTURE = 0.3, 0.5
"""The same from picture points. A foot on the floor may pass behind a knee there, so both feet must be up."""
FEET_UP, FEET_DOWN = 0.3, 0.1
"""Height of the lower foot over the hip, torso lengths."""
SHIN_ACROSS, SHIN_ALONG = 0.5, 0.25
"""Share of the shin's direction that points across the body, towards the other leg."""

Clues = Mapping[str, Measure]


def clues_of(figure: Figure, measures: Clues) -> dict[str, Measure]:
    """The measures and ``held_{side}``, ``crossed`` (both 0 .. 1) and ``knee_turn_deg`` (0 .. 180, in any view)."""
    return {**measures, **dict(_rough(figure, measures))}


def _rough(figure: Figure, measures: Clues) -> Iterator[tuple[str, Measure]]:
    turn = knee_turn(figure)
    if turn is not None:
        yield "knee_turn_deg", Measure(abs(turn.value), turn.confidence)
    yield "crossed", Measure(max(_crossed(figure, side) for side in Side), 1.0)
    for side in Side:
        yield f"held_{side.value}", Measure(_held(measures, side), 1.0)


def _held(measures: Clues, side: Side) -> float:
    hand = measures[f"wrist_to_leg_{side.value}_torso"]
    touch = ramp(hand.value, HAND_OFF_LEG, HAND_ON_LEG)
    seen = ramp(hand.confidence, 0.2, 0.5)
    by_hand = seen * touch + (1 - seen) * HANDS_UNSEEN * touch
    close = ramp(measures[f"knee_to_chest_{side.value}_deg"].value, HELD_BY_ANGLE_FROM, HELD_BY_ANGLE)
    return max(by_hand, close)


def _crossed(figure: Figure, side: Side) -> float:
    """How surely this side's ankle rests on the other leg's knee."""
    flat, deep = figure.space.flat, figure.space.deep
    knee, ankle, other = Joint.of("knee", side), Joint.of("ankle", side), Joint.of("knee", side.other)
    shin = deep[ankle] - deep[knee]
    inward = float(shin @ figure.trunk.left) * (-1.0 if side is Side.LEFT else 1.0)
    lies_across = ramp(inward / max(float(np.linalg.norm(shin)), 1e-6), SHIN_ALONG, SHIN_ACROSS)
    by_world = ramp(float(np.linalg.norm(deep[ankle] - deep[other])), ANKLE_APART, ANKLE_CROSSED) * lies_across
    near = ramp(float(np.linalg.norm(flat[ankle] - flat[other])), APART_IN_PICTURE, CROSSED_IN_PICTURE)
    return max(by_world, near * figure.space.weight * _feet_up(figure))


def _feet_up(figure: Figure) -> float:
    lower = min(figure.height(Joint.of("ankle", side), Joint.of("hip", side)).value for side in Side)
    return ramp(lower, FEET_DOWN, FEET_UP)
