"""Every event that is logged is explained, and nothing is explained that is not logged."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def logged() -> set[str]:
    """The names in calls of ``log`` in the engine; a name chosen by a condition counts twice."""
    names: set[str] = set()
    for file in (ROOT / "coach" / "session").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "log":
                names |= {n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant)}
    return {name for name in names if isinstance(name, str)}


def explained() -> set[str]:
    text = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
    first_cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)}


def test_every_event_is_explained():
    assert len(logged()) > 30
    assert logged() == explained()
