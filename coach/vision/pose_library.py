"""Loads MediaPipe at first use, without its unused modules for drawings and microphones."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

UNUSED = ("matplotlib", "matplotlib.pyplot", "sounddevice")
"""These take five sixths of MediaPipe's loading time, and 30 MB; matplotlib also creates folders in the person's home,
and sounddevice opens the system's sound."""


def pose_library() -> Any:  # noqa: ANN401 - mediapipe has no types
    """MediaPipe. Raises ImportError or OSError if it cannot be loaded."""
    with _stand_ins(UNUSED):
        import mediapipe
    return mediapipe


NO_GRAPHICS = {"__EGL_VENDOR_LIBRARY_FILENAMES": os.devnull}
"""A folder without drivers, for EGL on Linux to search."""


@contextmanager
def without_graphics() -> Iterator[None]:
    """Hides the graphics system in this block: on Linux with a screen, MediaPipe opens it, which takes 55 MB, and does
    not use it."""
    before = {name: os.environ.get(name) for name in NO_GRAPHICS}
    os.environ.update(NO_GRAPHICS)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _stand_ins(names: tuple[str, ...]) -> Iterator[None]:
    """Replaces each of these modules that is not loaded yet by an empty one in this block."""
    absent = {name: ModuleType(name) for name in names if name not in sys.modules}
    for name, module in absent.items():
        parent, _, child = name.rpartition(".")
        if parent in absent:
            setattr(absent[parent], child, module)
    sys.modules.update(absent)
    try:
        yield
    finally:
        for name, module in absent.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
