"""Advice for a picture library that cannot be loaded."""

import sys

APT_LINE = "sudo apt-get install libgl1 libegl1 libgles2 libglib2.0-0"
"""Installs the system libraries that OpenCV and MediaPipe load; a desktop has them, a bare server may not."""


def remedy(platform: str = sys.platform) -> str:
    """The advice, in one line, when OpenCV or MediaPipe cannot be loaded on this system."""
    if platform == "linux":
        return f"on Debian or Ubuntu run: {APT_LINE}"
    if platform == "win32":
        return "install the Microsoft Visual C++ redistributable (x64), then this program again"
    return "install this program again"
