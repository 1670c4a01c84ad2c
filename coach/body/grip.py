"""Whether a hand holds a leg."""

from coach.body.angles import ramp
from coach.body.figure import Figure
from coach.body.landmarks import Joint, Side
from coach.body.limbs import grip_gap, wrist_to_leg

HAND_ON_LEG, HAND_OFF_LEG = 0.3, 0.5
"""Torso lengths from wrist to leg: a hand's length (0.108 of the height, 0.38 of the torso) is half-way."""
HAND_UP, HAND_DOWN = 0.3, 0.1
"""Height of a wrist above the shoulder in torso lengths: a hand beside the hips lies on the floor."""
WORLD_ON_LEG, WORLD_OFF_LEG = 0.75, 1.0
WORLD_UP, WORLD_DOWN = 0.2, 0.0
"""The same two in world points, which are rougher but can locate an arm stretched towards the camera or away from it:
of 256 looks at held legs 95 % have up to 0.74, and 99 % have 0.2 or more."""
HANDS_UNSEEN = 0.65
"""Confidence for hands that cannot be seen: they may hold the leg, so more likely than not, and less than sure."""


def hand_holds(figure: Figure, leg: Side) -> float:
    """How surely a hand holds the leg of this side: 0 .. 1."""
    return max(_hand_holds(figure, leg, hand) for hand in Side)


def _hand_holds(figure: Figure, leg: Side, hand: Side) -> float:
    wrist, shoulder, deep = Joint.of("wrist", hand), Joint.of("shoulder", hand), figure.space.deep
    gap = wrist_to_leg(figure, leg, wrist)
    raised = min(
        ramp(figure.height(wrist, shoulder).value, HAND_DOWN, HAND_UP),
        ramp(float((deep[shoulder] - deep[wrist]) @ figure.space.down), WORLD_DOWN, WORLD_UP),
    )
    near = min(
        ramp(gap.value, HAND_OFF_LEG, HAND_ON_LEG), ramp(grip_gap(deep, leg, wrist), WORLD_OFF_LEG, WORLD_ON_LEG)
    )
    sure = HANDS_UNSEEN + (1.0 - HANDS_UNSEEN) * ramp(gap.confidence, 0.2, 0.5)
    return sure * raised * near
