"""``review --manifest``: the recordings of a study, on this machine or on a cluster."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.bar import Bar
from coach.commands.options import Command
from coach.commands.printing import complain, say
from coach.user_folders import own_routines

if TYPE_CHECKING:
    from coach.study.workers import Workers

_OPTIONS = (
    click.option("--manifest", type=click.Path(path_type=Path), metavar="CSV", help="The recordings of a study."),
    click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="The folder for a study's results."),
    click.option(
        "--time-limit",
        type=click.IntRange(1, 100_000),
        default=60,
        metavar="MINUTES",
        help="Longest time for one recording of a study; by default 60.",
    ),
    click.option(
        "--memory-limit",
        type=click.IntRange(600, 1_000_000),
        default=2000,
        metavar="MB",
        help="Most memory for one recording of a study; by default 2000.",
    ),
    click.option("--scheduler", metavar="ADDRESS", help="Use the workers of this Dask scheduler."),
    click.option(
        "--slurm", type=click.IntRange(1, 10_000), metavar="N", help="Use N Slurm jobs, started through Dask."
    ),
)


def STUDY(command: Command) -> Command:  # noqa: N802 - a group of options, named like the single ones
    """The options of a study."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def conduct_study(
    *,
    manifest: Path,
    out: Path | None,
    time_limit: int,
    memory_limit: int,
    scheduler: str | None,
    slurm: int | None,
    jobs: int | None,
    model: Path | None,
) -> int:
    """Review the recordings that have no result yet, and write the table. Returns 2 if a recording failed."""
    from coach.study.conduct import conduct
    from coach.study.fingerprints import Fingerprints
    from coach.study.job import Job
    from coach.study.manifest import StudyRow, read_manifest
    from coach.study.results import Results
    from coach.vision.pose_model import ensure_model

    if out is None:
        raise click.UsageError("--manifest needs --out, the folder for the results.")
    if sum(option is not None for option in (scheduler, slurm, jobs)) > 1:
        raise click.UsageError("choose one of --jobs, --scheduler and --slurm.")
    rows = read_manifest(manifest, own_routines())
    with Bar("Preparing the pose model (once)") as prepared:
        bundle = ensure_model(model, prepared)
    known = Fingerprints.of(bundle)
    results = Results(out, known)

    def job_of(row: StudyRow) -> Job:
        return Job(row.file.absolute(), row.plan, bundle.absolute(), known, time_limit * 60.0, memory_limit)

    def tell(row: StudyRow, why: str) -> None:
        complain(f"{manifest}:{row.line}: {why}", 2)

    open_workers = _workers(len(rows), memory_limit, scheduler, slurm, jobs)
    with open_workers() as workers, Bar("Looking through") as progress:
        found = conduct(rows, results, job_of, workers, progress=progress, complain=tell)
    table = results.write_table((row, found[row.line]) for row in rows)
    lost = sum(result.reason is not None for result in found.values())
    say(f"{table}: {len(rows) - lost} of {len(rows)} recordings")
    return 2 if lost else 0


def _workers(
    recordings: int, memory_mb: int, scheduler: str | None, slurm: int | None, jobs: int | None
) -> "Callable[[], AbstractContextManager[Workers]]":
    from coach.study import workers

    if scheduler is not None:
        return lambda: workers.scheduler_workers(scheduler)
    if slurm is not None:
        return lambda: workers.slurm_workers(slurm, memory_mb)
    return lambda: workers.local_workers(jobs, recordings)
