import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.x11 import Server

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def qt() -> Iterator[object]:
    """A Qt application without a screen, for this whole process."""
    from coach.view.qt import application

    before = os.environ.get("QT_QPA_PLATFORM")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    yield application()
    os.environ.pop("QT_QPA_PLATFORM")
    if before is not None:
        os.environ["QT_QPA_PLATFORM"] = before


@pytest.fixture
def server() -> Iterator[Server]:
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        pytest.skip("needs Xvfb and xdotool (apt-get install xvfb xdotool)")
    one = Server((1280, 720))
    yield one
    one.close()
