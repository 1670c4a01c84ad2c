import numpy as np
import pytest
from view_scenes import CAT, ONE_KNEE, camera_picture, pose, round_back_mask

from coach.body.landmarks import Side
from coach.view import skeleton
from coach.view.theme import DARK

INK = skeleton.Ink(limb=(255, 255, 255), exercised=(0, 255, 0), halo=(0, 0, 0), in_pose=True)


def blank():
    return np.full((480, 640, 3), 128, np.uint8)


def test_the_body_is_mirrored():
    at = skeleton.mirrored(np.array([[0.25, 0.5], [0.0, 0.0]]), blank())
    np.testing.assert_allclose(at, [[520, 240], [640, 0]])


def test_limbs_stand_where_the_mirrored_joints_are():
    canvas = blank()
    skeleton.draw(canvas, pose(ONE_KNEE), INK, Side.LEFT)
    knee = canvas[round(0.40 * 480), 640 - round(0.62 * 480)]
    assert tuple(knee) == (255, 255, 255)
    _, columns = np.nonzero((canvas != 128).any(axis=2))
    assert columns.min() > 640 - 1.10 * 480
    assert columns.max() < 640 - 0.38 * 480


def test_only_the_exercised_side_has_the_strong_colour():
    for side in (Side.LEFT, Side.RIGHT):
        canvas = blank()
        skeleton.draw(canvas, pose(ONE_KNEE), INK, side)
        shin = ONE_KNEE[f"{side.name}_KNEE"], ONE_KNEE[f"{side.name}_ANKLE"]
        middle = np.mean(shin, axis=0)
        assert tuple(canvas[round(middle[1] * 480), round(640 - middle[0] * 480)]) == (0, 255, 0)


def test_what_is_not_seen_is_not_drawn():
    canvas = blank()
    skeleton.draw(canvas, pose({"LEFT_KNEE": (0.6, 0.4)}), INK)
    rows, _ = np.nonzero((canvas != 128).any(axis=2))
    assert 0 < len(rows) < 500, "one joint and no limb"


def test_joints_are_open_out_of_the_pose():
    full, opened = blank(), blank()
    skeleton.draw(full, pose({"LEFT_KNEE": (0.6, 0.4)}), INK)
    skeleton.draw(opened, pose({"LEFT_KNEE": (0.6, 0.4)}), skeleton.Ink((255, 255, 255), (0, 255, 0), (0, 0, 0), False))
    centre = round(0.4 * 480), round(640 - 0.6 * 480)
    assert full[centre].max() == 255
    assert opened[centre].max() == 0


def test_the_backs_edge_is_drawn_above_the_back():
    canvas = blank()
    skeleton.draw_back(canvas, pose(CAT, round_back_mask()), DARK.active, (0, 0, 0))
    rows, _ = np.nonzero((canvas != 128).any(axis=2))
    assert rows.min() == pytest.approx(0.30 * 480, abs=8)
    assert rows.max() < 0.39 * 480


def test_no_mask_no_edge():
    canvas = blank()
    skeleton.draw_back(canvas, pose(CAT), DARK.active, (0, 0, 0))
    assert (canvas == 128).all()


def test_a_drawn_room_is_a_picture():
    assert camera_picture(1).shape == (480, 640, 3)
