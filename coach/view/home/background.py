"""Runs slow work in a thread; the results arrive in the window's thread."""

import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from coach.errors import CoachError
from coach.view.home.host import Progress


class Relay(QObject):
    """Passes results of another thread to the window's thread. Results that arrive after the window has closed are
    dropped."""

    came = Signal(object)

    def bring(self, news: object) -> None:
        with suppress(RuntimeError):  # the object has been deleted with its window
            self.came.emit(news)


class Task(QObject):
    """One call in a thread."""

    done = Signal(object)
    failed = Signal(str)
    progress = Signal(int, int)

    def __init__(self, work: Callable[[Progress], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def start(self) -> "Task":
        threading.Thread(target=self._run, name="home", daemon=True).start()
        return self

    def _run(self) -> None:
        with suppress(RuntimeError):
            try:
                result = self._work(self._report)
            except CoachError as error:
                self.failed.emit(str(error))
            except Exception as error:  # noqa: BLE001 - home says what failed, and stays open
                self.failed.emit(f"{type(error).__name__}: {error}")
            else:
                self.done.emit(result)

    def _report(self, done: int, total: int) -> None:
        self.progress.emit(done // 1024, total // 1024)  # Qt counts in 32 bits
