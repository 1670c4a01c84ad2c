"""A camera that keeps giving the same picture counts as lost."""

import pytest

from coach.vision.fake import blank
from coach.vision.frozen import FreezeDetector


@pytest.mark.parametrize(
    ("pictures", "frozen_at"),
    [
        ([(t / 10, t % 2) for t in range(30)], []),
        ([(t / 10, 0) for t in range(15)], [1.0, 1.1, 1.2, 1.3, 1.4]),
        ([(t / 10, 0) for t in range(12)] + [(1.2, 1), (1.3, 1)], [1.0, 1.1]),
        ([(t / 10, t // 9) for t in range(30)], []),
    ],
    ids=["a picture that changes", "the same picture", "it changes again", "a stutter"],
)
def test_the_same_picture_for_a_second_is_none(pictures: list[tuple[float, int]], frozen_at: list[float]) -> None:
    frozen = FreezeDetector()
    assert [t_s for t_s, grey in pictures if frozen(blank(t_s, grey=grey), t_s)] == frozen_at


def test_one_pixel_of_noise_is_a_new_picture() -> None:
    frozen = FreezeDetector()
    for t in range(30):
        frame = blank(t / 10)
        frame.image[5, 7, 1] += t % 3
        assert not frozen(frame, t / 10)


def test_a_camera_whose_clock_stands_gives_no_new_pictures() -> None:
    frozen = FreezeDetector()
    assert [frozen(blank(0.0, grey=t), t / 10) for t in (0, 5, 9, 10, 20)] == [False, False, False, True, True]
