"""The whole program in a pseudo-terminal, in real time, stopped by a key."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest

from coach.record.archive import kept_sessions
from coach.record.database import Database
from coach.record.store import Store
from coach.session.engine import Carry
from coach.session.safety.screening import questions
from coach.session.safety.traffic_light import NOTHING, Course, Stop
from tests.e2e.terminal import HEARD_S, QUICK, Terminal

ROUTINE = """
routine: two steps
steps:
  - stretch: knee_to_chest
    sides: left
    hold: 10 s
    reps: 1
  - stretch: childs_pose
    hold: 10 s
    reps: 1
"""


def been_here_today(folder: Path) -> None:
    """Keeps an earlier quiet session: the short set of questions is due, and none about the next day."""
    quiet = Carry(began=True, may_keep=True, course=Course(before=1, after=1), standing=NOTHING)
    Store(folder).keep(quiet, date.today())


@pytest.fixture
def terminal(tmp_path: Path):
    opened = []

    def start(*options: str, program: str = QUICK) -> Terminal:
        routine = tmp_path / "routine.yaml"
        routine.write_text(ROUTINE, encoding="utf-8")
        been_here_today(tmp_path / "data")
        environment = {"COACH_DATA": str(tmp_path / "data")}
        opened.append(Terminal(tmp_path, ["run", str(routine), "--audio-only", *options], environment, program))
        return opened[0]

    yield start
    for one in opened:
        one.close()


@pytest.mark.parametrize("options", [("--mute",), ()], ids=["mute", "sound if there is any"])
def test_p_cuts_the_cue_stops_and_never_goes_back(terminal, options):
    coach = terminal("--skip-questions", *options, program="coach.cli")
    coach.wait_for("cue", key="session.audio_only")
    coach.press("p")
    coach.wait_for("stopped")
    log = coach.log()
    names = [e["event"] for e in log]
    at = names.index("pain_reported")
    assert names[at : at + 3] == ["pain_reported", "cue_cut", "stopped"]
    assert log[at]["how"] == "key"
    assert log[at]["t_s"] == log[at + 2]["t_s"]
    coach.wait_for("cue", key="way_out.knee_to_chest_single")
    coach.press("q")
    assert coach.ends() == 1
    after = coach.log()[at:]
    assert not [e for e in after if e["event"] in ("hold_started", "step_started", "rep_started")]
    assert after[-1]["event"] == "session_finished"
    assert after[-1]["outcome"] == "pain"


def test_a_stop_does_not_wait_for_a_terminal_that_nobody_reads(terminal, tmp_path):
    coach = terminal("--skip-questions", "--mute")
    events, until = tmp_path / "events.jsonl", time.monotonic() + 60
    coach.press("\x13")  # Ctrl-S

    def wait_for(words: str) -> None:
        while not (events.exists() and words in events.read_text(encoding="utf-8")):
            assert time.monotonic() < until
            time.sleep(0.02)

    wait_for("hold_started")
    time.sleep(2.0)  # the block is drawn thirty times a second
    pressed = time.monotonic()
    coach.press(" ")
    wait_for("pain_reported")
    assert time.monotonic() - pressed < 1.0
    coach.press("q")
    assert coach.ends() == 1


def test_ctrl_c_ends_kindly(terminal):
    coach = terminal("--skip-questions", "--mute")
    coach.wait_for("cue", key="session.audio_only")
    coach.process.send_signal(2)
    assert coach.ends() == 0
    assert coach.log()[-1]["event"] == "session_finished"


def test_the_questions_before_are_answered_by_keys_and_the_history_knows(terminal, tmp_path):
    coach = terminal("--mute")
    coach.answer_the_questions()
    assert coach.wait_for("pain_score")["score"] == 2
    coach.press("q")
    coach.wait_for("stopped", why="asked_to_end")
    coach.press("y")
    assert coach.ends() == 0
    asked = [e for e in coach.log() if e["event"] == "screening"]
    assert [e.get("question") for e in asked] == [*(question.id for question in questions(full=False)), None]
    assert asked[-1]["result"] == "go"
    printed = subprocess.run(
        [sys.executable, "-m", "coach.cli", "history", "--json"],
        capture_output=True, text=True, check=True, env={**os.environ, "COACH_DATA": str(tmp_path / "data")},
    )  # fmt: skip
    (session,) = (json.loads(line) for line in printed.stdout.splitlines())
    assert (session["routine"], session["outcome"], session["why"]) == ("two steps", "done", "user_ended")
    assert session["scores"] == {"before": 2}
    assert datetime.fromisoformat(session["began"]).date() == date.today()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGKILL])
def test_a_stop_is_remembered_however_the_process_ends(terminal, tmp_path, number):
    coach = terminal("--mute")
    coach.answer_the_questions()
    coach.press(" ")
    coach.wait_for("cue", key="stop.stopping")
    time.sleep(0.5)
    coach.process.send_signal(number)
    assert coach.ends() == -number
    course = Store(tmp_path / "data").read().course
    assert course == Course(before=2, stops=(Stop("knee_to_chest", None),))
    (session,), bad = kept_sessions(Database(tmp_path / "data"))
    assert (session.outcome, [stop.stretch for stop in session.stops], bad) == (None, ["knee_to_chest"], [])


def test_what_could_not_be_kept_is_shown_and_is_the_last_line(terminal, tmp_path):
    coach = terminal("--mute")
    coach.answer_the_questions()
    (tmp_path / "data").rename(tmp_path / "away")
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    coach.press("q")
    coach.wait_for("stopped", why="asked_to_end")
    coach.press("y")
    assert coach.ends() == 0
    shown = coach.shown.decode().strip()
    assert "is not kept" in shown.splitlines()[-1]
    assert "This session could not be kept." in shown


def test_a_yes_to_an_urgent_question_is_no_session(terminal):
    coach = terminal("--mute")
    coach.wait_for("cue", key="safety_question.saddle")
    time.sleep(HEARD_S)
    coach.press("u")
    coach.wait_for("cue", key="stop.emergency")
    assert coach.ends() == 1
    assert not [e for e in coach.log() if e["event"] == "step_started"]
    assert coach.log()[-1]["outcome"] == "not_today"
