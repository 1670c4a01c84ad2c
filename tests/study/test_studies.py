"""Whole studies with real processes: one killed, the study interrupted, and a cluster that loses a worker."""

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from coach.vision.opencv import cv2

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

TRUTH = Path(__file__).parents[1] / "truth"
RECORDINGS = 11
PICTURES = 20
"""Pictures of each recording, at 10 a second."""
ROUTINE = """
routine: study
steps:
  - stretch: childs_pose
    hold: 2 s
    reps: 1
  - stretch: cat_cow
    cycles: 2
"""
DONE = f"{RECORDINGS - 1} of {RECORDINGS} recordings"
WAIT_S = 300.0
CHILD = "coach.study.review_child"
DASK = pytest.mark.skipif(find_spec("distributed") is None, reason="needs the extra `cluster`")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Path:
    """A folder with short recordings, one of which is not a video, and their manifest."""
    folder = tmp_path_factory.mktemp("study")
    (folder / "study.yaml").write_text(ROUTINE, encoding="utf-8")
    lines = ["file,routine,person,date"]
    pictures = parts()
    for number in range(RECORDINGS):
        name = f"{number:02}.mp4"
        if number == 7:
            (folder / name).write_bytes(b"no film")
        else:
            write(folder / name, next(pictures))
        lines.append(f"{name},study.yaml,P{number % 9},2026-11-{number % 30 + 1:02}")
    (folder / "study.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def parts() -> Iterator[list[cv2.typing.MatLike]]:
    """Different parts of the rendered clips."""
    for clip in (*TRUTH.glob("childs_pose_*.mp4"), *TRUTH.glob("cat_cow_*.mp4")):
        film, part = cv2.VideoCapture(str(clip)), []
        while True:
            got, image = film.read()
            if not got:
                break
            part.append(image)
            if len(part) == PICTURES:
                yield part
                part = []


def write(file: Path, pictures: list[cv2.typing.MatLike]) -> None:
    film = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"mp4v"), 10.0, (640, 480))
    for picture in pictures:
        film.write(picture)
    film.release()


def start(study: Path, out: str, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "coach", "review", "--manifest", "study.csv", "--out", out, *more]
    return subprocess.Popen(command, cwd=study, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def results(study: Path, out: str) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (study / out / "recordings").glob("[0-9]*.jsonl")}


def bad(study: Path) -> str:
    return f"study.csv:9: {study / '07.mp4'}: not a readable video; use an .mp4, .mov or .webm file"


def table(study: Path, out: str) -> list[dict[str, str]]:
    with (study / out / "table.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def wait_for(condition: Callable[[], object]) -> None:
    until_s = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < until_s
        time.sleep(0.05)


def children(pid: int, of: str) -> list[int]:
    """The processes that a process has started, and theirs, whose command contains ``of``."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    family, chosen = {pid}, []
    for line in sorted(found.splitlines(), key=lambda line: int(line.split()[0])):
        own, parent, command = line.split(maxsplit=2)
        if int(parent) in family:
            family.add(int(own))
            chosen += [int(own)] if of in command else []
    return chosen


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture(scope="module")
def undisturbed(study: Path) -> dict[str, bytes]:
    """The results of an undisturbed study in one process."""
    running = start(study, "undisturbed", "--jobs", "1")
    assert "study.csv:9: " in running.communicate(timeout=WAIT_S)[1]
    assert running.returncode == 2
    found = results(study, "undisturbed")
    assert len(found) == RECORDINGS - 1
    return found


def test_a_killed_process_costs_no_other_recording(study: Path, undisturbed: dict[str, bytes]):
    running = start(study, "killed", "--jobs", "2")
    wait_for(lambda: len(results(study, "killed")) >= 3)
    os.kill(children(running.pid, CHILD)[0], signal.SIGKILL)
    said = running.communicate(timeout=WAIT_S)
    assert DONE in said[0]
    assert [line for line in said[1].splitlines() if line.startswith("study.csv")] == [bad(study)]
    assert results(study, "killed") == undisturbed
    assert {row["file"] for row in table(study, "killed")} == {f"{number:02}.mp4" for number in range(RECORDINGS)}
    assert [row["file"] for row in table(study, "killed") if row["kind"] == "failed"] == ["07.mp4"]
    assert table(study, "killed") == table(study, "undisturbed")


def test_a_study_goes_on_where_it_was_killed(study: Path, undisturbed: dict[str, bytes]):
    running = start(study, "resumed", "--jobs", "2")
    wait_for(lambda: len(results(study, "resumed")) >= 3)
    left = children(running.pid, CHILD)
    running.kill()
    running.communicate()
    wait_for(lambda: all(gone(pid) for pid in left))
    before = {file: file.stat().st_mtime_ns for file in (study / "resumed" / "recordings").glob("[0-9]*.jsonl")}
    assert 3 <= len(before) < RECORDINGS - 1
    again = start(study, "resumed", "--jobs", "2")
    assert DONE in again.communicate(timeout=WAIT_S)[0]
    assert {file: file.stat().st_mtime_ns for file in before} == before
    assert results(study, "resumed") == undisturbed


def test_one_key_stops_a_study_and_leaves_no_process(study: Path):
    running = start(study, "stopped", "--jobs", "2")
    wait_for(lambda: len(results(study, "stopped")) >= 2)
    left = children(running.pid, CHILD)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=WAIT_S)
    assert running.returncode == 130
    wait_for(lambda: all(gone(pid) for pid in left))


@DASK
def test_a_cluster_that_loses_a_worker_gives_the_same_results(study: Path, undisturbed: dict[str, bytes]):
    file = study / "scheduler.json"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-dashboard"]
    started = [
        subprocess.Popen([*dask, "--host", "127.0.0.1", "--scheduler-file", str(file)], stderr=subprocess.DEVNULL)
    ]
    try:
        wait_for(file.is_file)
        for number in range(2):
            here = ["--scheduler-file", str(file), "--local-directory", str(study / f"worker{number}")]
            started.append(subprocess.Popen([*worker, *here], cwd=study, stderr=subprocess.DEVNULL))
        address = next(part for part in file.read_text(encoding="utf-8").split('"') if part.startswith("tcp://"))
        running = start(study, "cluster", "--scheduler", address)
        wait_for(lambda: len(results(study, "cluster")) >= 3)
        os.kill(children(started[1].pid, "multiprocessing.spawn")[0], signal.SIGKILL)
        said = running.communicate(timeout=WAIT_S)
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(timeout=60)
    assert DONE in said[0], said
    assert results(study, "cluster") == undisturbed
    assert table(study, "cluster") == table(study, "undisturbed")
