"""Every source, line and rule that code and documents cite has an entry in docs/clinical.md."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOTES = ROOT / "docs" / "clinical.md"

TAG = re.compile(r"\b(?:R\d{1,3}|S00\d|(?:G|SK|DK|CP|CC|KD|KT|PT|HL|E|U|M|T|C|D|P)[1-9]\d?)[a-z]?\b")
SECTION = re.compile(r"clinical notes?(?:\]\([\w./]*\))?,? (?:section )?((?:\d\.\d|\d)[ab]?)\b")
CITING = ("coach", "routines", "docs", "tests", "assets", "README.md")
SUFFIXES = {".py", ".md", ".yaml"}


def texts() -> Iterator[tuple[str, str]]:
    for name in CITING:
        top = ROOT / name
        for file in [top] if top.is_file() else sorted(top.rglob("*")):
            if file.suffix in SUFFIXES and ".cache" not in file.parts and file != Path(__file__):
                yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8", errors="replace")


def cited(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Each tag or section once, with a file that cites it."""
    found: dict[str, str] = {}
    for file, text in texts():
        for match in pattern.finditer(text):
            found.setdefault(match[match.lastindex or 0], file)
    return sorted(found.items())


@pytest.fixture(scope="module")
def notes() -> str:
    return NOTES.read_text(encoding="utf-8")


def test_a_tag_has_an_entry(notes: str):
    tags = cited(TAG)
    assert len(tags) > 150
    assert [f"{file} cites {tag}" for tag, file in tags if f'<a id="{tag.lower()}"></a>' not in notes] == []


def test_a_section_exists(notes: str):
    sections = cited(SECTION)
    assert len(sections) > 15
    headings = set(re.findall(r"^#+ (\S+?)\.? ", notes, re.MULTILINE))
    assert [f"{file} cites section {section}" for section, file in sections if section not in headings] == []


def test_no_entry_stands_twice(notes: str):
    anchors = re.findall(r'<a id="([^"]+)">', notes)
    assert len(anchors) == len(set(anchors))
