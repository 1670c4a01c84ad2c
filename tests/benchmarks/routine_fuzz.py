"""Byte-level mutations of the shipped routines: a million cases by default.

    python tests/benchmarks/routine_fuzz.py [--cases N] [--seed N]

Every case must give a routine or lines about it: no exception, under a second of CPU each. Prints the slowest case and
the memory at the end; saves a case that fails as ``fuzz_failed.yaml``.
"""

import argparse
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from coach.routine.explain import explain
from coach.routine.loader import examine
from coach.routine.model import LONGEST_SESSION_OVERRIDDEN_S
from coach.routine.plan import estimate_s, plan
from coach.routine.shelf import list_routines

LONGEST_S = 1.0
PIECES = (
    *(
        b"\n",
        b" ",
        b"  ",
        b"\t",
        b":",
        b": ",
        b"- ",
        b"-",
        b"#",
        b"'",
        b'"',
        b"[",
        b"]",
        b"{",
        b"}",
        b",",
        b"&a ",
        b"*a",
    ),
    *(b"!", b"!!", b"|", b">", b"%", b"@", b"`", b"\\", b"?", b"? ", b"\0", b"\x1b", b"\xff", b"\xc3", b"\xef\xbb\xbf"),
    *(
        "é".encode(),
        "“".encode(),
        "\u00a0".encode(),
        "\u2028".encode(),
        "\u202e".encode(),
        b"\x85",
        b"\r",
        b"\r\n",
        b"~",
    ),
    *(
        b"---\n",
        b"...\n",
        b"<<: ",
        b"20 s",
        b"-1",
        b"1e99",
        b"0x1F",
        b"1:99",
        b"99999999999999999999",
        b".nan",
        b"null",
    ),
    *(b"knee_to_chest", b"stretch", b"steps", b"limits", b"hold", b"note", b"largest_angle", b"with", b"[[", b"<b>"),
)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content after one to six slips: bytes flipped, dropped, doubled, moved, or pieces of YAML put in."""
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
            data[at:at] = chance.choice(PIECES)
    return bytes(data)


@dataclass(frozen=True)
class Tally:
    cases: int
    accepted: int
    slowest_s: float


def fuzz(cases: int, seed: int) -> Tally:
    """Runs the cases; raises the first failure after saving its bytes."""
    shipped = [entry.path.read_bytes() for entry in list_routines()]
    chance = random.Random(seed)
    accepted, slowest_s = 0, 0.0
    for case in range(cases):
        content = mutated(chance.choice(shipped), chance)
        began_s = time.process_time()
        try:
            examined = examine(content, "fuzz")
            took_s = time.process_time() - began_s
            assert took_s < LONGEST_S, f"{took_s:.2f} s"
            assert (examined.routine is None) == bool(examined.mistakes)
            assert all(problem.at("fuzz").isprintable() for problem in examined.mistakes + examined.warnings)
        except Exception:
            Path("fuzz_failed.yaml").write_bytes(content)
            sys.stderr.write(f"case {case} of seed {seed} failed; see fuzz_failed.yaml\n")
            raise
        if examined.routine is not None:
            accepted += 1
            planned = plan(examined.routine, examined.sha256)
            assert 0 < estimate_s(planned) <= LONGEST_SESSION_OVERRIDDEN_S
            assert explain(examined.routine, examined.warnings).count("\n") > len(planned.steps)
        slowest_s = max(slowest_s, took_s)
    return Tally(cases, accepted, slowest_s)


def memory_mb() -> float:
    """Peak memory of this process in MB; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began_s = time.monotonic()
    tally = fuzz(options.cases, options.seed)
    took_s = time.monotonic() - began_s
    print(
        f"{tally.cases} cases in {took_s:.0f} s: {tally.accepted} accepted, the others refused with their lines; "
        f"slowest {tally.slowest_s * 1000:.0f} ms, peak memory {memory_mb():.0f} MB"
    )


if __name__ == "__main__":
    main()
