"""The part of a picture that is worth looking at when the body is small in it.

The person detector sees a picture 224 pixels wide, so from a body under a third of the picture's width little is left.
Looking only at the part around the body brings it back. A window has the picture's own proportions.
"""

from dataclasses import dataclass, replace

import numpy as np

from coach.body.landmarks import FloatArray, Pose
from coach.vision.frame import Image
from coach.vision.opencv import cv2

SMALL = 0.35
"""A body that spans less than this part of the picture, in width and in height, is followed by a window."""

LARGE = 0.45
"""One that spans more is looked at in the whole picture again."""

ROOM = 1.8
"""A window's width for each width of the body: the detector finds best what fills about half of a picture."""

SMALLEST = 0.12
"""A window is at least this part of the picture: in less of it there are too few pixels to tell joints apart."""

FITS = (0.35, 0.85)
"""While the body spans between these parts of its window, the window stays: every move costs the track a picture."""

EDGE = 0.02
"""Part of the window that a body keeps free on each side, else the window moves."""

FORGET_S = 0.7
"""A body not found in its window for this long is looked for in the whole picture."""

SEARCH_AFTER_S = 1.0
"""With nobody found for this long, parts of the picture are looked at too."""

MASK_WIDTH = 1280
"""Pixels: a mask put back into the whole picture is no wider than this."""


@dataclass(frozen=True)
class Window:
    """A part of a picture, in parts of the picture's width and height; or the picture with a border round it."""

    left: float
    top: float
    scale: float
    """Its width and height; 1 is the whole picture, more has a border."""
    turned: int = 0
    """Quarter turns to the left in which it is looked at."""

    def cut(self, image: Image) -> Image:
        """The part of a picture (h, w, 3) that it shows, the way round in which it is looked at."""
        part = self._part(image)
        return np.ascontiguousarray(np.rot90(part, self.turned)) if self.turned else part

    def _part(self, image: Image) -> Image:
        if self.scale == 1.0:
            return image
        rows, columns = image.shape[:2]
        if self.scale > 1.0:
            beside, above = round(-self.left * columns), round(-self.top * rows)
            bordered = cv2.copyMakeBorder(image, above, above, beside, beside, cv2.BORDER_REPLICATE)
            return np.asarray(bordered, dtype=np.uint8)
        top, left = min(round(self.top * rows), rows - 1), min(round(self.left * columns), columns - 1)
        bottom, right = round((self.top + self.scale) * rows), round((self.left + self.scale) * columns)
        bottom, right = max(bottom, top + 1), max(right, left + 1)  # a picture may be a single pixel high
        return np.ascontiguousarray(image[top:bottom, left:right])

    def put_back(self, pose: Pose, aspect: float) -> Pose:
        """A pose found in the part, as a pose in the whole picture. ``aspect``: the picture's width by its height."""
        pose = _turned_back(pose, aspect, self.turned)
        if self.scale == 1.0:
            return pose
        points = pose.points * self.scale + np.array([self.left * aspect, self.top])
        return replace(pose, points=points, mask=None if pose.mask is None else self._put_back_mask(pose.mask))

    def _put_back_mask(self, mask: FloatArray) -> FloatArray:
        rows, columns = mask.shape
        if self.scale > 1.0:
            above, beside = round(-self.top / self.scale * rows), round(-self.left / self.scale * columns)
            return mask[above : rows - above, beside : columns - beside]
        finer = min(1.0, MASK_WIDTH * self.scale / columns)
        part = (max(round(rows * finer), 1), max(round(columns * finer), 1))
        whole = np.zeros((round(part[0] / self.scale), round(part[1] / self.scale)), dtype=np.float32)
        top = min(round(self.top * whole.shape[0]), whole.shape[0] - part[0])
        left = min(round(self.left * whole.shape[1]), whole.shape[1] - part[1])
        smaller = cv2.resize(mask, (part[1], part[0]), interpolation=cv2.INTER_AREA)
        whole[top : top + part[0], left : left + part[1]] = smaller
        return whole


