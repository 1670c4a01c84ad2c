"""The bundled clip through the whole program, fast and in real time."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import cv2
import numpy as np
import pytest

from coach.languages.texts import Texts
from tests.e2e.sound import PulseAudio
from tests.e2e.terminal import Terminal

COMMAND = [sys.executable, "-m", "coach.cli", "demo"]


def events_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def fast(tmp_path_factory: pytest.TempPathFactory, model: Path) -> list[dict[str, object]]:
    """The events of a whole demo; ``DEMO_EVENTS`` names those of one that has just been run."""
    if just_run := os.environ.get("DEMO_EVENTS"):
        return events_of(Path(just_run))
    log = tmp_path_factory.mktemp("demo") / "events.jsonl"
    command = [*COMMAND, "--fast", "--no-window", "--mute", "--events", str(log)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=500)
    assert done.returncode == 0, done.stderr
    return events_of(log)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_every_stretch_of_the_clip_is_counted(fast):
    step, counted = None, set()
    for event in fast:
        step = event["stretch"] if event["event"] == "step_started" else step
        if event["event"] == "hold_completed":
            assert event["timer_only"] is False, event
            counted.add((event["stretch"], event["side"]))
        if event["event"] == "cycle_completed":
            assert event["cat"] is not None
            counted.add((step, None))
    assert counted == {
        ("knee_to_chest", "left"), ("knee_to_chest", "right"), ("knee_drop", "left"), ("knee_drop", "right"),
        ("cat_cow", None), ("childs_pose", None),
    }  # fmt: skip


@pytest.mark.long
def test_the_lifted_head_and_the_early_release_are_noticed(fast):
    assert "head_lifts" in {e["error"] for e in fast if e["event"] == "form_error" and e["on"]}
    said = [e["key"] for e in fast if e["event"] == "cue"]
    assert said.index("form.head_lifts") < said.index("praise.fixed")
    assert [e for e in fast if e["event"] == "hold_paused"]
    assert fast[-1]["event"] == "session_finished"


@pytest.mark.long
def test_the_good_time_is_the_time_in_the_pose(fast):
    for hold in (e for e in fast if e["event"] == "hold_completed"):
        assert hold["good_s"] == pytest.approx(hold["target_s"], abs=0.5)


@pytest.fixture
def screen() -> Iterator[str]:
    if which("Xvfb") is None or which("xdotool") is None:
        pytest.skip("needs Xvfb and xdotool (apt-get install xvfb xdotool)")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24"], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    with os.fdopen(read) as number:
        display = f":{number.readline().strip()}"
    yield display
    server.terminate()
    server.wait()


@pytest.mark.timeout(120)
def test_in_real_time_it_shows_a_window_speaks_and_stops_at_a_key(tmp_path: Path, screen: str, model: Path):
    sound = PulseAudio(tmp_path)
    environment = {"DISPLAY": screen, **sound.environment}
    coach = Terminal(tmp_path, command=["demo"], environment=environment)
    try:
        sound.record()
        coach.wait_for("hold_started")
        time.sleep(1.0)
        picture = screenshot(screen, tmp_path / "window.xwd")
        stop_in_window(environment)
        coach.wait_for("cue", key="stop.stopping")
        coach.press("q")
        assert coach.ends() == 1
        heard = sound.stop_recording()
    finally:
        coach.close()
        sound.close()
    stopped = [event["event"] for event in coach.log()]
    assert "hold_started" not in stopped[stopped.index("pain_reported") :]
    assert len(np.unique(picture.reshape(-1, picture.shape[-1]), axis=0)) > 1000, "the window is empty"
    assert np.abs(heard).max() > 1000, "nothing was heard"
    loud_s = np.mean(np.abs(heard[: len(heard) // 160 * 160]).reshape(-1, 160).max(axis=1) > 500) * len(heard) / 16000
    assert loud_s > 3.0


def stop_in_window(environment: dict[str, str]) -> None:
    """Space, pressed in the window; there is no window manager to give it the focus."""
    window = ("search", "--sync", "--onlyvisible", "--name", Texts("en").get("screen.window"))
    for command in ((*window, "windowfocus", "--sync"), ("key", "space")):
        subprocess.run(
            ["xdotool", *command], check=True, timeout=20, stdout=subprocess.DEVNULL, env={**os.environ, **environment}
        )


def screenshot(display: str, target: Path) -> np.ndarray:
    """The whole screen, (h, w, 3)."""
    if which("import") is None:
        pytest.skip("ImageMagick is not installed (apt-get install imagemagick): no screenshot")
    png = target.with_suffix(".png")
    subprocess.run(["import", "-display", display, "-window", "root", str(png)], check=True, timeout=20)
    return cv2.imread(str(png))
