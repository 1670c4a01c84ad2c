"""The workers that review the recordings of a study: processes on this machine, or workers of a Dask cluster."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any, Protocol

from coach.errors import InputError, MissingPartError
from coach.review import Reviewed
from coach.study.hand import Hand, Tell
from coach.study.job import Job

CONNECT_S = 30.0
"""Longest wait for the scheduler of a cluster."""
BESIDES_MB = 1000
"""What a worker needs in addition to the recording."""


class Workers(Protocol):
    def submit(self, job: Job, tell: Tell) -> "Future[Reviewed]":
        """Queue one recording. ``tell`` may be called with the fraction that is done, from any thread."""


class LocalWorkers:
    """Processes on this machine, each with its libraries loaded once."""

    def __init__(self, count: int) -> None:
        self._pool = ThreadPoolExecutor(count)
        self._hands = [Hand() for _ in range(count)]
        self._free: SimpleQueue[Hand] = SimpleQueue()
        for hand in self._hands:
            self._free.put(hand)

    def submit(self, job: Job, tell: Tell) -> "Future[Reviewed]":
        return self._pool.submit(self._review, job, tell)

    def close(self) -> None:
        """Ends every process at once."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for hand in self._hands:
            hand.close()
        self._pool.shutdown()

    def _review(self, job: Job, tell: Tell) -> Reviewed:
        hand = self._free.get()
        try:
            return hand.review(job, tell)
        finally:
            self._free.put(hand)


class _ClusterWorkers:
    """The workers of a cluster, which reach the recordings by the same paths as this machine."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, job: Job, tell: Tell) -> "Future[Reviewed]":
        return self._executor.submit(review_here, job)


_here = threading.local()


def review_here(job: Job) -> Reviewed:
    """Reviews a recording on a worker of a cluster, each of whose threads keeps a process."""
    if not hasattr(_here, "hand"):
        _here.hand = Hand()
    hand: Hand = _here.hand
    return hand.review(job)


@contextmanager
def local_workers(count: int | None, most: int) -> Iterator[Workers]:
    """``count``: by default one for each processor. ``most``: how many can be busy at once."""
    workers = LocalWorkers(max(min(count or os.cpu_count() or 1, most), 1))
    try:
        yield workers
    finally:
        workers.close()


@contextmanager
def scheduler_workers(address: str) -> Iterator[Workers]:
    """The workers of the Dask scheduler at this address. Raises MissingPartError and InputError."""
    distributed = _import("distributed")
    try:
        client = distributed.Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(f"--scheduler {address}: no Dask scheduler answers there ({error})") from error
    with client:
        yield _of(client)


@contextmanager
def slurm_workers(count: int, memory_mb: int) -> Iterator[Workers]:
    """This many Slurm jobs with one worker each; a job that ends early is replaced.

    Queue, account, time and interface are those of the user's Dask configuration (``jobqueue.slurm``).

    Raises MissingPartError and InputError.
    """
    distributed, jobqueue = _import("distributed"), _import("dask_jobqueue")
    with slurm_cluster(jobqueue, memory_mb) as cluster:
        cluster.adapt(minimum_jobs=count, maximum_jobs=count)
        with distributed.Client(cluster, set_as_default=False) as client:
            yield _of(client)


def slurm_cluster(jobqueue: Any, memory_mb: int) -> Any:  # noqa: ANN401 - dask has no types
    """A cluster without jobs yet, one process a job. Raises InputError if the configuration cannot be used."""
    try:
        return jobqueue.SLURMCluster(cores=1, processes=1, memory=f"{memory_mb + BESIDES_MB}MB")
    except (OSError, ValueError) as error:
        raise InputError(f"--slurm: the Dask configuration cannot be used ({error})") from error


def _of(client: Any) -> Workers:  # noqa: ANN401
    return _ClusterWorkers(client.get_executor(pure=False))


def _import(name: str) -> Any:  # noqa: ANN401
    try:
        return __import__(name)
    except ImportError as error:
        raise MissingPartError(
            f"{name} is not installed, but a cluster needs it; install stretch-coach[cluster]"
        ) from error
