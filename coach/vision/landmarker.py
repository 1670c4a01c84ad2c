"""Turns a picture into a Pose: the only adapter to MediaPipe's pose landmarker."""

from contextlib import nullcontext
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from coach.body.landmarks import FloatArray, Pose
from coach.errors import CoachError, MissingPartError, ModelError
from coach.vision.bundle import check_bundle
from coach.vision.frame import Frame, Image
from coach.vision.libraries import remedy
from coach.vision.mask_head import without_mask_head
from coach.vision.memory import give_back
from coach.vision.opencv import cv2
from coach.vision.pose_library import pose_library, without_graphics
from coach.vision.quiet import without_chatter

WORKING_WIDTH = 640
"""Pixels: landmarks do not improve above this, and every step costs more."""

WIDTH_STEP = 4
"""With a mask, the library aborts the whole process if the width is not a multiple of this."""


HIGHEST = 32764
"""Pixels: the library aborts the whole process on a picture of 32767 or more."""


class TrackingMode(Enum):
    VIDEO = "VIDEO"
    """Consecutive pictures, tracked and smoothed."""
    IMAGE = "IMAGE"
    """Independent pictures."""


class Landmarker:
    """Finds the landmarks of one person. It belongs to the thread that created it; close it before the program ends.

    Raises ModelError for a bundle that cannot be used, and MissingPartError if MediaPipe cannot be loaded.
    """

    def __init__(self, model_path: Path, *, mode: TrackingMode = TrackingMode.VIDEO, mask: bool = False) -> None:
        self._model_path = model_path
        self._mode = mode
        self._mask = mask
        self._last_ms = -1
        self._chatty = True
        self._mp = _mediapipe()
        check_bundle(model_path)
        self._inner = self._create(mask)

    @property
    def mask(self) -> bool:
        """Whether poses come with the person mask; can be switched at any time."""
        return self._mask

    @mask.setter
    def mask(self, wanted: bool) -> None:
        if wanted != self._mask:
            # The library's instance cannot be switched. A new one loses the track for one picture, and frees memory.
            other = self._create(mask=wanted)
            self._inner.close()
            self._inner, self._chatty = other, True
            give_back()
        self._mask = wanted

    def detect(self, frame: Frame) -> Pose | None:
        """The person in the picture, or None. The picture can have any size; times need not rise."""
        rgb = np.asarray(cv2.cvtColor(shrink(frame.image), cv2.COLOR_BGR2RGB), dtype=np.uint8)
        result = self._run(rgb, frame.t_s)
        self._chatty = self._chatty and not result.pose_landmarks
        return pose_of(result, frame, mask=self._mask)

    def reset(self) -> None:
        """Forget where the person was, after a change of scene: the next picture is searched from scratch."""
        if self._mode is TrackingMode.VIDEO:
            self._run(np.zeros((WORKING_WIDTH // 4, WORKING_WIDTH // 4, 3), dtype=np.uint8), self._last_ms / 1000.0)

    def close(self) -> None:
        if self._inner is not None:
            self._inner.close()
            self._inner = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _create(self, mask: bool) -> Any:  # noqa: ANN401 - mediapipe has no types
        tasks = self._mp.tasks
        whole = tasks.BaseOptions(model_asset_path=str(self._model_path))
        options = tasks.vision.PoseLandmarkerOptions(
            base_options=whole if mask else tasks.BaseOptions(model_asset_buffer=without_mask_head(self._model_path)),
            running_mode=tasks.vision.RunningMode[self._mode.value],
            output_segmentation_masks=mask,
        )
        try:
            with without_chatter(), without_graphics():
                return tasks.vision.PoseLandmarker.create_from_options(options)
        except OSError as error:
            raise _cannot_load(error) from error
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"{self._model_path}: MediaPipe cannot use this model; name another .task file") from error

    def _run(self, rgb: Image, t_s: float) -> Any:  # noqa: ANN401 - mediapipe has no types
        """Runs one pass. The array of the picture must outlive it: the library does not own the pixels."""
        picture = self._mp.Image(image_format=self._mp.ImageFormat.SRGB, data=rgb)
        # Until the first person is found, the library may still print first-time warnings.
        with without_chatter() if self._chatty else nullcontext():
            if self._mode is TrackingMode.IMAGE:
                return self._inner.detect(picture)
            self._last_ms = max(self._last_ms + 1, round(t_s * 1000))
            return self._inner.detect_for_video(picture, self._last_ms)


def pose_of(result: Any, frame: Frame, *, mask: bool) -> Pose | None:  # noqa: ANN401 - mediapipe has no types
    """The first person in the library's result for a frame, with the mask if wanted; None if there is nobody.

    A body with a NaN is rejected: smoothing would never get rid of it.
    """
    if not result.pose_landmarks:
        return None
    height, width = frame.image.shape[:2]
    landmarks = result.pose_landmarks[0]
    points = np.array([(mark.x * width / height, mark.y) for mark in landmarks])
    world = np.array([(mark.x, mark.y, mark.z) for mark in result.pose_world_landmarks[0]])
    visibility = np.array([mark.visibility for mark in landmarks])
    if not all(np.isfinite(numbers).all() for numbers in (points, world, visibility)):
        return None
    return Pose(frame.t_s, points, world, visibility, _mask_of(result) if mask else None)


def _mask_of(result: Any) -> FloatArray | None:  # noqa: ANN401 - mediapipe has no types
    if not result.segmentation_masks:
        return None
    return np.array(result.segmentation_masks[0].numpy_view(), dtype=np.float32).squeeze()


def shrink(image: Image, width: int = WORKING_WIDTH) -> Image:
    """The picture at the tracker's size: (h, w, 3), w a multiple of 4, at most ``width`` and at most its own width.

    It keeps its proportions, as far as 4 columns and ``HIGHEST`` rows allow.
    """
    rows, columns = image.shape[:2]
    room = min(columns, width, columns * HIGHEST // rows)
    new_columns = max(room // WIDTH_STEP, 1) * WIDTH_STEP
    new_rows = min(max(round(rows * new_columns / columns), 1), HIGHEST)
    if (new_rows, new_columns) == (rows, columns):
        return image
    # Down to half the size, linear interpolation leaves no pixel out, in a fifth of the time of averaging.
    kind = cv2.INTER_LINEAR if columns <= 2 * new_columns else cv2.INTER_AREA
    return np.asarray(cv2.resize(image, (new_columns, new_rows), interpolation=kind), dtype=np.uint8)


def _mediapipe() -> Any:  # noqa: ANN401 - mediapipe has no types
    try:
        return pose_library()
    except (ImportError, OSError) as error:
        raise _cannot_load(error) from error


def _cannot_load(error: Exception) -> CoachError:
    what = " ".join(str(error).split())
    return MissingPartError(f"MediaPipe cannot be loaded ({what}); {remedy()}")
