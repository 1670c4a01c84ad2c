"""What is kept between sessions is written whole or not at all, and a damaged file never affects the others."""

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import InputError
from coach.record.store import NAMES, Store
from coach.region import region, region_of
from coach.session.engine import Carry
from coach.session.flow.listening import Listening
from coach.session.safety.screening import LastTime
from coach.session.safety.traffic_light import NOTHING, Course, Standing, Stop, TrafficLight
from coach.user_folders import FOLDER_VARIABLE, data_folder

TODAY = date(2026, 11, 22)
STANDING = Standing(TrafficLight.RED, 1, frozenset({"cat_cow", "knee_drop"}), True, False, "abc")
COURSE = Course(2, 5, None, None, (Stop("cat_cow", 5), Stop(None, None)), True, False)
CARRY = Carry(began=True, may_keep=True, course=COURSE, standing=STANDING)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "data")


def test_the_first_time_nothing_is_known_and_nothing_is_made(store):
    assert store.read() == LastTime()
    assert not store.folder.exists()


def test_what_is_kept_is_read_again(store):
    store.keep(CARRY, LastTime(), TODAY)
    assert store.read() == LastTime(TODAY, TODAY, False, COURSE, TODAY, STANDING)
    assert sorted(path.name for path in store.folder.iterdir()) == sorted(f"{name}.json" for name in NAMES)


def test_without_leave_nothing_is_written(store):
    store.keep(replace(CARRY, may_keep=False), LastTime(), TODAY)
    assert not store.folder.exists()


def test_the_first_use_stays_and_the_last_session_moves(store):
    store.keep(CARRY, LastTime(), TODAY)
    later = TODAY + timedelta(3)
    store.keep(CARRY, store.read(), later)
    assert (store.read().first_use, store.read().last_session, store.read().course_day) == (TODAY, later, later)


def test_a_session_that_the_questions_ended_is_no_session(store):
    store.keep(CARRY, LastTime(), TODAY)
    ended = Carry(began=False, may_keep=True, course=Course(), standing=STANDING)
    store.keep(ended, store.read(), TODAY + timedelta(1))
    assert store.read() == LastTime(TODAY, TODAY, True, COURSE, TODAY, STANDING)


def test_a_course_that_has_been_weighed_is_forgotten(store):
    store.keep(CARRY, LastTime(), TODAY)
    store.keep(Carry(False, True, Course(), STANDING, weighed=True), store.read(), TODAY)
    assert store.read().course is None


def test_an_urgent_answer_is_kept_for_the_next_time(store):
    store.keep(Carry(False, True, Course(emergency=True), NOTHING), LastTime(), TODAY)
    assert store.read().course == Course(emergency=True)


DAMAGE = [
    b"", b"{", b"null", b"[]", b'"text"', b"\xff\xfe\x00", b"{}", b'{"version": 99}', b'{"version": 1}',
    b'{"version": 1, "day": 5, "light": 3, "before": "x"}', b"[" * 100_000, b'{"version": 1, "day": "2026-13-45"}',
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda d: repr(d[:12]))
def test_a_damaged_file_is_set_aside_and_the_others_stay(store, name, damage):
    store.keep(CARRY, LastTime(), TODAY)
    before = {path.name: path.read_bytes() for path in store.folder.iterdir() if path.stem != name}
    (store.folder / f"{name}.json").write_bytes(damage)
    last = store.read()
    assert last.damaged
    assert (store.folder / f"{name}.damaged-1.json").read_bytes() == damage
    assert {path.name: path.read_bytes() for path in store.folder.iterdir() if "damaged" not in path.name} == before
    parts = {
        "first_use": last.first_use,
        "last_session": last.last_session,
        "light": last.standing,
        "next_day": last.course,
    }
    assert [part for part, value in parts.items() if value is None] == [name]


def test_a_second_damaged_file_gets_a_name_of_its_own(store):
    for _ in range(2):
        store.keep(CARRY, LastTime(), TODAY)
        (store.folder / "light.json").write_text("{")
        store.read()
    assert {p.name for p in store.folder.glob("*.damaged-*")} == {"light.damaged-1.json", "light.damaged-2.json"}


@pytest.mark.parametrize(
    ("field", "value"), [("reds", True), ("reds", "1"), ("reduced", 1), ("locked", "x"), ("light", "blue")]
)
def test_a_wrong_kind_of_value_is_damage(store, field, value):
    store.keep(CARRY, LastTime(), TODAY)
    path = store.folder / "light.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))
    assert store.read().standing is None
    assert store.read().first_use == TODAY


@pytest.mark.parametrize("score", [11, -1, 3.5, True, "3"])
def test_a_score_outside_the_scale_is_damage(store, score):
    store.keep(CARRY, LastTime(), TODAY)
    path = store.folder / "next_day.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "before": score}))
    assert store.read().course is None


def test_a_writer_that_is_killed_leaves_the_old_file_whole(store, monkeypatch):
    store.keep(CARRY, LastTime(), TODAY)
    before = store.read()

    def killed(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        store.keep(Carry(True, True, Course(), NOTHING), before, TODAY + timedelta(1))
    assert store.read() == before
    assert len(list(store.folder.iterdir())) == len(NAMES)


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(InputError, match="nothing of this session is kept") as told:
        Store(tmp_path / "data").keep(CARRY, LastTime(), TODAY)
    assert "\n" not in str(told.value)
    assert FOLDER_VARIABLE in str(told.value)


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are a POSIX thing")
def test_only_the_person_can_read_it(store):
    store.keep(CARRY, LastTime(), TODAY)
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in store.folder.iterdir()} == {0o600}


scores = st.one_of(st.none(), st.integers(0, 10))
stops = st.builds(Stop, st.one_of(st.none(), st.text(max_size=8)), scores)
courses = st.builds(
    Course, scores, scores, scores, st.none(), st.lists(stops, max_size=3).map(tuple), st.booleans(), st.booleans()
)
standings = st.builds(
    Standing, st.one_of(st.none(), st.sampled_from(TrafficLight)), st.integers(0, 9),
    st.frozensets(st.sampled_from(["cat_cow", "childs_pose"])), st.booleans(), st.booleans(), st.text(max_size=8),
)  # fmt: skip


@settings(max_examples=30)
@given(courses, standings, st.dates())
def test_anything_comes_back_as_it_was(tmp_path_factory, course, standing, day):
    store = Store(tmp_path_factory.mktemp("data"))
    store.keep(Carry(True, True, course, standing), LastTime(), day)
    assert store.read() == LastTime(day, day, False, course, day, standing)


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
    (store.folder / "listening.json").write_text("{")
    assert store.listening() == Listening()
