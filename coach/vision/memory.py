"""Gives memory back to the system that a library has freed."""

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """glibc keeps what large pictures and masks took until it is told to return it; other systems need no word."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL("libc.so.6").malloc_trim(0)
