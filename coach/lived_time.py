"""Detects time in which the coach did not run: a closed lid, a halted process, a stalled computer."""

import sys
import time
from collections.abc import Callable

from coach.session.events import TimeSkipped

GAP_S = 1.0
"""A session reads the clock twenty times a second. Between readings further apart than this, the coach did not run."""


def _boot_s() -> float:
    """Seconds on a clock that continues while the computer sleeps, as the usual one does only on Windows."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class LivedTime:
    """Compares consecutive readings of the clock."""

    def __init__(self, boot_s: Callable[[], float] = _boot_s) -> None:
        self._boot_s = boot_s
        self._looked_s: float | None = None
        self._booted_s = 0.0

    def look(self, now_s: float) -> TimeSkipped | None:
        """The time skipped since the last reading, if any. ``now_s``: present session time."""
        booted_s = self._boot_s()
        counted_s = 0.0 if self._looked_s is None else now_s - self._looked_s
        gone_s = 0.0 if self._looked_s is None else max(counted_s, booted_s - self._booted_s)
        self._looked_s, self._booted_s = now_s, booted_s
        return TimeSkipped(now_s, counted_s, gone_s) if gone_s > GAP_S else None
