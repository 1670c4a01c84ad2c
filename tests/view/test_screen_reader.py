"""The window as a screen reader finds it, through the accessibility bus."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from view_scenes import SCENES

from coach.languages.texts import Texts
from coach.session.events import UserInput, Wish
from coach.view.opening import Opening
from coach.view.window import WindowDisplay
from tests.x11 import Server

READER = Path(__file__).parent / "screen_reader.py"
SYSTEMS_PYTHON = "/usr/bin/python3"
CAPTIONS = ("Halfway.", "Breathe out.", "Last one.")

pytestmark = pytest.mark.long


def reads() -> bool:
    """Whether the system's Python can read the accessibility tree."""
    if not (sys.platform.startswith("linux") and shutil.which("dbus-daemon") and Path(SYSTEMS_PYTHON).exists()):
        return False
    return subprocess.run([SYSTEMS_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False).returncode == 0


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch, server: Server) -> Iterator[None]:
    """A session bus and a screen of its own; the accessibility bus starts by itself."""
    if not reads():
        pytest.skip("needs pyatspi (apt-get install at-spi2-core python3-pyatspi dbus)")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        monkeypatch.setenv("DISPLAY", server.name)
        monkeypatch.setenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1")
        monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
        yield
        daemon.terminate()


def test_names_roles_and_words_are_found_a_button_is_pressed_and_captions_are_announced(bus):
    window = WindowDisplay(Opening("en"))
    window.wait_open()
    window.show(SCENES["question"])
    command = [SYSTEMS_PYTHON, str(READER), Texts("en").get("screen.window"), "No", str(len(CAPTIONS))]
    found, captions = [], iter(CAPTIONS)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as reader:
        for line in reader.stdout:
            found.append(line.strip())
            if found[-1] == "listening" or found[-1].startswith("announced"):
                caption = next(captions, None)
                if caption is not None:
                    window.show(replace(SCENES["hold"], caption=caption))
    said = window.poll()
    window.close()
    assert {"push button: Yes", "push button: No", "push button: Not sure", "push button: STOP"} <= set(found)
    assert "label: Any numbness, or new weakness? Yes or no." in found
    assert said == [UserInput(Wish.NO, "mouse")]
    assert [line for line in found if line.startswith("announced")] == [f"announced: {words}" for words in CAPTIONS]
