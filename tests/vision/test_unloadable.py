"""A bundle with intact files but unloadable networks is detected before a session begins."""

import zipfile
from pathlib import Path

import pytest

from coach.app import Options, _surroundings
from coach.errors import ModelError
from coach.vision.bundle import NETWORKS, TFLITE_MARK, check_bundle
from coach.vision.fake import FakeSource
from coach.vision.vision_checks import check_model


@pytest.fixture
def unloadable(tmp_path: Path) -> Path:
    path = tmp_path / "model.task"
    with zipfile.ZipFile(path, "w") as archive:
        for network in NETWORKS:
            archive.writestr(network.bundle_member, b"\x1c\0\0\0" + TFLITE_MARK + bytes(2000))
    check_bundle(path)
    return path


def test_it_is_found_before_we_begin(unloadable: Path, monkeypatch: pytest.MonkeyPatch):
    source = FakeSource([])
    monkeypatch.setattr("coach.vision.source_choice.open_source", lambda *_, **__: source)
    with pytest.raises(ModelError, match=r"MediaPipe cannot use this model; name another \.task file"):
        _surroundings(Options(model=unloadable), None)
    assert source.closed.is_set()


def test_the_check_finds_it(unloadable: Path):
    check = check_model(unloadable)
    assert not check.ok
    assert "MediaPipe cannot use this model" in check.detail
    assert "omit --model" in check.hint
