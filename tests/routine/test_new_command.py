"""``coach new`` reads back what it understood, and writes nothing before it is told that this is right."""

from pathlib import Path

from click.testing import CliRunner, Result

from coach.commands.routine_files import new
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
