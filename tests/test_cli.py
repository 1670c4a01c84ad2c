"""The command line as a contract: exit status, and one clear line for whatever is wrong."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "routine: short\nsteps:\n  - stretch: childs_pose\n    hold: 5 s\n    reps: 1\n"


def coach(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coach.cli", *arguments],
        capture_output=True, text=True, check=False, timeout=55, stdin=subprocess.DEVNULL, cwd=cwd,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "unknown.yaml").write_text(GOOD.replace("childs_pose", "child_pose"), encoding="utf-8")
    (tmp_path / "negative.yaml").write_text(GOOD.replace("5 s", "-5"), encoding="utf-8")
    (tmp_path / "binary.yaml").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "text.yaml").write_text("only words, nothing else", encoding="utf-8")
    (tmp_path / "film.mp4").write_bytes(b"not a film at all" * 100)
    (tmp_path / "model.task").write_bytes(b"not a model" * 100)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["run", "nowhere.yaml", "--fast"], 2, "nowhere.yaml"),
        (["run", "dayly", "--fast"], 2, "did you mean daily?"),
        (["run", "unknown.yaml", "--fast"], 2, "unknown.yaml:3:14: "),
        (["run", "negative.yaml", "--fast"], 2, "negative.yaml:4:11: "),
        (["run", "binary.yaml", "--fast"], 2, "binary.yaml"),
        (["run", "text.yaml", "--fast"], 2, "text.yaml:1:1: "),
        (["run", ".", "--fast"], 2, "folder"),
        (["check", "unknown.yaml"], 2, "childs_pose"),
        (["run", "good.yaml", "--fast", "--source", "99"], 3, "camera 99"),
        (["run", "good.yaml", "--fast", "--source", "film.mp4"], 2, "film.mp4"),
        (["run", "good.yaml", "--fast", "--source", "gone.mp4"], 2, "gone.mp4"),
        (["run", "good.yaml", "--fast", "--audio-only", "--events", "no/such/folder.jsonl"], 2, "no/such/folder.jsonl"),
        (["inspect", "gone.jpg", "--model", "model.task"], 3, "model.task"),
        (["demo", "--fast", "--no-window", "--model", "model.task"], 3, "model.task"),
        (["demo", "--fast", "--no-window", "--model", "gone.task"], 3, "gone.task"),
        (["run", "good.yaml", "--rate", "5000"], 2, "--rate"),
        (["run", "good.yaml", "--nonsense"], 2, "--nonsense"),
        (["sing"], 2, "sing"),
        (["run", "good.yaml", "--fast", "--audio-only", "--events", "good.yaml"], 2, "overwritten"),
        (["show", "good.yaml", "--html", "good.yaml"], 2, "overwritten"),
        (["review", "film.mp4"], 2, "--routine"),
        (["history", "film.mp4"], 2, "film.mp4:1: not a line of an event log"),
        (["report", "gone.jsonl"], 2, "gone.jsonl"),
        (["report", "."], 2, "directory"),
        (["report", "--since", "tomorrow"], 2, "--since"),
        (["export", "sessions.doc"], 2, ".csv"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_one_clear_line(folder: Path, arguments: list[str], status: int, says: str):
    done = coach(*arguments, cwd=folder)
    assert done.returncode == status, done.stderr
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_good_file_passes_the_check(folder: Path):
    done = coach("check", "good.yaml", cwd=folder)
    assert done.returncode == 0
    assert "good.yaml" in done.stdout


def test_the_shipped_routines_are_listed_and_good():
    done = coach("list")
    assert done.returncode == 0
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert {"daily", "demo"} <= set(names)


def test_every_file_that_new_writes_is_told(folder: Path):
    done = coach("new", "first.yaml", "--defaults", cwd=folder)
    assert done.returncode == 0
    told = [line.split(":")[0] for line in done.stdout.splitlines()]
    assert told == ["routine.schema.json", "first.yaml"]
    assert all((folder / name).is_file() for name in told)
    again = coach("new", "second.yaml", "--defaults", cwd=folder)
    assert [line.split(":")[0] for line in again.stdout.splitlines()] == ["second.yaml"]


def test_help_is_quick():
    """0.3 s of CPU is promised; four times that fails, whatever else the machine is doing."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert coach("--help").returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.2


def test_without_a_camera_the_same_kinds_of_events_come(folder: Path):
    done = coach("run", "good.yaml", "--audio-only", "--fast", "--events", "e.jsonl", cwd=folder)
    assert done.returncode == 0
    events = (folder / "e.jsonl").read_text(encoding="utf-8")
    for name in (
        "session_started",
        "step_started",
        "rep_started",
        "hold_started",
        "hold_completed",
        "session_finished",
    ):
        assert f'"event": "{name}"' in events
