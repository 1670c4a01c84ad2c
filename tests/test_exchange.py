"""``coach export`` and ``coach import``, called as a person calls them."""

import json
from datetime import date

import fhirkit
import pytest
from click.testing import CliRunner

from coach.cli import cli
from coach.errors import InputError
from coach.record.store import Store
from coach.routine.loader import load
from coach.session.engine import Carry
from coach.session.safety.traffic_light import NOTHING, Course
from coach.user_folders import FOLDER_VARIABLE
from tests.record.diary import diary


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def coach(*arguments):
    """The output of this command; raises its error."""
    done = CliRunner().invoke(cli, arguments)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def keep_two_weeks(folder):
    for lines in diary():
        day = json.loads(lines[0])["began"][:10]
        Store(folder / "data").keep(Carry(True, True, Course(), NOTHING), date.fromisoformat(day), lines)


def test_a_routine_alone_goes_to_a_clinic_and_comes_back(folder):
    said = coach("export", "plan.fhir.json", "--routine", "right_left_both")
    assert said == "plan.fhir.json: written; sessions in it: 0, routines: 1\n"
    coach("import", "plan.fhir.json")
    [shipped] = [line for line in coach("check", "plan.yaml").splitlines() if "a valid routine file" in line]
    assert shipped.startswith("plan.yaml")
    assert load("plan.yaml").routine.steps
    assert (folder / "plan.fhir.json").stat().st_mode & 0o077 == 0


def test_kept_sessions_are_written_and_a_missing_file_is_named(folder):
    keep_two_weeks(folder)
    said = coach("export", "weeks.fhir.json")
    assert "the file of routine second week (abcdef01) is not among yours" in said
    assert "sessions in it: 11, routines: 0" in said
    assert fhirkit.validate(json.loads((folder / "weeks.fhir.json").read_text(encoding="utf-8"))) == []


def test_a_session_is_based_on_the_plan_of_its_file(folder):
    from coach.routine.shelf import find

    sha256 = load(find("daily")).sha256
    log = folder / "log.jsonl"
    log.write_text("\n".join(diary()[0]).replace("abcdef0123456789", sha256), encoding="utf-8")
    assert "sessions in it: 1, routines: 1" in coach("export", "day.fhir.json", "log.jsonl")
    resources = [e["resource"] for e in json.loads((folder / "day.fhir.json").read_text(encoding="utf-8"))["entry"]]
    assert [r["basedOn"] for r in resources if r["resourceType"] == "Procedure"] != []


def test_a_second_export_writes_over_the_first_and_over_nothing_else(folder):
    for _ in range(2):
        coach("export", "plan.fhir.json", "--routine", "daily")
    other = folder / "other.fhir.json"
    other.write_text('{"resourceType": "Bundle", "type": "collection"}', encoding="utf-8")
    with pytest.raises(InputError, match="a file of another kind"):
        coach("export", "other.fhir.json", "--routine", "daily")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("export", "x.csv", "--routine", "daily"), "--routine is for a name that ends with .fhir.json"),
        (("export", "x.fhir.json"), "there are no sessions"),
        (("export", "x.doc"), "must end with .fhir.json, .json or .csv"),
        (("import", "gone.fhir.json"), "gone.fhir.json: No such file"),
        (("import", "plan.fhir.json", "kept.yaml"), "kept.yaml: already exists; name another file"),
        (("import", "plan.fhir.json", "plan.fhir.json"), "the name of a routine ends with .yaml"),
        (("import", "kept.yaml"), "kept.yaml: not JSON"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(folder, arguments, why):
    coach("export", "plan.fhir.json", "--routine", "daily")
    (folder / "kept.yaml").write_text("routine: mine\n", encoding="utf-8")
    before = {file: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    with pytest.raises(InputError) as raised:
        coach(*arguments)
    assert why in str(raised.value)
    assert "\n" not in str(raised.value)
    assert {file: file.read_bytes() for file in folder.iterdir() if file.is_file()} == before


def test_the_two_weeks_begin_with_the_stop_in_every_language(folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    keep_two_weeks(folder)
    for code, words in (("en", "Stopped for pain once: 8 of 10"), ("de", "Einmal wegen Schmerz gestoppt: 8 von 10")):
        assert coach("report", "--language", code).startswith(words)
    assert "refused: M1" in coach("history", "--language", "en")
