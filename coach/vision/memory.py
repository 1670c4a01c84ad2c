"""Gives memory back to the system that a library has freed."""

import ctypes
import sys
from contextlib import suppress

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
"""glibc's names for what ``keep_little`` sets."""
LARGE_BYTES, ARENAS = 1 << 20, 2


def keep_little() -> None:
    """Pictures and masks are given back as soon as they are freed, and few threads have heaps of their own.

    Otherwise glibc raises the size from which it does so to that of the largest picture, and keeps them all.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            libc = ctypes.CDLL("libc.so.6")
            libc.mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
            libc.mallopt(M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """glibc keeps what large pictures and masks took until asked to return it; other systems do so themselves."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL("libc.so.6").malloc_trim(0)
