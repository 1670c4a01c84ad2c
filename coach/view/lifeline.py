"""Whether the X server still lives. The window's library ends the whole process when it finds out by itself."""

import ctypes
import select
import sys


class Lifeline:
    """A connection of our own, which nobody uses: when the server goes, it hangs up.

    Elsewhere than on X11 it never breaks.
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
    """The file descriptor of a connection to the X server; None where there is none to be had."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x11.XConnectionNumber.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    return int(x11.XConnectionNumber(display)) if display else None
