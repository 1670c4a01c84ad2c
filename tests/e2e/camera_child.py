"""The whole program with a film instead of the camera driver: ``camera_child.py FILM_FILE COACH_ARGUMENT...``.

FILM_FILE contains JSON that may be rewritten at run time: ``film``, ``from_s``, ``to_s`` and optionally ``cut``, the
remaining share of the picture's width. The film plays at its own pace and then back and forth over its last second,
since a person who holds still is never quite still. Without ``film`` the camera is gone. Silent words last half as
long, and the rest before the last question two seconds.
"""

import json
import sys
import threading
import time
from pathlib import Path

import cv2
import numpy as np

from coach.cli import main
from coach.session.flow import after_session
from coach.vision import camera
from coach.voice import pace, silent

LAST_S = 1.0
RATE_WPM = 2 * pace.RATE_WPM
REST_S = 2.0


class FilmCapture:
    """A camera driver that plays what the file names."""

    def __init__(self, orders: Path) -> None:
        self._orders = orders
        self._read_ns = -1
        self._wanted: dict[str, object] = {}
        self._video = cv2.VideoCapture()
        self._change = threading.Lock()
        self._frames: list[np.ndarray] = []
        self._due_s = 0.0
        self._look()

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return "film" in self._wanted

    def grab(self) -> bool:
        self._look()
        time.sleep(max(0.0, self._due_s - time.monotonic()))
        if "film" not in self._wanted:
            time.sleep(0.05)
            return False
        self._due_s = time.monotonic() + 1 / self._fps
        with self._change:
            self._step()
        return True

    def retrieve(self) -> tuple[bool, np.ndarray]:
        with self._change:
            picture = self._frames[self._at]
        cut = float(str(self._wanted.get("cut", 1.0)))
        return True, np.ascontiguousarray(picture[:, : round(picture.shape[1] * cut)])

    def release(self) -> None:
        self._video.release()

    def _look(self) -> None:
        """Read the file if it has changed."""
        changed_ns = self._orders.stat().st_mtime_ns
        if changed_ns == self._read_ns:
            return
        self._read_ns = changed_ns
        self._wanted = json.loads(self._orders.read_text(encoding="utf-8"))
        if "film" in self._wanted and not self._frames:
            self._load(self._wanted)
        elif "film" in self._wanted:  # the old film continues in the meantime: seeking in the new one takes a while
            threading.Thread(target=self._load, args=(self._wanted,), daemon=True).start()

    def _load(self, wanted: dict[str, object]) -> None:
        video = cv2.VideoCapture(str(wanted["film"]))
        fps = video.get(cv2.CAP_PROP_FPS)
        first, last = (round(float(str(wanted[name])) * fps) for name in ("from_s", "to_s"))
        video.set(cv2.CAP_PROP_POS_FRAMES, first)
        got, picture = video.read()
        assert got, wanted
        with self._change:
            self._video, self._fps, self._left = video, fps, last - first - 1
            self._frames, self._at, self._way = [picture], 0, 1

    def _step(self) -> None:
        """The next picture, forwards or backwards."""
        keep = round(LAST_S * self._fps)
        if self._left > 0:
            got, picture = self._video.read()
            self._left = self._left - 1 if got else 0
            self._frames = [*self._frames, picture][-keep:] if got else self._frames
            self._at = len(self._frames) - 1
        else:
            if not 0 <= self._at + self._way < len(self._frames):
                self._way = -self._way
            self._at = min(len(self._frames) - 1, max(0, self._at + self._way))


if __name__ == "__main__":
    orders = Path(sys.argv[1])
    camera.open_capture = lambda number: FilmCapture(orders)
    silent.spoken_s = lambda text, rate_wpm: pace.spoken_s(text, RATE_WPM)
    after_session.SCORE_AFTER_S = REST_S
    sys.argv = ["coach", *sys.argv[2:]]
    main()
