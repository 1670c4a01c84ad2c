"""The window of a picture in which to look for a small body.

The person detector sees a picture 224 pixels wide, so little is left of a body that is under a third of the picture
wide. Looking only at the part around the body restores it. A window has the proportions of the picture.
"""

from dataclasses import dataclass, replace

import numpy as np

from coach.body.landmarks import FloatArray, Pose
from coach.vision.frame import Image
from coach.vision.opencv import cv2

SMALL = 0.35
"""A body that spans less than this share of the picture, in width and height, is followed with a window."""

LARGE = 0.45
"""For a body that spans more than this, the whole picture is used again."""

ROOM = 1.8
"""Width of a window in widths of the body: the detector works best on a body that fills about half of a picture."""

SMALLEST = 0.12
"""Smallest window as a share of the picture: a smaller one has too few pixels to tell joints apart."""

FITS = (0.35, 0.85)
"""While the body spans between these shares of its window, the window stays: every move costs the tracking a
picture."""

EDGE = 0.02
"""Share of the window that must stay free on each side of the body; otherwise the window moves."""

FORGET_S = 0.7
"""A body that is not found in its window for this long is searched for in the whole picture."""

SEARCH_AFTER_S = 1.0
"""If nobody is found for this long, parts of the picture are searched, too."""

MASK_WIDTH = 1280
"""Largest width in pixels of a mask put back into the whole picture."""


@dataclass(frozen=True)
class Window:
    """A part of a picture, in shares of its width and height, or the picture with a border around it."""

    left: float
    top: float
    scale: float
    """Its width and height; 1 is the whole picture, a larger value adds a border."""
    turned: int = 0
    """Number of quarter turns to the left by which it is turned."""

    def cut(self, image: Image) -> Image:
        """The part of a picture (h, w, 3) inside the window, turned."""
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
        bottom, right = max(bottom, top + 1), max(right, left + 1)  # a picture can be a single pixel high
        return np.ascontiguousarray(image[top:bottom, left:right])

    def put_back(self, pose: Pose, aspect: float) -> Pose:
        """Converts a pose found in the window to the whole picture. ``aspect``: width over height of the picture."""
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
"""The picture with its edges extended, to find a body that fills the picture or is cut off by it."""

HALVES = tuple(Window(left, top, 0.5) for top in (0.5, 0.25) for left in (0.25, 0.0, 0.5))
"""Half-sized windows in which to look for a body, the floor first: a body half as large as a window fits into one."""

TURNED = tuple(Window(0.0, 0.0, 1.0, quarters) for quarters in (2, 1, 3))
"""The picture upside down and on its sides: the person detector knows upright people best, and finds some people who
lie on the floor only this way."""

SEARCH = tuple(
    window for *pair, turned in zip(HALVES[::2], HALVES[1::2], TURNED, strict=True) for window in (WHOLE, *pair, turned)
)
"""The order of search, with the whole picture in between, since a person may simply come closer."""


class Follower:
    """Chooses the window for each picture of a stream."""

    def __init__(self) -> None:
        self._around: Window | None = None
        self._found_s: float | None = None
        self._looked = 0

    def window(self, t_s: float) -> Window:
        """The window to look at now."""
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
        """Report a person found in this window; ``pose`` is in the whole picture."""
        self._found_s, self._looked = pose.t_s, 0
        self._around = window if window.turned else window_around(pose, aspect, self._around)


def window_around(pose: Pose, aspect: float, present: Window | None = None) -> Window | None:
    """The window for a body of this size and place: the present one while it fits, or None for the whole picture."""
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
    """Converts a pose found in a picture turned to the left to the unturned picture, whose ``aspect`` is given."""
    for quarter in range(quarters, 0, -1):
        wide = aspect if quarter % 2 else 1.0 / aspect
        points = np.column_stack([wide * (1.0 - pose.points[:, 1]), wide * pose.points[:, 0]])
        world = np.column_stack([-pose.world[:, 1], pose.world[:, 0], pose.world[:, 2]])
        mask = None if pose.mask is None else np.ascontiguousarray(np.rot90(pose.mask, -1))
        pose = replace(pose, points=points, world=world, mask=mask)
    return pose


def extent(pose: Pose, aspect: float) -> tuple[FloatArray, FloatArray]:
    """The upper left and lower right corner of the body, (2,) each, in shares of the picture's width and height."""
    points = np.clip(pose.points / np.array([aspect, 1.0]), 0.0, 1.0)
    return points.min(axis=0), points.max(axis=0)


def _fits(low: FloatArray, high: FloatArray, window: Window) -> bool:
    start = np.array([window.left, window.top])
    span = float(np.max(high - low)) / window.scale
    free = EDGE * window.scale
    # Nothing is visible beyond the edge of the picture.
    inside_low = (low >= start + free) | (start <= 0.0)
    inside_high = (high <= start + window.scale - free) | (start + window.scale >= 1.0)
    return FITS[0] <= span <= FITS[1] and bool(np.all(inside_low & inside_high))
