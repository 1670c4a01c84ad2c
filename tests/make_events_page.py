"""Writes docs/events.md from the classes of the log: ``python -m tests.make_events_page``."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType

from coach.session.logged.log_event import LogEvent
from coach.session.logged.log_index import LOG_EVENTS, SUBJECTS

PAGE = Path(__file__).parent.parent / "docs" / "events.md"

HEAD = """\
# The event log

`--events FILE` writes JSON Lines: one object for each event, flushed as it happens. Every object has `t_s` (seconds
since the session began, on the source's own clock) and `event`. A file holds one session, and no command overwrites
it: name a new one each time, such as `--events "$(date +%F_%H-%M).jsonl"`. Only your user account can read it. No
picture, no sound and no landmark is ever written. `coach report LOG...` makes a report for a physiotherapist from
such files; `coach export FILE LOG...` converts them for other programs.

A side is the person's own, never that of the picture. The name of a measure ends with its unit: `_s` seconds, `_deg`
degrees, `_torso` torso lengths. A field marked "optional" is left out when it does not apply; `null` means that the
value is not known.

This page is generated from the classes in `coach/session/logged` by `python -m tests.make_events_page`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(part for subject in SUBJECTS for part in _section(subject))])


def _section(subject: ModuleType) -> Iterator[str]:
    yield f"## {(inspect.getdoc(subject) or '').removesuffix('.')}\n"
    for event in LOG_EVENTS.values():
        if event.__module__ == subject.__name__:
            yield f"### `{event.name}`\n\n{_marked(inspect.getdoc(event) or '')}\n"
            if fields(event):
                yield "\n".join(["| field | value | meaning |", "| --- | --- | --- |", *_rows(event), ""])


def _rows(event: type[LogEvent]) -> Iterator[str]:
    written = {name: about for base in reversed(event.__mro__) for name, about in _written(base).items()}
    for field in fields(event):
        annotation, meaning = written[field.name]
        yield f"| `{field.name}` | {_kind(annotation)} | {_marked(meaning)} |"


def _written(kind: type) -> dict[str, tuple[str, str]]:
    """The annotation and docstring of every field, from the source."""
    if not issubclass(kind, LogEvent) or kind is LogEvent:
        return {}
    [tree] = ast.parse(inspect.getsource(kind)).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for line, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            assert isinstance(after, ast.Expr), f"{kind.__name__}.{line.target.id} has no docstring"
            found[line.target.id] = (ast.unparse(line.annotation), str(ast.literal_eval(after.value)))
    return found


PLAIN = {
    "str": "text", "int": "whole number", "float": "number", "bool": "true or false", "None": "null",
    "tuple[str, ...]": "list of texts", "Mapping[str, object]": "object", "datetime": "ISO 8601",
    "Side": "left or right", "Phase": "phase", "Missing": "optional",
}  # fmt: skip


def _kind(annotation: str) -> str:
    """``str | Missing | None`` is "text or null, optional"."""
    parts = [PLAIN[part.strip()] for part in annotation.split("|")]
    optional = ", optional" if "optional" in parts else ""
    return " or ".join(part for part in parts if part != "optional") + optional


def _marked(text: str) -> str:
    return re.sub(r"``(.+?)``", r"`\1`", " ".join(text.split()))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
