"""Every n-th pixel, as slicing gives it."""

import numpy as np
import pytest

from coach.vision.sampling import every


@pytest.mark.parametrize("shape", [(480, 640, 3), (360, 640, 3), (8, 12, 3)])
@pytest.mark.parametrize("step", [1, 2, 4])
@pytest.mark.parametrize("kind", [np.uint8, np.float32])
def test_it_is_what_slicing_gives(shape: tuple[int, ...], step: int, kind: type):
    image = np.random.default_rng(0).integers(0, 255, shape).astype(kind)
    assert np.array_equal(every(image, step), image[::step, ::step])


@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 640, 3), (481, 641, 3)])
def test_any_size_has_samples(shape: tuple[int, ...]):
    found = every(np.full(shape, 7, np.uint8), 4)
    assert found.size
    assert (found == 7).all()
