"""Decodes the next picture of a recording while the present one is being processed."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from coach.vision.frame import Frame


def ahead(frames: Iterable[Frame]) -> Iterator[Frame]:
    """The same frames; each is read in a separate thread while the consumer is busy with the one before.

    Errors in reading are raised at their place in the order.
    """
    following = iter(frames)
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as thread:
        coming = thread.submit(next, following, None)
        while (frame := coming.result()) is not None:
            coming = thread.submit(next, following, None)
            yield frame
