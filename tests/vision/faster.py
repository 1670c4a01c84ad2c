"""A clip with more pictures a second: mixtures are inserted between two pictures."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

from coach.vision.frame import Image
from tests.vision.films import Kind, film, pictures


def faster(clip: Path, target: Path, *, rate_hz: int, times: int, most: int | None = None) -> Path:
    """Writes a clip of ``rate_hz`` pictures a second as one of ``times`` as many; returns ``target``.

    ``most``: how many pictures of the clip.
    """
    mixed: list[Image] = []
    for before, after in pairwise(pictures(clip, most or 100_000)):
        for part in range(times):
            share = part / times
            mixed.append(np.asarray(cv2.addWeighted(before, 1 - share, after, share, 0.0), dtype=np.uint8))
    timed = ((index / (rate_hz * times), image) for index, image in enumerate(mixed))
    return film(target, timed, Kind("faster", rate_hz=rate_hz * times, options={"preset": "veryfast", "crf": "20"}))
