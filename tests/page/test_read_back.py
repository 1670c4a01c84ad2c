"""Every file that the check accepts is read by the page with the same meaning, and written again without a loss."""

import json
import random
import re
from base64 import b64encode
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from coach.routine.decoding import decode
from coach.routine.loader import examine
from tests.benchmarks.routine_fuzz import lines_changed
from tests.effort import cases
from tests.page.chromium import Browser, Page
from tests.page.random_forms import as_form, close, meaning
from tests.routine.test_right_files import ACCEPTED, ROUTINES

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "therapists.md").read_text(encoding="utf-8")
FILES: dict[str, bytes] = {
    **{file.name: file.read_bytes() for file in sorted((ROOT / "tests" / "routine" / "right").glob("*.yaml"))},
    **{file.name: file.read_bytes() for file in sorted((ROOT / "routines").glob("*.yaml"))},
    **{name: content if isinstance(content, bytes) else content.encode() for name, content in ACCEPTED.items()},
    **{
        f"guide {number}": text.encode()
        for number, text in enumerate(re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL))
    },
}
FILES |= {
    "a quotation mark in a block": b"routine: r\nnotes: |\n Twice a day.: '\n -Stop: if it hurts\nsteps:\n - cat_cow\n",
    "words lost in a comment": b"routine: r\nsteps:\n  - note: You are #1 today\n  - cat_cow\n",
    "minutes or seconds": b"routine: r\nsteps:\n  - stretch: childs_pose\n    hold: 3\n    rest: 1,5\n",
}
READ = """(content) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const form = window.routine.fromYaml(window.routine.decoded(bytes));
  return { form, text: window.routine.toYaml(form), mistakes: window.routine.mistakes(form),
    warnings: window.routine.warnings(form, null, form.top.values.language ?? "en").map((found) => found.text) };
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, page_file: Path) -> Page:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    return page


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_an_accepted_file_is_read_and_written_without_a_loss(page: Page, content: bytes) -> None:
    examined = examine(content)
    routine = examined.routine
    assert routine is not None
    found = page.evaluate(READ, b64encode(content).decode())
    assert found["mistakes"] == []
    assert set(found["warnings"]) == {warning.text for warning in examined.warnings}
    assert close(meaning(found["form"])) == close(as_form(routine))
    again = examine(found["text"]).routine
    assert again is not None
    assert close(as_form(again)) == close(as_form(routine))
    assert sorted(comments(found["text"])) == sorted(comments(decode(content).text))


def comments(text: str) -> list[str]:
    """The comments of a file without quoted or folded texts that hold a #: enough for these files."""
    plain = re.sub(r'"[^"\n]*"|\'[^\'\n]*\'', "", text.replace("\u00a0", " ").replace("\t", " ").replace("\r", "\n"))
    return [match[1].strip() for line in plain.split("\n") if (match := re.search(r"(?:^|\s)#(.*)$", line))]


@settings(max_examples=cases(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ROUTINES,
    st.sampled_from([(2, 2, 0), (4, 6, 4), (3, 5, 3)]),
    st.sampled_from([None, True, False]),
    st.sampled_from([20, 400]),
)
def test_the_output_of_a_yaml_program_is_read_however_it_is_laid_out(
    page: Page, routine: dict[str, object], indents: tuple[int, int, int], flow: bool | None, width: int
) -> None:
    writer: Any = YAML(typ="safe", pure=True)
    writer.map_indent, writer.sequence_indent, writer.sequence_dash_offset = indents
    writer.default_flow_style, writer.width = flow, width
    text = StringIO()
    writer.dump(json.loads(json.dumps(routine)), text)
    read = examine(text.getvalue()).routine
    assert read is not None
    found = page.evaluate(READ, b64encode(text.getvalue().encode()).decode())
    assert close(meaning(found["form"])) == close(as_form(read)), text.getvalue()


@pytest.mark.long
@pytest.mark.timeout(900)
def test_whatever_people_and_editors_change_the_page_reads_what_the_check_accepts(page: Page) -> None:
    chance = random.Random(1)
    sources = [content for content in FILES.values() if not content.startswith(b"\xff\xfe")]
    changed = (lines_changed(chance.choice(sources), chance) for _ in range(1_500))
    accepted = [(content, routine) for content in changed if (routine := examine(content).routine) is not None]
    assert len(accepted) > 50
    for content, routine in accepted:
        found = page.evaluate(READ, b64encode(content).decode())
        assert found["mistakes"] == [], content
        assert close(meaning(found["form"])) == close(as_form(routine)), content


KEPT = {
    "a value": ("routine: r\nsteps:\n  - stretch: cat_cow\n    cycles: many\n", "    cycles: \"many\"\n"),
    "a key": ("routine: r\ncolour: blue\nsteps: [cat_cow]\n", 'colour: "blue"\n'),
    "a key of a step": ("routine: r\nsteps:\n  - stretch: cat_cow\n    hold: 20 s\n", '    hold: "20 s"\n'),
    "a step": ("routine: r\nsteps:\n  - plank\n  - cat_cow\n", '  - "plank"\n'),
    "a step of another kind": ("routine: r\nsteps:\n  - plank: 20 s\n", '  - {"plank":"20 s"}\n'),
    "an alias": ("routine: &a r\nversion: *a\nsteps: [cat_cow]\n", 'version: "*a"\n'),
    "limits": ("routine: r\nlimits: none\nsteps: [cat_cow]\n", 'limits: "none"\n'),
    "an angle": ("routine: r\nlimits:\n  largest_angle:\n    cat_cow: 90\nsteps: [cat_cow]\n", "    cat_cow: 90\n"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "line"), KEPT.values(), ids=KEPT.keys())
def test_what_cannot_be_read_is_named_and_kept(page: Page, content: str, line: str) -> None:
    assert examine(content).routine is None
    found = page.evaluate(READ, b64encode(content.encode()).decode())
    assert len(found["mistakes"]) == 1
    assert line in found["text"]


REFUSED = {
    "no routine": ("hello", "This is not a routine file."),
    "nothing": ("", "This is not a routine file."),
    "a step too far left": ("routine: r\nsteps:\n  - cat_cow\n - rest\n", "in line 4"),
    "an open quote": ('routine: "r\nsteps: [cat_cow]\n', "in line"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_routine_is_refused_in_a_line(page: Page, content: str, words: str) -> None:
    read = "(text) => { try { window.routine.fromYaml(text); return null; } catch (error) { return error.message; } }"
    assert words in (page.evaluate(read, content) or "")
