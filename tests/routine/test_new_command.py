"""``coach new`` reads back what it understood, and writes nothing before the person confirms it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coach.commands.routine_files import check, new
from coach.languages.folders import languages
from coach.routine.loader import load


def _typed(file: Path, *answers: str) -> Result:
    return CliRunner().invoke(new, [str(file)], input="\n".join(answers) + "\n")


def test_what_was_understood_is_read_back_and_then_written(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    done = _typed(file, "Evening", "", "", "n", "no", "left knee to chest x3; cat cow, no twist", "ja")
    assert done.exit_code == 0
    assert "Knee to chest, one knee: 3 times on the left side" in done.output
    assert "Left out, as you wrote: knee_twist" in done.output
    assert [getattr(step, "stretch", None) for step in load(file).routine.steps] == ["knee_to_chest", "cat_cow", None]


def test_nothing_is_written_before_a_yes(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    assert _typed(file, "Evening", "", "", "n", "no", "cat cow").exit_code == 1
    assert _typed(file, "Evening", "", "", "n", "no", "cat cow", "no").exit_code == 1
    assert not file.exists()


def test_a_no_asks_everything_again(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    done = _typed(file, "Evening", "", "", "n", "no", "cat cow", "nein", "", "", "", "", "", "hip lift x5", "sí")
    assert done.exit_code == 0
    routine = load(file).routine
    assert routine.routine == "Evening"
    assert getattr(routine.steps[0], "stretch", None) == "hip_lift"


def test_what_is_not_understood_is_asked_again(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    done = _typed(file, "Evening", "", "", "n", "no", "cat cow, plank", "cat cow", "y")
    assert 'I do not understand "plank"' in done.output
    assert getattr(load(file).routine.steps[0], "stretch", None) == "cat_cow"


@pytest.mark.parametrize(
    ("language", "asked", "unknown", "readback", "comment", "yes"),
    [
        ("de", "Wie heißt der Plan?", "Ich verstehe", "Das habe ich verstanden:", "auf jeder Seite", "ja"),
        ("es", "¿Cómo se llama la rutina?", "No entiendo", "Esto es lo que he entendido:", "en cada lado", "sí"),
    ],
)
def test_it_asks_and_writes_in_the_language_that_is_wanted(
    tmp_path: Path, language: str, asked: str, unknown: str, readback: str, comment: str, yes: str
) -> None:
    file = tmp_path / "r.yaml"
    answers = ["E", "", "", yes, "", "plank", "knee to chest 3 sets of 5", yes]
    done = CliRunner().invoke(new, [str(file), "--language", language], input="\n".join(answers) + "\n")
    assert done.exit_code == 0
    for words in (asked, unknown, readback):
        assert words in done.output
    assert not re.search(r"What|Which|understand|Left out", done.output)
    assert comment in file.read_text(encoding="utf-8")
    routine = load(file).routine
    assert (routine.language, routine.stage, getattr(routine.steps[0], "sets", None)) == (language, "acute", 3)


@pytest.mark.parametrize("language", languages())
def test_what_the_defaults_write_is_right_in_every_language(tmp_path: Path, language: str) -> None:
    file = tmp_path / "r.yaml"
    assert CliRunner().invoke(new, [str(file), "--defaults", "--language", language]).exit_code == 0
    assert load(file).warnings == ()
    assert load(file).routine.language == language


@pytest.mark.parametrize(
    ("named", "locale", "words"),
    [
        ("language: de\n", "en_GB", "verdreht den Rücken"),
        ("", "de_DE", "verdreht den Rücken"),
        ("language: en\n", "de_DE", "twists the back"),
        ("", "es_ES", "gira la espalda"),
        ("language: español\n", "C", "gira la espalda"),
        ("", "C", "twists the back"),
    ],
)
def test_the_check_speaks_the_language_of_the_file_or_else_the_persons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, locale: str, words: str
) -> None:
    monkeypatch.setenv("LC_ALL", f"{locale}.UTF-8")
    file = tmp_path / "r.yaml"
    file.write_text(f"routine: r\n{named}stage: acute\nsteps: [knee_twist]\n", encoding="utf-8")
    assert words in CliRunner().invoke(check, [str(file)]).output
    file.write_text(f"routine: r\n{named}limits: {{no_twist: yes}}\nsteps: [knee_twist]\n", encoding="utf-8")
    done = CliRunner().invoke(check, [str(file)])
    assert words in done.output
