"""Qt ends the whole process if it cannot start, so its requirements are checked first and reported in one line."""

import ctypes
import importlib
import os
import subprocess
import sys

import pytest

from coach.errors import ScreenError
from coach.view.qt import APT_LINE, check_screen, screen_check

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can be without a screen")


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({}, "there is no screen"),
        ({"DISPLAY": ":7654"}, "DISPLAY=:7654"),
        ({"WAYLAND_DISPLAY": "gone", "XDG_RUNTIME_DIR": "/nowhere"}, "WAYLAND_DISPLAY=gone"),
        ({"QT_QPA_PLATFORM": "paper"}, "QT_QPA_PLATFORM=paper"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_screen_is_one_line(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], says: str):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ScreenError, match=says) as error:
        check_screen()
    assert "\n" not in str(error.value)
    found = screen_check()
    assert not found.ok
    assert found.optional
    assert found.hint, "what to do"


GONE = "{}: cannot open shared object file: No such file or directory"


def test_a_library_below_qt_is_named_with_the_line_that_brings_it(monkeypatch: pytest.MonkeyPatch):
    def import_module(name: str) -> None:
        raise ImportError(GONE.format("libEGL.so.1"))

    monkeypatch.setattr(importlib, "import_module", import_module)
    with pytest.raises(ScreenError, match=r"libEGL\.so\.1 is missing") as error:
        check_screen()
    assert APT_LINE in str(error.value)


def test_a_library_below_the_plugin_of_x11_is_named_too(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISPLAY", ":0")

    def load(name: str) -> None:
        assert name.endswith("libqxcb.so")
        raise OSError(GONE.format("libxcb-cursor.so.0"))

    monkeypatch.setattr(ctypes, "CDLL", load)
    with pytest.raises(ScreenError, match=r"libxcb-cursor\.so\.0 is missing") as error:
        check_screen()
    assert APT_LINE in str(error.value)


def test_qt_that_is_not_installed_is_one_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "PySide6", None)
    monkeypatch.delitem(sys.modules, "PySide6.QtWidgets", raising=False)
    with pytest.raises(ScreenError, match="install this program again"):
        check_screen()


def test_it_takes_no_reference_away():
    """PySide6 6.12.0 takes one to None on Python 3.11: after some thousand calls the process ends."""
    program = (
        "import sys\n"
        "from coach.view.qt import application\n"
        "app = application()\n"
        "before = [sys.getrefcount(one) for one in (None, True, False)]\n"
        "for _ in range(500): app.processEvents(); app.topLevelAt(0, 0); app.quitOnLastWindowClosed()\n"
        "after = [sys.getrefcount(one) for one in (None, True, False)]\n"
        "sys.exit(min(b - a for a, b in zip(before, after)) < -100)"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", program], check=True, timeout=50, env=environment)


def test_it_starts_beside_opencv_once_and_only_once():
    program = (
        "import cv2\n"
        "from coach.view.qt import application\n"
        "first = application()\n"
        "assert application() is first\n"
        "print(first.platformName())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=False, timeout=50, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "offscreen"), done.stderr
