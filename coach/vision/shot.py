"""One picture of a video file, as PyAV decodes it, and its conversion to an upright image."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.vision.frame import Image
from coach.vision.opencv import cv2

LARGEST = 1920
"""Pixels: the longer side of a larger picture is reduced to this. Landmarks need 640."""

ODDEST = 4
"""Pixels more than this many times as wide as high, or vice versa, indicate a broken header."""

_UNTURNED = np.array([[1, 0], [0, 1]])


class PictureConverter:
    """Converts the pictures of one film. It belongs to one thread at a time."""

    def __init__(self, pixel: Fraction | None) -> None:
        """``pixel``: width of a pixel over its height; None if the file does not say. ``film`` has already loaded
        PyAV."""
        from av.video.reformatter import VideoReformatter

        # Shared by all pictures: a new one for each costs half a millisecond and its tables.
        self._scaler: Any = VideoReformatter()
        self._pixel = pixel if pixel and Fraction(1, ODDEST) <= pixel <= ODDEST else Fraction(1)
        self._rotation: int | None = None
        self._turn = _UNTURNED

    def __call__(self, picture: Any) -> Image:  # noqa: ANN401 - PyAV's frame
        """(h, w, 3) upright, with square pixels and whole lines, its longer side at most ``LARGEST``."""
        width, height = _shown_size(picture.width, picture.height, self._pixel)
        if picture.interlaced_frame:
            # An interlaced picture has lines from two moments: those of the first are kept.
            whole = self._scaler.reformat(picture, format="bgr24", threads=1).to_ndarray()
            field = np.ascontiguousarray(whole[::2])
            image = np.asarray(cv2.resize(field, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
        else:
            image = self._scaler.reformat(picture, width, height, format="bgr24", threads=1).to_ndarray()
        return _upright(image, self._turn_of(picture))

    def _turn_of(self, picture: Any) -> NDArray[np.int_]:  # noqa: ANN401 - PyAV's frame
        """The display matrix is read only when its rotation changes: PyAV's side data and the picture refer to each
        other, and a hundred pictures would wait for the garbage collector."""
        if picture.rotation != self._rotation:
            self._rotation, self._turn = picture.rotation, _turn(picture)
        return self._turn


@dataclass(frozen=True, eq=False)
class Shot:
    """One picture of a film, converted when it is needed."""

    stamp_s: float | None
    """The file's timestamp in seconds; None if it has none."""
    after_damage: bool
    """Pictures between this one and the previous one could not be read."""
    picture: Any
    """PyAV's frame."""
    converter: PictureConverter

    @property
    def lasts_s(self) -> float:
        """Its duration according to the file; 0 if the file does not say."""
        return float(self.picture.duration * self.picture.time_base) if self.picture.time_base else 0.0

    def image(self) -> Image:
        """(h, w, 3) upright, with square pixels and whole lines, its longer side at most ``LARGEST``."""
        return self.converter(self.picture)


def _shown_size(width: int, height: int, pixel: Fraction) -> tuple[int, int]:
    """Width and height with square pixels: the shorter side is stretched, and a picture that is then too large is
    reduced."""
    wide, high = (width * pixel, Fraction(height)) if pixel >= 1 else (Fraction(width), height / pixel)
    scale = min(Fraction(1), LARGEST / max(wide, high))
    return max(round(wide * scale), 1), max(round(high * scale), 1)


def _turn(picture: Any) -> NDArray[np.int_]:  # noqa: ANN401 - PyAV's frame
    """The display matrix of a picture, (2, 2) of -1, 0 and 1: x' = m00 x + m10 y and y' = m01 x + m11 y."""
    from av.sidedata.sidedata import Type as SideData

    written = picture.side_data.get(SideData.DISPLAYMATRIX)
    if written is None or len(bytes(written)) < 36:
        return _UNTURNED
    matrix = np.frombuffer(bytes(written), np.int32)[[0, 1, 3, 4]].reshape(2, 2)
    across = abs(matrix[0, 1]) + abs(matrix[1, 0]) > abs(matrix[0, 0]) + abs(matrix[1, 1])
    return np.asarray(np.sign(matrix) * (1 - _UNTURNED if across else _UNTURNED))


def _upright(image: Image, turn: NDArray[np.int_]) -> Image:
    if turn[0, 1]:
        image = image.transpose(1, 0, 2)
    to_x, to_y = turn[:, 0].sum(), turn[:, 1].sum()
    return np.ascontiguousarray(image[:: to_y or 1, :: to_x or 1])
