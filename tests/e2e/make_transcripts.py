"""Drives ``coach run`` in a pseudo-terminal like a person with closed eyes, and records output and keys.

``python tests/e2e/make_transcripts.py [NAME...]`` recreates ``docs/transcripts/NAME.txt`` in real time.
"""

import json
import os
import pty
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from coach.record.store import Store
from coach.session.engine import Carry
from coach.session.safety.traffic_light import NOTHING, Course

FOLDER = Path(__file__).parent.parent.parent / "docs" / "transcripts"
ROUTINE = """\
routine: three steps
assigned_by: M.K.
steps:
  - {stretch: childs_pose, hold: 16 s, reps: 1}
  - {stretch: knee_to_chest, sides: both, hold: 10 s, reps: 1}
  - {stretch: pelvic_tilt, hold: 5 s, reps: 2}
"""
REACTS_S = 0.6
LIMIT_S = 900.0
DEFAULT = {"ask.pain_before": "2", "ask.pain_now": "2", "ask.pain_after": "2", "first_run.keep": "y"}


@dataclass
class Person:
    """The keys that a person presses in response to the coach."""

    about: str
    answers: dict[str, str | None] = field(default_factory=dict)
    """Question -> key; None: silence. Other questions get a no."""
    presses: dict[tuple[str, int], str] = field(default_factory=dict)
    """(event, its count) -> key."""
    known: bool = True
    """There was an earlier session."""

    def answer(self, question: str) -> str | None:
        return {**DEFAULT, **self.answers}.get(question, "n")


PEOPLE = {
    "first_time_and_a_stop": Person(
        "The first time: every question. Stop in the hold of the first stretch, a low score, a yes to the next one.",
        answers={"ask.next_stretch": "y"},
        presses={("hold_started", 1): " "},
        known=False,
    ),
    "stop_moving_in_and_a_high_score": Person(
        "A later time: the short set and the day after. Stop on the way into the second stretch, eight, and rest.",
        answers={"ask.pain_now": "8", "ask.next_day_worst": "3", "ask.next_day": "2"},
        presses={("phase move_in", 2): "p"},
    ),
    "stop_resting_and_no_answer": Person(
        "A later time. Stop in the rest between two sides, and then no answer at all.",
        answers={"ask.pain_now": None, "ask.next_day_worst": "2", "ask.next_day": "2"},
        presses={("phase rest", 1): "p"},
    ),
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in sys.argv[1:] or PEOPLE:
        with tempfile.TemporaryDirectory() as folder:
            text = record(PEOPLE[name], Path(folder))
        (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")


def record(person: Person, folder: Path) -> str:
    events, routine, data = folder / "events.jsonl", folder / "three.yaml", folder / "data"
    routine.write_text(ROUTINE, encoding="utf-8")
    if person.known:
        quiet = Carry(began=True, may_keep=True, course=Course(before=2, worst=2, after=2), standing=NOTHING)
        Store(data).keep(quiet, date.today() - timedelta(1))
    master, slave = pty.openpty()
    command = ["run", str(routine), "--audio-only", "--mute", "--plain", "--events", str(events)]
    environment = {**os.environ, "TERM": "xterm", "COACH_DATA": str(data), "LANG": "en_GB.UTF-8"}
    process = subprocess.Popen(
        [sys.executable, "-m", "coach.cli", *command], stdin=slave, stdout=slave, stderr=slave, env=environment
    )
    os.close(slave)
    os.set_blocking(master, False)
    lines = [person.about, "", "$ coach run three.yaml --audio-only --mute --plain", ""]
    begin_s, read, counts, due = time.monotonic(), 0, dict[str, int](), list[tuple[float, str]]()
    while time.monotonic() < begin_s + LIMIT_S:
        ended = process.poll() is not None
        now_s = time.monotonic() - begin_s
        lines += [f"{now_s:6.1f} s  {line}" for line in shown(master)]
        for event in new_events(events, read):
            read += 1
            for name in names(event):
                counts[name] = counts.get(name, 0) + 1
                key = person.presses.get((name, counts[name])) or asked(person, event, name)
                if key:
                    due.append((now_s + REACTS_S, key))
        while due and due[0][0] <= now_s:
            key = due.pop(0)[1]
            os.write(master, key.encode())
            lines.append(f"{now_s:6.1f} s      [presses {'space' if key == ' ' else key}]")
        if ended:
            break
        time.sleep(0.02)
    status = process.wait(5)
    os.close(master)
    return "\n".join([*lines, "", f"Exit status {status}.", ""])


def shown(master: int) -> list[str]:
    try:
        return [line for line in os.read(master, 65536).decode().replace("\r", "").split("\n") if line.strip()]
    except OSError:
        return []


def new_events(events: Path, read: int) -> list[dict[str, object]]:
    if not events.exists():
        return []
    return [json.loads(line) for line in events.read_text(encoding="utf-8").splitlines()[read:]]


def names(event: dict[str, object]) -> list[str]:
    name = str(event["event"])
    return [name, f"phase {event['phase']}"] if name == "phase" else [name]


def asked(person: Person, event: dict[str, object], name: str) -> str | None:
    """The answer to a question that is asked for the first time."""
    key = str(event.get("key", ""))
    is_question = key.startswith(("ask.", "safety_question.")) or key in ("first_run.keep", "screening.assigned")
    said_again = key == "ask.read_back" or event.get("reason") != "question"
    return person.answer(key) if name == "cue" and is_question and not said_again else None


if __name__ == "__main__":
    main()
