"""A hand and its process: kept, ended, replaced, limited."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coach.routine.plan import Plan, PlannedStep
from coach.study.fingerprints import Fingerprints
from coach.study.hand import Hand
from coach.study.job import Job
from coach.study.workers import LocalWorkers

PLAN = Plan("mine", "1", "en", (PlannedStep(1, "knee_to_chest", "single"),), sha256="r" * 64)
CHILD = (sys.executable, str(Path(__file__).with_name("child_that_dies.py")))


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(tmp_path / "good.mp4", PLAN, tmp_path / "model.task", Fingerprints("1", "p", "m"))


@pytest.fixture
def hand() -> Iterator[Hand]:
    made = Hand(CHILD)
    yield made
    made.close()


def test_a_process_is_kept_from_one_recording_to_the_next(hand: Hand, job: Job):
    shares: list[float] = []
    first, second = hand.review(job, shares.append), hand.review(job, shares.append)
    assert first.error is None
    assert first.events == second.events
    assert shares == [0.5, 0.5]


def test_a_recording_whose_process_was_killed_is_tried_again(hand: Hand, job: Job):
    before = hand.review(job)
    killed = hand.review(replace(job, file=job.file.with_name("dies_once.mp4")))
    assert killed.error is None
    assert killed.events != before.events


def test_a_recording_that_ends_its_process_twice_is_named(hand: Hand, job: Job):
    dies = job.file.with_name("dies.mp4")
    assert hand.review(replace(job, file=dies)).error == (
        f"{dies}: reading it ended the process twice; try another format, or raise --memory-limit"
    )
    assert hand.review(job).error is None


def test_a_recording_that_takes_too_long_is_named(hand: Hand, job: Job):
    hangs = replace(job, file=job.file.with_name("hangs.mp4"), limit_s=0.5)
    assert (
        hand.review(hangs).error == f"{hangs.file}: not done after 0.5 s; raise --time-limit, or divide the recording"
    )
    assert hand.review(job).error is None


def test_a_closed_hand_starts_nothing(job: Job):
    hand = Hand(CHILD)
    (event,) = hand.review(job).events
    hand.close()
    assert hand.review(job).error is not None
    with pytest.raises(ProcessLookupError):
        os.kill(int(str(event["id"])), 0)


def test_a_job_stays_the_same_on_its_way(job: Job):
    assert Job.of(job.message()) == job


def test_closing_the_workers_ends_what_they_do(job: Job):
    workers = LocalWorkers(1)
    shares: list[float] = []
    futures = [workers.submit(job, shares.append) for _ in range(3)]
    workers.close()
    assert all(future.done() for future in futures)
