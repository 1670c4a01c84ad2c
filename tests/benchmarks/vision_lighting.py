"""Who is found in dim pictures, unchanged and repaired: python tests/benchmarks/vision_lighting.py [FOLDER...]"""

import numpy as np
from vision_pictures import error_torso, pictures, summary

from coach.vision.frame import Frame, Image
from coach.vision.landmarker import Landmarker, TrackingMode, shrink
from coach.vision.lighting import Brightener, brightness
from coach.vision.pose_model import ensure_model

SENSOR_NOISE = 6.0
"""Grey levels, standard deviation: a cheap webcam at high gain."""


def darkened(image: Image, part: float, rng: np.random.Generator) -> Image:
    noise = rng.normal(0.0, SENSOR_NOISE, image.shape)
    return np.clip(image * part + noise, 0, 255).astype(np.uint8)


def after_a_second(image: Image, part: float, rng: np.random.Generator) -> Image:
    """What the finder sees of a still scene in a dim video."""
    brighten = Brightener()
    for _ in range(14):
        brighten(darkened(image, part, rng))
    return brighten(darkened(image, part, rng))[0]


def main() -> None:
    rng = np.random.default_rng(0)
    with Landmarker(ensure_model(), mode=TrackingMode.IMAGE) as finder:
        bright = [shrink(image) for image in pictures()]
        pairs = [(image, pose) for image in bright if (pose := finder.detect(Frame(image, 0.0))) is not None]
        print(f"{len(pairs)} of {len(bright)} found in good light")
        for part in (1.0, 0.6, 0.45, 0.35, 0.28, 0.22, 0.15, 0.12, 0.08, 0.05):
            dark = [darkened(image, part, rng) for image, _ in pairs]
            bare = [finder.detect(Frame(image, 0.0)) for image in dark]
            seen = [Brightener()(image) for image in dark]
            fixed = [finder.detect(Frame(image, 0.0)) for image, _ in seen]
            video = [finder.detect(Frame(after_a_second(image, part, rng), 0.0)) for image, _ in pairs]
            level = np.median([brightness(image) for image in dark])
            repaired = sum(light.dark for _, light in seen)
            off = [
                [
                    None if pose is None else error_torso(pose, truth)
                    for pose, (_, truth) in zip(poses, pairs, strict=True)
                ]
                for poses in (bare, fixed, video)
            ]
            print(f"x{part:.2f} grey {level:3.0f} bare {summary(off[0])}", end="")
            print(f" | {repaired:2d} repaired {summary(off[1])} | in video {summary(off[2])}", flush=True)


if __name__ == "__main__":
    main()
