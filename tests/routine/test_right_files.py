"""Well-formed input in people's own style is accepted."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from coach.routine.explain import lines
from coach.routine.loader import examine, parse
from coach.routine.plan import Breath
from coach.routine.routine_file import Routine
from tests.effort import cases

HEADER = "routine: r\n"
STEPS = f"{HEADER}steps:\n"
CAT = f"{STEPS}  - cat_cow\n"

ACCEPTED: dict[str, str | bytes] = {
    "list at the margin": f"{STEPS}- cat_cow\n",
    "list deep inside": f"{STEPS}      - cat_cow\n",
    "byte order mark": "\ufeff" + CAT,
    "windows line ends": CAT.replace("\n", "\r\n"),
    "old mac line ends": CAT.replace("\n", "\r"),
    "windows unicode": CAT.encode("utf-16"),
    "no last line end": CAT.rstrip(),
    "spaces from a web page": CAT.replace(" ", "\u00a0"),
    "tabs behind the words": f"{STEPS}  - stretch:\tcat_cow\t# so\n    cycles:\t5\n",
    "document marks": f"---\n{CAT}...\n",
    "version directive": f"%YAML 1.2\n---\n{CAT}",
    "json": '{"routine": "r", "steps": ["cat_cow", {"stretch": "knee_to_chest", "hold": 20}]}',
    "braces": f"{STEPS}  - {{stretch: knee_to_chest, hold: 20 s, reps: 2}}\n",
    "folded text that looks like keys": f"{STEPS}  - note: >\n      hold:20 is\n\n      - not a step\n",
    "other scripts": f"{STEPS}  - note: Schön langsam, ça va, 慢慢\n",
    "a hyphen alone": f"{STEPS}  -\n    stretch: cat_cow\n    cycles: 3\n  -\n    rest: 1 min\n",
    "brackets over lines": (
        "routine: r\nsteps: [\n  cat_cow,\n  {stretch: knee_to_chest, with: [towel],\n"
        "  hold: 3 s,\n reps: 2},\n  rest\n]\n"
    ),
    "values on lines of their own": "routine:\n  r\nsteps:\n  - stretch:\n      knee_to_chest\n    hold:\n      20 s\n",
    "a quotation over lines": f'{STEPS}  - note: "Lie down,\n\n  hold: on,\n    - rest"\n  - cat_cow\n',
    "words over lines": f"{STEPS}  - note: Lie down\n      hold on\n      rest\n  - note:\n      Well done\n  - rest\n",
    "header behind the steps": f"{STEPS}- cat_cow\nlimits:\n  no_twist: yes\nprecautions:\n- hip\nnotes: that is all\n",
    "the mark of a comment in quotes": "routine: 'say #1'\nsteps:\n- note: 'hold on:\n    breathe'\n- rest\n",
    "number as name": "routine: 12\nsteps: [cat_cow]\n",
    "every list at the margin": "routine: r\nprecautions: # these\n\n- hip\n- knee\nsteps:\n- cat_cow\n- rest\n",
    "closing mark": f"{CAT}---\n",
    "comment with anything": f"# hold:20 “x” <b> \t &a *b\n{CAT}",
}


@pytest.mark.parametrize("content", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_accepted(content: str | bytes) -> None:
    examined = examine(content)
    assert examined.mistakes == ()
    assert isinstance(examined.routine, Routine)


def _only_step(line: str, stretch: str = "knee_to_chest") -> object:
    return parse(f"{STEPS}  - stretch: {stretch}\n    {line}\n").routine.steps[0]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("20", 20.0),
        ("20 s", 20.0),
        ("20s", 20.0),
        ("20 sec", 20.0),
        ("20 sec.", 20.0),
        ("20 Seconds", 20.0),
        ("1 min", 60.0),
        ("1 min 30 s", 90.0),
        ("1m30s", 90.0),
        ("1 min and 30 seconds", 90.0),
        ("1:30", 90.0),
        ("01:30", 90.0),
        ("0.5 min", 30.0),
        ("1,5 min", 90.0),
        ("12.5", 12.5),
        ("12,5 s", 12.5),
        ('"20 s"', 20.0),
        ("“20 s”", 20.0),
        ("‘20 s’", 20.0),
    ],
)
def test_lengths_of_time(written: str, seconds: float) -> None:
    assert getattr(_only_step(f"hold: {written}"), "hold") == seconds  # noqa: B009 - the type is any step


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("largest_angle: 90", "largest_angle", 90.0),
        ("largest_angle: 90 deg", "largest_angle", 90.0),
        ("largest_angle: 90°", "largest_angle", 90.0),
        ("largest_angle: 82,5 degrees", "largest_angle", 82.5),
        ("breath: 4-6", "breath", Breath(4, 0, 6)),
        ("breath: 4 - 1 - 6", "breath", Breath(4, 1, 6)),
        ("breath: 4–6", "breath", Breath(4, 0, 6)),
        ("breath: off", "breath", None),
        ("breath: no", "breath", None),
        ('reps: "3"', "reps", 3),
        ("with: towel", "modifications", frozenset({"towel"})),
        ("with: [towel, behind_thigh]", "modifications", frozenset({"towel", "behind_thigh"})),
        ("say: “Don’t hurry”", "say", "Don’t hurry"),
        ("say: 42", "say", "42"),
        ("rest: 0", "rest", 0.0),
    ],
)
def test_values(line: str, field: str, value: object) -> None:
    assert getattr(_only_step(line), field) == value


@pytest.mark.parametrize("word", ["yes", "Yes", "true", "on", '"yes"'])
def test_yes(word: str) -> None:
    assert parse(f"{HEADER}limits:\n  no_twist: {word}\nsteps: [cat_cow]\n").routine.limits.no_twist is True


@pytest.mark.parametrize(("written", "kept"), [("1", "1"), ("1.10", "1.10"), ("2026-11-22", "2026-11-22"), ("b", "b")])
def test_a_version_stays_as_it_is_written(written: str, kept: str) -> None:
    assert parse(f"{HEADER}version: {written}\nsteps: [cat_cow]\n").routine.version == kept


def test_yaml_1_2_words_stay_words() -> None:
    """In YAML 1.1 this name would be false."""
    assert parse("routine: no\nsteps: [cat_cow]\n").routine.routine == "no"


WORDS = st.sampled_from(
    ["Slowly.", "hold on: breathe", "- rest", "say #1", "it's well", '"quoted"', "[a] b", "cat_cow"]
)
STRETCHED = st.fixed_dictionaries(
    {"stretch": st.sampled_from(["knee_to_chest", "knee_drop"])},
    optional={
        "hold": st.sampled_from([5, "20 s", "1:30"]),
        "reps": st.integers(1, 3),
        "sides": st.sampled_from(["left", "both"]),
        "say": WORDS,
        "with": st.lists(st.sampled_from(["on_bed", "pillow_under_head"]), min_size=1, unique=True),
    },
)
STEP: st.SearchStrategy[Any]
STEP = STRETCHED | st.sampled_from(["cat_cow", "rest", {"rest": None}, {"walk": "2 min"}]) | st.builds(dict, note=WORDS)
ROUTINES = st.fixed_dictionaries(
    {"routine": WORDS, "steps": st.lists(STEP, min_size=1, max_size=5)},
    optional={
        "notes": WORDS,
        "limits": st.fixed_dictionaries(
            {}, optional={"stop_at_pain": st.just(5), "largest_angle": st.just({"knee_drop": 50})}
        ),
        "precautions": st.lists(st.sampled_from(["hip", "knee"]), min_size=1, unique=True),
    },
)


@settings(max_examples=cases(150), deadline=None)
@given(
    st.permutations(["routine", "steps", "notes", "limits", "precautions"]),
    ROUTINES,
    st.sampled_from([(2, 2, 0), (2, 4, 2), (4, 6, 4), (3, 5, 3)]),
    st.sampled_from([None, True, False]),
    st.sampled_from([20, 80, 400]),
)
def test_a_right_file_is_right_however_it_is_laid_out(
    order: list[str], routine: dict[str, Any], indents: tuple[int, int, int], flow: bool | None, width: int
) -> None:
    """The output of a YAML program is never mistaken for a slip."""
    writer: Any = YAML(typ="safe", pure=True)
    writer.map_indent, writer.sequence_indent, writer.sequence_dash_offset = indents
    writer.default_flow_style, writer.width = flow, width
    writer.sort_base_mapping_type_on_output = False
    text = io.StringIO()
    shared = {key: routine[key] for key in order if key in routine}
    writer.dump(json.loads(json.dumps(shared)), text)  # otherwise the writer would use an anchor for repeated data
    assert examine(text.getvalue()).mistakes == (), text.getvalue()


CORPUS = Path(__file__).parent / "right"


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_meaning_is_the_writers(file: Path) -> None:
    """Files as people write them; expected.txt has the coach's answer, a line for each step and warning."""
    examined = examine(file.read_bytes(), file.name)
    assert examined.routine is not None, examined.mistakes
    meaning = [examined.routine.routine]
    meaning += ["  " + "; ".join((f"{line.name}: {line.dose}", *line.details)) for line in lines(examined.routine)]
    meaning += [f"  warning {said.line}:{said.column}: {said.text}" for said in examined.warnings]
    expected = (CORPUS / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [f"{file.name}: {line}" for line in meaning] == [
        line for line in expected if line.startswith(f"{file.name}:")
    ]
