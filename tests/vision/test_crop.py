"""Windows around small bodies: geometry there and back, and when a window moves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.body.landmarks import Pose
from coach.vision.crop import (
    BORDERED,
    FORGET_S,
    HALVES,
    LARGE,
    SEARCH,
    SEARCH_AFTER_S,
    SMALL,
    SMALLEST,
    TURNED,
    WHOLE,
    Follower,
    Window,
    extent,
    window_around,
)
from tests.effort import cases

ASPECT = 16 / 9
PARTS = st.floats(0.0, 1.0)


def body(left: float, top: float, width: float, height: float, t_s: float = 0.0) -> Pose:
    """A pose whose points fill this box, in shares of a 16:9 picture."""
    along = np.linspace(0.0, 1.0, 33)
    points = np.stack([(left + width * along) * ASPECT, top + height * along[::-1]], axis=1)
    return Pose(t_s, points, np.zeros((33, 3)), np.ones(33))


@settings(deadline=None, max_examples=cases(50))
@given(left=PARTS, top=PARTS, scale=st.floats(0.12, 0.99))
def test_what_is_seen_in_a_window_is_put_back_where_it_is(left: float, top: float, scale: float) -> None:
    window = Window(left * (1 - scale), top * (1 - scale), scale)
    image = np.zeros((450, 800, 3), dtype=np.uint8)
    x, y = round((window.left + scale / 2) * 800), round((window.top + scale / 2) * 450)
    image[y, x] = 255
    part = window.cut(image)
    row, column = np.argwhere(part[:, :, 0])[0]
    seen = np.array([[column / part.shape[0], row / part.shape[0]]])
    back = window.put_back(Pose(0.0, seen, np.zeros((1, 3)), np.ones(1)), 800 / 450)
    assert back.points[0] * 450 == pytest.approx([x, y], abs=2.5)


@pytest.mark.parametrize("window", TURNED)
def test_what_is_seen_in_a_turned_picture_is_put_back_where_it_is(window: Window) -> None:
    image = np.zeros((90, 160, 3), dtype=np.uint8)
    image[20, 130] = 255
    shown = window.cut(image)
    row, column = np.argwhere(shown[:, :, 0])[0]
    seen = np.array([[(column + 0.5) / shown.shape[0], (row + 0.5) / shown.shape[0]]])
    mask = (shown[:, :, 0] > 0).astype(np.float32)
    back = window.put_back(Pose(0.0, seen, np.array([[1.0, 2.0, 3.0]]), np.ones(1), mask), ASPECT)
    assert back.points[0] * 90 == pytest.approx([130.5, 20.5])
    assert back.mask is not None
    assert np.argwhere(back.mask).tolist() == [[20, 130]]


def test_directions_turn_with_the_picture() -> None:
    """In a picture turned to the left, right is down in the unturned picture, and up is right."""
    world = np.array([[1.0, 0.0, 5.0], [0.0, -1.0, 5.0]])
    pose = Pose(0.0, np.zeros((2, 2)), world, np.ones(2))
    assert Window(0.0, 0.0, 1.0, 1).put_back(pose, ASPECT).world.tolist() == [[0.0, 1.0, 5.0], [1.0, 0.0, 5.0]]


def test_a_person_found_in_a_turned_picture_is_followed_there() -> None:
    follower = Follower()
    follower.found(body(0.1, 0.1, 0.8, 0.3, t_s=1.0), ASPECT, TURNED[0])
    assert follower.window(1.1) is TURNED[0]
    assert follower.window(1.1 + FORGET_S) is not TURNED[0]


def test_the_whole_picture_is_not_copied() -> None:
    image = np.zeros((9, 16, 3), dtype=np.uint8)
    pose = body(0.1, 0.1, 0.5, 0.5)
    assert WHOLE.cut(image) is image
    assert WHOLE.put_back(pose, ASPECT) is pose


@pytest.mark.parametrize(("columns", "whole"), [(320, (360, 640)), (640, (720, 1280)), (1280, (720, 1280))])
def test_a_mask_is_put_back_at_its_place_and_never_too_large(columns: int, whole: tuple[int, int]) -> None:
    mask = np.ones((columns * 9 // 16, columns), dtype=np.float32)
    pose = Pose(0.0, np.zeros((33, 2)), np.zeros((33, 3)), np.ones(33), mask)
    back = Window(0.25, 0.5, 0.5).put_back(pose, ASPECT).mask
    assert back is not None
    assert back.shape == whole
    assert back.mean() == pytest.approx(0.25, abs=0.001)
    assert back[int(0.75 * whole[0]), int(0.5 * whole[1])] == 1.0
    assert back[int(0.25 * whole[0]), int(0.5 * whole[1])] == 0.0


@settings(deadline=None, max_examples=cases(50))
@given(left=PARTS, top=PARTS, width=st.floats(0.0, SMALL), height=st.floats(0.0, SMALL))
def test_the_window_holds_the_body_and_lies_in_the_picture(
    left: float, top: float, width: float, height: float
) -> None:
    pose = body(left, top, width, height)
    window = window_around(pose, ASPECT)
    low, high = extent(pose, ASPECT)
    if window is None:
        assert np.max(high - low) > SMALL - 1e-9
        return
    assert SMALLEST <= window.scale <= SMALL * 1.8 + 1e-9
    for start, first, last in zip((window.left, window.top), low, high, strict=True):
        assert -1e-9 <= start <= first + 1e-9
        assert last - 1e-9 <= start + window.scale <= 1 + 1e-9


@pytest.mark.parametrize(
    ("width", "present", "window"),
    [
        (0.6, None, False),
        ((SMALL + LARGE) / 2, None, False),
        ((SMALL + LARGE) / 2, Window(0.2, 0.2, 0.6), True),
        (0.5, Window(0.2, 0.2, 0.6), False),
        (0.2, None, True),
    ],
)
def test_a_window_comes_and_goes_at_different_sizes(width: float, present: Window | None, window: bool) -> None:
    assert (window_around(body(0.3, 0.4, width, 0.1), ASPECT, present) is not None) == window


@pytest.mark.parametrize(
    ("left", "width", "moves"),
    [(0.4, 0.2, False), (0.35, 0.2, False), (0.45, 0.3, True), (0.25, 0.2, True), (0.4, 0.05, True)],
)
def test_the_window_stays_while_the_body_fits(left: float, width: float, moves: bool) -> None:
    present = Window(0.3, 0.3, 0.4)
    assert (window_around(body(left, 0.45, width, 0.05), ASPECT, present) != present) == moves


def test_a_body_at_the_pictures_edge_does_not_make_the_window_wander() -> None:
    pose = body(0.0, 0.9, 0.2, 0.1)
    window = window_around(pose, ASPECT)
    assert window_around(pose, ASPECT, window) == window


def test_the_whole_picture_is_looked_at_until_nobody_was_found_for_a_while() -> None:
    follower = Follower()
    assert {follower.window(t / 10) for t in range(10)} == {WHOLE}
    searched = [follower.window(SEARCH_AFTER_S + t / 10) for t in range(1, len(SEARCH) + 1)]
    assert set(searched) == {WHOLE, *HALVES, *TURNED}


def test_a_small_body_is_followed_and_soon_forgotten() -> None:
    follower = Follower()
    follower.window(0.0)
    follower.found(body(0.3, 0.7, 0.15, 0.1, t_s=0.0), ASPECT)
    around = follower.window(0.1)
    assert around.scale == pytest.approx(0.15 * 1.8)
    assert follower.window(FORGET_S - 0.01) == around
    assert follower.window(FORGET_S + 0.01) == WHOLE


def test_a_border_is_drawn_out_and_what_is_seen_in_it_is_put_back() -> None:
    image = np.zeros((90, 160, 3), dtype=np.uint8)
    image[:, -1] = 200
    shown = BORDERED.cut(image)
    assert shown.shape[1] / shown.shape[0] == pytest.approx(ASPECT, rel=0.02)
    assert shown.shape[1] == pytest.approx(160 * BORDERED.scale, abs=1)
    assert shown[:, -1].min() == 200
    corner = np.array([[-BORDERED.left / BORDERED.scale * ASPECT, -BORDERED.top / BORDERED.scale]])
    mask = np.zeros(shown.shape[:2], dtype=np.float32)
    mask[round(-BORDERED.top * 90) :, :] = 1.0
    back = BORDERED.put_back(Pose(0.0, corner, np.zeros((1, 3)), np.ones(1), mask), ASPECT)
    assert back.points[0] == pytest.approx([0.0, 0.0], abs=1e-9)
    assert back.mask is not None
    assert back.mask.shape == (90, 160)
    assert back.mask.min() == 1.0
