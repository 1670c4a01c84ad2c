"""The eye: whole pictures, windows around small bodies, and a search if nobody is found."""

import numpy as np
import pytest

from coach.body.landmarks import Pose
from coach.vision.eye import Eye
from coach.vision.fake import FakeFinder, blank
from coach.vision.frame import Frame

SIZE = (1280, 720)
ASPECT = 1280 / 720


def scene(left: float, top: float, width: float, t_s: float = 0.0) -> Frame:
    """A wide dark grey picture with a white block for the body, in shares of the picture."""
    frame = blank(t_s, SIZE, grey=120)
    rows, columns = SIZE[1], SIZE[0]
    frame.image[
        int(top * rows) : int((top + width / 2) * rows), int(left * columns) : int((left + width) * columns)
    ] = 255
    return frame


def white_block(smallest: float):
    """Finds the white block if it spans at least ``smallest`` of the window, like the real detector."""

    def find(frame: Frame) -> Pose | None:
        rows, columns = np.nonzero(frame.image[:, :, 0] > 190)
        height, width = frame.image.shape[:2]
        if len(rows) == 0 or np.ptp(columns) < smallest * width:
            return None
        corners = np.array([[columns.min(), rows.min()], [columns.max(), rows.max()]]) / height
        points = np.repeat(corners, [16, 17], axis=0)
        return Pose(frame.t_s, points, np.zeros((33, 3)), np.ones(33))

    return find


def box(pose: Pose | None) -> list[float]:
    assert pose is not None
    return [*(pose.points.min(axis=0) / (ASPECT, 1.0)), *(pose.points.max(axis=0) / (ASPECT, 1.0))]


def test_a_large_body_is_looked_at_whole() -> None:
    finder = FakeFinder(white_block(0.1))
    eye = Eye(finder)
    for index in range(3):
        look = eye.look(scene(0.2, 0.4, 0.5, index / 15))
        assert box(look.pose) == pytest.approx([0.2, 0.4, 0.7, 0.65], abs=0.01)
    assert {frame.image.shape for frame in finder.seen} == {(360, 640, 3)}
    assert finder.resets == 0


def test_a_small_body_is_followed_at_its_place() -> None:
    finder = FakeFinder(white_block(0.1))
    eye = Eye(finder)
    for index in range(30):
        left = 0.2 + 0.01 * index
        look = eye.look(scene(left, 0.6, 0.2, index / 15))
        assert box(look.pose) == pytest.approx([left, 0.6, left + 0.2, 0.7], abs=0.01)
    assert 2 <= finder.resets <= 8, "the window moves now and then, not with every picture"


def test_a_body_too_small_to_be_found_is_searched_for() -> None:
    eye = Eye(FakeFinder(white_block(0.2)))
    looks = [eye.look(scene(0.7, 0.7, 0.12, index / 15)) for index in range(30)]
    assert looks[0].pose is None
    assert box(looks[-1].pose) == pytest.approx([0.7, 0.7, 0.82, 0.76], abs=0.01)


def test_what_turns_up_once_while_searching_is_not_believed() -> None:
    finder = FakeFinder(lambda frame: None)
    eye = Eye(finder)
    for index in range(16):
        assert eye.look(scene(0.7, 0.7, 0.12, index / 15)).pose is None
    once = Eye(FakeFinder(white_block(0.2)))
    poses = [once.look(scene(0.7, 0.7, 0.12 if index == 18 else 0.0, index / 15)).pose for index in range(30)]
    assert poses == [None] * 30


def test_the_light_is_reported_also_where_nobody_is() -> None:
    assert Eye(FakeFinder()).look(blank(grey=20)).lighting.dark
    assert not Eye(FakeFinder()).look(blank(grey=150)).lighting.dark


def test_after_a_jump_the_body_is_searched_again() -> None:
    finder = FakeFinder(white_block(0.1))
    eye = Eye(finder)
    assert not eye.look(scene(0.2, 0.4, 0.5)).jumped
    dark = scene(0.2, 0.4, 0.5, 1 / 15)
    dark.image[dark.image < 200] = 60
    assert eye.look(dark).jumped
    assert not eye.look(dark).jumped
    assert finder.resets == 1


def test_after_a_jump_the_body_is_searched_again_until_a_fade_must_be_over():
    finder = FakeFinder(white_block(0.0))
    eye = Eye(finder)
    jumps = []
    for i in range(60):
        t_s = i / 10
        frame = scene(0.2, 0.4, 0.5, t_s)
        if i >= 20:
            frame.image[:] = frame.image // 3
            frame.image[300:500, 300:900] = 255
        if eye.look(frame).jumped:
            jumps.append(t_s)
    assert jumps == pytest.approx([2.0, 2.5, 3.0, 4.0], abs=0.11)
    assert finder.resets == len(jumps)
