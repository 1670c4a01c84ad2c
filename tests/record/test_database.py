"""No acknowledged data is lost: not by a kill, a full disk, another session, or damage to the file."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from coach.errors import InputError
from coach.record.archive import kept_sessions, recorded
from coach.record.database import Database
from coach.record.migrations import MIGRATIONS, TABLES
from coach.record.store import Store
from coach.session.engine import Carry
from coach.session.flow.listening import Listening
from coach.session.safety.traffic_light import NOTHING, Course, Stop
from coach.user_folders import FOLDER_VARIABLE
from tests.record.keeping import LINE, START, TODAY

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="limits on the size of files are a POSIX thing")
HURT = Carry(True, True, Course(before=1, stops=(Stop("cat_cow", 5),)), NOTHING)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


def keeping(folder: Path | str, *arguments: object, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    command = [*before, sys.executable, "-m", "tests.record.keeping", str(folder), *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def acknowledged(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The last number of kept events that a process reported, and its error output."""
    out, err = process.communicate(timeout=50)
    return int((out.split() or ["0"])[-1]), err


def kept(folder: Path) -> dict[str, int]:
    """Number of events of each session, by its routine; nothing may be damaged."""
    store = Store(folder)
    assert not store.read().damaged
    assert not [note for note in store.notes if "damaged" in note]
    found = store.database.read(lambda c: c.execute("SELECT line FROM event ORDER BY session, number").fetchall())
    counts: dict[str, int] = {}
    for (line,) in found:
        name = "one" if '"one"' in line else "two"
        counts[name] = counts.get(name, 0) + 1
    return counts


# -- killed ------------------------------------------------------------------------------------------------------------


CALLS = 300
"""More calls of any kind than it takes to keep a session."""
LESS_OFTEN = (4096, 12_360, 16_480, 20_600, 28_840, 32_960, 41_200)


@POSIX
@pytest.mark.parametrize(
    "limit", [1, 8240, 24_720, 49_440, *(pytest.param(limit, marks=pytest.mark.long) for limit in LESS_OFTEN)]
)
def test_a_writer_that_is_killed_in_a_write_loses_nothing_acknowledged(folder, limit):
    process = keeping(folder, "one", 60, limit)
    number, _ = acknowledged(process)
    assert process.returncode < 0, "it was killed"
    assert number <= kept(folder).get("one", 0) <= number + 1
    assert (Store(folder).read().course is not None) >= (number > 0)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("call", ["pwrite64", "fsync", "fdatasync", "ftruncate", "unlink"])
def test_a_writer_that_is_killed_at_any_call_loses_nothing_acknowledged(tmp_path, call):
    inject = f"inject={call}:signal=KILL:when={CALLS}"
    server = keeping("serve", call, before=("strace", "-f", "-o", "/dev/null", "-e", inject))
    killed = 0
    for number in range(1, CALLS):
        folder, done = tmp_path / str(number), 0
        print(folder, CALLS - number, file=server.stdin, flush=True)
        while not (said := server.stdout.readline()).startswith("ended"):
            done = int(said)
        if said == "ended 0\n":
            break
        assert said == f"ended {-signal.SIGKILL}\n"
        killed += 1
        assert done <= kept(folder).get("one", 0) <= done + 1, number
    assert acknowledged(server) == (0, "")
    assert killed > 0 or call in ("fsync", "ftruncate"), "SQLite may sync with fdatasync alone"


# -- no room, no permission --------------------------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("limit", [0, 4096, 20_000, 60_000])
def test_a_full_disk_is_one_line_and_loses_nothing_acknowledged(folder, limit):
    process = keeping(folder, "one", 80, limit, "refuse")
    number, said = acknowledged(process)
    assert process.returncode == 0, said
    assert len(said.splitlines()) == 1
    assert "is not kept" in said
    assert kept(folder).get("one", 0) == number


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("device", ["/dev/full", "/dev/zero", "pipe"])
def test_a_device_in_the_place_of_the_database_is_one_line(folder, device):
    folder.mkdir()
    if device == "pipe":
        os.mkfifo(folder / "sessions.db")
    else:
        (folder / "sessions.db").symlink_to(device)
    store = Store(folder)
    assert store.read().damaged
    assert "a pipe or a device, not a file" in store.notes[0]
    assert store.listening() == Listening()
    _, said = acknowledged(keeping(folder, "one", 2))
    assert len(said.splitlines()) == 1
    assert "not a file" in said


@POSIX
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="nothing is read-only for root")
def test_a_folder_that_is_read_only_is_read_and_not_written(folder):
    Store(folder).keep(HURT, TODAY, [START % "one"])
    folder.chmod(0o500)
    try:
        assert Store(folder).read().course == HURT.course
        _, said = acknowledged(keeping(folder, "two", 2))
        assert "is not kept" in said
    finally:
        folder.chmod(0o700)
    assert kept(folder) == {"one": 1}


@POSIX
@pytest.mark.parametrize("place", ["a file", "a loop of links", "a file above"])
def test_where_nobody_can_look_nothing_is_known_rather_than_nothing_there(tmp_path, monkeypatch, place):
    folder = tmp_path / "data"
    if place == "a loop of links":
        folder.symlink_to(folder)
    else:
        folder.write_text("a file")
    folder = folder / "sessions" if place == "a file above" else folder
    store = Store(folder)
    assert store.read().damaged
    assert "earlier sessions are not known" in store.notes[0]
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    with pytest.raises(InputError, match=r"cannot be read\. .*COACH_DATA"):
        recorded([])


