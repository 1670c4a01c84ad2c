"""Decodes the next picture of a recording while the present one is looked at."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from coach.vision.frame import Frame


def ahead(frames: Iterable[Frame]) -> Iterator[Frame]:
    """The same frames; each is read in a thread of its own while its reader is busy with the one before.

    Raises what reading raises, in its place.
    """
    following = iter(frames)
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as thread:
        coming = thread.submit(next, following, None)
        while (frame := coming.result()) is not None:
            coming = thread.submit(next, following, None)
            yield frame
