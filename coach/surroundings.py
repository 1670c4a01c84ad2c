"""The source of a session's events and time: a watcher with a camera or recording, or a timer alone."""

import logging
import threading
import time
from typing import Protocol

from coach.body.landmarks import Pose
from coach.errors import CoachError
from coach.session.events import Event, PoseLost, PoseSeen, SourceLost, Tick
from coach.vision.frame import Image

_log = logging.getLogger(__name__)

FAST_STEP_S = 0.1
"""Step of time without pictures and without waiting."""


class Surroundings(Protocol):
    """``image`` and ``pose`` belong to the last picture; None without one."""

    @property
    def image(self) -> Image | None: ...
    @property
    def pose(self) -> Pose | None: ...
    @property
    def is_live(self) -> bool:
        """Whether time passes by itself; in a recording, time is that of the last picture."""

    def start(self) -> float:
        """Begins; returns the present time in seconds on its own clock."""

    def events(self, wait_s: float) -> list[Event]:
        """The events since the last call; waits up to ``wait_s`` for the first, or until ``wake``."""

    def wake(self) -> None:
        """End the present wait of ``events`` now, or else the next one; any thread may call it."""

    def now_s(self) -> float: ...
    def want_mask(self, wanted: bool) -> None: ...
    def set_rate(self, hz: float, still_hz: float) -> None:
        """Set the looks a second while something moves, and while nothing does."""

    def close(self) -> None: ...


class Nap:
    """A wait that any thread may end."""

    def __init__(self) -> None:
        self._over = threading.Event()

    def __call__(self, wait_s: float) -> None:
        """Returns after ``wait_s``, or at once if it was ended since the last call."""
        self._over.wait(wait_s)
        self._over.clear()

    def end(self) -> None:
        self._over.set()


class Blind:
    """Replaces surroundings that have failed: the clock continues, and nothing is seen."""

    is_live = True

    def __init__(self, at_s: float) -> None:
        """``at_s``: the last time on their clock."""
        self.image: Image | None = None
        self.pose: Pose | None = None
        self._ahead_s = at_s - time.monotonic()
        self._nap = Nap()

    def start(self) -> float:
        return self.now_s()

    def events(self, wait_s: float) -> list[Event]:
        self._nap(wait_s)
        return [Tick(self.now_s())]

    def wake(self) -> None:
        self._nap.end()

    def now_s(self) -> float:
        return time.monotonic() + self._ahead_s

    def want_mask(self, wanted: bool) -> None:
        """Does nothing, like the methods below: nothing is left to set or to close."""

    def set_rate(self, hz: float, still_hz: float) -> None: ...
    def close(self) -> None: ...


class GuardedSurroundings:
    """Surroundings that may fail during a session: from then on nothing is seen, and the clock continues.

    Those of a recording, and those that never worked, raise the error.
    """

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._worked = False
        self.is_live = around.is_live

    @property
    def image(self) -> Image | None:
        return self._around.image

    @property
    def pose(self) -> Pose | None:
        return self._around.pose

    def start(self) -> float:
        return self._around.start()

    def events(self, wait_s: float) -> list[Event]:
        at_s = self._around.now_s()
        try:
            seen = self._around.events(wait_s)
        except Exception as error:
            if not self.is_live or (isinstance(error, CoachError) and not self._worked):
                raise
            _log.debug("failed: %s", type(error).__name__)
            self._around = Blind(at_s)
            return [SourceLost(at_s)]
        self._worked = self._worked or any(isinstance(event, PoseSeen | PoseLost) for event in seen)
        return seen

    def wake(self) -> None:
        self._around.wake()

    def now_s(self) -> float:
        return self._around.now_s()

    def want_mask(self, wanted: bool) -> None:
        self._around.want_mask(wanted)

    def set_rate(self, hz: float, still_hz: float) -> None:
        self._around.set_rate(hz, still_hz)

    def close(self) -> None:
        self._around.close()


class Timer:
    """Surroundings without a camera: only time passes."""

    def __init__(self, *, fast: bool) -> None:
        self.image: Image | None = None
        self.pose: Pose | None = None
        self._fast = fast
        self.is_live = not fast
        self._gone_s = 0.0
        self._nap = Nap()

    def start(self) -> float:
        return self.now_s()

    def events(self, wait_s: float) -> list[Event]:
        if self._fast:
            self._gone_s += FAST_STEP_S
        else:
            self._nap(wait_s)
        return [Tick(self.now_s())]

    def wake(self) -> None:
        self._nap.end()

    def now_s(self) -> float:
        return self._gone_s if self._fast else time.monotonic()

    def want_mask(self, wanted: bool) -> None:
        """Does nothing: there is no camera."""

    def set_rate(self, hz: float, still_hz: float) -> None:
        """Does nothing: there are no pictures."""

    def flaws(self) -> list[str]:
        """Yields nothing: there is no recording."""
        return []

    def close(self) -> None:
        """Does nothing: there is nothing to close."""
