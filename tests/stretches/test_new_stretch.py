"""A new stretch needs its file, the words of one language and its rows in the notes, but no other manual edit."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coach.stretches.shared_errors import HEAD_UP

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
START = """
import sys
import coach.stretches
from coach.languages.folders import table

coach.stretches.__path__.append(sys.argv[1])
texts = table("en", "texts")
for group in ("name", "set_up", "move_in", "move_out", "way_out"):
    texts[group] |= {"leg_fan_high": f"{group} of the high fan.", "leg_fan_low": f"{group} of the low fan."}
texts["form"]["fans_out"] = "Let the leg come in."

from tests.stretches.new_stretch_child import main
main()
"""
"""Starts the program with one more file in ``coach/stretches`` and one more set of English words."""


WORDS = ("name", "set_up", "move_in", "move_out", "way_out")
NOTES = """
| leg_fan, high | 12 s, twice each side | [J] |
| leg_fan, low | 6 s, once | [J] |

| <a id="lf1"></a>LF1 | the leg fans out | knees apart | 0.4 torso lengths apart | [J] |
"""
COPIED = ("coach", "docs", "tests", "routines", "assets/sounds", "pyproject.toml", "README.md", "CONTRIBUTING.md")
TESTED_OF_EVERY_STRETCH = (
    *("tests/stretches/test_line.py", "tests/stretches/test_stretch.py", "tests/test_clinical_notes.py"),
    *("tests/test_citations.py", "tests/test_wording.py", "tests/languages", "tests/routine/test_naming.py"),
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("stretches")
    shutil.copy(HERE / "made_up_stretch.py", folder / "leg_fan.py")
    done = subprocess.run(
        [sys.executable, "-c", START, str(folder)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=50,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_catalogue_finds_it(known: dict[str, Any]) -> None:
    assert known["order"][-2:] == ["hip_lift", "leg_fan"]
    assert known["hold_s"] == [12, 6]
    assert known["on"] == [HEAD_UP.on, 0.2]


def test_the_schema_offers_it(known: dict[str, Any]) -> None:
    assert known["schema_names"] == known["order"]
    assert known["schema_angles"] == ["knee_to_chest", "knee_drop", "knee_twist", "leg_fan"]
    assert known["schema_own"]["variant"]["enum"] == ["high", "low"]
    assert known["schema_own"]["with"]["anyOf"][0]["enum"] == ["towel"]
    assert known["schema_own"]["cycles"] is False


def test_the_guide_and_the_plan_have_it(known: dict[str, Any]) -> None:
    doses = "high 12 s, 2 times on each side; low 6 s, once"
    assert known["guide"] == f"| `leg_fan` | high, low | {doses} | 20 to 70 degrees | towel |"
    assert "1. Leg fan, high: 2 times on each side, the left side first, held 12 s" in known["explained"]
    assert "set_up of the high fan." in known["explained"]
    assert known["reps"] == [4, 1]


def test_what_protects_a_person_covers_it(known: dict[str, Any]) -> None:
    """A twist is left out after pain, and in the first days."""
    assert known["left_out"] == [[1], [1]]
    assert known["lying"] is True


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("variant", ['"middle" is not a variant of leg_fan: high, low.']),
        ("help", ['"on_fists" does not go with leg_fan. Allowed: towel.']),
        ("angle", ["80 degrees is outside what is allowed for leg_fan: 20 to 70 degrees."]),
        ("twist", ['leg_fan twists the back, and the limits say "no_twist: yes"; remove one of the two.']),
        ("caution", ["leg_fan with precaution pregnancy: twists need the midwife's or doctor's word (R33, R34)."]),
        (
            "acute",
            [
                "leg_fan twists the back; on days 1 to 3 after a spasm twists are better left out (R68, R69).",
                "a hold of 5 s is long for days 1 to 3; 4 s or less is gentler (R1, R4).",
            ],
        ),
        ("template", []),
    ],
)
def test_the_checks_know_it(known: dict[str, Any], file: str, said: list[str]) -> None:
    assert [problem.partition(": ")[2] for problem in known["checks"][file]] == said


def test_a_name_nearly_right_is_recognised(known: dict[str, Any]) -> None:
    (problem,) = known["checks"]["name"]
    assert "did you mean leg_fan?" in problem


def test_a_language_without_its_words_refuses_it_in_one_line(known: dict[str, Any]) -> None:
    assert known["checks"]["german"] == [
        "r.yaml:3:9: der Coach hat in der Sprache de keine Worte für leg_fan; "
        "wähle hinter „language:“ eine von diesen: en; oder nimm den Schritt heraus."
    ]


@pytest.mark.long
@pytest.mark.timeout(400)
def test_its_file_its_words_and_its_rows_in_the_notes_are_all_that_is_written_by_hand(tmp_path: Path) -> None:
    for part in COPIED:
        whole, copy = ROOT / part, tmp_path / part
        if whole.is_dir():
            shutil.copytree(whole, copy, ignore=shutil.ignore_patterns("*.mp4", "__pycache__"))
        else:
            shutil.copy(whole, copy)
    shutil.copy(HERE / "made_up_stretch.py", tmp_path / "coach" / "stretches" / "leg_fan.py")
    words = tmp_path / "coach" / "languages" / "en" / "texts.toml"
    text = words.read_text(encoding="utf-8")
    for group in WORDS:
        added = f'leg_fan_high = "{group} up."\nleg_fan_low = "{group} down."\n'
        text = text.replace(f"\n[{group}]\n", f"\n[{group}]\n{added}")
    text = text.replace("\n[form]\n", '\n[form]\nfans_out = "Let the leg come in."\n')
    words.write_text(text, encoding="utf-8")
    with (tmp_path / "docs" / "clinical.md").open("a", encoding="utf-8") as notes:
        notes.write(NOTES)
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *TESTED_OF_EVERY_STRETCH]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=380
    )
    assert done.returncode == 0, done.stdout[-3000:]
