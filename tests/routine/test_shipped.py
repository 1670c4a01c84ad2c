"""The shipped routines, and how they are found."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from coach.errors import MissingPartError, RoutineError
from coach.resources import find_resource, resource, resource_path
from coach.routine.loader import load
from coach.routine.plan import PlannedStep, estimate_s, plan
from coach.routine.schema import FILE, schema_text
from coach.routine.shelf import DEFAULT, Shelved, find, list_routines

SHIPPED = {entry.name: entry.path for entry in list_routines()}

MINUTES = {
    "acute_days_1_3": 5.4,
    "morning": 5.9,
    "desk_break": 4.1,
    "knee_drop_focus": 9.0,
    "progression_week_1": 3.8,
    "progression_week_2": 6.2,
    "progression_week_3": 8.6,
    "progression_week_4": 11.7,
}
"""Minutes from the clinical notes, section 4, without the words that lead into and out of each rep."""


@pytest.mark.parametrize("name", SHIPPED)
def test_loads_without_a_warning(name: str) -> None:
    assert load(SHIPPED[name]).warnings == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_fits_the_schema(name: str) -> None:
    data = YAML(typ="safe", pure=True).load(SHIPPED[name].read_text(encoding="utf-8"))
    Draft7Validator(json.loads(schema_text())).validate(data)


@pytest.mark.parametrize("name", SHIPPED)
def test_names_the_schema_for_editors(name: str) -> None:
    first = SHIPPED[name].read_text(encoding="utf-8").splitlines()[0]
    reference = first.removeprefix("# yaml-language-server: $schema=")
    assert (SHIPPED[name].parent / reference).resolve() == resource_path(*FILE).resolve()


@pytest.mark.parametrize(("name", "minutes"), MINUTES.items())
def test_takes_about_as_long_as_the_programme_says(name: str, minutes: float) -> None:
    assert estimate_s(plan(load(SHIPPED[name]).routine)) / 60 == pytest.approx(minutes, rel=0.1)


def _doses(name: str) -> list[tuple[str, str | None, float, int, int]]:
    def dose(step: PlannedStep) -> tuple[str, str | None, float, int, int]:
        return step.stretch, step.variant, step.hold_s, len(step.reps), step.cycles

    return [dose(step) for step in plan(load(SHIPPED[name]).routine).steps]


def test_the_default_has_the_four_stretches() -> None:
    assert {dose[0] for dose in _doses(DEFAULT)} >= {"knee_to_chest", "knee_drop", "cat_cow", "childs_pose"}
    assert 6 <= estimate_s(plan(load(SHIPPED[DEFAULT]).routine)) / 60 <= 9


def test_the_demonstration_is_what_the_clip_shows() -> None:
    assert _doses("demo") == [
        ("knee_to_chest", "single", 12, 2, 0),
        ("knee_drop", "feet_down", 5, 2, 0),
        ("cat_cow", None, 0, 1, 3),
        ("childs_pose", None, 6, 1, 0),
    ]


def test_week_four() -> None:
    assert _doses("progression_week_4") == [
        ("knee_to_chest", "single", 30, 4, 0),
        ("knee_drop", "feet_down", 30, 4, 0),
        ("hip_lift", None, 3, 8, 0),
        ("cat_cow", None, 0, 1, 10),
        ("childs_pose", None, 30, 2, 0),
    ]


def test_the_acute_programme_says_so_and_has_no_twist() -> None:
    routine = load(SHIPPED["acute_days_1_3"]).routine
    assert routine.stage == "acute"
    assert routine.limits.no_twist


def test_the_shipped_schema_is_what_the_models_give() -> None:
    shipped = resource(*FILE).read_text(encoding="utf-8")
    assert shipped == schema_text(), "write it again: python -m coach.routine.schema"


@pytest.mark.parametrize(
    ("said", "name"),
    [("daily", "daily"), ("Daily", "daily"), ("desk-break", "desk_break"), ("desk break", "desk_break")],
)
def test_found_by_name(said: str, name: str) -> None:
    assert find(said) == SHIPPED[name]


def test_a_miss_names_the_nearest() -> None:
    with pytest.raises(
        RoutineError,
        match=r'^"mornign": no such file, and no such routine; did you mean morning\? There are: acute_days',
    ):
        find("mornign")


@pytest.mark.parametrize("said", ["my/own", "own.yaml", "C:\\own.yml"])
def test_a_path_stays_a_path(said: str) -> None:
    assert find(said) == Path(said)


def test_a_file_without_ending_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own").write_text("routine: r\n")
    monkeypatch.chdir(tmp_path)
    assert find("own") == Path("own")


def test_every_shipped_routine_is_listed_with_its_file() -> None:
    assert Shelved("daily", SHIPPED["daily"]) in list_routines()
    assert all(path.suffix == ".yaml" and path.is_file() for path in SHIPPED.values())


def test_a_missing_resource_is_said_plainly() -> None:
    assert find_resource("assets", "no_such_thing") is None
    with pytest.raises(MissingPartError, match="assets/no_such_thing is missing"):
        resource("assets", "no_such_thing")


def test_ones_own_goes_before_a_shipped_one(tmp_path: Path) -> None:
    for name in ("daily.yaml", "Evening calm.yml", "notes.txt"):
        (tmp_path / name).write_text("routine: r\nsteps: [cat_cow]\n")
    assert [entry.name for entry in list_routines(tmp_path) if entry.own] == ["Evening calm", "daily"]
    assert find("daily", tmp_path) == tmp_path / "daily.yaml"
    assert find("evening-calm", tmp_path) == tmp_path / "Evening calm.yml"
    assert list_routines(tmp_path / "no_such_folder") == list_routines()


def test_an_installed_package_finds_its_own_files(tmp_path: Path) -> None:
    """The layout of a wheel: inside the package, without a checkout around it."""
    source = Path(find_resource.__code__.co_filename).parent
    package = tmp_path / "coach"
    shipped = package / "_data" / "routines"
    shipped.mkdir(parents=True)
    for name in ("__init__.py", "errors.py", "resources.py"):
        shutil.copy(source / name, package / name)
    (shipped / "x.yaml").write_text("routine: x\n")
    code = "from coach.resources import resource_path; print(resource_path('routines', 'x.yaml').read_text())"
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, text=True
    ).stdout
    assert printed.strip() == "routine: x"


@pytest.mark.parametrize("name", SHIPPED)
def test_says_its_minutes_and_its_sources(name: str) -> None:
    text = SHIPPED[name].read_text(encoding="utf-8")
    minutes = round(estimate_s(plan(load(SHIPPED[name]).routine)) / 60)
    assert f"# About {minutes} minutes.\n" in text
    assert name == "demo" or re.search(r"\((?:[^()]*\b[RS]\d+[^()]*)\)", text)


PROGRAMMES = Path(__file__).parents[3] / "shared" / "programmes.json"
"""The programmes of clinical notes, section 4, as their script computed them; not part of a clone."""
FILE_OF = {
    "acute_day1_3": "acute_days_1_3",
    "morning_6min": "morning",
    "desk_break": "desk_break",
    "knee_drop_focus": "knee_drop_focus",
    **{f"progression_w{week}": f"progression_week_{week}" for week in range(1, 5)},
}
STRETCH_OF = {
    "rest_breathing": ("rest", None),
    "single_knee_to_chest": ("knee_to_chest", "single"),
    "double_knee_to_chest": ("knee_to_chest", "double"),
}
VARIANT_OF = {"feet_on_floor": "feet_down", "knees_from_chest": "knees_up"}


def _as_written(step: dict[str, Any]) -> tuple[object, ...]:
    """A step of the notes in the plan's terms: name, variant, seconds, times, cycles, in, out, rest between."""
    name, variant = STRETCH_OF.get(step["stretch"], (step["stretch"], None))
    if name == "knee_drop":
        variant = VARIANT_OF.get(step.get("variant", "feet_on_floor"))
    if name == "rest":
        return name, None, step["breaths"] * sum(step["breath"]), 1, 0, 0, 0, 0
    if "cycles" in step:
        return name, None, 0, 1, step["cycles"], 0, 0, 0
    times = step["reps"] * step["sides"]
    rest_s = step["rest_s"] if times > 1 else 0
    return name, variant, step["hold_s"], times, 0, step["move_in_s"], step["move_out_s"], rest_s


