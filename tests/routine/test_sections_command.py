"""``--section``: which part of a file a command means."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coach.cli import cli
from coach.errors import InputError

FILE = """routine: two parts
starts_on: 2020-01-06
steps:
  - section: {first}
  - stretch: pelvic_tilt
    hold: 2 s
    reps: 1
  - section: {second}
  - exercise: calf stretch
    get_in: Stand at a wall.
    do: Lean in with a straight back knee.
    come_out: Step up to the wall.
    hold: 2 s
    weeks:
      2: {{reps: 2}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "r.yaml"
    written.write_text(FILE.format(first="A", second="B"), encoding="utf-8")
    return written


def _run(file: Path, *more: str) -> Result:
    fast = ("--audio-only", "--fast", "--mute", "--skip-questions", "--no-window")
    return CliRunner().invoke(cli, ["run", str(file), *fast, *more])


@pytest.mark.parametrize(("section", "stretch"), [("A", "pelvic_tilt"), ("b", "exercise: calf stretch")])
def test_a_section_is_led_alone_with_this_weeks_dose(file: Path, section: str, stretch: str) -> None:
    log = file.with_suffix(".jsonl")
    assert _run(file, "--section", section, "--events", str(log)).exit_code == 0
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    (started,) = (event for event in events if event["event"] == "session_started")
    assert started["section"] == section.upper()
    assert started["steps"] == 1
    assert started["week"] > 300
    holds = [event for event in events if event["event"] == "hold_completed"]
    assert [hold["stretch"] for hold in holds] == [stretch] * (1 if section == "A" else 2)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ((), "r.yaml: has several sections: A, B; name one, like --section A"),
        (("--section", "C"), "r.yaml: there is no section C; it has: A, B"),
    ],
)
def test_one_line_says_what_is_missing(file: Path, more: tuple[str, ...], message: str) -> None:
    done = _run(file, *more)
    assert isinstance(done.exception, InputError)
    assert str(done.exception).endswith(message)
    assert "\n" not in str(done.exception)


def test_a_file_without_sections_has_none_to_name(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_text("routine: r\nsteps: [cat_cow]\n", encoding="utf-8")
    done = _run(file, "--section", "A")
    assert isinstance(done.exception, InputError)
    assert "it has no sections; leave the option out" in str(done.exception)


def test_show_explains_every_section_or_the_one_that_is_named(file: Path) -> None:
    both = CliRunner().invoke(cli, ["show", str(file)]).output
    assert both.count("two parts: A (week ") == both.count("two parts: B (week ") == 1
    one = CliRunner().invoke(cli, ["show", str(file), "--section", "b"]).output
    assert "two parts: A" not in one
    assert "Calf stretch: 2 times, held 2 s" in one
    assert "to come out: Step up to the wall." in one


def test_the_page_of_a_file_has_a_heading_for_every_section(file: Path) -> None:
    page = file.with_suffix(".html")
    assert CliRunner().invoke(cli, ["show", str(file), "--html", str(page)]).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert text.count("<h1>") == 2
    assert text.count("<html") == text.count("<footer>") == 1


def test_a_review_needs_the_section_that_was_done(file: Path, tmp_path: Path) -> None:
    """The time of the review has nothing to do with the recording."""
    file.write_text(FILE.format(first="morning", second="evening"), encoding="utf-8")
    done = CliRunner().invoke(cli, ["review", str(tmp_path / "film.mp4"), "--routine", str(file)])
    assert isinstance(done.exception, InputError)
    assert "has several sections: morning, evening" in str(done.exception)
