"""A corpus of files with common mistakes; expected.txt has the line, column and words of each."""

from collections import defaultdict
from pathlib import Path

import pytest

from coach.errors import RoutineError
from coach.routine.loader import examine_file, load

CORPUS = Path(__file__).parent / "wrong"


def _expected() -> dict[str, list[str]]:
    by_file: dict[str, list[str]] = defaultdict(list)
    for line in (CORPUS / "expected.txt").read_text(encoding="utf-8").splitlines():
        by_file[line.split(":", 1)[0]].append(line)
    return by_file


EXPECTED = _expected()
FILES = sorted(path.name for path in CORPUS.glob("*.yaml"))


def test_every_file_has_its_lines_and_every_line_its_file() -> None:
    assert sorted(EXPECTED) == FILES
    assert len(FILES) >= 150


@pytest.mark.parametrize("name", FILES)
def test_mistakes_are_reported_with_line_and_column(name: str) -> None:
    said = [problem.at(name) for problem in examine_file(CORPUS / name).mistakes]
    assert said == EXPECTED[name]


def test_messages_are_lines_that_a_terminal_cannot_obey() -> None:
    for lines in EXPECTED.values():
        for line in lines:
            assert line.isprintable()


def test_load_raises_with_all_mistakes() -> None:
    with pytest.raises(RoutineError) as raised:
        load(CORPUS / "many_at_once.yaml")
    lines = str(raised.value).splitlines()
    assert len(lines) == len(EXPECTED["many_at_once.yaml"])
    assert all(line.startswith(str(CORPUS / "many_at_once.yaml") + ":") for line in lines)


def test_messages_are_short_whole_sentences() -> None:
    for lines in EXPECTED.values():
        for line in lines:
            text = line.split(": ", 1)[1]
            assert text.endswith((".", "?", '."', "too)"))
            assert len(text) < 320
