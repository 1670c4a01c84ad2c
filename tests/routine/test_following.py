"""Following a message to the letter removes one mistake and adds none."""

import re
from pathlib import Path

import pytest

from coach.routine.decoding import decode
from coach.routine.loader import examine
from tests.routine.following import followed

pytestmark = pytest.mark.untraced  # the tests of advice cover the same code at a third of the cost

CORPUS = Path(__file__).parent / "wrong"

REVEALED = {
    "alias.yaml": "a name that is none stands behind the mark",
    "anchor_and_alias.yaml": "a name that is none stands behind the mark",
    "tag_local.yaml": "a name that is none stands behind the mark",
    "fenced_text.yaml": "the fences tell where the routine begins",
    "limits_header_key.yaml": "nothing is left below limits",
}
"""Files in which a correction reveals another mistake."""


def _slips() -> dict[str, str]:
    slips = {file.name: decode(file.read_bytes()).text for file in sorted(CORPUS.glob("*.yaml"))}
    for key in ("hold", "reps", "sides", "rest", "say", "breath", "with", "variant", "move_in", "largest_angle"):
        value = {"say": "Slowly.", "breath": "4-6", "with": "towel", "sides": "left", "variant": "double"}.get(
            key, "20"
        )
        value = "90" if key == "largest_angle" else value
        slips[f"{key} at the top"] = f"routine: r\n{key}: {value}\nsteps:\n  - stretch: knee_to_chest\n"
    for key in ("stop_at_pain: 5", "no_twist: yes", "cleared: cancer", "largest_angle:\n  knee_to_chest: 90"):
        slips[f"{key.split(':')[0]} on its own at the top"] = f"routine: r\n{key}\nsteps:\n  - cat_cow\n"
    for key in ("walk: 5 min", "cat_cow: 5", "stretch: cat_cow", "note: Slowly.", "cold_pack: 10 min"):
        slips[f"{key} at the top"] = f"routine: r\n{key}\nsteps:\n  - cat_cow\n"
    for written in ("2 min", "20 s", "1:30", "3 x 20 s", "3x15", "2x10", "2-3", "20-40", "about 5", "40 each", "1.5"):
        slips[f"reps: {written}"] = f"routine: r\nsteps:\n  - stretch: hip_lift\n    reps: {written}\n"
    for written in (
        "20 s each side",
        "3 x 20 s",
        "3 x 20",
        "20-30",
        "1-5 min",
        "about 20",
        "max 3 min",
        "1.30",
        "3x1.30",
    ):
        slips[f"hold: {written}"] = f"routine: r\nsteps:\n  - stretch: childs_pose\n    hold: {written}\n"
    for written in ("5", "5-10", "2 x 5 min", "about 5", "5 breaths", "1.30", "45 min each", "five minutes"):
        slips[f"walk: {written}"] = f"routine: r\nsteps:\n  - walk: {written}\n"
    return slips


SLIPS = {name: text for name, text in _slips().items() if text}


def _messages(text: str) -> set[str]:
    """The mistakes without their places and without the alternatives."""
    return {
        re.split(r";| Allowed here| \(\d+ more line", mistake.text)[0].rstrip(".") for mistake in examine(text).mistakes
    }


@pytest.mark.parametrize("name", [name for name in SLIPS if name not in REVEALED])
def test_advice_that_is_followed_brings_no_new_mistake(name: str) -> None:
    before = _messages(SLIPS[name])
    for mistake in examine(SLIPS[name]).mistakes:
        for after in followed(SLIPS[name], mistake):
            assert _messages(after) <= before, f"{mistake.text}\n{after}"
            assert len(examine(after).mistakes) <= len(examine(SLIPS[name]).mistakes), f"{mistake.text}\n{after}"


def test_many_messages_give_advice_that_can_be_followed() -> None:
    """Otherwise the test above would prove nothing."""
    mistakes = [(text, mistake) for text in SLIPS.values() for mistake in examine(text).mistakes]
    assert sum(any(followed(*slip)) for slip in mistakes) > 0.4 * len(mistakes)


def test_the_exceptions_are_still_needed() -> None:
    for name in REVEALED:
        before = _messages(SLIPS[name])
        after = [text for mistake in examine(SLIPS[name]).mistakes for text in followed(SLIPS[name], mistake)]
        assert any(not _messages(text) <= before for text in after), name
