"""MediaPipe is loaded without the libraries that it needs for drawings and microphones, and opens no graphics."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.x11 import Server

LOAD = """
import sys
from coach.vision.pose_library import UNUSED, pose_library
library = pose_library()
print(library.tasks.vision.PoseLandmarker.__name__, sorted(set(UNUSED) & set(sys.modules)))
import matplotlib
print(matplotlib.__file__ is not None)
"""
LOOK = """
import os, sys
from pathlib import Path
from coach.vision.fake import blank
from coach.vision.landmarker import Landmarker
before = dict(os.environ)
with Landmarker(Path(sys.argv[1])) as finder:
    finder.detect(blank(size=(64, 48)))
    print(any("gl_ru" in (task / "comm").read_text() for task in Path("/proc/self/task").iterdir()))
    print([line.split()[-1] for line in open("/proc/self/maps") if "gallium" in line or "libLLVM" in line][:1])
print(before == dict(os.environ))
"""


@pytest.mark.timeout(60)
def test_it_loads_alone_and_the_others_can_still_be_loaded():
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["PoseLandmarker []", "True"], done.stderr


@pytest.mark.timeout(60)
@pytest.mark.skipif(not sys.platform.startswith("linux") or shutil.which("Xvfb") is None, reason="needs Linux and Xvfb")
def test_it_opens_no_graphics_where_there_is_a_screen(model: Path):
    screen = Server((320, 240))
    try:
        done = subprocess.run(
            [sys.executable, "-c", LOOK, str(model)], env={**os.environ, "DISPLAY": screen.name}, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
    finally:
        screen.close()
    assert done.stdout.splitlines() == ["False", "[]", "True"], done.stderr[-500:]
