import io
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from view_scenes import SCENES, screen

from coach.languages.texts import Texts
from coach.view.terminal import TerminalDisplay
from coach.view.typing_in import keys_of

HERE = Path(__file__).parent
POSIX = sys.platform != "win32"


class FakeTerminal(io.StringIO):
    """A stream that claims to be a terminal."""

    encoding = "utf-8"

    def isatty(self):
        return True


def shown(scenes, stream=None, **options):
    stream = stream or io.StringIO()
    display = TerminalDisplay(Texts("en").get, stream, keys=False, **options)
    for scene in scenes:
        display.show(scene)
    display.close()
    return stream.getvalue()


def test_plain_lines_tell_state_and_caption_once():
    hold = SCENES["hold"]
    later = replace(hold, screen=screen(good_s=9.0), breath=0.1)
    assert shown([hold, hold, later]).splitlines() == [
        "Step 1 of 6 · about 12 minutes left",
        "Knee to chest · Left · 2 of 3 · Counting",
        "> And hold there. Breathe in.",
    ]


def test_plain_lines_have_no_control_characters():
    text = shown([replace(scene, caption=f"\x1b[31m{scene.caption}\x07") for scene in SCENES.values()])
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "[31mAnd hold there. Breathe in." in text


def test_plain_is_plain_in_a_terminal_too():
    assert "\x1b" not in shown(SCENES.values(), FakeTerminal(), plain=True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("question", "A question · Y Yes  N No  U Not sure"),
        ("pain_score", "Zero to ten · 0 no pain … 10 worst pain you can imagine"),
        ("timer_only", "Child's pose · 2 of 3 · Timer only"),
        ("finished", "Finished · Knee to chest · Both knees to chest · Child's pose · Cat and cow · Knee drop"),
        ("cat", "Cat and cow · 4 of 8 · Round your back"),
    ],
)
def test_plain_line_of_a_state(name, expected):
    assert expected in shown([SCENES[name]]).splitlines()


def test_a_stream_that_cannot_write_a_letter_gets_a_question_mark():
    class Ascii(io.StringIO):
        encoding = "ascii"

    assert "Knee to chest ? Left" in shown([SCENES["hold"]], Ascii())


@pytest.mark.parametrize("name", SCENES)
def test_the_live_block_holds_caption_and_count(name):
    text = shown([SCENES[name]], FakeTerminal())
    assert all(word in text for word in SCENES[name].caption.split())
    if name == "hold":
        assert "17 seconds left" in text
        assert "STOP" in text


def test_the_live_block_is_written_only_when_it_changes():
    stream = FakeTerminal()
    display = TerminalDisplay(Texts("en").get, stream, keys=False)
    display.show(SCENES["hold"])
    written = len(stream.getvalue())
    display.show(replace(SCENES["hold"], breath=0.2))
    assert len(stream.getvalue()) == written
    display.show(replace(SCENES["hold"], caption="Halfway."))
    assert len(stream.getvalue()) > written
    display.close()


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("p", ["p"]), ("P", ["p"]), ("\x1b", ["Esc"]), ("\x1b[A", ["Up"]), ("\x1bOA", ["Up"]), ("\x1bOP", ["F1"]),
        ("\x1b[15~", ["F5"]), ("\x1b[5~\x1b[6~", ["PgUp", "PgDown"]), ("p\x1b[Aq", ["p", "Up", "q"]),
        ("\x1b[1;5C", ["[1C"]), ("\x1b[5;2~", ["PgUp"]), ("\x1b\x1b", ["Esc", "Esc"]), ("\x1bx", ["x"]),
        ("10", ["1", "0"]), ("\x1b[", ["["]), ("\r\n\t ", ["Return", "Return", "Tab", " "]), ("", []),
    ],
)  # fmt: skip
def test_arrows_are_not_the_escape_key(typed, keys):
    assert keys_of(typed) == keys


