"""Only log lines of libraries are kept off standard error; everything else arrives, even if late."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coach.vision.quiet import without_chatter

CHATTER = (
    b"WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n",
    b"I0000 00:00:1795339897.608936   11195 gl_context.cc:407] GL version\n",
    b"W0000 00:00:1795339897.608936   11195 inference_feedback_manager.cc:114] Feedback manager requires a model\n",
    b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n",
    b"Premature end of JPEG file\n",
    b"Corrupt JPEG data: 253 extraneous bytes before marker 0xd9\n",
    b"libpng error: Read Error\n",
)


@pytest.mark.parametrize("line", CHATTER)
def test_chatter_is_kept_back(line: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    with without_chatter():
        os.write(2, line)
    assert capfd.readouterr().err == ""


def test_other_lines_come_through_in_order(capfd: pytest.CaptureFixture[str]) -> None:
    with without_chatter():
        os.write(2, CHATTER[2] + b"hold\n" + CHATTER[3])
        os.write(2, b"a message\n")
    os.write(2, b"after\n")
    assert capfd.readouterr().err.splitlines() == ["hold", "a message", "after"]


def test_what_was_written_before_an_error_is_not_lost(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        with without_chatter():
            os.write(2, b"a hint\n")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert capfd.readouterr().err == "a hint\n"


def test_without_room_for_a_file_the_chatter_is_seen_and_nothing_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as full:
        full.setattr("tempfile.tempdir", str(tmp_path / "gone"))
        with without_chatter():
            os.write(2, CHATTER[2] + b"hold\n")
    assert capfd.readouterr().err == CHATTER[2].decode() + "hold\n"


def test_the_last_words_of_a_program_that_ends_meanwhile_are_read() -> None:
    code = (
        "import threading, sys; from coach.vision.quiet import without_chatter\n"
        "holding = threading.Event()\n"
        "def hold():\n"
        "    with without_chatter():\n"
        "        holding.set(); threading.Event().wait()\n"
        "threading.Thread(target=hold, daemon=True).start(); holding.wait()\n"
        "sys.exit('coach: the camera is gone')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=20)
    assert (done.returncode, done.stderr) == (1, "coach: the camera is gone\n")
