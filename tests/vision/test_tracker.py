"""The tracking thread: it loses nothing of a recording, delays nothing of a camera, and never hangs at the end."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from coach.body.landmarks import Pose
from coach.errors import ModelError
from coach.vision import frozen
from coach.vision import tracker as tracker_module
from coach.vision.eye import PoseFinder, Sighting
from coach.vision.fake import FakeFinder, FakeSource, blank
from coach.vision.frame import Frame
from coach.vision.landmarker import Landmarker
from coach.vision.source import PictureSource
from coach.vision.source_choice import open_source
from coach.vision.tracker import Ended, Found, Lost, Message, Tracker

FAST_HZ = 1000.0


def pose(frame: Frame) -> Pose:
    return Pose(frame.t_s, np.full((33, 2), 0.5) + np.eye(33, 2), np.zeros((33, 3)), np.ones(33))


@contextmanager
def tracking(
    source: PictureSource, make: Callable[[], PoseFinder] = FakeFinder, rate_hz: float = FAST_HZ
) -> Iterator[Tracker]:
    tracker = Tracker(source, make, rate_hz=rate_hz)
    tracker.start()
    try:
        yield tracker
    finally:
        tracker.close()


def all_of(tracker: Tracker) -> list[Message]:
    messages: list[Message] = []
    while not isinstance(messages[-1] if messages else None, Ended):
        message = tracker.get(5.0)
        assert message is not None, "the tracker went silent"
        messages.append(message)
    return messages


def endless(gap: range = range(0)) -> Iterator[Frame | None]:
    """A camera's frames, each 10 ms after the last, with a gap."""
    for index in itertools.count():
        time.sleep(0.001)
        yield None if index in gap else blank(index / 100, grey=index % 200)


def test_of_a_recording_every_picture_is_handed_over_in_order() -> None:
    finder = FakeFinder(lambda frame: pose(frame) if frame.t_s != 3.0 else None)
    with tracking(FakeSource(blank(float(t)) for t in range(20)), lambda: finder) as tracker:
        time.sleep(0.05)  # no consumer: the thread has to wait
        assert len(finder.seen) < 10
        *seen, ended = all_of(tracker)
    assert [message.frame.t_s for message in seen if isinstance(message, Sighting)] == list(range(20))
    assert [message.pose is None for message in seen if isinstance(message, Sighting)] == [t == 3 for t in range(20)]
    assert ended == Ended(19.0)


def test_the_end_is_reported_again_and_again() -> None:
    with tracking(FakeSource([])) as tracker:
        assert tracker.get(5.0) == tracker.get(0.0) == Ended(0.0)


def test_of_a_camera_only_the_newest_look_waits() -> None:
    finder = FakeFinder()
    with tracking(FakeSource(endless(), is_live=True), lambda: finder) as tracker:
        first = tracker.get(5.0)
        while len(finder.seen) < 30:
            time.sleep(0.005)
        second = tracker.get(5.0)
    assert isinstance(first, Sighting)
    assert isinstance(second, Sighting)
    assert second.frame.t_s - first.frame.t_s >= 0.25


def test_a_lost_camera_is_reported_once_and_so_is_its_return() -> None:
    with tracking(FakeSource(endless(range(3, 8)), is_live=True)) as tracker:
        reported: list[Message] = []
        while not any(isinstance(message, Found) for message in reported):
            message = tracker.get(5.0)
            assert message is not None
            reported.append(message)
    assert [message for message in reported if not isinstance(message, Sighting)] == [Lost(0.02), Found(0.08)]


def test_a_camera_that_gives_the_same_picture_for_ever_is_lost_until_it_gives_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(frozen, "FROZEN_S", 0.02)

    def film() -> Iterator[Frame]:
        for index in itertools.count():
            time.sleep(0.001)
            yield blank(index / 100, grey=index if index < 5 or index > 60 else 5)

    finder = FakeFinder()
    with tracking(FakeSource(film(), is_live=True), lambda: finder) as tracker:
        got: list[Message] = []
        while not any(isinstance(message, Found) for message in got):
            message = tracker.get(5.0)
            assert message is not None
            got.append(message)
    assert [type(message) for message in got if not isinstance(message, Sighting)] == [Lost, Found]
    assert got[-1] == Found(0.61)
    looked = [round(100 * frame.t_s) for frame in finder.seen]
    assert len(looked) - len([index for index in looked if index > 60]) < 40, "nobody looks at a frozen picture"


