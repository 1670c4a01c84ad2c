"""Checks for the folder of every language."""

import re
from pathlib import Path

import pytest

from coach.errors import InputError
from coach.languages import written
from coach.languages.folders import languages, table
from coach.routine.problems import letters, normal

FILES = {"answers.toml", "app.toml", "page.toml", "avoided.toml", "report.toml", "routine.toml", "texts.toml"}
FOLDER = Path(written.__file__).parent
COACH = FOLDER.parent
OF_THE_FORMAT = ("steps", "sides", "sides_in_names", "stage", "time_of_day", "precautions", "helps", "cleared", "keys",
    "step_keys", "language")  # fmt: skip
"""Sections in which a word may have only one meaning."""


@pytest.mark.parametrize("language", languages())
def test_a_folder_is_whole(language):
    assert {file.name for file in (FOLDER / language).iterdir()} == FILES


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["answers", "avoided"])
def test_every_language_has_the_same_places(language, name):
    assert table(language, name).keys() == table("en", name).keys()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("section", ["units", "dose", "mail"])
def test_every_language_says_what_a_dose_and_a_mail_are_written_with(language, section):
    assert table(language, "routine")[section].keys() == table("en", "routine")[section].keys()


@pytest.mark.parametrize("section", OF_THE_FORMAT)
def test_no_word_means_two_things(section):
    meant: dict[str, str] = {}
    spelling = letters if section in ("sides", "language") else normal
    for meaning, words in written.called(section).items():
        for word in words:
            assert meant.setdefault(spelling(word), meaning) == meaning, word


def test_every_section_of_every_language_is_known():
    known = {section for language in languages() for section in table(language, "routine")}
    source = " ".join(file.read_text(encoding="utf-8") for file in (COACH / "routine").glob("*.py"))
    assert [section for section in known if f'"{section}"' not in source and f"'{section}'" not in source] == []


def test_nothing_outside_the_folders_lists_the_languages():
    """The recogniser's model knows one language and names it; apart from the default, nothing else may name a
    language."""
    quoted = re.compile(rf"""["']({"|".join(code for code in languages() if code != "en")})["']""")
    found = [
        f"{file.relative_to(COACH)}: {line.strip()}"
        for file in sorted(COACH.rglob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if quoted.search(line)
    ]
    assert found == []


def test_an_unknown_language_is_reported_with_those_there_are():
    with pytest.raises(InputError, match=", ".join(languages())):
        table("xx", "texts")


def test_any_of_takes_the_longest_and_any_width_of_space():
    pattern = re.compile(written.any_of(["set", "set of", "a.b"]))
    assert pattern.match("set  of 3")[0] == "set  of"
    assert not pattern.match("axb")
