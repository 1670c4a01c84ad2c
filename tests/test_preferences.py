"""The settings file: its contents, the reports of its mistakes, and writing without a loss."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.chosen_language import in_language, resolved, system_language
from coach.commands.options import SESSION_OPTIONS
from coach.errors import InputError
from coach.languages.folders import languages
from coach.preferences import KEEPING, THEME_NAMES, Preferences, settings_keys
from coach.preferences_file import change_preferences, new_file, read_preferences
from coach.routine.loader import parse
from coach.view.theme import THEMES
from coach.voice.pace import RATE_WPM, VOLUME


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_everything_is_as_usual(file: Path):
    assert read_preferences(file) == Preferences()
    assert not file.exists()


def test_the_usual_values_are_those_of_the_program():
    usual = Preferences()
    assert (usual.voice.rate, usual.voice.volume / 100) == (RATE_WPM, VOLUME)
    assert set(THEME_NAMES) == {"system", *THEMES}


def test_a_new_file_says_everything_at_its_usual_value(file: Path):
    found = tomllib.loads(new_file())
    assert Preferences.model_validate(found) == Preferences()
    for *sections, key in settings_keys():
        place = found
        for section in sections:
            place = place[section]
        assert key in place


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('theme = "dark"', '1:1: "theme" is not a setting here; write it below the line [screen].'),
        ('[voice]\nlanguage = "de"', '2:1: "language" is not a setting here; write it above the sections.'),
        ("[voice]\nrat = 3", '2:1: "rat" is not a setting; did you mean rate?'),
        ("[voice]\n\n# slow\nrate = 900", "4:1: rate: 900 is outside what is allowed here: 80 to 260."),
        ('voice.rate = "fast"', '1:1: rate: "fast" is not a whole number; write just the number, such as 3.'),
        ("voice = 3", "1:1: voice: write [voice] on a line of its own, and its settings below it."),
        (
            '[screen]\n  theme = "drak"',
            '2:3: theme: "drak" is not one of: system, dark, light, high-contrast; did you mean dark?',
        ),
        ('[screen]\nlarger_text = "maybe"', '2:1: larger_text: "maybe" should be yes or no.'),
        ("[voice]\nrate = 1_0\nrate = 2", "3:1: this is here twice; delete one of the two lines."),
        ("quiet please", "1:7: this line cannot be read; write a word, an equals sign and a value: theme = \"dark\"."),
        ("[colours]\nred = 1", '1:2: "colours" is not a setting.'),
    ],
)  # fmt: skip
def test_each_mistake_has_its_place_and_its_remedy(file: Path, text: str, said: str):
    with pytest.raises(InputError) as caught:
        read_preferences(written(file, text))
    assert str(caught.value) == f"{file}:{said}"


def test_every_mistake_is_reported_at_once_in_order(file: Path):
    written(file, 'language = "fr"\n[voice]\nvolume = 0\nloud = 1\n')
    with pytest.raises(InputError) as caught:
        read_preferences(file)
    assert [line.split(":")[1] for line in str(caught.value).splitlines()] == ["1", "3", "4"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 200_000, b"x = " + b"[" * 5_000])
def test_what_is_no_settings_file_is_one_line(file: Path, content: bytes):
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_preferences(file)
    assert "\n" not in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_byte_order_mark_is_no_mistake(file: Path):
    file.parent.mkdir()
    file.write_bytes('\ufefflanguage = "es"\n'.encode())
    assert read_preferences(file).language == "es"


def test_writing_keeps_comments_and_the_order_of_lines(file: Path):
    written(file, '# mine\n[voice]\nvolume = 30  # neighbours\n\n[screen]\ntheme = "light"\n')
    changed = change_preferences(file, {("voice", "rate"): 120, ("screen", "theme"): "dark", ("language",): "de"})
    assert (changed.voice.rate, changed.voice.volume, changed.screen.theme, changed.language) == (120, 30, "dark", "de")
    text = file.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "volume = 30  # neighbours" in text
    assert text.index("[voice]") < text.index("[screen]")


@pytest.mark.parametrize("text", ["quiet please", "[voice]\nrate = 900\n"])
def test_a_broken_file_is_never_written_over(file: Path, text: str):
    written(file, text)
    with pytest.raises(InputError):
        change_preferences(file, {("language",): "de"})
    assert file.read_text(encoding="utf-8") == text


def test_a_value_that_cannot_be_used_is_not_written(file: Path):
    change_preferences(file, {("voice", "rate"): 100})
    before = file.read_bytes()
    with pytest.raises(InputError, match="volume: 300 is outside"):
        change_preferences(file, {("voice", "rate"): 110, ("voice", "volume"): 300})
    assert file.read_bytes() == before


VALUES = st.fixed_dictionaries(
    {},
    optional={
        ("language",): st.sampled_from(languages()),
        ("voice", "rate"): st.integers(80, 260),
        ("voice", "speaker"): st.text("aé'# =", min_size=1, max_size=20).filter(str.strip),
        ("screen", "theme"): st.sampled_from(THEME_NAMES),
        ("session", "keep"): st.sampled_from(KEEPING),
        ("session", "listen"): st.booleans(),
    },
)


@given(VALUES, VALUES)
def test_what_was_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, first: dict, second: dict):
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    change_preferences(file, first)
    changed = change_preferences(file, second)
    assert read_preferences(file) == changed
    for path, value in (first | second).items():
        found: object = changed
        for name in path:
            found = getattr(found, name)
        assert found == (" ".join(value.split()) if path[-1] == "speaker" else value)


def test_the_settings_are_the_defaults_of_the_command_line(file: Path):
    written(file, '[voice]\nguide = "tones"\nvolume = 7\n[screen]\ntheme = "light"\nlarger_text = true\n')
    program = (
        "import click\nfrom coach.commands.options import session_options\n"
        "@click.command()\n@session_options\n"
        "def show(**options): print(*(options[n] for n in ('voice', 'volume', 'theme', 'larger_text', 'rate')))\n"
        "show()\n"
    )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {"COACH_CONFIG": str(file.parent), "PATH": ""}
        return subprocess.run(
            [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False, env=environment,
            timeout=50, cwd=Path(__file__).parents[1],
        )  # fmt: skip

    assert run().stdout.split() == ["tones", "7", "light", "True", "150"]
    assert run("--theme", "dark", "--usual-text", "--volume", "50").stdout.split()[1:4] == ["50", "dark", "False"]
    written(file, "[voice]\nrate = 900\n")
    assert run("--help").returncode == 0
    assert "settings.toml:2:1: rate" in run().stderr
    assert len(SESSION_OPTIONS) > 10


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT", "LC_ALL": "es_ES.UTF-8"}, "es"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "German_Austria.1252"}, "de"),
        ({"LC_MESSAGES": "es", "LANG": "de"}, "es"),
    ],
)
def test_the_computers_language(environment: dict[str, str], language: str):
    assert system_language(environment) == language
    assert resolved("system", environment) == language
    assert resolved("de", environment) == "de"


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("routine: a\nsteps:\n  - knee_to_chest\n", "es"),
        ("routine: a\nlanguage: de\nsteps:\n  - knee_to_chest\n", "de"),
        ("routine: a\nlanguage: en\nsteps:\n  - knee_to_chest\n", "en"),
        ("routine: a\nsteps:\n  - note: Drink some water.\n  - knee_to_chest\n", "en"),
        ("routine: a\nsteps:\n  - stretch: knee_to_chest\n    say: Slowly.\n", "en"),
    ],
)
def test_a_routine_that_names_no_language_speaks_the_chosen_one(text: str, spoken: str):
    assert in_language(parse(text).routine, "es").language == spoken