def test_looking_that_fails_before_a_camera_is_a_lost_camera_and_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracker_module, "AGAIN_S", 0.01)
    finders: list[FakeFinder] = []

    def make() -> PoseFinder:
        broken = len(finders) in (0, 2)

        def find(frame: Frame) -> Pose | None:
            if broken or (len(finders) == 2 and frame.t_s > 0.5):
                raise RuntimeError("broken")
            return None

        finders.append(FakeFinder(find))
        return finders[-1]

    with tracking(FakeSource(endless(), is_live=True), make) as tracker:
        got: list[type[Message]] = []
        while got.count(Found) < 2:
            message = tracker.get(5.0)
            assert message is not None
            got.append(type(message))
    assert [kind for kind in got if kind is not Sighting] == [Lost, Found, Lost, Found]
    assert [finder.closed.is_set() for finder in finders] == [True] * 4


def test_of_a_recording_the_same_picture_is_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frozen, "FROZEN_S", 0.0)
    with tracking(FakeSource(blank(float(t)) for t in range(5))) as tracker:
        assert [type(message) for message in all_of(tracker)] == [Sighting] * 5 + [Ended]


def test_a_finder_that_cannot_be_made_is_reported_where_messages_are_taken() -> None:
    def fail() -> PoseFinder:
        raise ModelError("no model")

    with tracking(FakeSource([blank()]), fail) as tracker:
        for _ in range(2):
            with pytest.raises(ModelError, match="no model"):
                tracker.get(5.0)


def test_an_error_comes_after_what_was_seen_before_it() -> None:
    def find(frame: Frame) -> Pose | None:
        if frame.t_s == 2.0:
            raise RuntimeError("broken")
        return None

    finder = FakeFinder(find)
    with tracking(FakeSource(blank(float(t)) for t in range(5)), lambda: finder) as tracker:
        assert [isinstance(tracker.get(5.0), Sighting) for _ in range(2)] == [True, True]
        with pytest.raises(RuntimeError, match="broken"):
            tracker.get(5.0)
    assert finder.closed.is_set()


def test_the_mask_is_made_while_it_is_wanted() -> None:
    finder = FakeFinder()
    with tracking(FakeSource(endless(), is_live=True), lambda: finder) as tracker:
        for wanted in (False, True, False):
            tracker.want_mask(wanted)
            reached = len(finder.masks_wanted) + 5
            while len(finder.masks_wanted) < reached:
                tracker.get(5.0)
    changes = [wanted for wanted, _ in itertools.groupby(finder.masks_wanted)]
    assert changes == [False, True, False]


def test_every_run_over_a_recording_is_the_same() -> None:
    finder = FakeFinder()
    with tracking(FakeSource(blank(float(t)) for t in range(20)), lambda: finder) as tracker:
        all_of(tracker)
    assert set(finder.masks_wanted) == {True}


def test_a_camera_is_looked_at_as_often_as_asked() -> None:
    finder = FakeFinder()
    with tracking(FakeSource(endless(), is_live=True), lambda: finder, rate_hz=5.0) as tracker:
        time.sleep(0.3)
        assert len(finder.seen) <= 3
        tracker.set_rate(FAST_HZ)
        deadline = time.monotonic() + 5
        while len(finder.seen) < 20:
            time.sleep(0.005)
            assert time.monotonic() < deadline


@pytest.mark.parametrize("is_live", [True, False])
def test_the_end_comes_at_once_and_closes_everything(is_live: bool) -> None:
    finder, source = FakeFinder(), FakeSource(endless(), is_live=is_live)
    tracker = Tracker(source, lambda: finder, rate_hz=0.1)
    tracker.start()
    assert tracker.get(5.0) is not None
    started = time.monotonic()
    tracker.close()
    assert time.monotonic() - started < 5.0
    assert source.closed.is_set()
    assert finder.closed.wait(1.0)


def test_closing_before_starting_is_no_error() -> None:
    source = FakeSource([])
    Tracker(source, FakeFinder).close()
    assert source.closed.is_set()


def test_nothing_new_within_the_time_given_is_none() -> None:
    stop = threading.Event()

    def quiet() -> Iterator[Frame | None]:
        stop.wait(5)
        yield None

    with tracking(FakeSource(quiet(), is_live=True)) as tracker:
        assert tracker.get(0.02) is None
        stop.set()


def test_the_bundled_clip_shows_a_person_from_end_to_end(clip: Path, model: Path) -> None:
    looked = found = 0
    with tracking(open_source(str(clip), realtime=False), lambda: Landmarker(model)) as tracker:
        for _ in range(60):
            message = tracker.get(10.0)
            assert isinstance(message, Sighting)
            looked, found = looked + 1, found + (message.pose is not None)
    assert found >= 0.95 * looked
