"""The loops with which the coach is compared: ``python -m tests.benchmarks.loops bare|tutorial FILM [HZ]``.

``bare``: MediaPipe on every picture, and nothing else. ``tutorial``: also what typical tutorials do with each picture,
angles from the landmarks, drawing and text, and a window if there is a screen. With HZ, the film is played at this
rate.
"""

import math
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coach.vision.opencv import cv2
from coach.vision.pose_model import ensure_model

CORNERS = ((11, 23, 25), (12, 24, 26), (23, 25, 27), (24, 26, 28), (11, 13, 15), (12, 14, 16))
"""Indices of the landmarks between which a tutorial measures angles: hips, knees, elbows."""


def main() -> None:
    kind, film = sys.argv[1], Path(sys.argv[2])
    pace_s = 1.0 / float(sys.argv[3]) if len(sys.argv) > 3 else 0.0
    print(run(film, {"bare": lambda image, result: None, "tutorial": draw}[kind], pace_s))


def run(film: Path, each: Callable[[Any, Any], None], pace_s: float) -> int:
    """The number of pictures."""
    import mediapipe as mp

    vision = mp.tasks.vision
    options = vision.PoseLandmarkerOptions(
        base_options=mp.tasks.BaseOptions(model_asset_path=str(ensure_model())),
        running_mode=vision.RunningMode.VIDEO,
    )
    capture, count, began_s = cv2.VideoCapture(str(film)), 0, time.monotonic()
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        while True:
            got, image = capture.read()
            if not got:
                return count
            rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
            stamp_ms = round(capture.get(cv2.CAP_PROP_POS_MSEC))
            each(image, landmarker.detect_for_video(mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb), stamp_ms))
            count += 1
            time.sleep(max(began_s + count * pace_s - time.monotonic(), 0.0))


def draw(image: Any, result: Any) -> None:
    """Angles, landmarks and text, as in the tutorials."""
    rows, columns = image.shape[:2]
    for marks in result.pose_landmarks:
        places = [(round(mark.x * columns), round(mark.y * rows)) for mark in marks]
        for place in places:
            cv2.circle(image, place, 4, (0, 255, 0), -1)
        for start, corner, end in CORNERS:
            (ax, ay), (bx, by), (cx, cy) = places[start], places[corner], places[end]
            angle = abs(math.degrees(math.atan2(cy - by, cx - bx) - math.atan2(ay - by, ax - bx)))
            cv2.line(image, places[start], places[corner], (255, 255, 255), 2)
            cv2.line(image, places[corner], places[end], (255, 255, 255), 2)
            cv2.putText(image, f"{angle:.0f}", places[corner], cv2.FONT_HERSHEY_SIMPLEX, 0.6, (255, 0, 0), 2)
    if os.environ.get("DISPLAY") and cv2.getBuildInformation().find("GUI:                           NONE") < 0:
        cv2.imshow("tutorial", image)
        cv2.waitKey(1)


if __name__ == "__main__":
    main()
