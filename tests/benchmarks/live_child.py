"""A session with a camera that shows the demo clip, and the cost of each of its parts: ``live_child.py REPORT
COACH_ARGUMENT...``.

REPORT gets a line of JSON at the end. The clip begins with the session, and freezes at its end. Its decoding is not the
session's work and is counted separately.
"""

import json
import os
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = "threads;1"  # decoding is then the work of the thread that asks

from coach.resources import resource_path
from coach.vision import camera
from coach.vision.opencv import cv2
from tests.benchmarks.memory import memory_mb
from tests.benchmarks.processor import stat_s

RATE_HZ = 30.0


class ClipCapture:
    """A camera driver with ``RATE_HZ`` that plays the demo clip from the moment that ``begun`` is set."""

    begun = threading.Event()
    spent_s = 0.0
    """CPU for the clip: decoding and converting its pictures."""
    taken = 0

    def __init__(self) -> None:
        self._clip = cv2.VideoCapture(str(resource_path("assets", "demo", "demo.mp4")))
        self._hz = self._clip.get(cv2.CAP_PROP_FPS)
        self._began_s: float | None = None
        self._shown = 0
        self._next()

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return bool(self._clip.isOpened())

    def grab(self) -> bool:
        time.sleep(1.0 / RATE_HZ)
        if self._began_s is None and self.begun.is_set():
            self._began_s = time.monotonic()
        while self._began_s is not None and self._shown < (time.monotonic() - self._began_s) * self._hz:
            self._next()
        return True

    def _next(self) -> None:
        begin_s = time.thread_time()
        got, picture = self._clip.read()
        self._shown += 1
        if got:
            self._picture = picture
        ClipCapture.spent_s += time.thread_time() - begin_s

    def retrieve(self) -> tuple[bool, Any]:
        """A copy with one noisy pixel: a camera never gives the same picture twice."""
        begin_s = time.thread_time()
        picture = self._picture.copy()
        picture[0, 0, 0] = ClipCapture.taken % 256
        ClipCapture.taken += 1
        ClipCapture.spent_s += time.thread_time() - begin_s
        return True, picture

    def release(self) -> None:
        self._clip.release()


def threads_s() -> Counter[str]:
    """CPU time of each Python thread by its name, and of all others combined, including those that have ended."""
    found: Counter[str] = Counter()
    for thread in threading.enumerate():
        with suppress(OSError):  # it has just ended
            found[thread.name] += stat_s(Path(f"/proc/self/task/{thread.native_id}/stat"))
    found["libraries"] = time.process_time() - found.total()
    return found


def children_s() -> Counter[str]:
    """CPU time of each descendant process, by the module that it runs."""
    found: Counter[str] = Counter()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == os.getpid():
                found[(process / "cmdline").read_bytes().split(b"\0")[2].decode()] += stat_s(process / "stat")
        except (OSError, IndexError):
            continue
    return found


def main() -> None:
    from coach.cli import main as run
    from coach.loop import Session
    from coach.vision.eye import Eye
    from coach.watcher import Watcher

    report, looks = Path(sys.argv[1]), Counter[str]()
    start, lead, look = Watcher.start, Session.run, Eye.look

    def started(self: Watcher) -> float:
        ClipCapture.begun.set()
        return start(self)

    def looked(self: Eye, frame: Any) -> Any:
        looks["looks"] += 1
        return look(self, frame)

    def led(self: Session) -> Any:
        before, children, clip_s, begin_s = threads_s(), children_s(), ClipCapture.spent_s, time.monotonic()
        startup_s = time.process_time()
        try:
            return lead(self)
        finally:
            parts = threads_s()
            parts.subtract(before)
            below = children_s()
            below.subtract(children)
            found = {
                "clock_s": time.monotonic() - begin_s, "startup_s": startup_s, "clip_s": ClipCapture.spent_s - clip_s,
                "looks": looks["looks"], "peak_mb": memory_mb(),
                "pictures": ClipCapture.taken, "threads": parts, "children": below,
            }  # fmt: skip
            report.write_text(json.dumps(found), encoding="utf-8")

    Watcher.start, Session.run, Eye.look = started, led, looked  # type: ignore[method-assign]
    camera.open_capture = lambda number: ClipCapture()
    sys.argv = ["coach", *sys.argv[2:]]
    run()


if __name__ == "__main__":
    main()
