"""A single picture: searched thoroughly, then looked at several times, unchanged and mirrored.

One look at a picture is noisy: the pose model may misplace a joint by a quarter of the torso, but place it correctly in
the mirrored picture, or once it looks where it found the body before. Looks that agree are more reliable than one.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from coach.body.landmarks import ALL, Pose, swapped
from coach.vision.crop import BORDERED, HALVES, TURNED, WHOLE, Window, window_around
from coach.vision.eye import PoseFinder, aspect
from coach.vision.frame import Frame, Image
from coach.vision.landmarker import shrink
from coach.vision.lighting import Brightener

SEARCHED = (WHOLE, BORDERED, *TURNED, *(replace(BORDERED, turned=window.turned) for window in TURNED), *HALVES)
"""Windows in which to look for a body, the likeliest first. A body found in one look can be lost in the next."""

REPEATS = 4
"""Looks at one picture until the pose model has settled on the body: for a rounded back, the trunk-thigh angle is 17
degrees off at first, 10 after four looks and 7 after ten."""

STEP_S = 1 / 15
"""Time between two looks: the pose model smooths over time."""

INSIDE = 0.7
"""Share of the joints that must lie in the picture: a window can cut a body in two, and the pose model then guesses the
rest."""


class StillEye:
    """Looks at independent pictures. Its finder is in video mode."""

    def __init__(self, finder: PoseFinder) -> None:
        self._finder = finder
        self._t_s = 0.0

    def look(self, frame: Frame) -> list[Pose]:
        """The poses of each look at the picture; empty if nobody was found."""
        for window in self._found(frame):
            looks = list(self._looks(window, frame))
            if looks:
                return [replace(pose, t_s=frame.t_s) for pose in looks]
        return []

    def _found(self, frame: Frame) -> Iterator[Window]:
        """The windows in which the whole body is found, then those in which any of it is found."""
        partly = []
        for window in SEARCHED:
            pose = next(self._repeated(_shown(window, frame), 1), None)
            if pose is None:
                continue
            found = window.put_back(pose, aspect(frame))
            if not _is_inside(found, aspect(frame)):
                partly.append(window)
            else:
                whole = window if window.scale >= 1.0 else WHOLE
                yield replace(window_around(found, aspect(frame)) or whole, turned=window.turned)
        yield from partly

    def _looks(self, window: Window, frame: Frame) -> Iterator[Pose]:
        """The first and the last of the repeated looks, unchanged and mirrored."""
        shown = _shown(window, frame)
        for pose in _first_and_last(self._repeated(shown, REPEATS)):
            yield window.put_back(pose, aspect(frame))
        for pose in _first_and_last(self._repeated(np.ascontiguousarray(shown[:, ::-1]), REPEATS)):
            yield window.put_back(_mirrored(pose, shown.shape[1] / shown.shape[0]), aspect(frame))

    def _repeated(self, image: Image, times: int) -> Iterator[Pose]:
        """Looks at one picture as if it were a video in which nothing moves."""
        self._finder.reset()
        for _ in range(times):
            self._t_s += STEP_S
            pose = self._finder.detect(Frame(image, self._t_s))
            if pose is not None:
                yield pose


def _shown(window: Window, frame: Frame) -> Image:
    return Brightener()(shrink(window.cut(frame.image)))[0]


def _first_and_last(poses: Iterator[Pose]) -> list[Pose]:
    found = list(poses)
    return found if len(found) < 2 else [found[0], found[-1]]


def _mirrored(pose: Pose, aspect: float) -> Pose:
    """The pose in the mirrored picture; left stays the person's left."""
    points = np.column_stack([aspect - pose.points[:, 0], pose.points[:, 1]])
    mask = None if pose.mask is None else np.ascontiguousarray(pose.mask[:, ::-1])
    return swapped(replace(pose, points=points, world=pose.world * np.array([-1.0, 1.0, 1.0]), mask=mask), ALL)


def _is_inside(pose: Pose, aspect: float) -> bool:
    inside = np.all((pose.points >= 0.0) & (pose.points <= (aspect, 1.0)), axis=1)
    return float(inside.mean()) >= INSIDE
