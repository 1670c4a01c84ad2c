"""Where a session's events and its time come from: a watcher with a camera or a recording, or a timer alone."""

import time
from typing import Protocol

from coach.body.landmarks import Pose
from coach.session.events import Event, Tick
from coach.vision.frame import Image

FAST_STEP_S = 0.1
"""Without pictures and without waiting, time goes on in steps of this."""


class Surroundings(Protocol):
    """``image`` and ``pose`` are those of the last picture; None without one."""

    image: Image | None
    pose: Pose | None
    is_live: bool
    """Time goes on by itself; in a recording it is that of the last picture."""

    def start(self) -> float:
        """Begin; returns the time at this moment, in seconds on a clock of its own."""

    def events(self, wait_s: float) -> list[Event]:
        """What happened since the last call; waits up to ``wait_s`` for the first."""

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
        """There is nobody to look."""

    def set_rate(self, hz: float) -> None:
        """There is nothing to look at."""

    def close(self) -> None:
        """Nothing is held."""
