"""Who is found when small in the picture, still and moving: python tests/benchmarks/vision_small.py [FOLDER...]"""

import numpy as np
from vision_pictures import pictures, points_error_torso, summary

from coach.body.landmarks import Pose
from coach.vision.crop import WHOLE
from coach.vision.eye import Eye, look_through
from coach.vision.frame import Frame, Image
from coach.vision.landmarker import Landmarker, TrackingMode
from coach.vision.opencv import cv2
from coach.vision.pose_model import ensure_model
from coach.vision.still import StillEye

SIZE = (1280, 720)
FRAMES = 30
"""Two seconds at 15 pictures a second: time for one search."""


def placed(image: Image, truth: Pose, part: float, rng: np.random.Generator) -> tuple[Image, np.ndarray]:
    """The picture, shrunk to ``part`` of a wide one and placed low on its own blurred colours."""
    width, height = SIZE
    columns = int(width * part)
    rows = int(image.shape[0] * columns / image.shape[1])
    left = int(rng.integers(0, width - columns + 1))
    top = max(height - rows - int(rng.integers(0, max((height - rows) // 2, 1))), 0)
    whole = cv2.GaussianBlur(cv2.resize(image, SIZE), (0, 0), 40)
    small = cv2.resize(image, (columns, rows), interpolation=cv2.INTER_AREA)
    whole[top : top + rows, left : left + columns] = small[: height - top]
    return np.asarray(whole, dtype=np.uint8), truth.points * rows / height + np.array([left, top]) / height


def moving(image: Image, model: Landmarker) -> Pose | None:
    """The pose after some seconds of video of the same picture."""
    eye, pose = Eye(model), None
    for index in range(FRAMES):
        pose = eye.look(Frame(image, index / 15)).pose
    model.reset()
    return pose


def main() -> None:
    path = ensure_model()
    with Landmarker(path, mode=TrackingMode.IMAGE) as still, Landmarker(path) as video:
        patient = StillEye(video)
        pairs = [(image, looks[-1]) for image in pictures() if (looks := patient.look(Frame(image, 0.0)))]
        for part in (0.62, 0.45, 0.35, 0.28, 0.22, 0.17, 0.13):
            rng = np.random.default_rng(1)
            shown = [placed(image, pose, part, rng) for image, pose in pairs]
            ways = {
                "whole": [look_through(WHOLE, Frame(image, 0.0), still)[0] for image, _ in shown],
                "still": [next(iter(patient.look(Frame(image, 0.0))), None) for image, _ in shown],
                "video": [moving(image, video) for image, _ in shown],
            }
            widths = [(points[:, 0].max() - points[:, 0].min()) * SIZE[1] / SIZE[0] for _, points in shown]
            print(f"body {np.mean(widths):.2f} wide, of {len(shown)}:", end="")
            for way, poses in ways.items():
                off = [
                    None if pose is None else points_error_torso(pose.points, points)
                    for pose, (_, points) in zip(poses, shown, strict=True)
                ]
                print(f"  {way} {summary(off)}", end="", flush=True)
            print()


if __name__ == "__main__":
    main()
