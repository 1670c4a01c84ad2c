"""Single picture files, recognised by their content, not their names."""

from pathlib import Path

import numpy as np

from coach.regular_file import read_regular
from coach.vision.frame import Image
from coach.vision.opencv import cv2
from coach.vision.quiet import without_chatter

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes; larger files are not pictures."""


def read_picture(file: Path) -> Image | None:
    """The picture in this file, upright; None if it is not a readable picture.

    Raises ValueError for one with more pixels than OpenCV accepts.
    """
    try:
        content = np.frombuffer(read_regular(file, LARGEST_FILE), np.uint8)
    except (OSError, ValueError):
        return None
    if not content.size:
        return None
    try:
        with without_chatter():
            image = cv2.imdecode(content, cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise ValueError("too many pixels") from error
    return None if image is None else np.asarray(image, dtype=np.uint8)
