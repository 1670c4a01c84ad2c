"""The doctor names missing parts and what to do, and nothing crashes it."""

from pathlib import Path

import pytest

from coach.vision import vision_checks
from coach.vision.libraries import APT_LINE, remedy
from coach.vision.pose_model import MODEL_ENV
from coach.vision.vision_checks import (
    Probe,
    check_camera,
    check_cv2_wheels,
    check_loads,
    check_model,
    checks,
    run_probe,
)


@pytest.mark.parametrize(
    ("installed", "ok", "says"),
    [
        ({"numpy": "2.4.6", "opencv-python": "5.0.0"}, True, "opencv-python"),
        ({"opencv_python_headless": "5.0.0"}, True, "opencv-python-headless"),
        ({"numpy": "2.4.6"}, False, "none installed"),
        ({"opencv-contrib-python": "5.0.0", "opencv-python": "5.0.0"}, True, "opencv-contrib-python 5.0.0"),
        ({"opencv-contrib-python": "5.0.0", "opencv-python": "4.9.0"}, False, "2 that overwrite each other"),
    ],
)
def test_one_version_may_bring_cv2(installed: dict[str, str], ok: bool, says: str) -> None:
    check = check_cv2_wheels(installed)
    assert (check.ok, says in check.detail, bool(check.hint)) == (ok, True, not ok)


def test_two_wheels_are_taken_out_and_the_pinned_one_put_back() -> None:
    hint = check_cv2_wheels({"opencv-contrib-python": "5.0.0", "opencv-python": "4.9.0"}).hint
    assert "uninstall -y opencv-contrib-python opencv-python" in hint
    assert "opencv-python==" in hint


def test_a_missing_system_library_is_answered_with_the_apt_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vision_checks, "remedy", lambda: remedy("linux"))
    said = "libGLESv2.so.2: cannot open shared object file: No such file or directory"
    check = check_loads("MediaPipe", "", lambda code: Probe(False, said))
    assert not check.ok
    assert said in check.detail
    assert APT_LINE in check.hint


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_system_has_a_remedy(platform: str) -> None:
    assert remedy(platform)
    assert ("apt" in remedy(platform)) == (platform == "linux")


@pytest.mark.parametrize(
    ("code", "ok", "said"),
    [
        ("print('5.0.0')", True, "5.0.0"),
        ("raise OSError('libGL.so.1: cannot open')", False, "libGL.so.1: cannot open"),
        ("import no_such_library", False, "No module named 'no_such_library'"),
        ("import os; os._exit(7)", False, "ended with status 7"),
        ("import os; os.abort()", False, ""),
    ],
)
def test_a_probe_survives_whatever_happens_in_it(code: str, ok: bool, said: str) -> None:
    probe = run_probe(code)
    assert probe.ok == ok
    assert said in probe.said
    assert "\n" not in probe.said


def test_the_model_is_looked_at_where_a_session_would_take_it(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(MODEL_ENV, raising=False)
    cached = tmp_path / "pose.task"
    monkeypatch.setattr(vision_checks, "cached_model", lambda: cached)
    assert "not prepared yet" in check_model().detail
    cached.write_bytes(b"half")
    assert "damaged" in check_model().detail
    assert not check_model(cached).ok
    assert check_model(model).ok
    cached.write_bytes(model.read_bytes())
    assert check_model().ok


def test_no_camera_is_a_finding_not_an_error() -> None:
    check = check_camera(99)
    assert (check.ok, check.detail) == (False, "camera 99 cannot be opened")
    assert "--audio-only" in check.hint


def test_every_finding_is_one_line_and_every_trouble_has_a_hint() -> None:
    found = checks(camera=99)
    assert [check.name for check in found] == ["OpenCV wheels", "OpenCV", "PyAV", "MediaPipe", "pose model", "camera"]
    for check in found:
        assert "\n" not in check.detail + check.hint
        assert check.ok or check.hint
