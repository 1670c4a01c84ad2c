"""The manifest of a study: its contents, and every mistake with its line."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import InputError
from coach.study import manifest
from coach.study.manifest import read_manifest

HEADING = "file,routine,person,date"
ROUTINE = "routine: mine\nsteps:\n  - stretch: childs_pose\n    hold: 5 s\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text(ROUTINE, encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(ROUTINE.replace("childs", "child"), encoding="utf-8")
    return tmp_path / "study.csv"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADING}\na.mp4,mine.yaml,P1,2026-11-30\n",
        f"\ufeff{HEADING}\r\na.mp4,mine.yaml,P1,2026-11-30\r\n",
        "file;routine;person;date\na.mp4;mine.yaml;P1;2026-11-30\n",
        "person, date, Routine, File\n P1 , 2026-11-30 , mine.yaml , a.mp4 \n",
        f'{HEADING}\n\n"a.mp4","mine.yaml","P1","2026-11-30"\n\n',
    ],
)
def test_a_row_is_read_as_spreadsheets_write_it(study: Path, text: str):
    study.write_text(text, encoding="utf-8", newline="")
    (row,) = read_manifest(study)
    assert (row.file, row.written) == (study.parent / "a.mp4", "a.mp4")
    assert (row.person, row.day, row.plan.routine) == ("P1", date(2026, 11, 30), "mine")
    assert row.plan.sha256


def test_a_shipped_routine_goes_by_its_name_and_an_absolute_file_stays(study: Path):
    study.write_text(f"{HEADING}\n/films/a.mp4,daily,P1,2026-11-30\n", encoding="utf-8")
    (row,) = read_manifest(study)
    assert (row.file, row.plan.routine) == (Path("/films/a.mp4"), "daily")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", ":1: the heading is missing; it must be: file,routine,person,date"),
        ("file,person\n", ":1: the heading is file, person; it must be: file,routine,person,date"),
        (f"{HEADING}\n", ":1: no recordings; write one row for each below the heading"),
        (f"{HEADING}\na.mp4,daily,P1\n", ":2: expected 4 cells; put a cell that contains the delimiter in quotes"),
        (f"{HEADING}\na.mp4,daily,P1,2026-11-30,x\n", ":2: expected 4 cells; put a cell that contains the delimiter"),
        (f"{HEADING}\n,daily,P1,2026-11-30\n", ":2: file: empty"),
        (f"{HEADING}\na.mp4,daily,,2026-11-30\n", ":2: person: empty"),
        (f"{HEADING}\na.mp4,daily,P1,30.11.2026\n", ":2: date: '30.11.2026' is not a day; write it as 2026-11-30"),
        (f"{HEADING}\na.mp4,dayly,P1,2026-11-30\n", ':2: routine: "dayly": no such file, and no such routine'),
        (f"{HEADING}\na.mp4,wrong.yaml,P1,2026-11-30\n", "wrong.yaml:3:14: "),
        (f"{HEADING}\na\x1b[2J.mp4,daily,P1,2026-11-30\n", ":2: file: longer than 1000 characters, or not printable"),
        (f"{HEADING}\n{'a' * 1001},daily,P1,2026-11-30\n", ":2: file: longer than 1000 characters"),
        (f'{HEADING}\n"a\nb.mp4",daily,P1,2026-11-30\n', "file: longer than 1000 characters, or not printable"),
        (f'{HEADING}\n"a.mp4"x,daily,P1,2026-11-30\n', ":2: not a line of a CSV file"),
        (f"{HEADING}\n" + 2 * "a.mp4,daily,P1,2026-11-30\n", ":3: file: the same recording and routine as in line 2"),
    ],
)
def test_a_mistake_is_named_with_its_line(study: Path, lines: str, said: str):
    study.write_text(lines, encoding="utf-8", newline="")
    with pytest.raises(InputError) as error:
        read_manifest(study)
    assert said in str(error.value)
    assert str(error.value).startswith(f"{study}:")


def test_all_mistakes_are_reported_and_very_many_are_counted(study: Path):
    study.write_text(f"{HEADING}\n" + "".join(f"{n}.mp4,daily,,today\n" for n in range(15)), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_manifest(study)
    lines = str(error.value).splitlines()
    assert len(lines) == manifest.MOST_MISTAKES + 1
    assert lines[-1] == f"{study}: and 10 more mistakes"


def test_more_rows_than_a_study_can_have(study: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(manifest, "MOST_ROWS", 2)
    study.write_text(f"{HEADING}\n" + "".join(f"{n}.mp4,daily,P,2026-11-30\n" for n in range(3)), encoding="utf-8")
    with pytest.raises(InputError, match=":4: more than 2 recordings; divide the study"):
        read_manifest(study)


def test_what_is_no_text_file(study: Path):
    with pytest.raises(InputError, match="no such manifest"):
        read_manifest(study)
    study.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8 text"):
        read_manifest(study)
    with pytest.raises(InputError, match="a folder"):
        read_manifest(study.parent)


@given(st.text(max_size=300))
def test_whatever_it_holds_it_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str):
    study = tmp_path_factory.mktemp("any") / "study.csv"
    study.write_text(f"{HEADING}\n{text}", encoding="utf-8", errors="replace", newline="")
    with suppress(InputError):
        assert read_manifest(study)
