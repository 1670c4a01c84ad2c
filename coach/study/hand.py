"""Reviews one recording after another in a separate process, which it starts, limits and replaces."""

import sys
import threading
import time
from collections.abc import Callable, Sequence

from coach.child import Child, ChildError
from coach.review import Reviewed
from coach.study.job import Job

Tell = Callable[[float], None]
"""Called with the fraction of a recording that is done, 0 to 1."""

COMMAND = (sys.executable, "-m", "coach.study.review_child")
"""Starts the process; its memory limit in megabytes follows."""
TRIES = 2
"""Number of attempts: a process that ends during a recording may have been killed for a different reason."""


class Hand:
    """Belongs to one thread at a time; ``close`` may be called from any."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._child: Child | None = None
        self._memory_mb = 0
        self._lock = threading.Lock()
        self._closed = False

    def review(self, job: Job, tell: Tell = lambda _: None) -> Reviewed:
        """The result for one recording; its ``error`` says why there is none. Never raises."""
        until_s = time.monotonic() + job.limit_s
        for _ in range(TRIES):
            try:
                return self._asked(job, tell, until_s)
            except ChildError:
                self._end_child()
            if time.monotonic() >= until_s:
                slow = f"{job.file}: not done after {job.limit_s:g} s; raise --time-limit, or divide the recording"
                return Reviewed(job.file, error=slow)
        why = "reading it ended the process twice; try another format, or raise --memory-limit"
        return Reviewed(job.file, error=f"{job.file}: {why}")

    def close(self) -> None:
        with self._lock:
            self._closed = True
        self._end_child()

    def _asked(self, job: Job, tell: Tell, until_s: float) -> Reviewed:
        """Raises ChildError."""
        child = self._ready_child(job.memory_mb)
        answer = child.ask(job.message(), _left_s(until_s))
        while "share" in answer:
            tell(answer["share"])
            answer = child.hear(_left_s(until_s))
        if "error" in answer:
            return Reviewed(job.file, error=answer["error"])
        events, flaws, rows = (tuple(answer[name]) for name in ("events", "flaws", "rows"))
        return Reviewed(job.file, events, flaws=flaws, rows=rows, sha256=answer["recording_sha256"])

    def _ready_child(self, memory_mb: int) -> Child:
        """The present process, or a new one. Raises ChildError."""
        with self._lock:
            if self._closed:
                raise ChildError("closed")
            if self._child is None or memory_mb != self._memory_mb:
                self._child = Child((*self._command, str(memory_mb)))
                self._memory_mb = memory_mb
            return self._child

    def _end_child(self) -> None:
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            child.kill()


def _left_s(until_s: float) -> float:
    return max(until_s - time.monotonic(), 0.0)
