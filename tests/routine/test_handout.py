"""The printable page is complete and self-contained."""

import json
import re
from html.parser import HTMLParser

import pytest

from coach.routine.handout import handout
from coach.routine.loader import examine, load, parse
from coach.routine.shelf import list_routines
from coach.stretches.catalogue import STRETCHES

ROUTINE = """\
routine: Tom & Anna's
steps:
  - stretch: knee_to_chest
    sides: right
    say: Don't hurry
  - cat_cow
  - rest
"""
EMPTY_TAGS = {"meta", "br", "img"}


class Balance(HTMLParser):
    """Reports a tag that is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in EMPTY_TAGS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole() -> None:
    balance = Balance()
    balance.feed(handout([parse(ROUTINE).routine]))
    assert balance.open == []


def test_words_are_escaped() -> None:
    text = handout([parse(ROUTINE).routine])
    assert "Tom &amp; Anna&#x27;s" in text
    assert "Don&#x27;t hurry" in text


def test_pictures_are_inside() -> None:
    asked: list[str] = []

    def picture(name: str) -> bytes:
        asked.append(name)
        return b"jpg"

    text = handout([parse(ROUTINE).routine], picture)
    assert asked == [
        *("knee_to_chest_single_right_set_up", "knee_to_chest_single_right_hold"),
        *("cat_cow_cow", "cat_cow_cat", "rest_pillow"),
    ]
    assert text.count('src="data:image/jpeg;base64,anBn"') == 5


def test_every_stretch_has_its_pictures() -> None:
    """The shipped ones."""
    for stretch in (stretch for entry in STRETCHES.values() for stretch in entry.variants):
        for side in ("left", "right") if stretch.sided else (None,):
            keys = {"stretch": stretch.name, "variant": stretch.variant, "sides": side}
            step = {key: word for key, word in keys.items() if word}
            text = handout([parse(json.dumps({"routine": "r", "steps": [step]})).routine])
            assert text.count("data:image/jpeg;base64,/9j/") == 2, step


@pytest.mark.parametrize("path", [entry.path for entry in list_routines()], ids=lambda path: path.stem)
def test_nothing_comes_from_elsewhere(path: object) -> None:
    text = handout([load(str(path)).routine])
    assert not re.search(r"https?:|<script|<link|@import|url\(", text)


def test_what_other_programs_get() -> None:
    assert examine("routine: r\nsteps: [plow, cat_cow]\n", "r.yaml").fields() == {
        "file": "r.yaml",
        "usable": False,
        "sha256": "1a0b30fcea4857f4ba3375bb98691c2e095dc7f08b8d84512a6198e179f627ed",
        "mistakes": [
            {
                "line": 2,
                "column": 9,
                "text": '"plow" is not a stretch or step the coach knows; for an exercise of your own write '
                '"- exercise: " and its name. It knows: knee_to_chest, childs_pose, '
                "cat_cow, knee_drop, knee_twist, pelvic_tilt, hip_lift, rest, walk, cold_pack, warm_pack, note.",
            }
        ],
        "warnings": [],
    }


@pytest.mark.parametrize(
    ("language", "keys", "voice"),
    [
        ("en", "press the space bar, or P", "say stop"),
        ("de", "Leertaste drücken, oder P", "Stopp sagen"),
        ("es", "pulsa la barra espaciadora, o P", "decir para"),
    ],
)
def test_the_page_mentions_voice_commands_only_if_they_are_used(language: str, keys: str, voice: str) -> None:
    routine = parse(f"routine: r\nlanguage: {language}\nsteps: [cat_cow]\n").routine
    page = handout([routine], lambda _: None)
    assert keys in page
    assert voice not in page
    assert "--listen" not in page
    assert voice in handout([routine], lambda _: None, listens=True)


def test_the_page_leaves_out_what_only_the_therapist_needs() -> None:
    limits = "limits:\n  cleared: cancer\n  traffic_light: {red_from: 5}\n  stop_at_pain: 5\n"
    page = handout([parse(f"routine: r\n{limits}steps: [cat_cow]\n").routine], lambda _: None)
    assert "cancer" not in page
    assert "amber" not in page
    assert "A pain score of 5" in page
