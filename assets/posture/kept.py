"""Stores what the eye saw in a clip in a folder: processing a clip takes minutes, and measuring the stored sightings
takes seconds.

A file is named after the clip and the contents of the clip and of the pose model, so that a changed one is processed
again. Landmarks and the person's outline are stored, but no picture.
"""

import hashlib
import pickle
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from coach.body.landmarks import Pose
from coach.vision.eye import Eye, Sighting
from coach.vision.frame import Frame
from coach.vision.landmarker import Landmarker, TrackingMode
from coach.vision.lighting import Lighting
from coach.vision.recording import Recording

LEVELS = 255
"""Number of steps for the stored values of a mask."""
NO_PICTURE = np.zeros((1, 1, 3), np.uint8)


def sightings(clip: Path, bundle: Path, folder: Path | None = None) -> Iterator[Sighting]:
    """Every sighting of a clip, from ``folder`` if it is stored there; otherwise the clip is processed and stored."""
    if folder is None:
        yield from _looked(clip, bundle)
        return
    contents = hashlib.sha256(clip.read_bytes() + bundle.read_bytes()).hexdigest()
    file = folder / f"{clip.stem}-{contents[:16]}.pickle"
    if not file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".part")
        unfinished.write_bytes(pickle.dumps([packed(sighting) for sighting in _looked(clip, bundle)]))
        unfinished.replace(file)
    yield from (unpacked(*row) for row in pickle.loads(file.read_bytes()))


def _looked(clip: Path, bundle: Path) -> Iterator[Sighting]:
    with Landmarker(bundle, mode=TrackingMode.VIDEO, mask=True) as finder, Recording(clip) as recording:
        eye = Eye(finder)
        yield from (eye.look(frame) for frame in recording)


Row = tuple[float, bool, Pose | None, tuple[int, ...], bytes]
"""Time, whether the scene jumped, the pose without its mask, and the mask's shape and bytes."""


def packed(sighting: Sighting) -> Row:
    """The stored part of a sighting."""
    pose = sighting.pose
    if pose is None or pose.mask is None:
        return sighting.frame.t_s, sighting.jumped, pose, (), b""
    mask = np.round(pose.mask * LEVELS).astype(np.uint8)
    return sighting.frame.t_s, sighting.jumped, replace(pose, mask=None), mask.shape, zlib.compress(mask.tobytes())


def unpacked(t_s: float, jumped: bool, pose: Pose | None, shape: tuple[int, ...], mask: bytes) -> Sighting:
    """The sighting, without its picture and its lighting."""
    if pose is not None and mask:
        values = np.frombuffer(zlib.decompress(mask), np.uint8).reshape(shape)
        pose = replace(pose, mask=values.astype(np.float32) / LEVELS)
    return Sighting(Frame(NO_PICTURE, t_s), pose, Lighting(1.0, dark=False), jumped)
