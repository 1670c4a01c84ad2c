"""MediaPipe is loaded without the libraries that it needs for drawings and microphones."""

import subprocess
import sys

import pytest

LOAD = """
import sys
from coach.vision.pose_library import UNUSED, pose_library
library = pose_library()
print(library.tasks.vision.PoseLandmarker.__name__, sorted(set(UNUSED) & set(sys.modules)))
import matplotlib
print(matplotlib.__file__ is not None)
"""


@pytest.mark.timeout(60)
def test_it_loads_alone_and_the_others_can_still_be_loaded():
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["PoseLandmarker []", "True"], done.stderr
