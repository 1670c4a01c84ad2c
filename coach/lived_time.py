"""Notices time in which the coach did not run: a lid closed, a process halted, a computer that stood still."""

import sys
import time
from collections.abc import Callable

from coach.session.events import TimeSkipped

GAP_S = 1.0
"""A session looks at the clock thirty times a second. Between two looks further apart than this, nobody was led."""


def _boot_s() -> float:
    """Seconds on a clock that goes on while the computer sleeps, as the usual one does on Windows alone."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class LivedTime:
    """Compares two looks at the clock."""

    def __init__(self, boot_s: Callable[[], float] = _boot_s) -> None:
        self._boot_s = boot_s
        self._looked_s: float | None = None
        self._booted_s = 0.0

    def look(self, now_s: float) -> TimeSkipped | None:
        """What was skipped since the last look, if anything. ``now_s``: present session time."""
        booted_s = self._boot_s()
        counted_s = 0.0 if self._looked_s is None else now_s - self._looked_s
        gone_s = 0.0 if self._looked_s is None else max(counted_s, booted_s - self._booted_s)
        self._looked_s, self._booted_s = now_s, booted_s
        return TimeSkipped(now_s, counted_s, gone_s) if gone_s > GAP_S else None
