"""Watches the loop of a session from a separate thread: a stalled loop does not hear a stop."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

STANDS_S = 1.0
"""A loop without a round for this long has stalled; usually there are twenty rounds a second."""
LOOK_EVERY_S = 0.1


class Watchdog:
    """Calls ``stands`` once each time the loop stalls. Used in a ``with`` block."""

    def __init__(self, stands: Callable[[], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._stands = stands
        self._clock = clock
        self._beat_s = self._looked_s = clock()
        self._barked = False
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def beat(self) -> None:
        """The loop has completed a round."""
        self._beat_s, self._barked = self._clock(), False

    def look(self) -> None:
        """Looks once. If the watchdog itself did not run, the whole program did not, and the loop gets its full time
        again."""
        now_s = self._clock()
        if now_s - self._looked_s > STANDS_S / 2:
            self._beat_s = now_s
        self._looked_s = now_s
        if now_s - self._beat_s > STANDS_S and not self._barked:
            self._barked = True
            with suppress(Exception):  # a voice that fails now must not prevent the next alarm
                self._stands()

    def __enter__(self) -> Self:
        self.beat()
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._closing.set()
        self._thread.join(1.0)

    def _watch(self) -> None:
        while not self._closing.wait(LOOK_EVERY_S):
            self.look()
