"""Returns memory that a library has freed to the system."""

import ctypes
import sys
from contextlib import suppress

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""glibc's names for the options that ``keep_little`` sets."""
KEPT_BYTES, LARGE_BYTES, ARENAS = 8 << 20, 4 << 20, 2
"""A camera's picture of 1280x720 has 2.6 MB: if it were returned to the system each time, fetching it again would take
3 ms for each look."""


def keep_little() -> None:
    """Limits the number of heaps and the free memory in each, and returns larger blocks as soon as they are freed.

    By default, glibc raises the size limit for this to that of the largest picture and mask, and keeps them all.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            libc = ctypes.CDLL("libc.so.6")
            libc.mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)
            libc.mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
            libc.mallopt(M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """glibc keeps the memory of large pictures and masks until asked to return it; other systems return it by
    themselves."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL("libc.so.6").malloc_trim(0)
