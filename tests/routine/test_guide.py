"""The therapists' page agrees with the program."""

import re
from pathlib import Path

import pytest

from coach.routine.loader import examine
from coach.routine.routine_file import HEADER_KEYS, LIMIT_KEYS
from coach.routine.steps import STEP_KEYS
from coach.routine.vocabulary import CLEARANCES, OVERRIDES, PRECAUTIONS, SIDES
from coach.stretches.catalogue import STRETCHES
from coach.stretches.timed_steps import TIMED
from tests.routine.guide_table import written

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "therapists.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, flags=re.DOTALL)


def test_there_are_four_complete_examples() -> None:
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_need_no_correction(example: str) -> None:
    examined = examine(example)
    assert examined.mistakes == ()
    assert examined.warnings == ()


@pytest.mark.parametrize(
    "key",
    [
        *HEADER_KEYS,
        *LIMIT_KEYS,
        *STEP_KEYS["stretch"],
        *("get_in", "do", "come_out", "twists"),
        *(f"- {name}:" for name in (*TIMED, "note", "exercise", "section")),
    ],
)
def test_every_key_has_its_row(key: str) -> None:
    rows = [line.split("|")[1] for line in GUIDE.splitlines() if line.startswith("| `")]
    assert any(f"`{key}`" in row for row in rows)


def test_every_word_is_named() -> None:
    words = {word for entry in STRETCHES.values() for word in (*entry.variant_names, *entry.helps)}
    for word in (*STRETCHES, *words, *SIDES, *PRECAUTIONS, *CLEARANCES, *OVERRIDES):
        assert word in GUIDE


def test_the_message_shown_is_the_real_one() -> None:
    file = "routine: r\n" + "#\n" * 4 + "steps:\n  - stretch: childs_pose\n    hold: 20 sceonds\n"
    (mistake,) = examine(file).mistakes
    assert mistake.at("evening.yaml") in GUIDE


def test_the_slips_of_the_keyboard_are_known_for_every_key() -> None:
    for key in {*HEADER_KEYS, *LIMIT_KEYS, *(key for keys in STEP_KEYS.values() for key in keys)}:
        mistakes = examine(f"routine: r\n{key}=1\nsteps: [cat_cow]\n").mistakes
        assert any("write a colon and a space" in mistake.text for mistake in mistakes)


def test_the_command_that_the_examples_name_writes_the_file() -> None:
    """Without a file name it would print the schema to the terminal."""
    assert '"coach schema routine.schema.json" writes that file' in EXAMPLES[1]
    assert not re.search(r'coach schema"|coach schema`', GUIDE)


def test_the_table_of_stretches_is_the_catalogue() -> None:
    assert written(GUIDE) == GUIDE, "make it again: python -m tests.routine.guide_table"
