"""Checks the promises on random sessions with faults of the machine.

``python tests/benchmarks/session_promises.py [SESSIONS] [FIRST_SEED]``

Every session has its own seed, so ``... 1 SEED`` repeats a failure.
"""

import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from coach.session.events import HearingFound, HearingLost, HearingMasked, TalkHeard, Wish
from tests.session.promises import BODIES, PLANS, SCREENINGS, BrokenPromiseError, Promises

MOST_MOVES = 14
FAULTY = 0.7
"""Share of the sessions in which the machine fails, after every second move."""
HELD = (Wish.YES, Wish.NO, Wish.UNSURE, Wish.CONTINUE, Wish.SKIP)
HOWS = ("key", "voice", "mouse")
ANSWERS = (Wish.YES, Wish.NO, Wish.UNSURE, Wish.NUMBER)


def main() -> None:
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    began_s, failures, seen = time.monotonic(), 0, Counter[str]()
    for seed in range(first, first + sessions):
        try:
            seen.update(session(random.Random(seed)))
        except BrokenPromiseError as broken:
            failures += 1
            print(f"seed {seed}: {broken}", flush=True)
        if (seed - first + 1) % 10_000 == 0:
            print(f"{seed - first + 1} sessions, {failures} failures, {time.monotonic() - began_s:.0f} s", flush=True)
    print(f"{sessions} sessions from seed {first}, {failures} failures, {time.monotonic() - began_s:.0f} s")
    print(", ".join(f"{name} {count}" for name, count in sorted(seen.items())))
    sys.exit(1 if failures else 0)


def session(chance: random.Random) -> Counter[str]:
    """Runs one session to its end; returns what happened, to show that everything was tried."""
    person = Promises(
        chance.choice(PLANS),
        chance.choice(SCREENINGS),
        ask=chance.random() < 0.8,
        watching=chance.random() < 0.6,
        talks=chance.random() < 0.8,
    )
    if chance.random() < 0.7:
        person.answers_well(chance.randint(1, 16))
    faulty = chance.random() < FAULTY
    for _ in range(chance.randint(1, MOST_MOVES)):
        move(person, chance)
        if faulty and chance.random() < 0.5:
            fault(person, chance)
    person.to_the_end()
    events = Counter(line.event for line in person.log)
    events.update(f"outcome {person.outcome.value}" for _ in [0] if person.outcome)
    events.update(f"stopped {line.fields['why']}" for line in person.log if line.event == "stopped")
    return events


def move(person: Promises, chance: random.Random) -> None:
    kind = chance.random()
    if kind < 0.2:
        person.answers_well(chance.randint(1, 6))
    elif kind < 0.35:
        person.look(chance.choice([None, *BODIES]), chance.uniform(0.5, 25), fps=chance.choice([2.0, 4.0]))
    elif kind < 0.45:
        person.silence(chance.uniform(0.1, 130), step_s=chance.choice([1.0, 3.0, 10.0]))
    elif kind < 0.55:
        person.say(Wish.STOP, how=chance.choice(HOWS))
    elif kind < 0.65:
        person.say(Wish.STOP, how=chance.choice(HOWS))
        person.answers_well(chance.randint(2, 4))
    elif kind < 0.8:
        person.answer_any(chance.choice(ANSWERS), chance.randint(0, 10))
    elif kind < 0.94:
        person.say(chance.choice(list(Wish)), chance.randint(0, 10), chance.choice(HOWS))
    elif kind < 0.97:
        person.jump(chance.uniform(1, 7200))
    else:
        person.source(found=chance.random() < 0.5)


def fault(person: Promises, chance: random.Random) -> None:
    """An event that happens to the machine."""
    kind = chance.random()
    if kind < 0.2:
        person.source(found=chance.random() < 0.5)
    elif kind < 0.4:
        person.gap(chance.choice([1.5, 20.0, 90.0, 7200.0]), counted=chance.random() < 0.5)
    elif kind < 0.55:
        person.fails(chance.choice(["voice", "screen", "ear", "log"]))
    elif kind < 0.7:
        person.hearing(chance.choice([HearingLost, HearingFound, HearingMasked, TalkHeard]))
    elif kind < 0.85:
        person.holds_key(chance.choice(HELD), chance.uniform(0.3, 4.0))
    else:
        person.flickers(chance.choice([None, *BODIES]), chance.randint(1, 6))


if __name__ == "__main__":
    main()
