import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coach.errors import ScreenError
from coach.view import window

LINUX = sys.platform.startswith("linux")
TOOLS = LINUX and shutil.which("Xvfb") and shutil.which("xdotool")
CHILD = Path(__file__).parent / "window_child.py"


def test_no_display_is_told_in_one_line(monkeypatch):
    if not LINUX:
        pytest.skip("only Linux can be without a screen")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    with pytest.raises(ScreenError, match="--no-window") as told:
        window.WindowDisplay(lambda key, **params: key)
    assert "\n" not in str(told.value)


def test_a_display_that_does_not_answer_is_told_too(monkeypatch):
    if not LINUX:
        pytest.skip("only Linux can be without a screen")
    monkeypatch.setenv("DISPLAY", ":7654")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    with pytest.raises(ScreenError):
        window.check_screen()


@pytest.fixture(scope="module")
def display():
    """The name of a private screen."""
    if not TOOLS:
        pytest.skip("needs Xvfb and xdotool (apt-get install xvfb xdotool)")
    ours, theirs = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[theirs],
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    with os.fdopen(ours) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture(scope="module")
def report(display):
    """The output of a window in a child process, as {case: wishes}."""
    done = subprocess.run(
        [sys.executable, str(CHILD)],
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
        env={**os.environ, "DISPLAY": display},
    )
    assert done.returncode == 0, done.stderr[-800:]
    return dict(line.split(": ", 1) if ": " in line else (line.rstrip(":"), "") for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("space", "STOP key"), ("p", "STOP key"), ("7", "NUMBER 7 key"), ("10", "NUMBER 10 key"),
        ("Left", ""), ("F5", ""), ("Return", "CONTINUE key"), ("Escape", "LEAVE key"), ("shift+q", "LEAVE key"),
        ("f", ""), ("d", ""), ("l", ""), ("Escape leaves full screen", ""), ("KP_5", "NUMBER 5 key"),
        ("click stop", "STOP mouse"), ("click picture", ""), ("click yes", "YES mouse"),
        ("click ten", "NUMBER 10 mouse"), ("click end", "END mouse"), ("click paused", "CONTINUE mouse"),
        ("closed", "LEAVE mouse"), ("closed, nothing asked", ""), ("opened again to ask", ""),
        ("click end the session", "YES mouse"), ("closed while asking", "LEAVE mouse"),
    ],
)  # fmt: skip
def test_keys_and_clicks_in_a_real_window(report, case, said):
    assert report[case] == said


def test_the_screen_shows_just_what_was_painted(report):
    if report["as painted"] == "unknown":
        pytest.skip("needs ImageMagick (apt-get install imagemagick)")
    assert report["as painted"] == "yes"


def test_the_picture_follows_the_windows_size(report):
    assert report["resized"] == "(800, 600)"


def test_a_window_at_rest_costs_little(report):
    """Share of one core at 30 redraws a second while nothing changes."""
    assert float(report["idle_share"]) < 0.15
