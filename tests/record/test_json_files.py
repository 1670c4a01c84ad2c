"""The files of earlier versions are imported once, and set aside unchanged."""

import json
from datetime import date

import pytest

from coach.record.archive import kept_sessions
from coach.record.database import Database
from coach.record.store import Store
from coach.session.engine import Carry
from coach.session.flow.listening import Listening
from coach.session.safety.screening import LastTime
from coach.session.safety.traffic_light import NOTHING, Course, Standing, Stop, TrafficLight

FIRST, TODAY = date(2026, 10, 1), date(2026, 11, 22)
STANDING = Standing(TrafficLight.RED, 1, frozenset({"cat_cow", "knee_drop"}), True, False, "abc")
COURSE = Course(2, 5, None, None, (Stop("cat_cow", 5), Stop(None, None)), True, False)
FILES = {
    "first_use": {"day": "2026-10-01"},
    "last_session": {"day": "2026-11-22", "ended_by_questions": False},
    "light": {
        "light": "red", "reds": 1, "locked": ["cat_cow", "knee_drop"], "reduced": True, "paused": False,
        "sha256": "abc",
    },
    "next_day": {
        "day": "2026-11-22", "before": 2, "worst": 5, "after": None, "new_in_leg": True, "emergency": False,
        "stops": [{"stretch": "cat_cow", "score": 5}, {"stretch": None, "score": None}],
    },
    "listening": {"allowed": True, "tried": True},
}  # fmt: skip
LOG = (
    '{"t_s": 0.0, "event": "session_started", "routine": "r", "steps": 1, "began": "2026-11-22T08:05:00+01:00"}\n'
    '{"t_s": 9.0, "event": "session_finished", "outcome": "done"}\n'
)
QUIET = Carry(began=True, may_keep=True, course=Course(before=1), standing=NOTHING)
KNOWN = LastTime(FIRST, TODAY, False, COURSE, TODAY, STANDING)


@pytest.fixture
def folder(tmp_path):
    for name, content in FILES.items():
        (tmp_path / f"{name}.json").write_text(json.dumps({"version": 1, **content}), encoding="utf-8")
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "2026-11-22T08-05-00.jsonl").write_text(LOG, encoding="utf-8")
    return tmp_path


def test_they_are_read_before_there_is_a_database(folder):
    before = sorted(folder.iterdir())
    store = Store(folder)
    assert store.read() == KNOWN
    assert store.listening() == Listening(allowed=True, tried=True)
    assert [session.outcome for session in kept_sessions(Database(folder))[0]] == ["done"]
    assert sorted(folder.iterdir()) == before


def test_the_first_write_takes_them_over_and_sets_them_aside(folder):
    before = {path.name: path.read_bytes() for path in folder.glob("*.json")}
    store = Store(folder)
    store.read()
    store.keep_listening(Listening(allowed=True, tried=True))
    assert sorted(path.name for path in folder.iterdir()) == ["files-of-earlier-versions", "sessions.db"]
    aside = folder / "files-of-earlier-versions"
    assert {path.name: path.read_bytes() for path in aside.glob("*.json")} == before
    assert (aside / "sessions" / "2026-11-22T08-05-00.jsonl").read_text(encoding="utf-8") == LOG
    assert Store(folder).read() == KNOWN
    assert len(kept_sessions(Database(folder))[0]) == 1


def test_they_are_taken_over_only_once(folder):
    Store(folder).keep_listening(Listening(allowed=True))
    for path in (folder / "files-of-earlier-versions").glob("*.json"):
        path.rename(folder / path.name)
    Store(folder).keep_listening(Listening(allowed=True))
    assert Store(folder).read() == KNOWN
    assert not list(folder.glob("*.json"))


def test_a_session_weighs_what_was_taken_over(folder):
    store = Store(folder)
    store.read()
    store.keep(QUIET, TODAY)
    assert Store(folder).read() == LastTime(FIRST, TODAY, False, QUIET.course, TODAY, NOTHING)


def test_the_questions_that_ended_a_session_are_taken_over(folder):
    (folder / "last_session.json").write_text('{"version": 1, "day": "2026-11-22", "ended_by_questions": true}')
    assert Store(folder).read().ended_by_questions
    (folder / "last_session.json").write_text('{"version": 1, "day": null, "ended_by_questions": true}')
    (folder / "next_day.json").unlink()
    (folder / "sessions" / "2026-11-22T08-05-00.jsonl").unlink()
    last = Store(folder).read()
    assert (last.first_use, last.last_session, last.ended_by_questions) == (FIRST, None, True)


DAMAGE = [
    b"", b"{", b"null", b"[]", b'"text"', b"\xff\xfe\x00", b"{}", b'{"version": 99}', b'{"version": 1}',
    b'{"version": 1, "day": 5, "light": 3, "before": "x"}', b"[" * 100_000, b'{"version": 1, "day": "2026-13-45"}',
]  # fmt: skip


@pytest.mark.parametrize("name", ["first_use", "last_session", "light", "next_day"])
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda d: repr(d[:12]))
def test_a_damaged_one_counts_as_unknown_and_the_others_are_taken_over(folder, name, damage):
    (folder / f"{name}.json").write_bytes(damage)
    store = Store(folder)
    last = store.read()
    assert last.damaged
    assert f"{name}.json: damaged" in store.notes[0]
    assert (last.standing is None, last.course is None) == (name == "light", name == "next_day")
    store.keep_listening(Listening(allowed=True))
    assert (folder / "files-of-earlier-versions" / f"{name}.json").read_bytes() == damage
    assert Store(folder).read().damaged, "until a session has got past all the questions"


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [("light", "reds", True), ("light", "reds", "1"), ("light", "reduced", 1), ("light", "locked", "x"),
     ("light", "light", "blue"), *(("next_day", "before", score) for score in (11, -1, 3.5, True, "3"))],
)  # fmt: skip
def test_a_wrong_kind_of_value_is_damage(folder, name, field, value):
    path = folder / f"{name}.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))
    assert Store(folder).read().damaged


def test_a_damaged_log_hides_no_other(folder):
    (folder / "sessions" / "2020-01-01T00-00-00.jsonl").write_text("nonsense\n", encoding="utf-8")
    read, bad = kept_sessions(Database(folder))
    assert (len(read), len(bad)) == (1, 1)


ANSWER = '{"t_s": 2.0, "event": "screening", "question": "C1", "tier": "therapist", "answer": "yes", "how": "key"}'
RESULT = '{"t_s": 3.0, "event": "screening", "result": "go", "by": null, "set": "full", "why": "first_time"}'


def test_who_agreed_to_sessions_and_scores_alone_has_no_answer_kept(folder):
    log = folder / "sessions" / "2026-11-22T08-05-00.jsonl"
    start, end = LOG.splitlines()
    log.write_text("\n".join((start, ANSWER, RESULT, end)), encoding="utf-8")
    Store(folder).keep(QUIET, TODAY, (start, ANSWER, RESULT))
    assert [session.answers for session in kept_sessions(Database(folder))[0]] == [{}, {}]


def test_who_is_asked_today_has_answers_kept(tmp_path):
    start = LOG.splitlines()[0]
    Store(tmp_path / "new").keep(QUIET, TODAY, (start, ANSWER, RESULT))
    assert [session.answers for session in kept_sessions(Database(tmp_path / "new"))[0]] == [{"C1": "yes"}]
