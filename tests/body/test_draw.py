import numpy as np
import pytest

from coach.body.draw import LIMBS, named_angles
from coach.body.landmarks import Joint, Side
from tests.body.sticks import HOOK, Camera, seen


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


def test_every_limb_has_two_ends_of_its_own_side():
    for limb in LIMBS:
        assert limb.start is not limb.end
        if limb.side is not None:
            assert {joint.name.split("_")[0].lower() for joint in (limb.start, limb.end)} == {limb.side.value}


def test_both_sides_have_the_same_limbs():
    left, right = ([limb for limb in LIMBS if limb.side is side] for side in Side)
    assert len(left) == len(right) == 5
