"""Detects that the X server is gone, before the window library finds out and ends the whole process."""

import ctypes
import select
import sys


class Lifeline:
    """An idle connection of our own: when the server goes away, it is closed.

    On other systems than X11 it never breaks.
    """

    def __init__(self) -> None:
        self._fd = _connection() if sys.platform.startswith("linux") else None

    @property
    def broken(self) -> bool:
        """Whether the screen is gone, for good."""
        if self._fd is None:
            return False
        waiting = select.poll()
        waiting.register(self._fd, select.POLLHUP)
        return any(event & (select.POLLHUP | select.POLLERR) for _, event in waiting.poll(0))


def _connection() -> int | None:
    """The file descriptor of a connection to the X server; None if there is none."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x11.XConnectionNumber.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    return int(x11.XConnectionNumber(display)) if display else None
