"""The process of a hand: it reviews one recording after another and frees the memory of each."""

import json
import sys
from pathlib import Path

import pytest

from coach.child import Child
from coach.study.fingerprints import Fingerprints
from coach.study.hand import COMMAND
from coach.study.job import MEMORY_MB, Job
from tests.accuracy.sessions import plan_of
from tests.benchmarks.review_memory import TRUTH, resident_mb, review
from tests.vision.films import Kind, film, pictures

ROUNDS, FIRST, LAST = 10, slice(1, 4), slice(-3, None)
MOST_MB = 10.0
"""Without freeing, each round of two recordings takes 5 MB more. On a busy machine, memory varies by 20 MB, since the
order of threads differs; so the minimum of the last rounds is compared with the maximum of the first."""


@pytest.mark.skipif(sys.platform == "win32", reason="there it has no such name")
def test_its_own_messages_are_no_recording(model: Path) -> None:
    plan = plan_of(json.loads((TRUTH / "cat_cow_low.json").read_text(encoding="utf-8")))
    child = Child((*COMMAND, str(MEMORY_MB)))
    try:
        answer = child.ask(Job(Path("/dev/stdin"), plan, model, Fingerprints.of(model)).message(), 50.0)
        assert "a pipe or a device, not a file" in answer["error"]
    finally:
        child.kill()


@pytest.mark.long
@pytest.mark.timeout(180)
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_is_given_back_after_each_recording(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Otherwise, on a busy machine, threads that meet open further arenas, each of which may take 20 MB.
    monkeypatch.setenv("MALLOC_ARENA_MAX", "1")
    child, known, jobs = Child((*COMMAND, str(MEMORY_MB))), Fingerprints.of(model), []
    for name in ("knee_to_chest_head_lifts", "cat_cow_low"):
        timed = ((index / 10, image) for index, image in enumerate(pictures(TRUTH / f"{name}.mp4", 20)))
        film(tmp_path / f"{name}.mp4", timed, Kind("short", rate_hz=10))
        plan = plan_of(json.loads((TRUTH / f"{name}.json").read_text(encoding="utf-8")))
        jobs.append(Job(tmp_path / f"{name}.mp4", plan, model, known))
    memory = []
    try:
        for _ in range(ROUNDS):
            for job in jobs:
                review(child, job)
            memory.append(resident_mb(child.pid))
    finally:
        child.kill()
    assert min(memory[LAST]) - max(memory[FIRST]) < MOST_MB, memory
