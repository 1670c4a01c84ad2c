"""``coach forget``: deletes what is kept about a person and nothing else, after asking."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from coach.record.store import Store
from coach.session.flow.listening import Listening


@pytest.fixture
def homes(tmp_path: Path) -> dict[str, str]:
    """A person's folders, in use."""
    data, config = tmp_path / "data", tmp_path / "config"
    Store(data).keep_listening(Listening(allowed=True, tried=True))
    (data / "sessions.damaged-1.db").write_bytes(b"?")
    (data / "routines").mkdir()
    (data / "routines" / "mine.yaml").write_text("routine: mine\n")
    (data / "letter.txt").write_text("not ours")
    config.mkdir()
    (config / "settings.toml").write_text('language = "en"\n')
    voice = tmp_path / "cache" / "stretch-coach" / "voice"
    voice.mkdir(parents=True)
    (voice / "sentence.wav").write_bytes(b"RIFF")
    names = {"COACH_DATA": data, "COACH_CONFIG": config, "XDG_CACHE_HOME": tmp_path / "cache",
             "XDG_STATE_HOME": tmp_path / "state", "PYTHONPATH": Path(__file__).parents[1]}  # fmt: skip
    return {**os.environ, **{name: str(path) for name, path in names.items()}}


def forget(homes: dict[str, str], *arguments: str, answer: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coach", "forget", *arguments], capture_output=True, text=True, check=False, env=homes,
        timeout=50, input=answer,
    )  # fmt: skip


pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")


def test_it_deletes_what_is_kept_and_leaves_the_rest(homes: dict[str, str]):
    data = Path(homes["COACH_DATA"])
    done = forget(homes, "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in data.iterdir()) == ["letter.txt", "routines"]
    assert not (Path(homes["XDG_CACHE_HOME"]) / "stretch-coach" / "voice").exists()
    assert (Path(homes["COACH_CONFIG"]) / "settings.toml").exists()
    assert all(line.endswith(": deleted") for line in done.stdout.splitlines())
    assert f"{data / 'sessions.db'}: deleted" in done.stdout
    assert forget(homes, "--yes").stdout == "There is nothing to delete.\n"


def test_routines_and_settings_go_when_asked_for(homes: dict[str, str]):
    assert forget(homes, "--yes", "--routines", "--settings").returncode == 0
    assert [path.name for path in Path(homes["COACH_DATA"]).iterdir()] == ["letter.txt"]
    assert not (Path(homes["COACH_CONFIG"]) / "settings.toml").exists()


@pytest.mark.parametrize(("answer", "deleted"), [("n\n", False), ("", False), ("y\n", True)])
def test_it_asks_first(homes: dict[str, str], answer: str, deleted: bool):
    done = forget(homes, answer=answer)
    database = Path(homes["COACH_DATA"]) / "sessions.db"
    assert str(database) in done.stdout
    assert database.exists() is not deleted
    assert (done.returncode == 0) is deleted


def test_what_remains_starts_as_on_the_first_day(homes: dict[str, str]):
    forget(homes, "--yes")
    store = Store(Path(homes["COACH_DATA"]))
    assert store.read().first_use is None
    assert store.listening() == Listening()
    store.keep_listening(Listening(allowed=True))
    with sqlite3.connect(Path(homes["COACH_DATA"]) / "sessions.db") as connection:
        assert connection.execute("SELECT count(*) FROM session").fetchone() == (0,)
    connection.close()
