import numpy as np
import pytest

from coach.body.draw import BONES, back_edge, named_angles
from coach.body.landmarks import Joint
from tests.body.sticks import HOOK, TABLE, Camera, seen
from tests.body.test_back import SIDE, painted


def test_angles_stand_at_their_joints():
    pose = seen(HOOK, Camera(90))
    found = {angle.name: angle for angle in named_angles(pose)}
    knee = found["knee_flexion_left_deg"]
    assert knee.value == pytest.approx(105, abs=3)
    assert np.allclose(knee.vertex_xy, pose.points[Joint.LEFT_KNEE])
    assert np.allclose(knee.a_xy, pose.points[Joint.LEFT_HIP])
    assert np.allclose(knee.b_xy, pose.points[Joint.LEFT_ANKLE])


def test_what_is_unsure_is_not_drawn():
    names = {angle.name for angle in named_angles(seen(HOOK, Camera(90), hide_far=0.2))}
    assert "knee_flexion_left_deg" in names
    assert "knee_flexion_right_deg" not in names


def test_the_backs_edge_needs_a_mask():
    assert back_edge(seen(TABLE, SIDE)) is None
    edge = back_edge(painted(seen(TABLE, SIDE), 0.1))
    assert edge is not None
    assert edge.shape == (19, 2)


def test_every_bone_has_two_ends():
    assert all(one is not other for one, other in BONES)