WHOLE = Window(0.0, 0.0, 1.0)

BORDERED = Window(-0.35, -0.35, 1.7)
"""The picture with its edges drawn out: a body that fills the picture, or is cut off by it, is found there."""

HALVES = tuple(Window(left, top, 0.5) for top in (0.5, 0.25) for left in (0.25, 0.0, 0.5))
"""Half-sized windows in which a body is looked for, the floor first: a body of half a window's size fits into one."""

TURNED = tuple(Window(0.0, 0.0, 1.0, quarters) for quarters in (2, 1, 3))
"""The picture upside down and on its sides: the person detector knows upright people best, and some that lie on the
floor it finds only so."""

SEARCH = tuple(
    window for *pair, turned in zip(HALVES[::2], HALVES[1::2], TURNED, strict=True) for window in (WHOLE, *pair, turned)
)
"""The order of looking around: the whole picture in between, since a person may simply come near."""


class Follower:
    """Chooses the window for each of the pictures that follow each other."""

    def __init__(self) -> None:
        self._around: Window | None = None
        self._found_s: float | None = None
        self._looked = 0

    def window(self, t_s: float) -> Window:
        """Where to look at this moment."""
        if self._found_s is None:
            self._found_s = t_s
        missing_s = t_s - self._found_s
        if self._around is not None and missing_s > FORGET_S:
            self._around = None
        if self._around is not None:
            return self._around
        if missing_s <= SEARCH_AFTER_S:
            return WHOLE
        self._looked += 1
        return SEARCH[(self._looked - 1) % len(SEARCH)]

    def found(self, pose: Pose, aspect: float, window: Window = WHOLE) -> None:
        """A person was found in this window; ``pose`` is in the whole picture."""
        self._found_s, self._looked = pose.t_s, 0
        self._around = window if window.turned else window_around(pose, aspect, self._around)


def window_around(pose: Pose, aspect: float, present: Window | None = None) -> Window | None:
    """The window for a body of this size and place; the present one while it fits; None for the whole picture."""
    low, high = extent(pose, aspect)
    span = float(np.max(high - low))
    if span > (SMALL if present is None else LARGE):
        return None
    if present is not None and _fits(low, high, present):
        return present
    scale = float(np.clip(span * ROOM, SMALLEST, 1.0))
    left, top = np.clip((low + high) / 2 - scale / 2, 0.0, 1.0 - scale)
    return Window(float(left), float(top), scale)


def _turned_back(pose: Pose, aspect: float, quarters: int) -> Pose:
    """A pose found in a picture turned to the left, as one in the picture as it is. ``aspect``: of that."""
    for quarter in range(quarters, 0, -1):
        wide = aspect if quarter % 2 else 1.0 / aspect
        points = np.column_stack([wide * (1.0 - pose.points[:, 1]), wide * pose.points[:, 0]])
        world = np.column_stack([-pose.world[:, 1], pose.world[:, 0], pose.world[:, 2]])
        mask = None if pose.mask is None else np.ascontiguousarray(np.rot90(pose.mask, -1))
        pose = replace(pose, points=points, world=world, mask=mask)
    return pose


def extent(pose: Pose, aspect: float) -> tuple[FloatArray, FloatArray]:
    """The body's upper left and lower right corner, (2,) each, in parts of the picture's width and height."""
    points = np.clip(pose.points / np.array([aspect, 1.0]), 0.0, 1.0)
    return points.min(axis=0), points.max(axis=0)


def _fits(low: FloatArray, high: FloatArray, window: Window) -> bool:
    start = np.array([window.left, window.top])
    span = float(np.max(high - low)) / window.scale
    free = EDGE * window.scale
    # At the picture's own edge there is nothing more to see.
    inside_low = (low >= start + free) | (start <= 0.0)
    inside_high = (high <= start + window.scale - free) | (start + window.scale >= 1.0)
    return FITS[0] <= span <= FITS[1] and bool(np.all(inside_low & inside_high))
