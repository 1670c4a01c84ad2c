"""A single picture: the searched windows, and the agreement of unchanged and mirrored looks."""

import numpy as np
import pytest

from coach.body.landmarks import Joint, Pose
from coach.vision.crop import BORDERED
from coach.vision.fake import FakeFinder, blank
from coach.vision.frame import Frame
from coach.vision.still import REPEATS, SEARCHED, StillEye

SIZE = (1280, 720)
ASPECT = SIZE[0] / SIZE[1]


def scene(left: float, top: float, width: float) -> Frame:
    """A grey picture with a block for the body, half as high as wide, whose left half is black."""
    frame = blank(size=SIZE, grey=120)
    rows = slice(int(top * SIZE[1]), int((top + width / 2) * SIZE[1]))
    frame.image[rows, int(left * SIZE[0]) : int((left + width) * SIZE[0])] = 255
    frame.image[rows, int(left * SIZE[0]) : int((left + width / 2) * SIZE[0])] = 0
    return frame


def block(smallest: float = 0.0, largest: float = 1.0):
    """Finds the block if it spans as much of the window as the real detector needs. Its left ear lies on the black
    half.

    In the mirrored picture the black half is on the right, and the pose model mistakes the left ear for the right one.
    """

    def find(frame: Frame) -> Pose | None:
        grey = frame.image[:, :, 0].astype(int)
        rows, columns = np.nonzero(np.abs(grey - 120) > 60)
        height, width = grey.shape
        if len(rows) == 0 or not smallest * width <= np.ptp(columns) <= largest * width:
            return None
        corners = np.array([[columns.min(), rows.min()], [columns.max(), rows.max()]]) / height
        points = np.repeat(corners.mean(axis=0, keepdims=True), 33, axis=0)
        points[:2] = corners
        black_is_left = grey[rows.mean().astype(int), columns.min() + 5] < 60
        ears = (Joint.LEFT_EAR, Joint.RIGHT_EAR) if black_is_left else (Joint.RIGHT_EAR, Joint.LEFT_EAR)
        for ear, x in zip(ears, corners[:, 0] if black_is_left else corners[::-1, 0], strict=True):
            points[ear] = x, corners[0, 1]
        world = np.zeros((33, 3))
        world[:, 0] = 1.0 if black_is_left else -1.0
        return Pose(frame.t_s, points, world, np.ones(33), mask=(np.abs(grey - 120) > 60).astype(np.float32))

    return find


@pytest.mark.parametrize(("width", "found"), [(0.5, True), (0.25, True), (0.12, True), (0.05, False)])
def test_a_small_body_is_searched_in_parts_of_the_picture(width: float, found: bool) -> None:
    looks = StillEye(FakeFinder(block(smallest=0.2))).look(scene(0.3, 0.6, width))
    assert bool(looks) == found
    for pose in looks:
        low, high = pose.points.min(axis=0) / (ASPECT, 1.0), pose.points.max(axis=0) / (ASPECT, 1.0)
        assert [*low, *high] == pytest.approx([0.3, 0.6, 0.3 + width, 0.6 + width / 2], abs=0.01)


def test_a_body_that_fills_the_picture_is_found_with_a_border() -> None:
    looks = StillEye(FakeFinder(block(largest=0.7))).look(scene(0.05, 0.2, 0.9))
    assert len(looks) == 4
    for pose in looks:
        assert pose.points.min(axis=0) == pytest.approx([0.05 * ASPECT, 0.2], abs=0.01)
        assert pose.mask is not None
        rows, columns = pose.mask.shape
        assert columns / rows == pytest.approx(ASPECT, rel=0.02)
        assert pose.mask[int(0.4 * rows), int(0.5 * columns)] == 1.0
        assert pose.mask[int(0.1 * rows), int(0.5 * columns)] == 0.0


def test_looks_in_the_mirror_say_the_same() -> None:
    first, _, mirrored, _ = StillEye(FakeFinder(block())).look(scene(0.2, 0.3, 0.5))
    ears = [Joint.LEFT_EAR, Joint.RIGHT_EAR]
    assert mirrored.points[ears] == pytest.approx(first.points[ears], abs=0.01)
    assert mirrored.world == pytest.approx(first.world)
    assert mirrored.mask == pytest.approx(first.mask, abs=0.01)


def test_every_look_starts_afresh_and_time_rises() -> None:
    finder = FakeFinder(block())
    eye = StillEye(finder)
    for _ in range(2):
        assert {pose.t_s for pose in eye.look(scene(0.2, 0.3, 0.5))} == {0.0}
    times = [frame.t_s for frame in finder.seen]
    assert times == sorted(set(times))
    assert len(times) == 2 * (1 + 2 * REPEATS)
    assert finder.resets == 2 * 3


def test_a_body_cut_in_two_by_a_part_of_the_picture_is_searched_on() -> None:
    """Half of the joints would lie outside the picture: a guess, when there may be a better look."""
    whole = block()

    def guesses_at_first(frame: Frame) -> Pose | None:
        pose = whole(frame)
        if pose is not None and len(finder.seen) == 1:
            pose.points[11:, 0] = -0.5
        return pose

    finder = FakeFinder(guesses_at_first)
    looks = StillEye(finder).look(scene(0.2, 0.3, 0.5))
    assert all(pose.points.min() > 0.0 for pose in looks)
    shown = BORDERED.scale
    assert np.nonzero(finder.seen[1].image[:, :, 0] == 0)[1].min() / 640 == pytest.approx(
        (0.2 + 0.35) / shown, abs=0.01
    )


def test_a_guess_is_taken_where_there_is_nothing_better() -> None:
    far_out = np.tile([-5.0, 0.5], (33, 1))
    finder = FakeFinder(lambda frame: Pose(frame.t_s, far_out.copy(), np.zeros((33, 3)), np.ones(33)))
    assert len(StillEye(finder).look(blank(size=SIZE))) == 4
    assert finder.resets == len(SEARCHED) + 2
