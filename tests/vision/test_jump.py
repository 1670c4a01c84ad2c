"""A jump is distinguished from motion, in light and in the dark."""

import numpy as np
import pytest

from coach.vision.frame import Image
from coach.vision.jump import JumpDetector
from coach.vision.opencv import cv2


def room(left: float, brightness: float = 1.0, wall: int = 170) -> Image:
    """A wall and a darker body, 0.4 of the picture wide, that begins at ``left``."""
    image = np.full((240, 320, 3), wall, dtype=np.uint8)
    image[120:200, int(left * 320) : int((left + 0.4) * 320)] = 60
    return (image * brightness).astype(np.uint8)


@pytest.mark.parametrize("brightness", [1.0, 0.3, 0.1])
def test_a_moving_body_is_no_jump(brightness: float) -> None:
    jumped = JumpDetector()
    assert not any(jumped(room(0.1 + 0.02 * index, brightness), index / 15) for index in range(20))


@pytest.mark.parametrize("brightness", [1.0, 0.3, 0.1])
def test_another_room_is_a_jump_and_staying_there_is_none(brightness: float) -> None:
    jumped = JumpDetector()
    pictures = [room(0.1, brightness), room(0.1, brightness, wall=230), room(0.1, brightness, wall=230)]
    assert [jumped(picture, index / 15) for index, picture in enumerate(pictures)] == [False, True, False]


def test_noise_in_the_dark_is_no_jump() -> None:
    rng, jumped = np.random.default_rng(0), JumpDetector()
    noisy = [np.clip(rng.normal(6, 6, (480, 640, 3)), 0, 255).astype(np.uint8) for _ in range(10)]
    assert not any(jumped(image, index / 15) for index, image in enumerate(noisy))


def test_a_fade_is_one_jump() -> None:
    jumped = JumpDetector()
    faded = [cv2.addWeighted(room(0.1), 1 - part / 7, room(0.2, wall=205), part / 7, 0.0) for part in range(8)]
    pictures = [faded[0]] * 10 + faded + [faded[-1]] * 20
    assert sum(jumped(picture, index / 15) for index, picture in enumerate(pictures)) == 1


def test_a_slow_dusk_is_no_jump() -> None:
    jumped = JumpDetector()
    assert not any(jumped(room(0.1, 1.0 - 0.005 * index), index / 15) for index in range(100))


def test_another_room_after_a_long_pause_is_a_jump_too() -> None:
    jumped = JumpDetector()
    assert not jumped(room(0.1), 0.0)
    assert not jumped(room(0.15), 10.0)
    assert jumped(room(0.1, wall=230), 20.0)
