"""Sightings become events of the session, and time passes when nothing is seen."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from coach.body.measures import Posture
from coach.observer import Observer
from coach.session.events import Event, HintSeen, PoseLost, PoseSeen, SourceEnded, SourceFound, SourceLost, Tick
from coach.vision.eye import Sighting
from coach.vision.fake import FakeFinder, FakeSource, blank
from coach.vision.frame import Frame
from coach.vision.landmarker import Landmarker
from coach.vision.opencv import cv2
from coach.watcher import Watcher
from tests.vision import cut


def until_end(watcher: Watcher, last: type[Event]) -> list[Event]:
    watcher.start()
    events: list[Event] = []
    while not (events and isinstance(events[-1], last)):
        events += watcher.events(0.02)
    watcher.close()
    return events


def test_a_recording_is_pictures_and_an_end() -> None:
    watcher = Watcher(FakeSource([blank(0.0), blank(0.1)]), FakeFinder)
    assert until_end(watcher, SourceEnded) == [PoseLost(0.0), PoseLost(0.1), SourceEnded(0.1)]
    assert watcher.image is not None
    assert watcher.lighting is not None


def test_a_camera_that_goes_away_stops_no_clock() -> None:
    class Slow(FakeSource):
        def read(self, timeout_s: float = 1.0) -> Frame | None:
            frame = super().read(timeout_s)
            if frame is None:
                self.closed.wait(0.1)
            return frame

    def frames() -> Iterator[Frame | None]:
        yield blank(0.0)
        yield from (None, None)
        yield blank(0.5)

    events = until_end(Watcher(Slow(frames(), is_live=True), FakeFinder), SourceFound)
    assert SourceLost(0.0) in events
    assert any(isinstance(event, Tick) for event in events[events.index(SourceLost(0.0)) :])
    assert events[-1] == SourceFound(0.5)


def test_the_picture_is_gone_with_the_camera() -> None:
    watcher = Watcher(FakeSource([blank(0.0), None], is_live=True), FakeFinder)
    until_end(watcher, SourceLost)
    assert watcher.image is None
    assert watcher.pose is None


def test_what_cannot_be_measured_is_a_lost_camera_until_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = Observer.event

    def event(self: Observer, sighting: Sighting) -> Event:
        if 2.0 <= sighting.frame.t_s < 5.0:
            raise ZeroDivisionError
        return measured(self, sighting)

    monkeypatch.setattr(Observer, "event", event)
    taken = threading.Semaphore(0)

    def frames() -> Iterator[Frame | None]:
        for t in range(8):
            yield blank(float(t), grey=t)
            taken.acquire(timeout=5)

    watcher = Watcher(FakeSource(frames(), is_live=True), FakeFinder)
    watcher.start()
    events: list[Event] = []
    while not events or events[-1].t_s < 7.0:
        events += [event for event in watcher.events(5.0) if not isinstance(event, HintSeen)]
        taken.release()
    watcher.close()
    kinds = [type(event).__name__ for event in events]
    lost = ["SourceLost", "Tick", "Tick", "SourceFound"]
    assert kinds == ["PoseLost", "PoseLost", *lost, "PoseLost", "PoseLost", "PoseLost"]


@pytest.mark.parametrize("is_live", [True, False])
def test_only_before_a_camera_does_time_go_on_by_itself(is_live: bool) -> None:
    watcher = Watcher(FakeSource([], is_live=is_live), FakeFinder)  # not started: it gives nothing
    assert watcher.events(0.0) == ([Tick(0.0)] if is_live else [])
    watcher.close()


def test_a_cut_that_nobody_takes_is_a_cut_all_the_same() -> None:
    """With a camera only the newest look waits, and the one with the cut in it may be dropped."""
    taken = threading.Event()

    def frames() -> Iterator[Frame | None]:
        shown = cut.frames()
        yield from shown[: cut.BEFORE]
        taken.wait(5)
        yield from shown[cut.BEFORE :]
        over.set()
        yield None

    over = threading.Event()
    watcher = Watcher(FakeSource(frames(), is_live=True), cut.finder)
    watcher.set_rate(1000.0, 1000.0)
    watcher.start()
    events: list[Event] = []
    while not (events and events[-1].t_s == cut.frames()[cut.BEFORE - 1].t_s):
        events = watcher.events(5.0)
    taken.set()
    assert over.wait(5)
    [event] = watcher.events(5.0)
    watcher.close()
    assert isinstance(event, PoseSeen)
    assert event.measures == cut.each_for_itself([frame.t_s for frame in cut.frames()])[-1]


def test_after_a_cut_a_picture_is_measured_for_itself(model: Path, photos: Path) -> None:
    """Nothing remains of the person on all fours when the next picture shows a person lying down."""

    def frames() -> Iterator[Frame]:
        for index, name in enumerate(["tabletop_03.jpg"] * 5 + ["hook_lying_02.jpg"] * 3):
            yield Frame(np.asarray(cv2.imread(str(photos / name)), dtype=np.uint8), index / 15)

    events = until_end(Watcher(FakeSource(frames()), lambda: Landmarker(model)), SourceEnded)
    postures = [event.measures.posture.posture for event in events if isinstance(event, PoseSeen)]
    assert postures == [Posture.TABLETOP] * 5 + [Posture.HOOK_LYING] * 3
