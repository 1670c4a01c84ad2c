"""The documents name files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "assets").glob("*.md")])

LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
QUOTED = re.compile(r"`([\w.-]+/[\w./-]*)`")
TOPS = {path.name for path in (*ROOT.iterdir(), *(ROOT / "coach").iterdir())}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path):
    text = document.read_text(encoding="utf-8")
    assert not [link for link in LINK.findall(text) if not (document.parent / link).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_quoted_paths_exist(document: Path):
    """A quoted path is relative to the checkout, to ``coach/``, or to the document's own folder."""
    missing = []
    for path in QUOTED.findall(document.read_text(encoding="utf-8")):
        known = path.split("/")[0] in TOPS and ".cache" not in path
        if known and not any((top / path).exists() for top in (ROOT, ROOT / "coach", document.parent)):
            missing.append(path)
    assert not missing
