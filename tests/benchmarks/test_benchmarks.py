"""Runs a short form of every benchmark and checks that it finishes and prints its figures, whatever their values."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coach.voice.recogniser import is_installed
from tests.benchmarks.cost import BEGIN, END, beside
from tests.benchmarks.figure import Figure

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CLIP = ROOT / "tests" / "truth" / "childs_pose_side.mp4"


def printed(*command: str) -> str:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["tests/benchmarks/session_promises.py", "20"], "20 sessions from seed 0, 0 failures"),
        (["-m", "tests.benchmarks.routine_fuzz", "--cases", "200"], "peak"),
        (["tests/benchmarks/routine_check.py", "--runs", "1"], "the check itself"),
        (["tests/benchmarks/view_draw.py"], "limit"),
        (["tests/benchmarks/vision_clip.py", str(CLIP)], "a picture"),
    ],
)
def test_a_benchmark_runs(command: list[str], says: str):
    assert says in printed(*command)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.skipif(not shutil.which("pulseaudio"), reason="needs pulseaudio")
@pytest.mark.parametrize(
    ("script", "says"),
    [("session_stop.py", "key to silence, terminal: median"), ("voice_stop.py", "stop to silence: median")],
)
def test_a_benchmark_of_sound_runs(script: str, says: str):
    assert says in printed(f"tests/benchmarks/{script}", "4")


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool")
def test_the_benchmark_of_the_window_runs():
    assert "share" in printed("-m", "tests.benchmarks.view_window")


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.skipif(not (SHARED / "photos").is_dir(), reason=f"no reference photographs in {SHARED}")
@pytest.mark.parametrize("script", ["vision_lighting.py", "vision_small.py"])
def test_a_benchmark_on_photographs_runs(script: str, tmp_path: Path):
    shutil.copy(min((SHARED / "photos").glob("*.jpg")), tmp_path)
    assert " of 1" in printed(f"tests/benchmarks/{script}", str(tmp_path))


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.skipif(not (SHARED / "voices").is_dir(), reason=f"no recordings of people in {SHARED}")
@pytest.mark.skipif(not is_installed(), reason="the recogniser is not installed (uv sync --extra listen)")
def test_the_benchmark_of_hearing_runs(tmp_path: Path):
    kept = tmp_path / "evidence.jsonl"
    parts = [word for part in ("stop", "others", "cost") for word in ("--only", part)]
    said = printed("-m", "tests.benchmarks", "hearing", str(SHARED / "voices"), "--every", "60", *parts,
                   "--evidence", str(kept))  # fmt: skip
    assert " of 4, " in said.partition("| close and dry | ")[2]
    assert "of a core without the recogniser" in said
    assert all(json.loads(line)["single"] for line in kept.read_text().splitlines())


@pytest.mark.long
@pytest.mark.timeout(900)
def test_what_it_costs_is_measured(model: Path):
    said = printed("-m", "tests.benchmarks", "cost", "--short")
    for figure in ("review / bare loop: CPU", "a session without a window: cores", "start to the first word"):
        assert f"{figure}: " in said


def test_new_figures_stand_beside_those_before():
    empty = f"# Cost\n{BEGIN}{END}after\n"
    first = beside(empty, [Figure("a", "1 s"), Figure("b", "2 s")], "machine 1")
    second = beside(first, [Figure("a", "3 s"), Figure("c", "4 s")], "machine 2")
    assert second == (
        f"# Cost\n{BEGIN}| | machine 2 | machine 1 |\n| --- | ---: | ---: |\n"
        f"| a | 3 s | 1 s |\n| c | 4 s |  |\n{END}after\n"
    )
