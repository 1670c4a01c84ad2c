"""When a picture is worth a look: at once if something moves, rarely while nothing does."""

import numpy as np
import pytest

from coach.vision.frame import Frame
from coach.vision.wakeful import CALM_S, Wakeful

RATE_HZ = 12.0
MOVING_HZ, STILL_HZ = 15.0, 4.0
NOTICED_S = 0.4


def room(t_s: float, moved_px: int = 0, noise: float = 0.0) -> Frame:
    """A person's foot, 40 pixels wide, on a grey floor: (480, 640, 3)."""
    chance = np.random.default_rng(round(t_s * 1000))
    image = np.full((480, 640, 3), 110.0) + noise * chance.standard_normal((480, 640, 3))
    image[300:340, 200 + moved_px : 240 + moved_px] += 60.0
    return Frame(np.clip(image, 0, 255).astype(np.uint8), t_s)


def times(seconds: float, from_s: float = 0.0) -> list[float]:
    return [from_s + index / RATE_HZ for index in range(round(seconds * RATE_HZ))]


@pytest.fixture
def calm() -> Wakeful:
    """Nothing has moved for three seconds, in front of a noisy camera."""
    wakeful = Wakeful(MOVING_HZ, STILL_HZ)
    wakeful.note(found=True)
    for t_s in times(3.0):
        wakeful(room(t_s, noise=6.0))
    return wakeful


def test_at_first_every_picture_is_looked_at():
    wakeful = Wakeful(MOVING_HZ, STILL_HZ)
    wakeful.note(found=True)
    assert all(wakeful(room(t_s)) for t_s in times(CALM_S))


def test_while_nothing_moves_looks_are_few(calm: Wakeful):
    looks = [calm(room(t_s, noise=6.0)) for t_s in times(3.0, from_s=3.0)]
    assert sum(looks) == pytest.approx(3.0 * STILL_HZ, abs=1)
    assert not calm.awake


@pytest.mark.parametrize(("pictures_hz", "moving_hz", "looks"), [(10, 8, 10), (15, 8, 7.5), (15, 6, 7.5), (30, 6, 6)])
def test_looks_are_as_near_to_the_rate_as_the_pictures_allow(pictures_hz: int, moving_hz: float, looks: float):
    wakeful = Wakeful(moving_hz, STILL_HZ)  # searches all the time
    seen = [wakeful(room(number / pictures_hz)) for number in range(4 * pictures_hz)]
    assert sum(seen) == pytest.approx(4 * looks, abs=1)


@pytest.mark.parametrize("px_per_s", [40, 80, 200])
def test_a_foot_that_moves_wakes_the_eye(calm: Wakeful, px_per_s: int):
    noticed = next(
        t_s for t_s in times(2.0, from_s=3.0) if calm(room(t_s, round((t_s - 3.0) * px_per_s))) and calm.awake
    )
    assert noticed - 3.0 <= NOTICED_S + 1 / RATE_HZ
    assert all(calm(room(t_s, round((t_s - 3.0) * px_per_s))) for t_s in times(1.0, from_s=noticed + 1 / RATE_HZ))


def test_a_second_after_a_movement_the_eye_is_calm_again(calm: Wakeful):
    assert calm(room(3.0, 30))
    assert calm.awake
    for t_s in times(CALM_S + 0.5, from_s=3.1):
        calm(room(t_s, 30))
    assert not calm.awake


def test_a_search_for_a_lost_body_goes_on_at_full_rate(calm: Wakeful):
    calm.note(found=False)
    assert all(calm(room(t_s)) for t_s in times(1.0, from_s=3.0))


def test_a_light_that_is_switched_on_wakes_the_eye(calm: Wakeful):
    assert calm(Frame(np.full((480, 640, 3), 200, np.uint8), 3.0))
    assert calm.awake
