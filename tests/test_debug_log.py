"""The debug log contains what the parts do, and nothing private."""

import ast
import logging
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from coach.debug_log import debug_log
from coach.errors import InputError
from coach.languages.texts import Texts
from coach.loop import Parts, Session
from coach.record.event_log import EventLog
from coach.routine.loader import load
from coach.routine.plan import plan
from coach.session.engine import Engine, Settings
from coach.session.events import UserInput, Wish
from coach.session.safety.screening import LastTime, prepare
from coach.surroundings import Timer
from coach.view.display import Scene
from coach.voice.silent import SilentSpeaker

ROUTINE = """\
routine: {name}
for: {name}
assigned_by: {name}
steps:
  - note: {note}
  - stretch: childs_pose
    hold: 5 s
    reps: 1
"""


class Answering:
    """A person who answers every question, and reports pain in the first hold."""

    def __init__(self, score: int) -> None:
        self._score = score
        self._inputs: list[UserInput] = []
        self._stopped = False

    def show(self, scene: Scene) -> None:
        screen = scene.screen
        if screen.number_wanted:
            self._inputs.append(UserInput(Wish.NUMBER, "mouse", self._score))
        elif screen.question is not None:
            self._inputs.append(UserInput(Wish.NO, "mouse"))
        elif screen.in_pose and not self._stopped:
            self._stopped = True
            self._inputs.append(UserInput(Wish.STOP, "key"))

    def poll(self) -> list[UserInput]:
        inputs, self._inputs = self._inputs, []
        return inputs

    def on_input(self, call) -> None:
        """There is input only if a scene was shown."""

    def close(self) -> None:
        """Does nothing: there is nothing to close."""


def session(folder: Path, *, name: str = "Back care", note: str = "Breathe calmly.", score: int = 1) -> str:
    """The debug log of one session, without its times; private data passes through every part."""
    file = folder / "routine.yaml"
    file.write_text(ROUTINE.format(name=name, note=note), encoding="utf-8")
    routine = load(file)
    planned, events = plan(routine.routine, routine.sha256), EventLog()
    screening = prepare(LastTime(first_use=date(2026, 1, 1)), planned, date(2026, 1, 9), on_screen=True)
    engine = Engine(planned, Settings(watching=False, screening=screening))
    parts = Parts(Timer(fast=True), SilentSpeaker(), [Answering(score)], events, Texts("en"))
    with debug_log(folder) as path:
        Session(engine, planned, parts, fast=True).run()
    written = "\n".join(events.lines)
    assert f'"score": {score}' in written
    assert note in written
    assert name in written
    return re.sub(r"(?m)^ *\d+ ", "", path.read_text(encoding="utf-8"))


def test_a_session_is_traced_from_its_beginning_to_its_end(tmp_path: Path):
    log = session(tmp_path)
    wanted = (
        "coach.engine_trace: in: SpeechStarted",
        "out: log pain_reported",
        "in: stop by key",
        "out: Cut",
        "Finish",
    )
    assert [part for part in wanted if part not in log] == []


def test_no_score_no_note_and_no_name_is_in_it(tmp_path: Path):
    log = session(tmp_path, name="Zebulon Quartermain", note="Ask Fitzgerald about the sciatica.", score=2)
    secrets = ("Zebulon", "Quartermain", "Fitzgerald", "sciatica", str(tmp_path), tmp_path.name)
    assert [secret for secret in secrets if secret.lower() in log.lower()] == []


@pytest.mark.parametrize("other", [{"score": 2}, {"name": "Other"}, {"note": "Other words altogether, and more."}])
def test_sessions_that_differ_in_them_alone_leave_the_same_log(tmp_path: Path, other: dict[str, str]):
    assert untimed(session(tmp_path)) == untimed(session(tmp_path, **other))  # type: ignore[arg-type]


def untimed(log: str) -> list[str]:
    """The length of speech depends on the words: lines that repeat with time are counted once."""
    return list(dict.fromkeys(log.splitlines()))


def test_without_it_nothing_is_written_and_after_it_nothing_more(tmp_path: Path):
    with debug_log(tmp_path) as path:
        logging.getLogger("coach.vision.tracker").debug("seen")
    logging.getLogger("coach.vision.tracker").debug("unseen")
    logging.getLogger("other.library").debug("unseen")
    text = path.read_text(encoding="utf-8")
    assert "coach.vision.tracker: seen" in text
    assert "unseen" not in text
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the log folder is named by XDG_STATE_HOME on Linux only")
def test_the_command_says_where_it_is(tmp_path: Path):
    command = [sys.executable, "-m", "coach", "run", "daily", "--audio-only", "--fast", "--mute", "--debug"]
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=50)
    [path] = tmp_path.rglob("debug.log")
    assert done.stderr.splitlines() == [f"Debug log: {path}"]
    assert "out: Finish" in path.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_is_one_clear_line(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="leave --debug out"), debug_log(tmp_path / "file"):
        pass


SAYS_TOO_MUCH = {
    "text",
    "caption",
    "score",
    "number",
    "params",
    "routine",
    "path",
    "file",
    "fields",
    "entry",
    "fullname",
}
COACH = Path(__file__).parent.parent / "coach"


def logged_values(file: Path) -> set[str]:
    """Names and attributes in the arguments that a module passes to its logger."""
    calls = [
        node
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name) and node.func.value.id == "_log"
    ]  # fmt: skip
    assert all(isinstance(call.args[0], ast.Constant) for call in calls), f"{file}: a message that is put together"
    parts = [part for call in calls for value in call.args[1:] for part in ast.walk(value)]
    return {p.id for p in parts if isinstance(p, ast.Name)} | {p.attr for p in parts if isinstance(p, ast.Attribute)}


def test_no_part_gives_its_logger_what_must_not_be_in_the_log():
    values = {file: logged_values(file) for file in COACH.rglob("*.py")}
    assert sum(map(bool, values.values())) >= 4
    assert {str(file): found for file, names in values.items() if (found := names & SAYS_TOO_MUCH)} == {}
