"""The build for people without Python: made, and started in an empty home, with no Python on the path and a screen.

Needs the dependency group ``packaging``, and some minutes. ``COACH_BUILT`` names a folder that has been built already.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.x11 import Server

ROOT = Path(__file__).parents[2]
BUILT = os.environ.get("COACH_BUILT")
LARGEST_MB = 950
"""packaging/README.md reports the size; a much larger one means that something unneeded is included."""

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(
        BUILT is None and importlib.util.find_spec("PyInstaller") is None,
        reason="needs PyInstaller: uv sync --extra listen --group packaging",
    ),
    pytest.mark.skipif(sys.platform != "linux", reason="the screen is one of X11"),
    pytest.mark.skipif(
        shutil.which("xdotool") is None or shutil.which("Xvfb") is None, reason="needs Xvfb and xdotool"
    ),
]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if BUILT is not None:
        return Path(BUILT) / "stretch-coach"
    sys.path.insert(0, str(ROOT / "packaging"))
    from build import build

    return build(tmp_path_factory.mktemp("dist")) / "stretch-coach"


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a person with only a screen."""
    screen = Server((1280, 800))
    (tmp_path / "home").mkdir()
    yield {"HOME": str(tmp_path / "home"), "PATH": "/nonexistent", "LANG": "C.UTF-8", "DISPLAY": screen.name}
    screen.close()


def test_it_weighs_no_more_than_it_must(program: Path):
    files = [file for file in program.parent.rglob("*") if file.is_file() and not file.is_symlink()]
    assert sum(file.stat().st_size for file in files) / 1e6 < LARGEST_MB
    names = {file.name for file in files}
    assert not [name for name in names if "matplotlib" in name or "Qt6Quick" in name or name.startswith("pytest")]
    assert {"pose_full.task", "demo.mp4", "daily.yaml", "icon_256.png", "app.toml"} <= names


def test_it_runs_the_demo_in_an_empty_home(program: Path, bare: dict[str, str], tmp_path: Path):
    events = tmp_path / "events.jsonl"
    done = subprocess.run(
        [str(program), "demo", "--fast", "--mute", "--events", str(events)], env=bare, capture_output=True, text=True,
        check=False, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    last = json.loads(events.read_text().splitlines()[-1])
    assert (last["event"], last["outcome"]) == ("session_finished", "done")
    assert len(last["summary"]["holds"]) == 5


def test_it_opens_home(program: Path, bare: dict[str, str]):
    for start in ("first", "second"):
        begin = time.monotonic()
        with subprocess.Popen([str(program)], env=bare, stderr=subprocess.PIPE) as home:
            search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Stretch coach"]
            found = subprocess.run(
                search, env={**os.environ, **bare, "PATH": os.environ["PATH"]}, check=False, timeout=60
            )
            shown_s = time.monotonic() - begin
            home.terminate()
        assert found.returncode == 0
        sys.stdout.write(f"{start} start: home after {shown_s:.1f} s\n")


def test_the_parts_of_its_own_start(program: Path, bare: dict[str, str]):
    done = subprocess.run([str(program), "doctor"], env=bare, capture_output=True, text=True, check=False, timeout=300)
    for part in ("OpenCV", "MediaPipe", "pose model", "speech", "window", "spoken words"):
        assert f"ok  {part}: " in done.stdout, done.stdout
