"""The process that reviews has no screen, on which the pose library would open graphics that it does not use."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOOK = """
import os, sys
from pathlib import Path
from coach.study.review_child import leave_the_screen
from coach.vision.landmarker import Landmarker
leave_the_screen()
with Landmarker(Path(sys.argv[1])):
    print("DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ)
    tasks = Path("/proc/self/task")
    print(any("gl_ru" in (task / "comm").read_text() for task in tasks.iterdir()) if tasks.is_dir() else False)
"""


@pytest.mark.timeout(60)
def test_it_opens_no_graphics(model: Path):
    command = [sys.executable, "-c", LOOK, str(model)]
    environment = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", **os.environ}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["False", "False"], done.stderr[-500:]
