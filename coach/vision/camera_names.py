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
    """Every camera name by number; two cameras with one name get different ones. Empty if the system does not list
    cameras."""
    from cv2_enumerate_cameras import enumerate_cameras

    backend = {"win32": cv2.CAP_MSMF, "darwin": cv2.CAP_AVFOUNDATION}.get(sys.platform, cv2.CAP_V4L2)
    try:
        listed = {found.index: found.name or "" for found in enumerate_cameras(backend)}
    except (OSError, NotImplementedError):
        return ()
    return distinct(listed)


def distinct(listed: dict[int, str]) -> tuple[NamedCamera, ...]:
    """``listed``: number -> name. Adds the number to a name that several cameras have, and to an empty name."""
    names = list(listed.values())
    return tuple(
        NamedCamera(number, name if name and names.count(name) == 1 else f"{name or 'camera'} ({number})")
        for number, name in sorted(listed.items())
    )
