"""Loads MediaPipe at first use, without what it loads for drawings and microphones, which nobody needs here."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

UNUSED = ("matplotlib", "matplotlib.pyplot", "sounddevice")
"""These are five sixths of the time that MediaPipe takes to load, and 30 MB; matplotlib also makes folders in the
person's home, and sounddevice opens the system's sound."""


def pose_library() -> Any:  # noqa: ANN401 - mediapipe has no types
    """MediaPipe. Raises ImportError or OSError if it cannot be loaded."""
    with _stand_ins(UNUSED):
        import mediapipe
    return mediapipe


NO_GRAPHICS = {"__EGL_VENDOR_LIBRARY_FILENAMES": os.devnull}
"""The place where EGL on Linux looks for drivers: it finds none."""


@contextmanager
def without_graphics() -> Iterator[None]:
    """Where there is a screen, MediaPipe opens the graphics system on Linux, 55 MB of it, and then does not use it."""
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
    """In this block, an empty module is imported in place of each of these that is not loaded yet."""
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
