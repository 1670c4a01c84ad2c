"""Parts that fail during a session: each failure becomes an event, and none ends the session."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from coach.errors import ScreenError
from coach.session.events import UserInput
from coach.view.display import Display, Scene

_log = logging.getLogger(__name__)


class Failures:
    """The failures so far. Each part is reported once; several parts of one kind are reported separately."""

    def __init__(self) -> None:
        self._known: set[tuple[str, object]] = set()
        self._new: list[str] = []

    @contextmanager
    def of(self, part: str, which: object = None) -> Iterator[None]:
        """Any exception in this block is a failure of ``part``: ``voice``, ``screen``, ``ear``, ``log``.

        ``which``: distinguishes several of one kind, such as the window and the terminal.
        """
        try:
            yield
        except Exception as error:  # noqa: BLE001 - a person in a pose needs the session more than any part of it
            self.note(part, error, which)

    def note(self, part: str, error: Exception, which: object = None) -> None:
        _log.debug("%s failed: %s", part, type(error).__name__)
        if (part, which) not in self._known:
            self._known.add((part, which))
            self._new.append(part)

    def take(self) -> list[str]:
        """The parts that failed since the last call."""
        new, self._new = self._new, []
        return new


@contextmanager
def quiet_threads() -> Iterator[None]:
    """A thread that dies in this block writes no traceback across the screen; its user notices and reports it."""
    before = threading.excepthook
    threading.excepthook = lambda died: _log.debug("thread %s died: %s", died.thread, died.exc_type.__name__)
    try:
        yield
    finally:
        threading.excepthook = before


class GuardedDisplay:
    """A display that may fail: scenes that it can no longer show are skipped, and its keys are still read.

    A display that reports the loss of its screen (ScreenError) may recover; one that breaks is no longer used.
    """

    def __init__(self, display: Display, failures: Failures) -> None:
        self._display, self._failures = display, failures
        self._shows = True

    def show(self, scene: Scene) -> None:
        if self._shows:
            try:
                self._display.show(scene)
            except Exception as error:  # noqa: BLE001 - a person in a pose needs the session more than a picture of it
                self._shows = isinstance(error, ScreenError)
                self._failures.note("screen", error, self)

    def poll(self) -> list[UserInput]:
        """A stop may come from here, so it is polled even after it has failed."""
        with self._failures.of("screen", self):
            return self._display.poll()
        return []

    def on_input(self, call: Callable[[], None]) -> None:
        self._display.on_input(call)

    def close(self) -> None:
        with self._failures.of("screen"):
            self._display.close()
