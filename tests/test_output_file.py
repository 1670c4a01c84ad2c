"""Output files: complete or absent, and with the right permissions."""

import errno
import os
import stat
from pathlib import Path

import pytest

from coach.errors import InputError
from coach.output_file import write_output

BEGINS = "kind"


def full_disk(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("before", [None, "kind, the last one"])
def test_a_full_disk_changes_nothing(before: str | None, private: bool, tmp_path: Path, monkeypatch):
    file = tmp_path / "out.txt"
    if before is not None:
        file.write_text(before)
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(InputError, match="No space left"):
        write_output(file, "kind, a new one", begins=BEGINS, private=private)
    assert [path.read_text() for path in tmp_path.iterdir()] == ([] if before is None else [before])


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX systems")
@pytest.mark.parametrize(("private", "before", "after"), [(True, 0o644, 0o600), (False, 0o640, 0o640)])
def test_a_file_keeps_its_permissions_unless_it_is_private(private: bool, before: int, after: int, tmp_path: Path):
    file = tmp_path / "out.txt"
    file.write_text("kind")
    file.chmod(before)
    write_output(file, "kind, a new one", begins=BEGINS, private=private)
    assert stat.S_IMODE(file.stat().st_mode) == after


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX systems")
def test_a_new_file_has_the_usual_permissions(tmp_path: Path):
    (tmp_path / "usual").touch()
    write_output(tmp_path / "out.txt", "kind", begins=BEGINS)
    assert (tmp_path / "out.txt").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="a device of POSIX systems")
def test_a_device_is_written_to_and_not_replaced():
    write_output(Path("/dev/null"), "kind", begins=BEGINS)
    assert Path("/dev/null").is_char_device()
