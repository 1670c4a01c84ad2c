"""Input ends the wait of the session's loop: a stop acts at once, however long the loop would have waited."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from coach.languages.texts import Texts
from coach.loop import Parts, Session
from coach.record.event_log import EventLog
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.actions import Outcome
from coach.session.engine import Engine, Settings
from coach.session.events import UserInput, Wish
from coach.session.logged.log_event import LogEvent
from coach.surroundings import Blind, GuardedSurroundings, Surroundings, Timer
from coach.view.display import Scene
from coach.view.typing_in import keyboard
from coach.vision.fake import FakeFinder, FakeSource
from coach.vision.frame import Frame
from coach.voice.silent import SilentSpeaker
from coach.watcher import Watcher

LONG_S = 30.0
PATIENCE_S = 20.0
PLAN = Plan("p", "1", "en", (PlannedStep(1, "childs_pose", None, (PlannedRep(1),), hold_s=6.0),))


def nothing_seen() -> Watcher:
    """A watcher with a camera that hangs."""

    class Hanging(FakeSource):
        def read(self, timeout_s: float = 1.0) -> Frame | None:
            self.closed.wait(LONG_S)
            return None

        def now_s(self) -> float:
            return time.monotonic()

    return Watcher(Hanging([], is_live=True), FakeFinder)


SURROUNDINGS: list[Callable[[], Surroundings]] = [lambda: Timer(fast=False), nothing_seen, lambda: Blind(0.0)]


@pytest.fixture(params=SURROUNDINGS, ids=["timer", "watcher", "blind"])
def around(request: pytest.FixtureRequest) -> Iterator[Surroundings]:
    one = request.param()
    one.start()
    yield GuardedSurroundings(one)
    one.close()


def test_a_wait_is_ended_from_another_thread(around: Surroundings) -> None:
    begin_s = time.monotonic()
    threading.Timer(0.05, around.wake).start()
    around.events(LONG_S)
    assert time.monotonic() - begin_s < PATIENCE_S


def test_what_comes_before_the_wait_ends_it_too(around: Surroundings) -> None:
    begin_s = time.monotonic()
    around.wake()
    around.events(LONG_S)
    assert time.monotonic() - begin_s < PATIENCE_S


def test_without_input_it_waits(around: Surroundings) -> None:
    around.wake()
    around.events(LONG_S)
    begin_s = time.monotonic()
    around.events(0.1)
    assert time.monotonic() - begin_s > 0.09, "one call ends one wait"


class Pressing:
    """A person who presses stop while the loop waits, and then ends the session, which takes several turns."""

    def __init__(self) -> None:
        self._said: list[UserInput] = []

    def on_input(self, call: Callable[[], None]) -> None:
        threading.Thread(target=self.press, args=(call,), daemon=True).start()

    def press(self, call: Callable[[], None]) -> None:
        for wish in [Wish.STOP] + 100 * [Wish.END]:
            time.sleep(0.05)
            self._said.append(UserInput(wish, "key"))
            call()

    def show(self, scene: Scene) -> None:
        pass

    def poll(self) -> list[UserInput]:
        said, self._said = self._said, []
        return said

    def close(self) -> None:
        pass


class Dated(EventLog):
    def __init__(self) -> None:
        super().__init__()
        self.at_s: dict[str, float] = {}

    def write(self, t_s: float, event: LogEvent) -> None:
        self.at_s.setdefault(event.name, time.monotonic())
        super().write(t_s, event)


def test_a_stop_does_not_wait_for_the_next_turn_of_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.loop.REDRAW_S", LONG_S)
    monkeypatch.setattr("coach.watchdog.STANDS_S", 2 * LONG_S)
    log, engine = Dated(), Engine(PLAN, Settings(watching=False, ask=False))
    begin_s = time.monotonic()
    session = Session(engine, PLAN, Parts(Timer(fast=False), SilentSpeaker(), [Pressing()], log, Texts("en")))
    assert session.run() is Outcome.PAIN
    assert log.at_s["stopped"] - begin_s < PATIENCE_S


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
class TestTerminal:
    @pytest.fixture
    def typed(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
        """The end of a terminal at which a person types; the other end is standard input."""
        import pty

        ours, theirs = pty.openpty()
        with os.fdopen(theirs, "r") as stream:
            monkeypatch.setattr("sys.stdin", stream)
            yield ours
        os.close(ours)

    def read(self, typed: int, *pieces: bytes, pause_s: float = 0.0) -> list[str]:
        keys, came, names = keyboard(), threading.Event(), list[str]()
        keys.on_key(came.set)
        for piece in pieces:
            os.write(typed, piece)
            time.sleep(pause_s)
        until_s = time.monotonic() + PATIENCE_S
        while "q" not in names and time.monotonic() < until_s:
            assert came.wait(PATIENCE_S), "nobody was called"
            came.clear()
            names += keys.read()
        keys.close()
        return names

    def test_a_key_calls(self, typed: int) -> None:
        assert self.read(typed, b"pq") == ["p", "q"]

    def test_what_arrives_in_pieces_is_one_key(self, typed: int) -> None:
        """Over a slow line, the escape of an arrow is not the escape key, and half a letter is not a letter."""
        assert self.read(typed, b"\x1b", b"[", b"A\xc3", b"\xa4q", pause_s=0.002) == ["Up", "ä", "q"]

    def test_a_burst_arrives_whole_and_in_order(self, typed: int) -> None:
        burst = [b" ", b"p", b"7", b"h"] * 200
        assert self.read(typed, *burst, b"q") == [piece.decode() for piece in burst] + ["q"]

    def test_a_closed_keyboard_leaves_no_thread_that_would_take_the_next_key(self, typed: int) -> None:
        keyboard().close()
        assert not any(thread.name == "keyboard" for thread in threading.enumerate())
