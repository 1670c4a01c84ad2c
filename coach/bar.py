"""A progress bar on standard error."""

import sys
import time
from typing import Any

LINE_EVERY_S = 60.0
"""Time between lines if standard error is not a terminal, such as the log of a job."""


class Bar:
    """A progress bar with the remaining time, which appears only if there is something to wait for."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._began_s = self._written_s = time.monotonic()

    def __enter__(self) -> "Bar":
        self._bar: Any = None
        self._task: Any = None
        return self

    def __call__(self, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            self._tell(done, total)
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._what, total=total)
            self._bar.start()
        self._bar.update(self._task, completed=done, total=total)
        if done >= total:
            self._bar.stop()

    def _tell(self, done: int, total: int) -> None:
        now_s = time.monotonic()
        if now_s - self._written_s < LINE_EVERY_S or not 0 < done < total:
            return
        self._written_s = now_s
        left_min = (now_s - self._began_s) * (total - done) / done / 60.0
        sys.stderr.write(f"{self._what}: {100 * done // total} %, about {left_min:.0f} min left\n")

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