@pytest.mark.skipif(not POSIX, reason="pseudo-terminals are POSIX")
class TestPseudoTerminal:
    """The display in a child process on its own terminal."""

    @pytest.fixture
    def child(self):
        import pty

        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, str(HERE / "terminal_child.py")],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color"},
            start_new_session=True,
        )
        yield process, ours, theirs
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)

    def read_until(self, ours, words, seconds=30.0):
        import select

        text, until = "", time.monotonic() + seconds
        while words not in text and time.monotonic() < until:
            if select.select([ours], [], [], 0.1)[0]:
                text += os.read(ours, 65536).decode("utf-8", errors="replace")
        assert words in text, text[-500:]
        return text

    def ends(self, process, ours, seconds=30.0):
        """The exit status; its remaining output is read, since it could not end otherwise."""
        import select

        until = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < until:
            if select.select([ours], [], [], 0.05)[0]:
                os.read(ours, 65536)
        return process.wait(1)

    def echoes(self, theirs):
        import termios

        return bool(termios.tcgetattr(theirs)[3] & termios.ECHO)

    def test_keys_come_in_without_enter(self, child):
        _, ours, theirs = child
        self.read_until(ours, "Knee to chest")
        assert not self.echoes(theirs)
        for key, said in (
            (b"\x13p", "STOP None"),
            (b"\x1b[A7", "NUMBER 7"),
            (b"10", "NUMBER 10"),
            (b"\x1b", "LEAVE None"),
        ):
            os.write(ours, key)
            self.read_until(ours, said)

    @pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"])
    def test_a_signal_leaves_the_terminal_as_it_was(self, child, name):
        number = signal.Signals[name]  # not all of them are known on every system
        process, ours, theirs = child
        self.read_until(ours, "Knee to chest")
        process.send_signal(number)
        if number != signal.SIGINT:  # the session handles Ctrl-C and closes the display itself
            self.read_until(ours, "\x1b[?25h")
        assert self.ends(process, ours) != 0
        assert self.echoes(theirs)

    def test_the_signal_ends_it_too_when_the_terminal_is_gone(self, child):
        process, ours, theirs = child
        self.read_until(ours, "Knee to chest")
        process.send_signal(signal.SIGSTOP)  # so that both arrive at once, as on closing a window
        with Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), theirs)
            os.dup2(nothing.fileno(), ours)
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGCONT)
        assert process.wait(20) == -signal.SIGHUP

    def test_an_exit_without_closing_leaves_the_terminal_as_it_was(self, child):
        process, ours, theirs = child
        self.read_until(ours, "Knee to chest")
        os.write(ours, b"q")
        assert self.ends(process, ours) == 0
        assert self.echoes(theirs)


def test_no_keys_are_read_where_standard_input_is_no_terminal():
    done = subprocess.run(
        [sys.executable, str(HERE / "terminal_child.py"), "once"],
        input="ppp",
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert "STOP" not in done.stdout.replace("STOP\n", "")
    assert "Knee to chest" in done.stdout


def test_the_terminal_needs_no_opencv():
    """Audio-only mode does not load it."""
    probe = "import sys, coach.view.terminal; sys.exit('cv2' in sys.modules)"
    subprocess.run([sys.executable, "-c", probe], check=True, timeout=20)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("name", SCENES)
def test_the_live_block_never_wraps(name, width):
    """A wrapped line would leave pieces behind at the next redraw."""
    display = TerminalDisplay(Texts("de").get, FakeTerminal(), keys=False)
    console = display._view._console
    console.width = width
    lines = console.render_lines(display._view._block(SCENES[name], display._words))
    assert lines
    assert max(sum(segment.cell_length for segment in line) for line in lines) <= width
    display.close()


def test_when_all_is_over_nothing_is_left_to_do():
    text = shown([SCENES["finished"]], FakeTerminal())
    assert "Step" not in text
    assert "STOP" not in text


@pytest.mark.parametrize("term", ["dumb", "unknown", "DUMB"])
def test_a_dumb_terminal_gets_plain_lines(term, monkeypatch):
    monkeypatch.setenv("TERM", term)
    text = shown(SCENES.values(), FakeTerminal())
    assert "> And hold there. Breathe in." in text.splitlines()
    assert "\x1b" not in text


@pytest.mark.parametrize("columns", [20, 26, 40, 80, 120, 200])
def test_the_block_fits_every_width(columns, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", str(columns))
    for scene in SCENES.values():
        text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown([scene], FakeTerminal()))
        assert max(cell_len(line.strip("\r")) for line in text.splitlines()) <= columns
        assert all(word in text for word in scene.caption.split() if cell_len(word) < columns - 4)
