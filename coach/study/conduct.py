"""Conducts a study: reviews every recording of the manifest once, whatever happens to any of them."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, as_completed
from pathlib import Path

from coach.review import Reviewed
from coach.routine.plan import Plan
from coach.study.fingerprints import Fingerprints
from coach.study.job import Job
from coach.study.manifest import StudyRow
from coach.study.results import Result, Results
from coach.study.workers import Workers, local_workers

Progress = Callable[[int, int], None]
"""Called with the bytes of recordings that are done and in total."""


class Tally:
    """Adds up the progress of several recordings, weighted by their sizes. ``teller`` may be called from any thread."""

    def __init__(self, files: Iterable[Path], progress: Progress | None) -> None:
        self._sizes = {file: _size(file) for file in files}
        self._total = sum(self._sizes.values())
        self._done: dict[Path, int] = {}
        self._progress = progress
        self._lock = threading.Lock()

    def teller(self, file: Path) -> Callable[[float], None]:
        """The callback that receives the fraction of this file that is done."""

        def tell(share: float) -> None:
            with self._lock:
                self._done[file] = round(share * self._sizes[file])
                if self._progress is not None:
                    self._progress(sum(self._done.values()), self._total)

        return tell


def reviewed(jobs: Sequence[Job], workers: Workers, progress: Progress | None) -> Iterator[tuple[Job, Reviewed]]:
    """Every job with its result, in the order of completion."""
    tally = Tally((job.file for job in jobs), progress)
    futures = {workers.submit(job, tally.teller(job.file)): job for job in jobs}
    for future in as_completed(futures):
        job = futures.pop(future)
        tally.teller(job.file)(1.0)
        yield job, _result(future, job)


def review_files(
    files: Sequence[Path], plan: Plan, bundle: Path, *, processes: int | None = None, progress: Progress | None = None
) -> Iterator[Reviewed]:
    """Reviews recordings on this machine, in order; one that cannot be read does not stop the rest.

    ``processes``: by default one for each processor.
    """
    known = Fingerprints.of(bundle)
    jobs = [Job(file, plan, bundle, known) for file in files]
    done: dict[int, Reviewed] = {}
    left = iter(jobs)
    job = next(left, None)
    with local_workers(processes, most=len(jobs)) as workers:
        for one, found in reviewed(jobs, workers, progress):
            done[id(one)] = found
            while job is not None and id(job) in done:
                yield done.pop(id(job))
                job = next(left, None)


def conduct(
    rows: Sequence[StudyRow],
    results: Results,
    job_of: Callable[[StudyRow], Job],
    workers: Workers,
    *,
    progress: Progress | None = None,
    complain: Callable[[StudyRow, str], None] = lambda row, why: None,
) -> Mapping[int, Result]:
    """Reviews the recordings that have no valid result yet. Returns the results of all rows, by their lines in the
    manifest.

    ``complain`` is called as soon as a recording fails, and for each of its flaws.

    Raises OSError if a result cannot be written.
    """
    found = {row.line: result for row in rows if (result := results.done(row)) is not None}
    open_rows = {id(job): (row, job) for row in rows if row.line not in found for job in [job_of(row)]}
    for job, one in reviewed([job for _, job in open_rows.values()], workers, progress):
        row = open_rows[id(job)][0]
        found[row.line] = results.keep(row, one)
        for why in one.flaws if one.error is None else (one.error,):
            complain(row, why)
    return found


def _result(future: "Future[Reviewed]", job: Job) -> Reviewed:
    try:
        return future.result()
    except CancelledError:
        return Reviewed(job.file, error=f"{job.file}: not reviewed; start the same command again")
    except Exception as error:  # noqa: BLE001 - a cluster has its own ways to give up a recording
        why = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return Reviewed(job.file, error=f"{job.file}: its worker was lost ({why[:200]})")


def _size(file: Path) -> int:
    """The size of a recording in bytes, and 1 for a missing one: it counts as done, too."""
    try:
        return max(file.stat().st_size, 1)
    except OSError:
        return 1
