"""Damaged and unusual recordings: what is missing or invented is reported, and a whole recording is not."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from coach.errors import RecordingError
from coach.vision.frame import Image
from coach.vision.recording import Recording
from tests.vision.films import Kind, cut_off, evenly, film, pictures

RATE_HZ, GROUP, COUNT = 10, 20, 40
FAST = {"preset": "ultrafast", "g": str(GROUP)}
VPX = {"deadline": "realtime", "cpu-used": "8", "g": str(GROUP), "b": "500k"}
HEVC = f"log-level=none:keyint={GROUP}"
KINDS = {
    "H.264": Kind("v.mkv", options=FAST),
    "H.264 in fragments": Kind("v.mp4", options=FAST, container={"movflags": "frag_keyframe+empty_moov"}),
    "H.264 in a transport stream": Kind("v.ts", options=FAST),
    "HEVC": Kind("v.mp4", "libx265", options={"preset": "ultrafast", "x265-params": HEVC}),
    "HEVC with checksums": Kind("v.mp4", "libx265", options={"preset": "ultrafast", "x265-params": f"{HEVC}:hash=1"}),
    "VP8": Kind("v.webm", "libvpx", options=VPX),
    "VP8 in short clusters": Kind("v.webm", "libvpx", options=VPX, container={"cluster_time_limit": "500"}),
    "VP9": Kind("v.webm", "libvpx-vp9", options=VPX),
    "MPEG-2": Kind("v.mpg", "mpeg2video", options={"b": "2M", "g": "12"}, rate_hz=25),
}


@pytest.fixture(scope="module")
def images() -> list[Image]:
    """A leg that moves, 160x120."""
    clip = Path(__file__).parents[1] / "truth" / "knee_to_chest_left_side.mp4"
    moving = [np.asarray(cv2.resize(image, (160, 120))) for image in pictures(clip, 50)[30:]]
    return [*moving, *moving[::-1]]


@pytest.fixture
def made(images: Sequence[Image], tmp_path: Path) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        kind = KINDS[name]
        return film(tmp_path / kind.name, evenly(images, kind.rate_hz), kind)

    return make


def read(path: Path) -> tuple[list[float], list[str]]:
    """The times of its pictures, and the flaws without the name."""
    with Recording(path) as recording:
        times = [frame.t_s for frame in recording]
        return times, [flaw.removeprefix(f"{path}: ") for flaw in recording.flaws()]


def stored(path: Path) -> list[tuple[int, int]]:
    """Place and size of each stored picture in the file."""
    with av.open(str(path)) as container:
        return [(packet.pos, packet.size) for packet in container.demux(video=0) if packet.size]


def spoil(path: Path, which: Sequence[int], change: Callable[[bytes], bytes]) -> Path:
    """Changes stored pictures without their first bytes, by which they are found."""
    content = bytearray(path.read_bytes())
    for index in which:
        at, size = stored(path)[index]
        begin, end = at + size // 4, at + size
        content[begin:end] = change(bytes(content[begin:end]))
    path.write_bytes(content)
    return path


def noise(data: bytes) -> bytes:
    return np.random.default_rng(0).bytes(len(data))


@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_said_about_a_whole_recording(name: str, made):
    times, flaws = read(made(name))
    assert len(times) == COUNT
    assert flaws == []


def test_damage_in_the_first_picture_leaves_a_hole_at_the_beginning(made):
    times, flaws = read(spoil(made("H.264"), [0], noise))
    assert times == pytest.approx([2.0 + index / RATE_HZ for index in range(GROUP)])
    assert flaws == ["2.0 seconds are missing or cannot be read, the most from 0.0 to 2.0; nothing was judged there"]


@pytest.mark.parametrize(("name", "which"), [("H.264", GROUP), ("MPEG-2", 24)])
def test_damage_that_reaches_to_the_end_is_reported(name: str, which: int, made):
    """The last picture of a program stream has no time, and does not count as an intact one."""
    path = made(name)
    if name == "MPEG-2":
        content = bytearray(path.read_bytes())
        content[len(content) // 2 :] = noise(content[len(content) // 2 :])
        path.write_bytes(content)
    else:
        spoil(path, [which], noise)
    times, flaws = read(path)
    assert len(times) <= which
    assert "breaks off after" in flaws[0]


def test_a_checksum_finds_a_single_changed_bit(made):
    def flip(data: bytes) -> bytes:
        return bytes([*data[:-9], data[-9] ^ 4, *data[-8:]])

    times, flaws = read(spoil(made("HEVC with checksums"), [5], flip))
    assert len(times) < COUNT
    assert "cannot be read" in flaws[0]


@pytest.mark.parametrize(("name", "change"), [("VP8", noise), ("VP9", lambda data: bytes(len(data)))])
def test_a_stored_picture_that_ends_too_early_is_not_completed(name: str, change, made):
    times, flaws = read(spoil(made(name), [0], change))
    assert len(times) < COUNT
    assert len(flaws) == 1


def test_pictures_that_build_on_a_lost_part_of_the_file_are_left_out(made):
    path = made("VP8 in short clusters")
    packets = stored(path)
    content = path.read_bytes()
    path.write_bytes(content[: packets[4][0] + 9] + content[packets[8][0] + 9 :])
    times, flaws = read(path)
    assert [t_s for t_s in times if 0.6 < t_s < 1.9] == []
    assert "cannot be read" in flaws[0]


def test_a_fragmented_recording_that_breaks_off_says_so(made):
    times, flaws = read(cut_off(made("H.264 in fragments"), 0.7))
    assert len(times) < COUNT
    assert "breaks off after" in flaws[0]


def test_two_recordings_in_one_transport_stream_are_both_read(made):
    path = made("H.264 in a transport stream")
    path.write_bytes(path.read_bytes() * 2)
    times, flaws = read(path)
    assert len(times) > 2 * COUNT - 4
    assert "seconds are missing" in flaws[0]


@pytest.mark.parametrize("name", ["HEVC", "H.264 in fragments"])
def test_a_second_mp4_in_a_file_is_reported(name: str, made):
    path = made(name)
    path.write_bytes(path.read_bytes() * 2)
    _, flaws = read(path)
    assert "another recording is appended, which was not read; divide the file" in flaws


@pytest.mark.parametrize("name", ["v.mkv", "v.mp4", "v.ts"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_recording_may_begin_at_any_time(name: str, whole: bool, images, tmp_path):
    """The length that Matroska gives is the time of the end."""
    timed = [(100.0 + t_s, image) for t_s, image in evenly(images, RATE_HZ)]
    options = {"avoid_negative_ts": "disabled"}
    path = film(tmp_path / name, timed, Kind(name, options={**FAST, "bf": "0"}, container=options))
    if not whole and name == "v.mkv":
        times, flaws = read(cut_off(path, 0.6))
        assert f"breaks off after {times[-1] + 0.1:.1f} of 4.0 seconds" in flaws[0]
    elif whole:
        times, flaws = read(path)
        assert times == pytest.approx([index / RATE_HZ for index in range(COUNT)], abs=0.002)
        assert flaws == []


def test_times_that_stand_still_are_no_times(images, tmp_path):
    path = tmp_path / "v.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg", rate=RATE_HZ)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuvj420p"
        for image in images:
            packet = av.Packet(cv2.imencode(".jpg", image)[1].tobytes())
            packet.pts = packet.dts = 0
            packet.time_base, packet.stream = Fraction(1, RATE_HZ), stream
            container.mux(packet)
    _, flaws = read(path)
    assert flaws == [
        f"the times of {COUNT - 1} of {COUNT} pictures do not advance, so nothing can be timed; convert it to .mp4"
    ]


@pytest.mark.parametrize(("count", "few"), [(1, True), (4, True), (5, False)])
def test_a_moment_shows_no_movement(count: int, few: bool, images, tmp_path):
    _, flaws = read(film(tmp_path / "v.mp4", evenly(images[:count], RATE_HZ), Kind("v.mp4", options=FAST)))
    assert flaws == ["too few pictures to see movements; record at least a few seconds"] * few


def two_streams(path: Path, images: Sequence[Image]) -> Path:
    """A single small picture, and then the film."""
    with av.open(str(path), "w") as container:
        small, large = (container.add_stream("libx264", rate=RATE_HZ, options=FAST) for _ in range(2))
        for stream, (width, height) in ((small, (32, 32)), (large, (160, 120))):
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for stream, shown in ((small, images[:1]), (large, images)):
            for index, image in enumerate(shown):
                resized = np.ascontiguousarray(cv2.resize(image, (stream.width, stream.height)))
                frame = av.VideoFrame.from_ndarray(resized, format="bgr24").reformat(format="yuv420p")
                frame.pts, frame.time_base = index, Fraction(1, RATE_HZ)
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
    return path


@pytest.mark.parametrize("name", ["v.mkv", "v.mp4"])
def test_of_two_streams_the_film_is_read(name: str, images, tmp_path):
    with Recording(two_streams(tmp_path / name, images)) as recording:
        assert recording.size == (160, 120)
        assert len(list(recording)) == COUNT


def test_the_cover_of_a_song_is_no_film(images, tmp_path):
    path = tmp_path / "song.m4a"
    with av.open(str(path), "w", format="mp4") as container:
        cover = container.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 160, 120, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        packet = av.Packet(cv2.imencode(".jpg", images[0])[1].tobytes())
        packet.pts = packet.dts = 0
        packet.time_base, packet.stream = Fraction(1), cover
        sound = container.add_stream("aac", rate=44100)
        container.mux(packet)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.rate, frame.pts = 44100, 0
        container.mux(sound.encode(frame))
        container.mux(sound.encode())
    with pytest.raises(RecordingError, match="no pictures in this file"):
        Recording(path)