def test_a_database_that_cannot_be_written_is_read_from_a_copy(folder, monkeypatch):
    Store(folder).keep(HURT, TODAY, [START % "one"])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr("coach.record.database.os.access", lambda *_: False)
    assert Store(folder).read().course == HURT.course
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


# -- two at once -------------------------------------------------------------------------------------------------------


@POSIX
def test_two_sessions_at_once_lose_nothing(folder):
    processes = [keeping(folder, name, 40, "", "wait") for name in ("one", "two")]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 2
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [acknowledged(process) for process in processes] == [(40, ""), (40, "")]
    assert kept(folder) == {"one": 40, "two": 40}
    last = Store(folder).read()
    assert {stop.stretch for stop in last.course.stops} == {"one", "two"}
    (first, second), bad = kept_sessions(Database(folder))
    assert ({first.routine, second.routine}, bad) == ({"one", "two"}, [])


# -- damage ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def forty_sessions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forty") / "data"
    for number in range(40):
        lines = [START % f"one {number}", *(LINE % (t, "one") for t in range(1, 20))]
        store = Store(folder)
        store.read()
        store.keep(HURT, TODAY, lines)
    return folder


@pytest.fixture
def full(forty_sessions, folder):
    """A folder with forty sessions."""
    shutil.copytree(forty_sessions, folder)
    return folder


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\0" * 100_000], ids=["empty", "nonsense", "zeros"])
def test_what_is_no_database_is_set_aside_and_said_in_one_line(full, damage):
    (full / "sessions.db").write_bytes(damage)
    store = Store(full)
    last = store.read()
    if damage:
        assert last.damaged
        assert store.notes == [
            f"{full / 'sessions.db'}: damaged; it is now sessions.damaged-1.db. Sessions that could be read: 0."
        ]
        assert (full / "sessions.damaged-1.db").read_bytes() == damage
        assert Store(full).read().damaged, "until a session has got past all the questions"
    store.keep(HURT, TODAY)
    assert Store(full).read().course == HURT.course
    assert not Store(full).read().damaged


@pytest.mark.parametrize("page", range(0, 40, 3))
@pytest.mark.parametrize("damage", [b"\xa5", b"\0"], ids=["noise", "zeros"])
def test_what_can_be_read_of_a_damaged_database_is_brought_across(full, page, damage):
    path = full / "sessions.db"
    content = bytearray(path.read_bytes())
    content[page * 4096 : (page + 1) * 4096] = damage * 4096
    path.write_bytes(content)
    store = Store(full)
    assert store.read().damaged
    assert (full / "sessions.damaged-1.db").read_bytes() == content
    (note,) = [note for note in store.notes if "damaged" in note]
    assert "\n" not in note
    sessions, _ = kept_sessions(Database(full))
    assert len(sessions) >= 38
    assert Store(full).database.read(lambda c: c.execute("PRAGMA foreign_key_check").fetchall()) == []


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.9])
def test_a_database_that_is_cut_off_keeps_what_is_there(full, kept):
    path = full / "sessions.db"
    content = path.read_bytes()
    path.write_bytes(content[: int(kept * len(content))])
    assert Store(full).read().damaged
    assert len(kept_sessions(Database(full))[0]) >= 40 * (kept - 0.1)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"breathe breathe", b"breathe\xffbreathe"),
        (b"CHECK (date(", b"CHECK (fate("),
        (b"CREATE TABLE", b"CREATE FABLE"),
        (b'"session_started"', b'"session_started~'),
    ],
    ids=["a text", "a function", "a table", "the first line of a log"],
)
def test_damage_to_a_few_bytes_loses_a_line_at_most(full, right, wrong):
    path = full / "sessions.db"
    content = path.read_bytes()
    assert right in content
    path.write_bytes(content.replace(right, wrong, 1))
    Store(full).read()
    sessions, bad = kept_sessions(Database(full))
    assert len(sessions) >= 39
    assert all("damaged" in str(one) or "session" in str(one) for one in bad)


@pytest.mark.parametrize(
    "change",
    ["UPDATE session SET day = 'x'", "UPDATE standing SET light = 'blue'", "UPDATE session SET before = 11",
     "DROP TABLE standing"],
)  # fmt: skip
def test_a_value_that_cannot_be_is_damage(full, change):
    with sqlite3.connect(full / "sessions.db") as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(change)
    connection.close()
    store = Store(full)
    assert store.read().damaged
    assert (full / "sessions.damaged-1.db").exists()
    assert len(kept_sessions(Database(full))[0]) == 40


def test_a_database_of_a_newer_version_is_left_alone(full):
    with sqlite3.connect(full / "sessions.db") as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    store = Store(full)
    assert store.read().damaged
    assert "newer version" in store.notes[0]
    assert not list(full.glob("*damaged*"))


def test_every_table_is_strict(full):
    tables = Database(full).read(lambda c: c.execute("PRAGMA table_list").fetchall())
    strict = {row[1] for row in tables if row[5]}
    assert strict == {row[1] for row in tables if not row[1].startswith("sqlite_")} == set(TABLES)


def test_an_older_library_gets_the_same_tables_and_a_line(folder, monkeypatch):
    monkeypatch.setattr("coach.record.migrations.STRICT_SINCE", (99, 0, 0))
    monkeypatch.setattr("coach.record.database.STRICT_SINCE", (99, 0, 0))
    store = Store(folder)
    store.keep(HURT, TODAY)
    assert "is older than" in store.notes[0]
    assert Store(folder).read().course == HURT.course
