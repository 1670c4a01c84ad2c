"""The folder of results: what counts as done, and the table."""

import csv
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coach.errors import InputError
from coach.review import Reviewed
from coach.routine.plan import Plan, PlannedStep
from coach.study.fingerprints import Fingerprints
from coach.study.manifest import StudyRow
from coach.study.results import COLUMNS, Result, Results

KNOWN = Fingerprints("1.0", "p" * 64, "m" * 64)
PLAN = Plan("mine", "1", "en", (PlannedStep(1, "childs_pose"),), sha256="r" * 64)
HOLD = {"kind": "hold", "stretch": "childs_pose", "held_s": 5.5, "completed": True, "errors": ["a", "b"]}


@pytest.fixture
def row(tmp_path: Path) -> StudyRow:
    film = tmp_path / "a film.mp4"
    film.write_bytes(b"pictures")
    return StudyRow(2, film, "a film.mp4", "P1", date(2026, 11, 30), PLAN)


@pytest.fixture
def done(tmp_path: Path, row: StudyRow) -> Path:
    """The folder with a result of ``row``."""
    results = Results(tmp_path / "out", KNOWN)
    results.keep(
        row, Reviewed(row.file, ({"t_s": 1.0, "event": "phase"},), rows=(HOLD,), sha256="f" * 64, flaws=("dim",))
    )
    return tmp_path / "out"


def test_a_result_is_found_again(done: Path, row: StudyRow):
    assert Results(done, KNOWN).done(row) == Result((HOLD,), None, "f" * 64, ("dim",))
    assert Results(done, KNOWN).done(replace(row, person="P2", line=7)) is not None


def test_a_result_file_begins_with_what_it_depends_on(done: Path, row: StudyRow):
    (file,) = (done / "recordings").iterdir()
    first, event, last = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    assert file.name.startswith("a_film-")
    assert (first["file"], first["routine_sha256"], first["model_sha256"]) == ("a film.mp4", "r" * 64, "m" * 64)
    assert (event, last) == ({"t_s": 1.0, "event": "phase"}, {"event": "table_rows", "rows": [HOLD]})
    assert row.person not in file.read_text(encoding="utf-8")


def longer(row: StudyRow) -> StudyRow:
    row.file.write_bytes(b"other pictures")
    return row


def newer(row: StudyRow) -> StudyRow:
    os.utime(row.file, (1, 1))
    return row


def gone(row: StudyRow) -> StudyRow:
    row.file.unlink()
    return row


@pytest.mark.parametrize(
    "changed", [longer, newer, gone, lambda row: replace(row, plan=replace(PLAN, sha256="s" * 64))]
)
def test_another_recording_or_routine_is_reviewed_again(
    done: Path, row: StudyRow, changed: Callable[[StudyRow], StudyRow]
):
    assert Results(done, KNOWN).done(changed(row)) is None


@pytest.mark.parametrize("part", ["version", "program_sha256", "model_sha256"])
def test_another_program_or_model_reviews_again(done: Path, row: StudyRow, part: str):
    assert Results(done, replace(KNOWN, **{part: "other"})).done(row) is None


@pytest.mark.parametrize("damage", ["", "{}\n", "[]\n[]\n", "no json\n", "\x00"])
def test_a_damaged_result_is_made_again(done: Path, row: StudyRow, damage: str):
    (file,) = (done / "recordings").iterdir()
    file.write_text(damage, encoding="utf-8")
    assert Results(done, KNOWN).done(row) is None


def test_a_truncated_result_is_made_again(done: Path, row: StudyRow):
    (file,) = (done / "recordings").iterdir()
    file.write_text("\n".join(file.read_text(encoding="utf-8").splitlines()[:-1]), encoding="utf-8")
    assert Results(done, KNOWN).done(row) is None


def test_a_failure_is_not_kept(tmp_path: Path, row: StudyRow):
    results = Results(tmp_path / "out", KNOWN)
    assert results.keep(row, Reviewed(row.file, error="no")) == Result(reason="no")
    assert results.done(row) is None
    assert not list((tmp_path / "out" / "recordings").iterdir())


def test_the_table_has_a_row_for_each_hold_and_for_each_recording_without_any(tmp_path: Path, row: StudyRow):
    evil = replace(row, person="=1+1")
    file = Results(tmp_path / "out", KNOWN).write_table(
        [(evil, Result((HOLD, HOLD))), (row, Result()), (row, Result(reason="broken, badly"))]
    )
    with file.open(encoding="utf-8", newline="") as lines:
        first, second, nothing, failed = csv.DictReader(lines)
    assert tuple(first) == COLUMNS
    assert first == second
    assert (first["person"], first["date"], first["held_s"]) == ("'=1+1", "2026-11-30", "5.5")
    assert (first["completed"], first["errors"], first["routine_sha256"]) == ("true", "a b", "r" * 64)
    assert (nothing["kind"], nothing["stretch"], nothing["reason"]) == ("nothing", "", "")
    assert (failed["kind"], failed["reason"]) == ("failed", "broken, badly")


def test_a_folder_that_cannot_be_made(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="no folder for results can be made"):
        Results(tmp_path / "file", KNOWN)
