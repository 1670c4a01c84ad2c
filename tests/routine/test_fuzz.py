"""Whatever the bytes of a file, the result is a routine or messages: no exception, and no file takes long."""

import json
import runpy
import time
from pathlib import Path
from timeit import timeit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.routine.decoding import LARGEST_FILE_BYTES
from coach.routine.handout import handout
from coach.routine.loader import Examined, examine
from coach.routine.plan import estimate_s, plan
from coach.routine.routine_file import LONGEST_SESSION_OVERRIDDEN_S
from tests.effort import cases

pytestmark = pytest.mark.untraced  # tracing would take longer than the tests

BENCHMARK = Path(__file__).parent.parent / "benchmarks" / "routine_fuzz.py"
HONEST = b"routine: r\nsteps:\n" + b"  - stretch: cat_cow\n    cycles: 5\n    say: Slowly.\n" * 1_200
"""What a person could write, nearly as long as a file may be."""
MOST_TIMES_HONEST = 6
"""The worst of the bombs, one of empty lines, takes 1.9 times as long as the honest file."""

BOMBS: dict[str, bytes] = {
    "billion laughs": b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in range(98, 110)),
    "brackets": b"[" * 60_000,
    "braces": b"a: " + b"{" * 60_000,
    "brackets on lines": b"[\n" * 30_000,
    "hyphens": b"- " * 30_000,
    "deep block": b"".join(b" " * i + b"-\n" for i in range(350)),
    "question marks": b"? " * 30_000,
    "keys": b"".join(b"k%d: 1\n" % i for i in range(6_000)),
    "same key": b"a: 1\n" * 12_000,
    "one word": b"routine: " + b"x" * 60_000,
    "one comment": b"#" * 65_000,
    "empty lines": b"\n" * 65_000,
    "commas": b"[" + b"a," * 30_000,
    "escapes": b'a: "' + b"\\n" * 30_000 + b'"',
    "bad escape": b'a: "\\U99999999"',
    "surrogate escape": b'a: "\\ud800"',
    "long number": b"steps:\n  - stretch: cat_cow\n    cycles: " + b"9" * 50_000,
    "tabs": b"\t" * 60_000,
    "colons": b": " * 30_000,
    "many words": b"steps:\n" + b"  - knee_to_chset\n" * 3_500,
    "quotes": b"'" * 60_000,
    "block text": b"a: |\n" + b" x\n" * 20_000,
    "anchors": b"- &a b\n" * 9_000,
    "spaces in keys": b"steps:\n - {" + b"a" * 3_900 + b": 1}\n",
    "documents": b"---\n" * 16_000,
    "directives": b"%X y\n" * 13_000,
    "tags": b"- !!a b\n" * 8_000,
    "long, and unreadable at its end": b"routine: r\nsteps:\n"
    + b"  - stretch: cat_cow\n    cycles: 5\n    say: Slowly.\n" * 400
    + b"  - note: @x\n" * 12,
    "odd spaces": "\u3000".encode() * 20_000,
    "emoji": "🙂".encode() * 16_000,
}


def _examined(content: bytes) -> Examined:
    examined = examine(content, "fuzz")
    assert (examined.routine is None) == bool(examined.mistakes)
    for problem in examined.mistakes + examined.warnings:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.at("fuzz").isprintable()
    if examined.routine is not None:
        planned = plan(examined.routine)
        assert 0 < estimate_s(planned) <= LONGEST_SESSION_OVERRIDDEN_S
        assert handout([examined.routine], lambda _: None).endswith("</html>\n")
    return examined


def _cost_s(content: bytes) -> float:
    """Processor time of this thread, without collecting the garbage of other tests."""
    return timeit(lambda: examine(content, "fuzz"), number=1, timer=time.thread_time)


@pytest.fixture(scope="module")
def honest_s() -> float:
    return _cost_s(HONEST)


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_bombs_are_refused_quickly(bomb: bytes, honest_s: float) -> None:
    assert len(bomb) <= LARGEST_FILE_BYTES
    assert _examined(bomb).routine is None
    assert _cost_s(bomb) < MOST_TIMES_HONEST * honest_s


def test_mutations_of_shipped_routines() -> None:
    """The benchmark runs a million of these."""
    count = cases(1000)
    tally = runpy.run_path(str(BENCHMARK))["fuzz"](cases=count, seed=5)
    assert 0 < tally.accepted < tally.cases == count


@settings(max_examples=cases(200), deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    _examined(content)


WORDS = st.sampled_from(
    [
        "routine",
        "steps",
        "stretch",
        "hold",
        "reps",
        "rest",
        "limits",
        "with",
        "knee_to_chest",
        "cat_cow",
        "20 s",
        "1:30",
        "-5",
        "sets",
        "moves",
        "left",
        "weeks",
        "3",
        "section",
        "exercise",
        "get_in",
        "do",
        "sides",
        "both",
        "days",
        "monday",
        "times_a_day",
        "starts_on",
        "2027-01-04",
        "as_tolerated",
        "yes",
        "2 breaths",
    ]
)
YAML_LIKE = st.recursive(
    WORDS | st.integers() | st.booleans() | st.none() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=cases(150), deadline=None)
@given(YAML_LIKE, YAML_LIKE)
def test_any_shape(steps: object, limits: object) -> None:
    """JSON is YAML: data of any shape takes the same path."""
    document = {"routine": "r", "limits": limits, "steps": [steps]}
    _examined(json.dumps(document).encode())
    _examined(json.dumps({"routine": steps, "steps": limits}).encode())
