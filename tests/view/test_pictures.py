import cv2
import numpy as np
import pytest
from view_scenes import screen

from coach.body.landmarks import Side
from coach.stretches.phase import Phase
from coach.view import figures, pictures
from coach.view.layout import Rect


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A folder of uniformly grey pictures in place of the shipped one."""
    pictures._picture.cache_clear()
    monkeypatch.setattr(pictures, "find_resource", lambda *parts: _there(tmp_path / parts[-1]))

    def put(name, grey):
        cv2.imwrite(str(tmp_path / name), np.full((32, 48, 3), grey, np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 100])

    yield put
    pictures._picture.cache_clear()


def _there(path):
    return path if path.is_file() else None


def grey(picture):
    return None if picture is None else int(picture[0, 0, 0])


def test_the_picture_of_the_side_and_phase(shipped):
    shipped("knee_to_chest_single_left_hold.jpg", 10)
    shipped("knee_to_chest_single_right_hold.jpg", 20)
    shipped("knee_to_chest_single_left_set_up.jpg", 30)
    assert grey(pictures.demonstration(screen(phase=Phase.HOLD))) == 10
    assert grey(pictures.demonstration(screen(phase=Phase.HOLD, side=Side.RIGHT))) == 20
    assert grey(pictures.demonstration(screen(phase=Phase.SET_UP))) == 30


def test_a_phase_without_a_picture_borrows_a_near_one(shipped):
    shipped("knee_to_chest_single_left_hold.jpg", 10)
    assert grey(pictures.demonstration(screen(phase=Phase.MOVE_IN))) == 10


def test_a_picture_without_a_side_serves_both(shipped):
    shipped("knee_to_chest_single_set_up.jpg", 50)
    for side in Side:
        assert grey(pictures.demonstration(screen(phase=Phase.SET_UP, side=side))) == 50


def test_the_other_side_is_never_borrowed(shipped):
    shipped("knee_to_chest_single_left_hold.jpg", 10)
    assert pictures.demonstration(screen(phase=Phase.HOLD, side=Side.RIGHT)) is None


def test_a_stretch_without_variant_or_side(shipped):
    shipped("cat_cow_cat.jpg", 40)
    state = screen(stretch="cat_cow", variant=None, side=None, phase=Phase.CAT)
    assert grey(pictures.demonstration(state)) == 40


def test_resting_is_shown_with_a_pillow(shipped):
    shipped("rest_pillow.jpg", 60)
    assert grey(pictures.demonstration(screen(stretch="rest", variant=None, side=None))) == 60


def test_no_stretch_no_picture(shipped):
    assert pictures.demonstration(screen(stretch=None)) is None


@pytest.mark.parametrize(
    ("stretch", "figure"),
    [
        ("knee_to_chest", figures.HOOK_LYING), ("knee_drop", figures.HOOK_LYING), ("cat_cow", figures.ALL_FOURS),
        ("childs_pose", figures.ALL_FOURS), ("rest", figures.RESTING), ("walk", None), (None, None),
    ],
)  # fmt: skip
def test_how_one_begins(stretch, figure):
    assert figures.start_of(stretch) is figure


@pytest.mark.parametrize("figure", [figures.HOOK_LYING, figures.ALL_FOURS, figures.RESTING])
def test_figures_stay_in_their_place(figure):
    canvas = np.zeros((300, 500, 3), np.uint8)
    figures.draw(canvas, figure, Rect(100, 50, 300, 200), (255, 255, 255), (128, 128, 128))
    rows, columns = np.nonzero(canvas.max(axis=2))
    assert columns.min() >= 100
    assert columns.max() <= 400
    assert rows.min() >= 50
    assert rows.max() <= 250
