from dataclasses import replace

import numpy as np
import pytest

from coach.body.landmarks import Joint, Pose, Side
from coach.body.trembling import Trembling
from tests.body.sticks import STRETCHES, Camera, seen

SIDE = Camera(80, 0.5)
ONE_UP = STRETCHES["left knee to the chest"][1]
FAR, NEAR = Side.RIGHT, Side.LEFT
TORSO = float(
    np.linalg.norm(
        seen(ONE_UP, SIDE).points[[Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]].mean(0)
        - seen(ONE_UP, SIDE).points[[Joint.LEFT_HIP, Joint.RIGHT_HIP]].mean(0)
    )
)


def shaken(t_s: float, far: float, near: float, rng: np.random.Generator) -> Pose:
    """One knee to the chest, with feet and knees off their places by this many torso lengths in alternating
    directions."""
    pose = seen(ONE_UP, SIDE, t_s=t_s)
    points = pose.points.copy()
    for side, by in ((FAR, far), (NEAR, near)):
        for part in ("knee", "ankle"):
            points[Joint.of(part, side)] += rng.choice([-1.0, 1.0], 2) * by * TORSO / np.sqrt(2)
    return replace(pose, points=points, visibility=np.full(33, 0.8))


def trembled(far: float, near: float = 0.0, fps: float = 10.0, seconds: float = 3.0) -> dict[Side, float]:
    """The final visibility of each ankle."""
    trembling, rng = Trembling(), np.random.default_rng(1)
    for i in range(int(seconds * fps)):
        pose = trembling(shaken(i / fps, far, near, rng))
    return {side: float(pose.visibility[Joint.of("ankle", side)]) for side in Side}


@pytest.mark.parametrize("fps", [8.0, 10.0, 15.0, 30.0])
def test_a_leg_that_trembles_beside_a_still_one_is_not_seen(fps: float):
    answer = trembled(0.15, fps=fps)
    assert answer[FAR] < 0.2
    assert answer[NEAR] == pytest.approx(0.8)


def test_both_tremble_in_dim_light():
    assert trembled(0.1, 0.1) == pytest.approx({FAR: 0.8, NEAR: 0.8})


def test_a_still_body_is_seen_as_it_is():
    assert trembled(0.01, 0.005) == pytest.approx({FAR: 0.8, NEAR: 0.8})


@pytest.mark.parametrize("fps", [8.0, 15.0, 30.0])
def test_a_leg_that_moves_does_not_tremble(fps: float):
    """Half a torso back and forth once in two seconds: a leg quickly drawn up and lowered."""
    trembling = Trembling()
    for i in range(int(4 * fps)):
        pose = seen(ONE_UP, SIDE, t_s=i / fps)
        points = pose.points.copy()
        rows = [Joint.of(part, FAR) for part in ("knee", "ankle")]
        points[rows] += [0.0, 0.25 * TORSO * np.sin(np.pi * i / fps)]
        last = trembling(replace(pose, points=points, visibility=np.full(33, 0.8)))
    assert last.visibility.min() > 0.5


def test_what_was_before_a_gap_says_nothing():
    trembling, rng = Trembling(), np.random.default_rng(1)
    for i in range(30):
        trembling(shaken(i / 10, 0.2, 0.0, rng))
    after = trembling(shaken(10.0, 0.0, 0.0, rng))
    assert after.visibility.min() == pytest.approx(0.8)
