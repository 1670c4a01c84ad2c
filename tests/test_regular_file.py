"""Only regular files are read: naming a pipe or a device blocks nothing."""

import errno
import os
from pathlib import Path

import pytest

from coach.errors import InputError, ModelError, RecordingError
from coach.record.session_reader import read_sessions
from coach.regular_file import check_regular, read_regular
from coach.routine.loader import examine_file
from coach.vision.bundle import check_bundle, is_whole
from coach.vision.film import Film

POSIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")


@pytest.fixture(params=["pipe", "/dev/zero", "/dev/full", "endless"])
def hostile(request, tmp_path) -> Path:
    """A file that never ends, or that waits for somebody who never writes."""
    path = tmp_path / "file"
    if request.param == "pipe":
        os.mkfifo(path)
    elif request.param == "endless":
        with path.open("wb") as file:
            file.truncate(2**40)
    else:
        path.symlink_to(request.param)
    return path


def test_a_file_is_read_up_to_its_limit(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert read_regular(path, 5) == b"12345"
    with pytest.raises(OSError, match="larger than 4 bytes") as raised:
        read_regular(path, 4)
    assert raised.value.errno == errno.EFBIG


def test_a_folder_and_nothing_are_no_files(tmp_path):
    with pytest.raises(IsADirectoryError):
        read_regular(tmp_path, 5)
    with pytest.raises(FileNotFoundError):
        check_regular(tmp_path / "gone", 5)


@POSIX
def test_standard_input_can_be_read_once_but_is_no_film():
    reader, writer = os.pipe()
    os.write(writer, b"12345")
    os.close(writer)
    before = os.dup(0)
    os.dup2(reader, 0)
    try:
        with pytest.raises(OSError, match="a pipe or a device"):
            check_regular(Path("/dev/stdin"), 10)
        with pytest.raises(RecordingError, match="a pipe or a device"):
            Film(Path("/dev/stdin"))
        assert read_regular(Path("/dev/stdin"), 10) == b"12345"
    finally:
        os.dup2(before, 0)
        os.close(before)
        os.close(reader)


@POSIX
def test_nothing_waits_for_a_pipe_or_reads_without_end(hostile):
    with pytest.raises(OSError, match=r"not a file|larger than"):
        read_regular(hostile, 1000)


@POSIX
def test_a_routine_a_log_and_a_model_are_regular_files(hostile):
    (mistake,) = examine_file(hostile).mistakes
    assert "not a file" in mistake.text or "larger than" in mistake.text
    with pytest.raises(InputError, match="name a file written by --events"):
        read_sessions(hostile)
    with pytest.raises(ModelError, match="omit --model"):
        check_bundle(hostile)
    assert not is_whole(hostile)
