"""Cameras: the newest picture, loss and recovery, and closing even when the driver hangs."""

import threading
import time

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.errors import CameraError
from coach.vision import camera as module
from coach.vision.camera import Camera, Capture
from coach.vision.fake import FakeCapture


class HangingCapture(FakeCapture):
    """A driver that never returns from its second picture."""

    def grab(self) -> bool:
        self.grabbed += 1
        if self.grabbed > 1:
            self.released.wait(20)
        return True


def test_a_picture_is_taken_after_it_was_asked_for() -> None:
    with Camera(0, opener=lambda number: FakeCapture([True])) as camera:
        for _ in range(5):
            asked = camera.now_s()
            frame = camera.read()
            assert frame is not None
            assert frame.t_s >= asked - 0.005
        assert camera.size == (64, 48)
        assert camera.is_live


def test_pictures_that_nobody_asks_for_are_not_decoded() -> None:
    capture = FakeCapture([True])
    with Camera(0, opener=lambda number: capture) as camera:
        camera.read()
        before = capture.grabbed
        while capture.grabbed < before + 20:
            time.sleep(0.005)
        assert capture.retrieved <= 3


def test_times_rise_even_on_a_coarse_clock() -> None:
    ticks = iter(range(10_000))
    with Camera(0, opener=lambda number: FakeCapture([True]), clock=lambda: next(ticks) // 4 * 0.015) as camera:
        times = [frame.t_s for _ in range(10) if (frame := camera.read()) is not None]
    assert times == sorted(set(times))
    assert len(times) == 10


def test_a_lost_camera_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REOPEN_S", 0.01)
    lost = FakeCapture([True, True, False])
    captures = iter([lost, FakeCapture([True], opened=False), FakeCapture([True])])
    with Camera(0, opener=lambda number: next(captures)) as camera:
        deadline = time.monotonic() + 5
        while not lost.released.is_set():
            camera.read(0.01)
            assert time.monotonic() < deadline
        assert camera.read(2.0) is not None


@pytest.mark.parametrize("shape", [(48, 64), (48, 64, 1), (48, 64, 4), (48, 64, 3)])
def test_pictures_of_any_number_of_channels_are_colour_pictures(shape: tuple[int, ...]) -> None:
    image = np.full(shape, 77, dtype=np.uint8)
    with Camera(0, opener=lambda number: FakeCapture([True], image)) as camera:
        frame = camera.read()
    assert frame is not None
    assert frame.image.shape == (48, 64, 3)
    assert (frame.image == 77).all()


@pytest.mark.parametrize("error", [ValueError("strange"), OSError("unplugged"), MemoryError()])
def test_whatever_a_driver_raises_the_camera_is_lost_and_found_again(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REOPEN_S", 0.01)

    class Raising(FakeCapture):
        def retrieve(self) -> tuple[bool, NDArray[np.generic]]:
            if self.retrieved > 1:
                raise error
            return super().retrieve()

    lost = Raising([True])
    captures = iter([lost, FakeCapture([True])])
    with Camera(0, opener=lambda number: next(captures)) as camera:
        deadline = time.monotonic() + 5
        while not lost.released.is_set():
            camera.read(0.01)
            assert time.monotonic() < deadline
        assert camera.read(2.0) is not None


def test_a_hiccup_does_not_lose_the_camera() -> None:
    capture = FakeCapture([True, False, False, True])
    with Camera(0, opener=lambda number: capture) as camera:
        assert camera.read() is not None
        assert not capture.released.is_set()


def test_a_gap_is_reported_after_the_time_given() -> None:
    with Camera(0, opener=lambda number: HangingCapture([True])) as camera:
        started = time.monotonic()
        assert camera.read(0.05) is None
        assert time.monotonic() - started < 1.0


def test_a_hanging_driver_does_not_hold_up_the_end() -> None:
    camera = Camera(0, opener=lambda number: HangingCapture([True]))
    started = time.monotonic()
    camera.close()
    assert time.monotonic() - started < 5.0


def test_the_driver_is_let_go_at_the_end() -> None:
    capture = FakeCapture([True])
    Camera(0, opener=lambda number: capture).close()
    assert capture.released.wait(1.0)


@pytest.mark.parametrize(
    ("capture", "says"),
    [
        (FakeCapture([True], opened=False), "camera 7 cannot be opened; .*--source 0.*--audio-only"),
        (FakeCapture([False]), "camera 7 gives no picture; .*--source 0.*--audio-only"),
    ],
)
def test_no_camera_is_one_line_with_ways_on(capture: Capture, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST_PICTURE_S", 0.2)
    before = set(threading.enumerate())
    with pytest.raises(CameraError, match=says):
        Camera(7, opener=lambda number: capture)
    assert [thread for thread in threading.enumerate() if thread.name == "camera" and thread not in before] == []
