"""Mistakes that are found before any word is read."""

from pathlib import Path

import pytest

from coach.errors import RoutineError
from coach.routine.loader import examine_file, load

GOOD = b"routine: r\nsteps:\n  - cat_cow\n"


def _mistakes(path: Path) -> list[str]:
    return [problem.at(path.name) for problem in examine_file(path).mistakes]


def test_a_good_file_loads(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_bytes(GOOD)
    loaded = load(file)
    assert loaded.routine.routine == "r"
    assert loaded.sha256 == "3929b2d3539064a8d9c11b93ecf1c1d36fa624a76b10ecc1cc268db506b14eaa"
    assert loaded.name == str(file)


def test_a_file_past_its_date_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_bytes(b"valid_until: 2001-01-01\n" + GOOD)
    (warning,) = load(file).warnings
    assert warning.at("r") == "r:1:14: this routine was to be used until 2001-01-01; ask for a new one."


def test_no_such_file_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "morning.yaml").write_bytes(GOOD)
    assert _mistakes(tmp_path / "mornign.yaml") == [
        "mornign.yaml:1:1: there is no such file; did you mean morning.yaml?",
    ]
    assert _mistakes(tmp_path / "x.yaml") == ["x.yaml:1:1: there is no such file."]
    assert _mistakes(tmp_path / "no_folder" / "x.yaml") == ["x.yaml:1:1: there is no such file."]


def test_a_folder(tmp_path: Path) -> None:
    assert _mistakes(tmp_path) == [f"{tmp_path.name}:1:1: this is a folder; name the routine file in it."]


def test_a_name_no_system_allows() -> None:
    (mistake,) = examine_file("a\0b.yaml").mistakes
    assert mistake.text == "this file cannot be opened (not a file name)."


def test_a_name_with_an_escape_is_harmless() -> None:
    with pytest.raises(RoutineError, match=r"^\?\[2Jx\.yaml:1:1: there is no such file"):
        load("\x1b[2Jx.yaml")


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    with file.open("wb") as stream:
        stream.truncate(3_000_000_000)
    assert _mistakes(file) == [
        "huge.yaml:1:1: this file is larger than the 65536 bytes a routine may have. Is it the right file?"
    ]
