import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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
