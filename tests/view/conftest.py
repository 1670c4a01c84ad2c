import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.x11 import Server

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def qt() -> object:
    """A Qt application without a screen, for this whole process, whose children may have one."""
    from coach.view.qt import application

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("QT_QPA_PLATFORM", "offscreen")
        return application()


@pytest.fixture(autouse=True)
def no_widget_is_left() -> Iterator[None]:
    """Qt deletes what a test has opened, in Qt's order. Python's garbage collection comes at any time, and has crashed
    on what windows leave behind.
    """
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    from PySide6.QtCore import QEvent

    for widget in widgets.QApplication.topLevelWidgets():
        widget.deleteLater()
    widgets.QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def server() -> Iterator[Server]:
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        pytest.skip("needs Xvfb and xdotool (apt-get install xvfb xdotool)")
    one = Server((1280, 720))
    yield one
    one.close()
