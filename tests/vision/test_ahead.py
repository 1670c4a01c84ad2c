"""Reading ahead gives the same pictures, and the same error at its place."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from coach.errors import RecordingError
from coach.vision.ahead import ahead
from coach.vision.frame import Frame

FRAMES = [Frame(np.full((2, 2, 3), n, np.uint8), n / 10) for n in range(5)]


def test_every_frame_once_and_in_order():
    assert list(ahead(FRAMES)) == FRAMES
    assert list(ahead([])) == []


def test_the_next_frame_is_read_while_this_one_is_looked_at():
    read = [threading.Event() for _ in FRAMES]

    def reading() -> Iterator[Frame]:
        for frame, event in zip(FRAMES, read, strict=True):
            event.set()
            yield frame

    for number, _ in enumerate(ahead(reading())):
        assert all(event.wait(5.0) for event in read[: number + 2])
        assert not any(event.is_set() for event in read[number + 2 :])


def test_an_error_comes_after_the_frames_before_it():
    def reading() -> Iterator[Frame]:
        yield from FRAMES[:2]
        raise RecordingError("torn")

    following = ahead(reading())
    assert [next(following), next(following)] == FRAMES[:2]
    with pytest.raises(RecordingError, match="torn"):
        next(following)
