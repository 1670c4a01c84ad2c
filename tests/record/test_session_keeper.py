"""What a session leaves behind is saved while it runs, not only at its end."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from coach.errors import InputError
from coach.record.archive import kept_sessions
from coach.record.event_log import EventLog
from coach.record.session_keeper import SessionKeeper
from coach.record.store import Store
from coach.session.engine import Carry
from coach.session.flow.listening import Listening
from coach.session.logged.routine_events import ConsentAsked, CueSpoken, SessionFinished, SessionStarted
from coach.session.logged.safety_events import AssignmentAsked, SafetyScreened, Stopped
from coach.session.safety.screening import LastTime
from coach.session.safety.traffic_light import NOTHING, Course, Stop, TrafficLight, light

BEGAN = datetime.fromisoformat("2026-11-22T08:05:00+01:00")
ASKED = Carry(began=False, may_keep=True, course=Course(), standing=NOTHING)
GOING = Carry(began=True, may_keep=True, course=Course(before=2), standing=NOTHING)
CUE = CueSpoken(key="phase.hold", priority="phase", reason="phase")
HURT = replace(GOING, course=Course(before=2, stops=(Stop("cat_cow", None),)))


class Going:
    """A session whose ``carry`` can be set."""

    def __init__(self, folder):
        self.store = Store(folder / "data")
        self.log = EventLog()
        self.carry = ASKED
        self.keeper = SessionKeeper(self.store, BEGAN, lambda: self.carry, self.log)
        self.log.write(0.0, SessionStarted(routine="r", steps=1))
        self.log.write(1.0, SafetyScreened(question="U4", answer="yes"))

    def becomes(self, carry, event=CUE):
        self.carry = carry
        self.log.write(9.0, event)
        self.keeper.keep()

    def kept_lines(self):
        lines = self.store.database.read(lambda c: c.execute("SELECT line FROM event ORDER BY number").fetchall())
        return [json.loads(line)["event"] for (line,) in lines]


@pytest.fixture
def going(tmp_path):
    session = Going(tmp_path)
    yield session
    session.keeper.keep_the_rest()


def test_a_stop_is_kept_before_the_session_has_ended(going):
    going.becomes(GOING)
    going.becomes(HURT, Stopped(why="pain"))
    course = going.store.read().course
    assert course == HURT.course
    assert light(course) is TrafficLight.RED, "a score that nobody could give any more is not a low one"
    assert going.kept_lines() == ["session_started", "screening", "cue", "stopped"]


@pytest.mark.parametrize("carry", [ASKED, GOING, HURT])
def test_without_leave_nothing_is_written(going, carry):
    going.becomes(replace(carry, may_keep=False))
    assert going.keeper.keep_the_rest() is None
    assert not going.store.folder.exists()


def test_a_session_that_is_still_being_asked_about_is_no_history(going):
    going.becomes(ASKED)
    assert going.store.read().ended_by_questions
    assert going.kept_lines() == []


def test_a_session_whose_camera_never_opened_leaves_nothing(going):
    assert going.keeper.keep_the_rest() is None
    assert not going.store.folder.exists()


def test_a_yes_to_the_microphone_is_kept_by_itself(going):
    going.becomes(replace(ASKED, may_keep=False, listening=Listening(allowed=True)))
    assert going.store.listening() == Listening(allowed=True)
    assert going.store.read() == LastTime()


def test_nothing_new_is_nothing_written(going):
    going.becomes(HURT)
    (going.store.folder / "sessions.db").unlink()
    going.keeper.keep()
    assert list(going.store.folder.iterdir()) == []


def test_what_cannot_be_kept_is_returned_at_the_end_and_tried_once_more(going):
    going.store.folder.write_text("in the way", encoding="utf-8")
    going.becomes(HURT)
    trouble = going.keeper.keep_the_rest()
    assert isinstance(trouble, InputError)
    assert "is not kept" in str(trouble)
    going.store.folder.unlink()
    assert going.keeper.keep_the_rest() is None
    assert Store(going.store.folder).read().course == HURT.course


def test_a_pain_report_tries_again_what_could_not_be_kept(going):
    going.store.folder.write_text("in the way", encoding="utf-8")
    going.becomes(GOING)
    going.store.folder.unlink()
    going.becomes(GOING)
    assert not going.store.folder.exists(), "not at every word"
    going.becomes(HURT)
    assert Store(going.store.folder).read().course == HURT.course
    assert going.kept_lines() == ["session_started", "screening", "cue", "cue", "cue"]


def test_a_folder_that_is_deleted_during_the_session_gets_what_follows_and_what_was(going):
    going.becomes(GOING)
    (going.store.folder / "sessions.db").unlink()
    going.becomes(HURT)
    assert len(going.kept_lines()) == 4


@pytest.mark.parametrize(
    ("event", "kept"),
    [
        (SafetyScreened(question="C1", answer="yes"), True),
        (SafetyScreened(question="C1", answer="unsure"), True),
        (SafetyScreened(question="C1", answer="no"), False),
        (SafetyScreened(question="C1", answer=None), False),
        (SafetyScreened(result="clinician", by="U4"), True),
        (AssignmentAsked(said=True), False),
        (ConsentAsked(to="listen", given=True), False),
    ],
)
def test_of_the_answers_only_what_a_therapist_must_know_is_kept(going, event, kept):
    going.becomes(GOING, event)
    assert (len(going.kept_lines()) == 3) is kept


def test_what_is_kept_is_read_again(going):
    going.becomes(GOING)
    (read,), bad = kept_sessions(going.store.database)
    assert (read.routine, read.answers, bad) == ("r", {"U4": "yes"}, [])


def test_a_session_that_the_questions_end_is_kept_like_any_other(going):
    going.becomes(replace(ASKED, refused=True), SafetyScreened(result="clinician", by="U4"))
    going.becomes(replace(ASKED, refused=True), SessionFinished(outcome="not_today", why="clinician"))
    (read,), _ = kept_sessions(going.store.database)
    assert (read.refused, read.refused_by, read.why) == (True, "U4", "clinician")
    assert going.store.read().ended_by_questions, "it is still no session that took place"
