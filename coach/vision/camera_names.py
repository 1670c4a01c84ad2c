"""The cameras of this computer by name, as the system lists them."""

import sys
from dataclasses import dataclass

from coach.vision.opencv import cv2


@dataclass(frozen=True)
class NamedCamera:
    number: int
    """OpenCV's number."""
    name: str


def named_cameras() -> tuple[NamedCamera, ...]:
    """Every camera by its number; it distinguishes two of one name. Empty where the system does not list them."""
    from cv2_enumerate_cameras import enumerate_cameras

    backend = {"win32": cv2.CAP_MSMF, "darwin": cv2.CAP_AVFOUNDATION}.get(sys.platform, cv2.CAP_V4L2)
    try:
        listed = {found.index: found.name or "" for found in enumerate_cameras(backend)}
    except (OSError, NotImplementedError):
        return ()
    return distinct(listed)


def distinct(listed: dict[int, str]) -> tuple[NamedCamera, ...]:
    """``listed``: number -> name. A name that several have gets its number behind it, and so does none at all."""
    names = list(listed.values())
    return tuple(
        NamedCamera(number, name if name and names.count(name) == 1 else f"{name or 'camera'} ({number})")
        for number, name in sorted(listed.items())
    )
