"""What a user may write after --source, and the result."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from coach.errors import CameraError, CoachError, InputError, RecordingError
from coach.vision.camera_names import distinct
from coach.vision.fake import FakeSource, blank
from coach.vision.opencv import cv2
from coach.vision.source_choice import open_source


@pytest.mark.parametrize("spec", [99, "99"])
def test_a_camera_that_is_not_there(spec: str | int) -> None:
    with pytest.raises(CameraError, match="camera 99 cannot be opened"):
        open_source(spec, realtime=False)


@pytest.mark.parametrize("spec", [-1, "-1", "99999999999"])
def test_a_number_that_no_camera_has(spec: str | int) -> None:
    with pytest.raises(InputError, match="numbered from 0"):
        open_source(spec, realtime=False)


@pytest.mark.parametrize(
    ("spec", "error"),
    [
        ("no_such_file.mp4", RecordingError),
        (".", RecordingError),
        ("rtsp://camera.local/stream", RecordingError),
        ("picture_%03d.jpg", RecordingError),
        (__file__, RecordingError),
    ],
)
def test_what_is_no_recording(spec: str, error: type[CoachError]) -> None:
    with pytest.raises(error) as caught:
        open_source(spec, realtime=False)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 2


def test_a_still_picture_is_no_recording(tmp_path: Path) -> None:
    path = tmp_path / "still.jpg"
    cv2.imwrite(str(path), np.zeros((48, 64, 3), dtype=np.uint8))
    with pytest.raises(InputError, match="coach inspect"):
        open_source(str(path), realtime=False)


def test_the_libraries_keep_quiet_about_what_is_not_there(tmp_path: Path) -> None:
    broken = tmp_path / "v.mp4"
    broken.write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes(200))
    code = (
        "from coach.vision.source_choice import open_source\nfrom coach.errors import CoachError\n"
        f"for spec in ('99', 'camera', {str(broken)!r}):\n"
        "    try: open_source(spec, realtime=False)\n    except CoachError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 3


def test_the_demo_is_the_bundled_clip(clip: Path) -> None:
    with open_source("demo", realtime=False) as demo, open_source(str(clip), realtime=False) as same:
        assert demo.size == same.size
        assert not demo.is_live


def test_a_source_is_iterated_to_its_end() -> None:
    frames = [blank(0.0), blank(0.1)]
    assert list(FakeSource(frames)) == frames


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ({2: "C920", 0: "Built-in"}, [(0, "Built-in"), (2, "C920")]),
        ({0: "C920", 2: "C920"}, [(0, "C920 (0)"), (2, "C920 (2)")]),
        ({1: ""}, [(1, "camera (1)")]),
    ],
)
def test_cameras_have_names_of_their_own(listed: dict[int, str], names: list[tuple[int, str]]) -> None:
    assert [(found.number, found.name) for found in distinct(listed)] == names


def test_a_camera_by_name() -> None:
    with pytest.raises(CameraError, match="camera 98 cannot be opened"):
        open_source("C920", realtime=False, cameras=lambda: distinct({98: "C920"}))