@pytest.mark.skipif(not PROGRAMMES.exists(), reason="the clinical notes are not part of a clone")
@pytest.mark.parametrize(("theirs", "ours"), FILE_OF.items())
def test_a_programme_of_the_clinical_notes_has_its_doses(theirs: str, ours: str) -> None:
    programme = json.loads(PROGRAMMES.read_text(encoding="utf-8"))[theirs]
    planned = plan(load(SHIPPED[ours]).routine)
    printed = [
        (s.stretch, s.variant, s.hold_s, len(s.reps), s.cycles, s.move_in_s, s.move_out_s, s.rest_s * (len(s.reps) > 1))
        for s in planned.steps
    ]
    assert printed == [_as_written(step) for step in programme["steps"]]
    assert estimate_s(planned) / 60 == pytest.approx(programme["total_min"], rel=0.1)


@pytest.mark.skipif(not PROGRAMMES.exists(), reason="the clinical notes are not part of a clone")
def test_every_programme_of_the_clinical_notes_ships() -> None:
    assert set(json.loads(PROGRAMMES.read_text(encoding="utf-8"))) == set(FILE_OF)


@pytest.mark.parametrize("name", SHIPPED)
def test_says_what_it_is_for(name: str) -> None:
    """The comment above the routine: at least one sentence in addition to the minutes."""
    head = SHIPPED[name].read_text(encoding="utf-8").split("\nroutine:")[0].splitlines()
    words = [line.removeprefix("#").strip() for line in head[1:] if line.startswith("#")]
    assert sum(len(line.split()) for line in words if not line.startswith("About")) >= 8
