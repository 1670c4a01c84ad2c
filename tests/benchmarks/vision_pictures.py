"""Shared by the vision benchmarks: pictures of people, and the distance of a pose from the one in a good picture."""

import sys
from pathlib import Path

import numpy as np

from coach.body.landmarks import Joint, Pose
from coach.vision.frame import Image
from coach.vision.opencv import cv2

REFERENCE = Path(__file__).parents[3] / "shared"
"""Reference pictures beside the checkout, if there are any."""

RIGHT_WITHIN = 0.35
"""Torso lengths: if the median joint is further off, it is another body, or the same one reversed."""


def pictures() -> list[Image]:
    """Pictures in the folders named on the command line, or in the reference folders."""
    folders = [Path(name) for name in sys.argv[1:]] or [REFERENCE / "photos", REFERENCE / "stills"]
    files = sorted(file for folder in folders for file in folder.glob("*.jpg"))
    if not files:
        sys.exit(f"no .jpg pictures in {', '.join(map(str, folders))}; name a folder that has some")
    return [np.asarray(cv2.imread(str(file)), dtype=np.uint8) for file in files]


def error_torso(pose: Pose, truth: Pose) -> float:
    """Median distance of the joints from shoulder to toes, in torso lengths."""
    return points_error_torso(pose.points, truth.points)


def points_error_torso(points: np.ndarray, truth: np.ndarray) -> float:
    """The same for two arrays of points (33, 2)."""
    shoulders, hips = (
        truth[[Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]].mean(axis=0),
        truth[[Joint.LEFT_HIP, Joint.RIGHT_HIP]].mean(axis=0),
    )
    body = slice(Joint.LEFT_SHOULDER, None)
    far = np.linalg.norm(points[body] - truth[body], axis=1)
    return float(np.median(far) / np.linalg.norm(shoulders - hips))


def summary(errors: list[float | None]) -> str:
    """``found / right, mean error of the right ones``; None is a picture in which nobody was found."""
    found = [error for error in errors if error is not None]
    right = [error for error in found if error < RIGHT_WITHIN]
    mean = f"{np.mean(right):.3f}" if right else "  -  "
    return f"{len(found):3d} found {len(right):3d} right {mean} off"
