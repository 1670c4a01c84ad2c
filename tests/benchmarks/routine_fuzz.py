"""Mutations of every shipped routine and of the examples in the therapists' guide: a million cases by default.

    python -m tests.benchmarks.routine_fuzz [--cases N] [--seed N] [--first N]

Half of the cases change bytes, half change lines as people and editors do. Every case must give a routine or messages:
no exception, under a second of CPU, and the whole run under 200 MB. Prints the slowest case and the peak memory, and
saves a failing case as ``fuzz_failed.yaml``. Case N of a seed is always the same: ``--first N --cases 1`` runs it
alone, and an interrupted run can continue there.
"""

import argparse
import random
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coach.routine.explain import explain
from coach.routine.loader import examine
from coach.routine.plan import estimate_s, plan
from coach.routine.routine_file import LONGEST_SESSION_OVERRIDDEN_S
from coach.routine.shelf import list_routines
from tests.benchmarks.memory import memory_mb

LONGEST_S = 1.0
MOST_MB = 200
GUIDE = Path(__file__).parents[2] / "docs" / "therapists.md"
# fmt: off
PIECES = (
    *("\n", " ", "  ", "\t", ":", ": ", "- ", "-", "#", "'", '"', "[", "]", "{", "}", ",", "&a ", "*a", "!", "!!"),
    *("|", ">", "%", "@", "`", "\\", "?", "? ", "\x00", "\x1b", "\x85", "\r", "\r\n", "~", "---\n", "...\n"),
    *("<<: ", "<b>", "[[", "é", "“", "\xa0", "\u2028", "\u202e", "\ufeff", "½", "٣", "🙂", "ＡＢ", "20 s", "3x20s"),
    *("-1", "1e99", "0x1F", "1:99", "99999999999999999999", ".nan", ".inf", "null", "knee_to_chest", "stretch"),
    *("weeks", "sets", "moves", "left", "right", "section", "exercise", "get_in", "do", "as_tolerated", "days"),
    *("steps", "limits", "hold", "note", "largest_angle", "with", "\udcff", "\udcc3", "\ud800"),
)
# fmt: on
VALUES = (
    *("", "~", "yes", "no", "left", "both", "3", "-3", "0", "007", "3.5", "3,5", "1e400", "9" * 40, "0x10", "½ min"),
    *("20 s", "20''", "3x20s", "20-30 s", "twenty", "1:30", "1:99", "99:59", "5-1-3", "6 breaths", "100 %", "90°"),
    *("[]", "{}", "[a, [b, [c]]]", "{a: {b: {c: 1}}}", "[" * 40, "{a: " * 40, "- - - x", "&a x", "*a", "!!int 3"),
    *("!!python/object/apply:os.system [x]", "<<: *a", "| ", ">-", "'", '"', '"\\u0007"', '"\\x1b[2J"', "“x”", "#"),
    *("knee to chest", "cat/cow", "childs pose", "note: note: note", "2026-02-30", "31.12.2026", "Zoë", "\u202eabc"),
    *("3 sets of 10", "2x/day", "as tolerated", "5 breaths", "week 3", "monday", "right first", "{3: {reps: 8}}"),
    *("x" * 3_000, "ß" * 400, "[[slnc 500]]", "<speak>", "a: b: c", "http://x", "../../etc/passwd", "$(x)", "{{x}}"),
)


