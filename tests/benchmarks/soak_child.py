"""Live sessions one after another in one process: ``soak_child.py FILM FOLDER COACH_ARGUMENT...``, until it is killed.

A film that runs in a loop takes the place of the camera driver; everything else is real. Each session writes its events
to a new file in FOLDER.
"""

import itertools
import sys
import time
from pathlib import Path

import cv2
import numpy as np

from coach.cli import main
from coach.vision import camera


class LoopedFilm:
    """A camera driver that plays a film at its own pace, again and again."""

    def __init__(self, film: Path) -> None:
        self._film = film
        self._video = cv2.VideoCapture(str(film))
        self._pace_s = 1 / self._video.get(cv2.CAP_PROP_FPS)
        self._due_s = time.monotonic()
        self._picture: np.ndarray | None = None

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self._video.isOpened()

    def grab(self) -> bool:
        time.sleep(max(0.0, self._due_s - time.monotonic()))
        self._due_s = max(self._due_s, time.monotonic() - 1.0) + self._pace_s
        got, self._picture = self._video.read()
        if not got:
            self._video = cv2.VideoCapture(str(self._film))
            got, self._picture = self._video.read()
        return got

    def retrieve(self) -> tuple[bool, np.ndarray | None]:
        return self._picture is not None, self._picture

    def release(self) -> None:
        self._video.release()


if __name__ == "__main__":
    film, folder = Path(sys.argv[1]), Path(sys.argv[2])
    camera.open_capture = lambda number: LoopedFilm(film)
    arguments = sys.argv[3:]
    for number in itertools.count():
        sys.argv = ["coach", *arguments, "--events", str(folder / f"{number:04}.jsonl")]
        try:
            main()
        except SystemExit as ended:
            if ended.code not in (0, 1):  # 1: the check on the person ended it
                raise
