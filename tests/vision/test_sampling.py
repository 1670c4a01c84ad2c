"""Every n-th pixel, the same as by slicing, and percentiles, the same as by numpy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from coach.vision.sampling import every, percentile


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


@given(arrays(np.uint8, array_shapes(min_dims=1, max_dims=2, max_side=40)), st.floats(0.0, 100.0))
def test_percentiles_are_those_of_numpy(levels: np.ndarray, part: float):
    assert percentile(levels, part) == pytest.approx(float(np.percentile(levels, part)), abs=1e-9)
