"""``coach doctor`` finds a read-only folder, a full disk, and a limited terminal."""

import io
from collections import namedtuple
from pathlib import Path

import pytest

from coach.machine_checks import LEAST_FREE_BYTES, check_folder, check_terminal, checks

Usage = namedtuple("Usage", "total used free")


def test_a_folder_that_can_be_written_is_well_and_is_not_made(tmp_path: Path):
    folder = tmp_path / "not" / "yet"
    assert check_folder("data folder", folder, "hint").ok
    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []


def raising(number: int, says: str):
    def call(**_):
        raise OSError(number, says)

    return call


@pytest.mark.parametrize(
    ("name", "broken", "says"),
    [
        ("tempfile.TemporaryFile", raising(13, "Permission denied"), "Permission denied"),
        ("tempfile.TemporaryFile", raising(30, "Read-only file system"), "Read-only"),
        ("tempfile.TemporaryFile", raising(28, "No space left on device"), "No space"),
        ("shutil.disk_usage", lambda _: Usage(100, 100, LEAST_FREE_BYTES - 1), "only 99 MB are free"),
    ],
)
def test_what_keeps_from_writing_is_found(name: str, broken, says: str, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(f"coach.machine_checks.{name}", broken)
    found = check_folder("data folder", tmp_path, "hint")
    assert not found.ok
    assert not found.optional
    assert says in found.detail
    assert str(tmp_path) in found.detail
    assert found.hint


def test_a_file_in_place_of_a_folder_is_found(tmp_path: Path):
    (tmp_path / "file").touch()
    assert not check_folder("data folder", tmp_path / "file", "hint").ok
    assert not check_folder("data folder", tmp_path / "file" / "deeper", "hint").ok


def on(page: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), page)


@pytest.mark.parametrize(
    ("terminal", "kind", "ok", "says"),
    [
        (on("utf-8"), "xterm-256color", True, "utf-8"),
        (on("utf-8"), "dumb", False, "TERM=dumb"),
        (on("cp437"), "xterm", False, "cp437 lacks 3 of 10"),
        (on("ascii"), "xterm", False, "ascii lacks 10 of 10"),
        (None, "xterm", False, "none"),
    ],
)
def test_a_terminal_that_shows_little_is_a_remark(terminal, kind: str, ok: bool, says: str):
    found = check_terminal(terminal, {"TERM": kind})
    assert (found.ok, says in found.detail) == (ok, True), found
    assert found.ok or (found.optional and found.hint)


def test_every_check_has_a_name_of_its_own(tmp_path: Path):
    found = checks(tmp_path, {"TERM": "xterm"}, on("utf-8"))
    assert [check.name for check in found] == ["data folder", "cache folder", "temporary folder", "terminal"]
