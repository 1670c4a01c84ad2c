"""Brightness, and the repair of dim pictures only."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.vision.frame import Image
from coach.vision.lighting import MOST_GAIN, TARGET, Brightener, brightness, repair
from tests.effort import cases


def grey(level: int) -> Image:
    return np.full((48, 64, 3), level, dtype=np.uint8)


@pytest.mark.parametrize("level", [0, 1, 60, 128, 255])
def test_an_even_picture_is_as_bright_as_its_pixels(level: int) -> None:
    assert brightness(grey(level)) == pytest.approx(level, abs=1)


def test_a_small_lamp_does_not_make_a_dark_room_bright() -> None:
    image = grey(20)
    image[:8, :8] = 255  # 2 % of the picture
    assert Brightener()(image)[1].dark


@pytest.mark.parametrize(
    ("levels", "dark"),
    [
        ([200], [False]),
        ([20], [True]),
        ([80, 100, 110], [True, True, False]),
        ([110, 100, 80], [False, False, True]),
        ([95, 100, 95, 100], [False, False, False, False]),
    ],
)
def test_dark_and_light_are_apart(levels: list[int], dark: list[bool]) -> None:
    brighten = Brightener()
    assert [brighten(grey(level))[1].dark for level in levels] == dark


def test_a_picture_with_light_enough_is_left_as_it_is() -> None:
    image = grey(150)
    seen, light = Brightener()(image)
    assert seen is image
    assert light.level == pytest.approx(150 / 255, abs=0.01)


@settings(deadline=None, max_examples=cases(50))
@given(level=st.integers(0, 89))
def test_a_repaired_picture_has_light_but_no_more_than_the_most_gain(level: int) -> None:
    seen, light = Brightener()(grey(level))
    assert light.dark
    assert seen.shape == (48, 64, 3)
    assert seen.dtype == np.uint8
    assert brightness(seen) == pytest.approx(min(TARGET, level * MOST_GAIN), abs=3)


def test_the_repair_takes_the_noise_away_before_it_brightens() -> None:
    noisy = np.clip(np.random.default_rng(0).normal(25, 6, (96, 128, 3)), 0, 255).astype(np.uint8)
    unblurred = noisy.astype(float) * (TARGET / 25)
    assert repair(noisy).std() < unblurred.std() / 3


def noisy(rng: np.random.Generator, level: int = 12) -> Image:
    return np.clip(rng.normal(level, 6, (96, 128, 3)), 0, 255).astype(np.uint8)


def spread(searching: bool) -> float:
    """Unevenness of an even wall after a second of dim, noisy video."""
    rng, brighten = np.random.default_rng(0), Brightener()
    seen = [brighten(noisy(rng), searching=searching)[0] for _ in range(15)]
    return float(seen[-1].std())


def test_while_searching_the_mean_of_the_last_pictures_is_shown() -> None:
    assert spread(searching=True) < 0.7 * spread(searching=False)


@pytest.mark.parametrize(("searching", "forget"), [(False, False), (True, True)])
def test_nothing_is_mixed_in_while_tracking_or_from_another_scene(searching: bool, forget: bool) -> None:
    brighten = Brightener()
    left, right = grey(10), grey(10)
    left[:, :32], right[:, 32:] = 40, 40
    for _ in range(5):
        brighten(left)
    if forget:
        brighten.forget()
    seen = brighten(right, searching=searching)[0].astype(int)
    assert np.abs(seen - repair(right)).mean() < 4, "only rounding is left"
    assert np.abs(seen - repair(left)).mean() > 50


def test_light_ends_the_mean() -> None:
    brighten = Brightener()
    brighten(grey(10))
    brighten(grey(200))
    assert brighten(grey(40))[0].mean() == pytest.approx(repair(grey(40)).mean(), abs=1)


def pale(low: int, high: int) -> Image:
    """A hazy picture, with only this range between its darkest and brightest part."""
    image = grey(high)
    image[:, :32] = low
    return image


@pytest.mark.parametrize(
    ("low", "high", "spread"), [(150, 190, True), (60, 120, True), (200, 204, False), (40, 160, False)]
)
def test_the_tones_of_a_pale_picture_are_spread(low: int, high: int, spread: bool) -> None:
    image = pale(low, high)
    seen, light = Brightener()(image)
    assert not light.dark, "more light would not help"
    assert (seen is not image) == spread
    if spread:
        assert seen[:, :20].mean() == pytest.approx(0, abs=2)
        assert seen[:, -20:].mean() == pytest.approx(TARGET, abs=3)


def test_pale_and_clear_are_apart() -> None:
    brighten = Brightener()
    changed = [brighten(pale(100, 100 + apart))[0].min() == 0 for apart in (90, 75, 90, 100, 90)]
    assert changed == [False, True, True, False, False]


def test_what_is_darker_than_the_darkest_tone_stays_dark() -> None:
    """A black cushion in the haze, smaller than a hundredth of the picture."""
    image = pale(150, 190)
    image[:4, :4] = 20
    assert Brightener()(image)[0][:3, :3].max() < 60
