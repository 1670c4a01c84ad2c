"""No shipped text makes a forbidden claim or urges anyone on.

Words of purpose decide whether a program is a medical device (clinical notes, 6.2), and urging words have no place
beside pain (5.1).
"""

import re
from pathlib import Path

import pytest

from coach.languages.folders import languages, table

ROOT = Path(__file__).parent.parent
NOTES = ROOT / "docs" / "clinical.md"
"""This page is left out: it lists the forbidden words, and the titles of its sources."""
FILES = [
    ROOT / "README.md",
    *sorted((ROOT / "coach" / "languages").glob("*/texts.toml")),
    *sorted((ROOT / "coach" / "languages").glob("*/report.toml")),
    *sorted((ROOT / "coach" / "languages").glob("*/app.toml")),
    *sorted((ROOT / "routines").glob("*.yaml")),
    *sorted({*(ROOT / "docs").rglob("*.md")} - {NOTES}),
    *sorted((ROOT / "docs" / "transcripts").glob("*.txt")),
]


def claiming(language: str) -> re.Pattern[str]:
    return re.compile(table(language, "avoided")["claiming"], re.IGNORECASE)


FORBIDDEN = claiming("en")

ALLOWED = {
    "does not diagnose": "says what it is not",
    "stellt keine diagnose": "says what it is not",
    "no diagnostica": "says what it is not",
    "two spaces further in": "about spaces in a file",
    "treats warnings as mistakes": "about the check of a file",
}
"""Phrases in which a forbidden word has another meaning, each with its reason."""


def findings(text: str, pattern: re.Pattern[str] = FORBIDDEN) -> list[str]:
    """Forbidden words with their context."""
    text = " ".join(text.split())
    for phrase in ALLOWED:
        text = re.sub(re.escape(phrase), "", text, flags=re.IGNORECASE)
    return [text[max(0, m.start() - 40) : m.end() + 20] for m in pattern.finditer(text)]


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_no_text_claims_or_urges(file: Path):
    text = file.read_text(encoding="utf-8")
    assert findings(text) == []
    if file.parent.name in languages():
        assert findings(text, claiming(file.parent.name)) == []


@pytest.mark.parametrize(
    "text",
    ["It treats back pain.", "a cure", "relieves spasm", "Push a little further!", "Go deeper.", "No pain, no gain",
     "safe for everyone", "prevents injury", "We diagnose", "pain relief"],
)  # fmt: skip
def test_the_scan_finds_what_it_is_for(text):
    assert findings(text)


def test_the_allowed_phrases_are_still_needed():
    everything = " ".join(" ".join(file.read_text(encoding="utf-8").lower() for file in FILES).split())
    assert [phrase for phrase in ALLOWED if phrase not in everything] == []


@pytest.mark.parametrize("file", ["README.md", "docs/safety.md"])
def test_what_it_is_not_is_said_where_people_read(file):
    text = " ".join((ROOT / file).read_text(encoding="utf-8").split()).lower()
    for words in ("not medical advice", "not a medical device", "no clinician has reviewed it yet", "call for help"):
        assert words in text, f"{file} does not say: {words}"
