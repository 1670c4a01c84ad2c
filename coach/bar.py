"""A progress bar on standard error."""

from typing import Any


class Bar:
    """A progress bar that appears only when there is something to wait for."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> "Bar":
        self._bar: Any = None
        self._task: Any = None
        return self

    def __call__(self, done: int, total: int) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._what, total=total)
            self._bar.start()
        self._bar.update(self._task, completed=done, total=total)
        if done >= total:
            self._bar.stop()

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
