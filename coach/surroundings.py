"""The source of a session's events and time: a watcher with a camera or recording, or a timer alone."""

import time
from typing import Protocol

from coach.body.landmarks import Pose
from coach.session.events import Event, Tick
from coach.vision.frame import Image

FAST_STEP_S = 0.1
"""Step of time without pictures and without waiting."""


class Surroundings(Protocol):
    """``image`` and ``pose`` belong to the last picture; None without one."""

    image: Image | None
    pose: Pose | None
    is_live: bool
    """Time passes by itself; in a recording it is the time of the last picture."""

    def start(self) -> float:
        """Begin; returns the present time in seconds on its own clock."""

    def events(self, wait_s: float) -> list[Event]:
        """The events since the last call; waits up to ``wait_s`` for the first."""

    def now_s(self) -> float: ...
    def want_mask(self, wanted: bool) -> None: ...
    def set_rate(self, hz: float) -> None: ...
    def close(self) -> None: ...


class Timer:
    """No camera: only time passes."""

    def __init__(self, *, fast: bool) -> None:
        self.image: Image | None = None
        self.pose: Pose | None = None
        self._fast = fast
        self.is_live = not fast
        self._gone_s = 0.0

    def start(self) -> float:
        return self.now_s()

    def events(self, wait_s: float) -> list[Event]:
        if self._fast:
            self._gone_s += FAST_STEP_S
        else:
            time.sleep(wait_s)
        return [Tick(self.now_s())]

    def now_s(self) -> float:
        return self._gone_s if self._fast else time.monotonic()

    def want_mask(self, wanted: bool) -> None:
        """Does nothing: there is no camera."""

    def set_rate(self, hz: float) -> None:
        """Does nothing: there are no pictures."""

    def close(self) -> None:
        """Does nothing: there is nothing to close."""
