"""A real session whose screen freezes or disappears: the terminal's keys still stop it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.x11 import Server

pytestmark = [
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")),
        reason="needs Xvfb and xdotool (apt-get install xvfb xdotool)",
    ),
    pytest.mark.timeout(200),
    pytest.mark.long,
]


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server((1280, 720))
    yield one
    one.close()


@pytest.mark.parametrize("strikes", [Server.freeze, Server.close], ids=["frozen", "gone"])
def test_space_in_the_terminal_stops_at_once(
    tmp_path: Path, server: Server, model: Path, strikes: Callable[[Server], None]
):
    coach = Terminal(tmp_path, ["demo", "--mute"], {"DISPLAY": server.name})
    try:
        coach.wait_for("hold_started")
        assert server.picture().any(), "the window is shown"
        strikes(server)
        coach.wait_for("cue", count=len([e for e in coach.log() if e["event"] == "cue"]) + 1)
        coach.press(" ")
        coach.wait_for("pain_reported")
        coach.press("q")
        assert coach.ends() == 1
    finally:
        coach.close()
