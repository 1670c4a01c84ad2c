"""What is kept between sessions, and what two simultaneous sessions leave behind."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import InputError
from coach.record.store import Store
from coach.region import region, region_of
from coach.session.engine import Carry
from coach.session.flow.listening import Listening
from coach.session.safety.screening import LastTime
from coach.session.safety.traffic_light import NOTHING, Course, Standing, Stop, TrafficLight
from coach.user_folders import FOLDER_VARIABLE, data_folder
from tests.effort import cases

TODAY = date(2026, 11, 22)
STANDING = Standing(TrafficLight.RED, 1, frozenset({"cat_cow", "knee_drop"}), True, False, "abc")
COURSE = Course(2, 5, None, None, (Stop("cat_cow", 5), Stop(None, None)), True, False)
CARRY = Carry(began=True, may_keep=True, course=COURSE, standing=STANDING)
QUIET = Carry(began=True, may_keep=True, course=Course(before=1, worst=1, after=1), standing=NOTHING)
ASKED = Carry(began=False, may_keep=True, course=Course(), standing=NOTHING)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


def session(folder, carry, day=TODAY):
    """Runs one more session; returns what it read."""
    store = Store(folder)
    last = store.read()
    store.keep(carry, day)
    return last


def test_the_first_time_nothing_is_known_and_nothing_is_made(folder):
    assert Store(folder).read() == LastTime()
    assert not folder.exists()


def test_what_is_kept_is_read_again(folder):
    session(folder, CARRY)
    assert Store(folder).read() == LastTime(TODAY, TODAY, False, COURSE, TODAY, STANDING)
    assert [path.name for path in folder.iterdir()] == ["sessions.db"]


def test_without_leave_nothing_is_written(folder):
    session(folder, replace(CARRY, may_keep=False))
    assert not folder.exists()


def test_the_first_use_stays_and_the_last_session_moves(folder):
    later = TODAY + timedelta(3)
    session(folder, CARRY)
    session(folder, replace(CARRY, weighed=True), later)
    last = Store(folder).read()
    assert (last.first_use, last.last_session, last.course_day, last.course) == (TODAY, later, later, COURSE)


def test_a_session_that_the_questions_ended_is_no_session(folder):
    session(folder, CARRY)
    session(folder, replace(ASKED, standing=STANDING), TODAY + timedelta(1))
    assert Store(folder).read() == LastTime(TODAY, TODAY, True, COURSE, TODAY, STANDING)
    session(folder, CARRY, TODAY + timedelta(2))
    assert not Store(folder).read().ended_by_questions


def test_a_course_that_has_been_weighed_is_forgotten(folder):
    session(folder, CARRY)
    session(folder, replace(ASKED, standing=STANDING, weighed=True))
    assert Store(folder).read().course is None


def test_an_urgent_answer_is_kept_for_the_next_time(folder):
    session(folder, replace(ASKED, course=Course(emergency=True)))
    assert Store(folder).read().course == Course(emergency=True)


def test_a_session_may_lower_what_it_has_read_itself(folder):
    """A new file from the therapist lifts everything."""
    session(folder, CARRY)
    session(folder, QUIET)
    assert Store(folder).read().standing == NOTHING


# -- two sessions at once ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stopped_first", [True, False])
def test_of_two_sessions_at_once_the_stop_wins(folder, stopped_first):
    one, other = Store(folder), Store(folder)
    one.read(), other.read()
    one.keep(CARRY if stopped_first else QUIET, TODAY)
    other.keep(QUIET if stopped_first else CARRY, TODAY)
    one.keep(replace(CARRY if stopped_first else QUIET, weighed=True), TODAY)
    last = Store(folder).read()
    assert last.course is not None
    assert set(last.course.stops) == set(COURSE.stops)
    assert (last.course.worst, last.course.new_in_leg, last.standing) == (5, True, STANDING)


def test_a_stop_in_a_session_that_another_has_weighed_already_is_weighed_again(folder):
    one = Store(folder)
    one.keep(QUIET, TODAY)
    session(folder, replace(QUIET, weighed=True))
    one.keep(CARRY, TODAY)
    assert set(COURSE.stops) <= set(Store(folder).read().course.stops)


def test_a_quiet_session_that_saw_a_stop_coming_up_does_not_settle_it(folder):
    """It began before the other one, and so did not know about it."""
    quiet = Store(folder)
    quiet.read()
    session(folder, CARRY)
    quiet.keep(replace(QUIET, weighed=True), TODAY)
    assert set(COURSE.stops) <= set(Store(folder).read().course.stops)


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are a POSIX thing")
def test_only_the_person_can_read_it(folder):
    session(folder, CARRY)
    assert folder.stat().st_mode & 0o777 == 0o700
    seen = []

    def look(_):
        seen.extend((path.name, path.stat().st_mode & 0o777) for path in folder.iterdir())

    Store(folder).database.write(lambda c: (c.execute("UPDATE session SET passed = 0"), look(c)))
    assert sorted(seen) == [("sessions.db", 0o600), ("sessions.db-shm", 0o600), ("sessions.db-wal", 0o600)]


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(InputError, match="is not kept") as refused:
        Store(tmp_path / "data").keep(CARRY, TODAY)
    assert "\n" not in str(refused.value)
    assert FOLDER_VARIABLE in str(refused.value)


def test_a_session_without_its_end_is_reported_at_the_next_start(folder):
    start = '{"t_s": 0, "event": "session_started"}'
    Store(folder).keep(QUIET, TODAY, [start, '{"t_s": 75.2, "event": "cue"}'])
    next_time = Store(folder)
    next_time.read()
    assert next_time.notes == ["The session of 2026-11-22 is kept only up to 1:15: it was cut off there."]
    Store(folder).keep(QUIET, TODAY, [start, '{"t_s": 80, "event": "session_finished"}'])
    next_time = Store(folder)
    next_time.read()
    assert next_time.notes == []


def test_everything_can_be_forgotten(folder):
    session(folder, CARRY)
    (folder / "routines").mkdir()
    for name in ("sessions.db-wal", "sessions.db-shm", "sessions.damaged-1.db", "sessions.damaged-1.db-wal"):
        (folder / name).write_bytes(b"")
    Store(folder).database.forget()
    assert [path.name for path in folder.iterdir()] == ["routines"]
    assert Store(folder).read() == LastTime()


scores = st.one_of(st.none(), st.integers(0, 10))
stops = st.builds(Stop, st.one_of(st.none(), st.text(max_size=8)), scores)
courses = st.builds(
    Course, scores, scores, scores, st.none(), st.lists(stops, max_size=3).map(tuple), st.booleans(), st.booleans()
)
standings = st.builds(
    Standing, st.one_of(st.none(), st.sampled_from(TrafficLight)), st.integers(0, 9),
    st.frozensets(st.sampled_from(["cat_cow", "childs_pose"])), st.booleans(), st.booleans(), st.text(max_size=8),
)  # fmt: skip


@settings(max_examples=cases(30))
@given(courses, standings, st.dates())
def test_anything_comes_back_as_it_was(tmp_path_factory, course, standing, day):
    folder = tmp_path_factory.mktemp("data")
    Store(folder).keep(Carry(True, True, course, standing), day)
    assert Store(folder).read() == LastTime(day, day, False, course, day, standing)


def test_the_folder_can_be_named(monkeypatch, tmp_path):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert data_folder() == tmp_path
    monkeypatch.delenv(FOLDER_VARIABLE)
    assert data_folder().name == "stretch-coach"


@pytest.mark.parametrize("extra", [["--skip-questions"], ["--fast"]])
def test_without_questions_nothing_is_kept(tmp_path, extra):
    routine = tmp_path / "r.yaml"
    routine.write_text("routine: short\nsteps:\n  - rest: 5 s\n")
    command = [sys.executable, "-m", "coach.cli", "run", str(routine), "--audio-only", "--fast", "--mute", *extra]
    environment = {**os.environ, FOLDER_VARIABLE: str(tmp_path / "data")}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=55, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("en_GB.UTF-8", "GB"), ("en-GB", "GB"), ("de_AT@euro", "AT"), ("zh_Hant_TW.UTF-8", "TW"), ("en_US", "US"),
        ("English_United Kingdom.1252", "GB"), ("English_United States", "US"), ("German_Germany.1252", "DE"),
        ("C", None), ("C.UTF-8", None), ("POSIX", None), ("en", None), ("", None), ("en_150", None),
    ],
)  # fmt: skip
def test_the_region_of_a_locale(text, found):
    assert region_of(text) == found


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"LC_ALL": "en_US.UTF-8"}, "US"),
        ({"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, "GB"),
        ({"LC_TELEPHONE": "de_CH.UTF-8", "LANG": "en_US.UTF-8"}, "CH"),
    ],
)
def test_the_region_comes_from_the_first_setting_that_names_one(environment, found):
    assert region(environment) == found


def test_the_language_of_half_the_worlds_computers_is_no_place(monkeypatch):
    monkeypatch.setattr("coach.region.locale.getlocale", lambda: ("en_US", "UTF-8"))
    assert region({"LANG": "en_US.UTF-8"}) is None


def test_a_yes_to_the_microphone_is_kept_by_itself(tmp_path):
    store = Store(tmp_path / "data")
    assert store.listening() == Listening()
    store.keep_listening(None)
    store.keep_listening(Listening(allowed=False))
    assert not store.folder.exists()
    store.keep_listening(Listening(allowed=True, tried=True, words=False))
    assert store.listening() == Listening(allowed=True, tried=True)
    assert store.read() == LastTime(), "it says nothing of earlier sessions"
