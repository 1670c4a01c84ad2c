"""Returns memory that a library has freed to the system."""

import ctypes
import sys
from contextlib import suppress

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
"""glibc's names for the options that ``keep_little`` sets."""
LARGE_BYTES, ARENAS = 1 << 20, 2


def keep_little() -> None:
    """Returns pictures and masks to the system as soon as they are freed, and limits the number of heaps.

    By default, glibc raises the size limit for this to that of the largest picture, and keeps them all.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            libc = ctypes.CDLL("libc.so.6")
            libc.mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
            libc.mallopt(M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """glibc keeps the memory of large pictures and masks until asked to return it; other systems return it by
    themselves."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL("libc.so.6").malloc_trim(0)
