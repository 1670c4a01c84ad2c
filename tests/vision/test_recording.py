"""Video files: times, ends, turned pictures, and files that are not videos."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from coach.errors import RecordingError
from coach.vision.opencv import cv2
from coach.vision.recording import LATE_S, Recording
from coach.vision.source_choice import open_source

SIZE = (96, 64)


def video(path: Path, frames: int = 10, fps: float = 25.0, codec: str = "mp4v") -> Path:
    """Grey pictures of increasing brightness, with a white upper left corner."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), fps, SIZE)
    assert writer.isOpened()
    for index in range(frames):
        image = np.full((SIZE[1], SIZE[0], 3), 20 + 10 * (index % 20), dtype=np.uint8)
        image[:16, :16] = 255
        writer.write(image)
    writer.release()
    return path


def turned(path: Path) -> Path:
    """The same file, marked like that of a phone held upright: to be shown a quarter turn clockwise."""
    content = bytearray(path.read_bytes())
    matrix = content.index(b"tkhd") + 4 + 4 + 36
    quarter = (0, 0x10000, 0, -0x10000, 0, 0, SIZE[1] << 16, 0, 0x40000000)
    content[matrix : matrix + 36] = b"".join(value.to_bytes(4, "big", signed=True) for value in quarter)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("name", "codec"), [("v.mp4", "mp4v"), ("v.avi", "MJPG"), ("v.mkv", "mp4v")])
def test_every_picture_comes_in_order_with_its_time(name: str, codec: str, tmp_path: Path) -> None:
    with Recording(video(tmp_path / name, codec=codec)) as recording:
        frames = list(recording)
    assert [frame.t_s for frame in frames] == pytest.approx([index / 25 for index in range(10)], abs=0.002)
    assert [float(frame.image[40, 60, 0]) for frame in frames] == pytest.approx(range(20, 120, 10), abs=7)
    assert recording.size == SIZE
    assert not recording.is_live


def test_after_the_end_there_is_nothing_more(tmp_path: Path) -> None:
    recording = Recording(video(tmp_path / "v.mp4", frames=2))
    assert len(list(recording)) == 2
    assert recording.read() is None
    assert recording.now_s() == pytest.approx(1 / 25, abs=0.002)
    recording.close()
    assert recording.read() is None


def test_a_turned_video_is_shown_upright(tmp_path: Path) -> None:
    with Recording(turned(video(tmp_path / "v.mp4"))) as recording:
        frame = recording.read()
    assert frame is not None
    assert recording.size == (SIZE[1], SIZE[0])
    assert frame.image.shape == (SIZE[0], SIZE[1], 3)
    assert frame.image[5, SIZE[1] - 5].min() > 200, "the upper left corner is now the upper right one"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no such video file"),
        (b"", "not a readable video"),
        (b"hold: 20 s\n" * 100, "not a readable video"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(200), "the end of this recording is missing"),
    ],
)
def test_what_is_no_video_is_named_in_one_line(content: bytes | None, says: str, tmp_path: Path) -> None:
    path = tmp_path / "v.mp4"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RecordingError, match=says) as caught:
        Recording(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_cut_off_video_gives_what_it_has(tmp_path: Path) -> None:
    path = video(tmp_path / "v.mkv", codec="MJPG", frames=20)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with Recording(path) as recording:
        times = [frame.t_s for frame in recording]
    assert 0 < len(times) < 20
    assert times == sorted(set(times))


def test_at_its_own_pace_no_picture_comes_early(tmp_path: Path) -> None:
    with Recording(video(tmp_path / "v.mp4", frames=6), realtime=True) as recording:
        started, ahead = time.monotonic(), []
        for frame in recording:
            ahead.append(frame.t_s - (time.monotonic() - started))
    assert max(ahead) < 0.01


def test_at_its_own_pace_late_pictures_are_passed_over(tmp_path: Path) -> None:
    now = [100.0]
    with Recording(video(tmp_path / "v.mp4", frames=25), realtime=True, clock=lambda: now[0]) as recording:
        first = recording.read()
        now[0] += 0.8
        late = recording.read()
        assert recording.now_s() == pytest.approx(0.8)
    assert first is not None
    assert late is not None
    assert first.t_s == 0.0
    assert 0.8 - LATE_S - 0.001 <= late.t_s <= 0.8


def test_closing_ends_the_wait_for_the_next_picture(tmp_path: Path) -> None:
    recording = Recording(video(tmp_path / "v.mp4", frames=3, fps=0.1), realtime=True)
    assert recording.read() is not None
    recording.close()
    started = time.monotonic()
    assert recording.read() is None
    assert time.monotonic() - started < 5.0


@pytest.mark.parametrize(("name", "codec", "pictures"), [("v.mp4", "mp4v", 10), ("v.avi", "MJPG", 10)])
def test_a_file_tells_how_many_pictures_it_has(name: str, codec: str, pictures: int, tmp_path: Path) -> None:
    with Recording(video(tmp_path / name, codec=codec)) as recording:
        assert recording.pictures == pictures


@pytest.mark.skipif(os.name == "nt", reason="there, every name is text")
def test_a_name_that_is_no_text_is_read_like_any_other(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"\xff.mp4")
    try:
        video(tmp_path / "v.mp4").rename(file)
    except OSError:
        pytest.skip("this file system takes only text")
    for look in (Recording, lambda path: open_source(str(path), realtime=False)):
        with look(file) as recording:
            assert len(list(recording)) == 10


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are not to be seen here")
def test_a_file_without_pictures_is_said_and_closed(tmp_path: Path) -> None:
    file = video(tmp_path / "v.avi", frames=0, codec="MJPG")
    with pytest.raises(RecordingError, match="no pictures in this file") as caught:
        Recording(file)
    assert caught.tb is not None, "the error, and all that it holds, is still there"
    assert file not in [open_file.resolve() for open_file in Path("/proc/self/fd").iterdir()]
