"""Output to a terminal that stalls or closes: drawing never waits."""

import contextlib
import io
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from view_scenes import SCENES

from coach.languages.texts import Texts
from coach.view.outlet import Outlet, outlet
from coach.view.terminal import TerminalDisplay

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes stall there in another way")

FULL = "x" * 1_000_000
"""More than any pipe holds."""


@pytest.fixture
def pipe() -> Iterator[tuple[int, io.TextIOWrapper]]:
    ours, theirs = os.pipe()
    stream = os.fdopen(theirs, "w", encoding="ascii")
    yield ours, stream
    os.close(ours)
    with contextlib.suppress(OSError):
        stream.close()


def wait(until) -> None:
    deadline = time.monotonic() + 5
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_what_is_handed_over_arrives_in_order_and_in_the_letters_of_the_terminal(pipe) -> None:
    ours, stream = pipe
    way = outlet(stream)
    for word in ("one ", "zwölf ", "three"):
        way.write(word)
        way.flush()
    way.close()
    assert os.read(ours, 100) == b"one zw?lf three"


def test_nobody_waits_for_a_stalled_reader(pipe) -> None:
    _, stream = pipe
    way = Outlet(stream)
    started = time.monotonic()
    for _ in range(5):
        way.write(FULL)
        way.flush()
    assert way.behind
    way.close()
    assert time.monotonic() - started < 2.0


def test_drawings_for_a_stalled_terminal_are_left_out_and_the_newest_is_drawn_later(pipe) -> None:
    ours, stream = pipe
    stream.isatty = lambda: True  # type: ignore[method-assign]
    display = TerminalDisplay(Texts("en").get, stream, keys=False)
    display._outlet.write(FULL)
    display._outlet.flush()
    for count in range(200):
        display.show(replace(SCENES["hold"], caption=f"Caption {count}"))
    os.set_blocking(ours, False)
    text = ""

    def drained() -> bool:
        nonlocal text
        display.show(replace(SCENES["hold"], caption="Caption 199"))
        with contextlib.suppress(BlockingIOError):
            text += os.read(ours, 1_000_000).decode("ascii")
        return "Caption 199" in text

    wait(drained)
    assert "Caption 77" not in text
    display.close()


def test_a_closed_reader_is_an_error_at_the_next_write(pipe) -> None:
    _, stream = pipe
    way = Outlet(stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), pipe[0])
    way.write("gone")
    way.flush()
    wait(lambda: way._broke is not None)
    with pytest.raises(BrokenPipeError):
        way.flush()
    way.close()


def test_a_stream_in_memory_is_written_at_once() -> None:
    stream = io.StringIO()
    assert outlet(stream) is stream
