"""A far knee that is misplaced beside the near one, and the hands that hold it."""

from dataclasses import replace

import numpy as np
import pytest

from coach.body.figure import Figure
from coach.body.landmarks import Joint, Pose, Side
from coach.body.limbs import held_knee, knee_to_chest
from coach.body.measures import Posture
from coach.body.posture import judge
from coach.body.sides import LEGS
from tests.body.sticks import HOOK, STRETCHES, Arm, Camera, seen

SIDE = Camera(90, 0.6)
"""The left side is near."""
HELD = replace(HOOK, right=STRETCHES["left knee to the chest"][1].left)
HELD = replace(HELD, right_arm=Arm(grip=("near", 0.05)), left_arm=Arm(grip=("across", 0.05)))


def misplaced(pose: Pose, visibility: float = 0.4, share: float = 1.0) -> Pose:
    """The pose with the right leg put beside the left one, or this share of the way to it."""
    points, world, sight = pose.points.copy(), pose.world.copy(), pose.visibility.copy()
    for part in LEGS:
        near, far = Joint.of(part, Side.LEFT), Joint.of(part, Side.RIGHT)
        points[far] += share * (points[near] - points[far])
        world[far] += share * (world[near] - world[far])
        sight[far] = visibility
    return replace(pose, points=points, world=world, visibility=sight)


@pytest.mark.parametrize("share", [0.6, 1.0])
def test_hands_show_the_knee_they_hold(share: float):
    pose = seen(HELD, SIDE)
    true = knee_to_chest(Figure.of(pose), Side.RIGHT).value
    assert held_knee(Figure.of(pose)) is None
    found = knee_to_chest(Figure.of(misplaced(pose, share=share)), Side.RIGHT)
    assert found.value == pytest.approx(true, abs=20.0)
    assert found.confidence >= 0.5


@pytest.mark.parametrize(
    ("arms", "visibility"), [(Arm(), 0.4), (Arm(90, 3, 3), 0.4), (Arm(grip=("near", 0.0)), 0.4), (HELD.left_arm, 0.9)]
)
def test_hands_elsewhere_and_a_knee_in_sight_show_none(arms, visibility):
    """On the mat, over the shoulders, and on the near knee."""
    legs = HOOK if arms is not HELD.left_arm else HELD
    assert held_knee(Figure.of(misplaced(seen(legs.arms(arms), SIDE), visibility))) is None


def test_a_held_knee_is_not_over_its_foot():
    judgement = judge((misplaced(seen(HELD, SIDE)),))[0]
    held = judgement.by_held(Side.RIGHT)
    assert held.scores[Posture.HOOK_LYING] == 0.0
    assert held.scores[Posture.KNEE_TO_CHEST] >= judgement.scores[Posture.HOOK_LYING]
    assert np.sum(held.chances) == pytest.approx(1.0)