def bytes_changed(content: bytes, chance: random.Random) -> bytes:
    """One to six slips: bytes flipped, dropped, doubled, moved, or pieces of YAML inserted."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 1, 2, 5, 20, 80))
        kind = chance.randrange(6)
        if kind == 0 and at < len(data):
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + length]
        elif kind == 2:
            data[at:at] = data[at : at + length]
        elif kind == 3:
            other = chance.randrange(len(data) + 1)
            data[at:at] = data[other : other + length]
        else:
            data[at:at] = chance.choice(PIECES).encode(errors="surrogatepass")
    return bytes(data)


Lines = list[str]
LineChange = Callable[[Lines, int, random.Random], None]


def _swap(lines: Lines, at: int, chance: random.Random) -> None:
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _double(lines: Lines, at: int, chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines) + 1), lines[at])


def _drop(lines: Lines, at: int, chance: random.Random) -> None:
    del lines[at : at + chance.randint(1, 3)]
    lines.append("")


def _indent(lines: Lines, at: int, chance: random.Random) -> None:
    inside = chance.choice(("", " ", "   ", "      ", "\t", " \t ", " " * 40))
    for number in range(at, min(len(lines), at + chance.choice((1, 1, 4, 99)))):
        lines[number] = inside + (lines[number] if chance.random() < 0.5 else lines[number].lstrip())


def _value(lines: Lines, at: int, chance: random.Random) -> None:
    key, colon, _ = lines[at].partition(":")
    lines[at] = f"{key}{colon or ':'} {chance.choice(VALUES)}"


def _nest(lines: Lines, at: int, chance: random.Random) -> None:
    lines[at] += chance.choice((" " * 4 + "- ", "- ", "? ", "[", "{a: ")) * chance.choice((1, 7, 200))


def _key(lines: Lines, at: int, chance: random.Random) -> None:
    _, _, rest = lines[at].partition(":")
    lines[at] = f"{chance.choice(VALUES)}:{rest}"


def _join(lines: Lines, at: int, chance: random.Random) -> None:
    lines[at : at + 2] = [chance.choice((" ", "", ", ", "\t", " - ")).join(lines[at : at + 2])]


def _mark(lines: Lines, at: int, chance: random.Random) -> None:
    body = lines[at].lstrip()
    mark = chance.choice(("> ", "• ", "– ", "* ", "1. ", "# ", "```", "&a ", "!x ", "- ", "-", "-- "))
    lines[at] = lines[at][: len(lines[at]) - len(body)] + mark + body


def _bomb(lines: Lines, at: int, chance: random.Random) -> None:
    depth, width = (9, 9) if chance.random() < 0.02 else (2, 3)
    lines[at:at] = [f"{chr(c)}: &{chr(c)} [{','.join([f'*{chr(c - 1)}'] * width)}]" for c in range(98, 98 + depth)]


def _repeat(lines: Lines, at: int, chance: random.Random) -> None:
    several = chance.choice((5, 20, 90)) if chance.random() < 0.01 else 2
    lines[at:] = lines[at:] * several


CHANGES: tuple[LineChange, ...] = (
    *(_swap, _double, _drop, _indent, _value, _value, _value, _nest, _key, _join, _mark, _mark, _bomb, _repeat),
)


def lines_changed(content: bytes, chance: random.Random) -> bytes:
    """One to four slips of a person or an editor, saved in the manner of one of many editors."""
    lines = content.decode().splitlines()
    for _ in range(chance.randint(1, 4)):
        chance.choice(CHANGES)(lines, chance.randrange(len(lines)), chance)
    text = chance.choice(("\n", "\n", "\n", "\r\n", "\r")).join(lines)
    return text.encode(chance.choice(("utf-8",) * 6 + ("utf-8-sig", "utf-16", "cp1252")), errors="replace")


def case_of(number: int, seed: int, originals: list[bytes]) -> bytes:
    """Case ``number`` of a seed; cycles through the originals, and through their bytes and lines."""
    chance = random.Random(f"{seed}/{number}")
    change = bytes_changed if number // len(originals) % 2 else lines_changed
    return change(originals[number % len(originals)], chance)


def originals() -> list[bytes]:
    """Every shipped routine, and the examples of the therapists' guide, which use every key."""
    examples = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)
    bare = [re.sub(r" *#.*\n", "\n", example) for example in examples]
    return [*(entry.path.read_bytes() for entry in list_routines()), *(example.encode() for example in bare)]


@dataclass
class Tally:
    cases: int = 0
    accepted: int = 0
    slowest_s: float = 0.0
    slowest_case: int = 0


def fuzz(cases: int, seed: int, first: int = 0) -> Tally:
    """Runs the cases; raises the first failure after saving its bytes."""
    known = originals()
    tally = Tally()
    for number in range(first, first + cases):
        content = case_of(number, seed, known)
        began_s = time.thread_time()
        try:
            tally.accepted += examined_well(content)
        except Exception:
            Path("fuzz_failed.yaml").write_bytes(content)
            sys.stderr.write(f"case {number} of seed {seed} failed; see fuzz_failed.yaml\n")
            raise
        took_s = time.thread_time() - began_s
        tally.cases += 1
        if tally.cases % 10_000 == 0:
            sys.stderr.write(f"{number + 1} {tally.slowest_s * 1000:.0f} ms {memory_mb():.0f} MB\n")
        if took_s > tally.slowest_s:
            tally.slowest_s, tally.slowest_case = took_s, number
    return tally


def examined_well(content: bytes) -> bool:
    """Whether the file is accepted, and can be planned and shown."""
    examined = examine(content, "fuzz")
    assert (examined.routine is None) == bool(examined.mistakes)
    assert all(problem.at("fuzz").isprintable() for problem in examined.mistakes + examined.warnings)
    if examined.routine is None:
        return False
    planned = plan(examined.routine, examined.sha256)
    assert 0 < estimate_s(planned) <= LONGEST_SESSION_OVERRIDDEN_S
    assert explain(examined.routine, examined.warnings).count("\n") > len(planned.steps)
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    began_s = time.monotonic()
    tally = fuzz(options.cases, options.seed, options.first)
    took_s = time.monotonic() - began_s
    print(
        f"{tally.cases} cases of seed {options.seed} in {took_s:.0f} s: {tally.accepted} accepted, the others refused "
        f"with their lines; slowest {tally.slowest_s * 1000:.0f} ms (case {tally.slowest_case}), "
        f"peak memory {memory_mb():.0f} MB of {MOST_MB}"
    )
    assert tally.slowest_s < LONGEST_S
    assert memory_mb() < MOST_MB


if __name__ == "__main__":
    main()
