"""Recordings as people have them: every kind of file gives the pictures that were recorded, at their times."""

import gc
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from coach import app
from coach.app import Options, run_session
from coach.errors import RecordingError
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.actions import Outcome
from coach.vision.frame import Frame, Image
from coach.vision.recording import Recording
from tests.vision.films import Kind, cut_off, damaged, evenly, film, interlaced, pictures

RATE_HZ = 10
CLOSE = 6.0
"""Mean difference in grey levels that lossy coding may make; the picture of another moment of this clip, or a black
one, differs by 8 or more."""
QUICK_AV1 = {"preset": "12", "svtav1-params": "progress=0"}
FAST = {"preset": "ultrafast"}
VP9 = {"deadline": "realtime", "cpu-used": "8"}
HEVC = {"preset": "ultrafast", "x265-params": "log-level=none"}


@pytest.fixture(scope="module")
def moving() -> list[Image]:
    """Two seconds of a leg that moves, 160x120."""
    clip = Path(__file__).parents[1] / "truth" / "knee_to_chest_left_side.mp4"
    return [np.asarray(cv2.resize(image, (160, 120))) for image in pictures(clip, 50)[30:]]


def read(path: Path, **options) -> tuple[list[Frame], list[str]]:
    with Recording(path, **options) as recording:
        return list(recording), recording.flaws()


def same(image: Image, expected: Image) -> bool:
    assert image.shape == expected.shape
    return float(np.abs(image.astype(int) - expected).mean()) < CLOSE


KINDS = {
    "H.264": Kind("v.mp4", options=FAST),
    "H.264 in a transport stream": Kind("v.ts", options=FAST),
    "HEVC": Kind("v.mp4", "libx265", options=HEVC),
    "HEVC of 10 bits": Kind("v.mov", "libx265", "yuv420p10le", HEVC),
    "VP8": Kind("v.webm", "libvpx", options=VP9),
    "VP9": Kind("v.webm", "libvpx-vp9", options=VP9),
    "AV1": Kind("v.mkv", "libsvtav1", options=QUICK_AV1),
    "MPEG-4": Kind("v.avi", "mpeg4", options={"b": "4M"}),
    "MPEG-2": Kind("v.mpg", "mpeg2video", options={"b": "4M"}, rate_hz=25),
    "motion JPEG": Kind("v.avi", "mjpeg", "yuvj420p", {"b": "4M"}),
    "ProRes": Kind("v.mov", "prores_ks", "yuv422p10le"),
    "60 a second": Kind("v.mp4", options=FAST, rate_hz=60),
    "120 a second": Kind("v.mp4", options=FAST, rate_hz=120),
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_of_file_gives_its_pictures_at_their_times(kind: Kind, moving, tmp_path):
    path = film(tmp_path / kind.name, evenly(moving, kind.rate_hz), kind)
    frames, flaws = read(path)
    assert [frame.t_s for frame in frames] == pytest.approx([i / kind.rate_hz for i in range(len(moving))], abs=0.002)
    assert all(same(frame.image, image) for frame, image in zip(frames, moving, strict=True))
    assert flaws == []


def quarter(image: Image) -> Image:
    return np.rot90(image, 1)


MARKED: dict[str, tuple[Kind, Callable[[Image], Image]]] = {
    "a quarter to the left": (Kind("v.mp4", options=FAST, turn_deg=90), quarter),
    "a quarter to the right": (Kind("v.mp4", options=FAST, turn_deg=-90), lambda image: np.rot90(image, -1)),
    "upside down": (Kind("v.mov", options=FAST, turn_deg=180), lambda image: np.rot90(image, 2)),
    "wide pixels": (Kind("v.mp4", options=FAST, pixel=Fraction(4, 3)), lambda image: cv2.resize(image, (213, 120))),
    "high pixels": (Kind("v.mp4", options=FAST, pixel=Fraction(8, 9)), lambda image: cv2.resize(image, (160, 135))),
    "impossible pixels": (Kind("v.mp4", options=FAST, pixel=Fraction(50)), lambda image: image),
    "wide pixels, turned": (
        Kind("v.mp4", options=FAST, pixel=Fraction(4, 3), turn_deg=90),
        lambda image: quarter(cv2.resize(image, (213, 120))),
    ),
}


@pytest.mark.parametrize(("kind", "upright"), MARKED.values(), ids=MARKED)
def test_a_picture_is_shown_as_its_marks_say(kind: Kind, upright, moving, tmp_path):
    path = film(tmp_path / kind.name, evenly(moving[:5], RATE_HZ), kind)
    frames, _ = read(path)
    assert all(same(frame.image, upright(image)) for frame, image in zip(frames, moving, strict=False))


@pytest.mark.parametrize("codec", ["mpeg2video", "libx264"])
def test_an_interlaced_picture_is_that_of_one_moment(codec: str, tmp_path):
    """A bar that jumps by its own width between two moments has no comb."""
    bars = [np.full((120, 160, 3), 60, np.uint8) for _ in range(9)]
    for index, bar in enumerate(bars):
        bar[20:100, 16 * index : 16 * index + 16] = 220
    options = {"flags": "+ildct+ilme"} if codec == "mpeg2video" else {"x264-params": "interlaced=1"}
    kind = Kind("v.mkv", codec, options=options | {"b": "4M"}, rate_hz=25)
    frames, _ = read(film(tmp_path / kind.name, evenly(interlaced(bars), 25), kind))
    assert len(frames) == 8
    for index, frame in enumerate(frames):
        rows = frame.image[30:90, 16 * index + 4 : 16 * index + 12, 0].mean(axis=1)
        assert rows.min() > 190, "a line of another moment"


def test_a_large_picture_is_made_smaller(tmp_path):
    large = np.tile(np.linspace(0, 255, 3840, dtype=np.uint8)[None, :, None], (2160, 1, 3))
    frames, _ = read(film(tmp_path / "v.mp4", [(0.0, large), (0.1, large)], Kind("v.mp4", options=FAST)))
    assert frames[0].image.shape == (1080, 1920, 3)


def changing(times: Sequence[float], moving: Sequence[Image]) -> list[tuple[float, Image]]:
    return list(zip(times, moving, strict=False))


STILL = [index / RATE_HZ for index in range(10)]


@pytest.mark.parametrize("name", ["v.mp4", "v.mkv", "v.webm"])
def test_a_picture_lasts_until_the_next_one(name: str, moving, tmp_path):
    """A recorder that leaves out unchanged pictures wrote nothing for five seconds."""
    times = [*STILL, *(STILL[-1] + 5.0 + t_s for t_s in STILL)]
    codec = "libvpx-vp9" if name == "v.webm" else "libx264"
    kind = Kind(name, codec, options=VP9 if name == "v.webm" else FAST)
    frames, flaws = read(film(tmp_path / name, changing(times, moving), kind))
    between = [frame for frame in frames if 1.0 <= frame.t_s < 5.85]
    assert np.diff([frame.t_s for frame in frames]).max() < 0.35
    assert all(same(frame.image, moving[9]) for frame in between)
    assert flaws == []


def steady(moving: Sequence[Image], before: int, after: int) -> list[Image]:
    """Pictures in which almost nothing changes, but which the recorder still wrote."""
    noise = np.random.default_rng(0)
    return [
        np.clip(moving[0].astype(int) + noise.integers(-2, 3, moving[0].shape), 0, 255).astype(np.uint8)
        for _ in range(before + after)
    ]


HOLES = {
    "the body has moved": (lambda moving: [*moving[:10], *moving[:9:-1]], 3.0),
    "nothing has moved, but the recorder leaves nothing out": (lambda moving: steady(moving, 50, 20), 4.0),
    "longer than any picture lasts": (lambda moving: [*moving[:10], *moving[10:20]], 15.0),
}


@pytest.mark.parametrize(("shown", "gap_s"), HOLES.values(), ids=HOLES)
def test_a_hole_is_reported_and_no_picture_fills_it(shown, gap_s: float, moving, tmp_path):
    images = shown(moving)
    split = len(images) - 10
    times = [index / RATE_HZ + (gap_s if index >= split else 0.0) for index in range(len(images))]
    frames, flaws = read(film(tmp_path / "v.mkv", zip(times, images, strict=True), Kind("v.mkv", options=FAST)))
    assert len(frames) == len(images)
    begin = (split - 1) / RATE_HZ
    assert flaws == [
        f"{tmp_path / 'v.mkv'}: {gap_s + 0.1:.1f} seconds are missing or cannot be read, the most from {begin:.1f} to "
        f"{begin + gap_s + 0.1:.1f}; nothing was judged there"
    ]


DAMAGED = {
    "H.264": Kind("v.mkv", options={**FAST, "g": "20"}),
    "HEVC": Kind("v.mp4", "libx265", options={"preset": "ultrafast", "x265-params": "log-level=none:keyint=20"}),
    "MPEG-4": Kind("v.mp4", "mpeg4", options={"g": "20", "b": "4M"}),
    "AV1": Kind("v.mkv", "libsvtav1", options={**QUICK_AV1, "g": "20"}),
}


@pytest.mark.parametrize("kind", DAMAGED.values(), ids=DAMAGED)
def test_what_cannot_be_read_is_left_out_and_said(kind: Kind, moving, tmp_path):
    longer = [*moving, *moving[::-1], *moving, *moving[::-1]]
    path = damaged(film(tmp_path / kind.name, evenly(longer, RATE_HZ), kind), 0.4, 0.5)
    frames, flaws = read(path)
    assert 20 < len(frames) < len(longer)
    assert all(same(frame.image, longer[round(frame.t_s * RATE_HZ)]) for frame in frames)
    assert ["cannot be read" in flaw for flaw in flaws] == [True]


def test_vp9_that_ends_too_early_is_reported(moving, tmp_path):
    kind = Kind("v.webm", "libvpx-vp9", options={**VP9, "g": "40"})
    longer = [*moving, *moving[::-1]]
    frames, flaws = read(overwritten(film(tmp_path / kind.name, evenly(longer, RATE_HZ), kind), bytes(30)))
    assert len(frames) < len(longer)
    assert len(flaws) == 1


def test_a_jpeg_of_a_film_that_is_made_up_is_left_out(moving, tmp_path):
    kind = Kind("v.mov", "mjpeg", "yuvj420p", {"b": "4M"})
    longer = [*moving, *moving[::-1]]
    noise = np.random.default_rng(0).bytes(200)
    frames, _ = read(overwritten(film(tmp_path / kind.name, evenly(longer, RATE_HZ), kind), noise))
    assert len(frames) == len(longer) - 1


def overwritten(path: Path, by: bytes) -> Path:
    """A few bytes in the middle of one picture are damaged: the container is intact."""
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + len(by)] = by
    path.write_bytes(content)
    return path


BROKEN = {
    "Matroska": Kind("v.mkv", options=FAST),
    "WebM": Kind("v.webm", "libvpx-vp9", options=VP9),
    "AVI": Kind("v.avi", "mjpeg", "yuvj420p"),
    "MP4 with its index first": Kind("v.mp4", options=FAST, container={"movflags": "+faststart"}),
}


@pytest.mark.parametrize("kind", BROKEN.values(), ids=BROKEN)
def test_a_recording_that_breaks_off_says_where(kind: Kind, moving, tmp_path):
    longer = [*moving, *moving[::-1]] * 3
    path = cut_off(film(tmp_path / kind.name, evenly(longer, RATE_HZ), kind), 0.6)
    frames, flaws = read(path)
    assert 10 < len(frames) < len(longer)
    assert len(flaws) == 1
    assert f"breaks off after {frames[-1].t_s + 0.1:.1f} of 12.0 seconds" in flaws[0]


def test_an_mp4_without_its_index_is_named(moving, tmp_path):
    path = cut_off(film(tmp_path / "v.mp4", evenly(moving, RATE_HZ), Kind("v.mp4", options=FAST)), 0.6)
    with pytest.raises(Exception, match="the end of this recording is missing, and without it the rest cannot be read"):
        Recording(path)


@pytest.mark.parametrize(("rate_hz", "few"), [(1, True), (2, True), (5, False), (10, False)])
def test_too_few_pictures_are_said(rate_hz: int, few: bool, moving, tmp_path):
    path = film(tmp_path / "v.mp4", evenly(moving, rate_hz), Kind("v.mp4", options=FAST, rate_hz=rate_hz))
    _, flaws = read(path)
    assert [f"only {rate_hz}.0 pictures a second" in flaw for flaw in flaws] == [True] * few


@pytest.mark.parametrize(("rate_hz", "most_hz", "count"), [(10, 15, 20), (30, 15, 10), (60, 15, 5), (120, 12, 2)])
def test_no_more_pictures_come_than_are_wanted(rate_hz: int, most_hz: float, count: int, moving, tmp_path):
    path = film(tmp_path / "v.mp4", evenly(moving, rate_hz), Kind("v.mp4", options=FAST, rate_hz=rate_hz))
    frames, flaws = read(path, most_hz=most_hz)
    assert len(frames) == count
    assert all(same(frame.image, moving[round(frame.t_s * rate_hz)]) for frame in frames)
    assert flaws == []


PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://localhost:9/part.ts\n#EXT-X-ENDLIST\n"


@pytest.mark.parametrize("content", [PLAYLIST, b"ffconcat version 1.0\nfile v.mp4\n"])
def test_a_playlist_is_not_followed(content: bytes, tmp_path):
    path = tmp_path / "v.m3u8"
    path.write_bytes(content)
    with pytest.raises(Exception, match="not a readable video"):
        Recording(path)


NAMES = ["~clip.mp4", "12:30.mp4", "file:x.mp4", "-lead.mp4", "my clip.mp4", "überkopf–日.mp4", "50%.mp4", "%04d.mp4",
         "a[1].mp4", "a{1}.mp4", "new\nline.mp4", "0", "demo", "camera", "pipe:1", "http:", "v"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name(name: str, moving, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    film(tmp_path / "v.mp4", evenly(moving[:3], RATE_HZ), Kind("v.mp4", options=FAST)).rename(tmp_path / name)
    frames, _ = read(Path(name))
    assert len(frames) == 3


def test_a_session_on_a_recording_ends_with_what_is_wrong_with_it(moving, model, tmp_path):
    path = cut_off(film(tmp_path / "v.mkv", evenly([*moving, *moving], RATE_HZ), Kind("v.mkv", options=FAST)), 0.6)
    step = PlannedStep(1, "childs_pose", None, (PlannedRep(1),), hold_s=5.0)
    options = Options(source=str(path), fast=True, window=False, mute=True, model=model)
    with pytest.raises(RecordingError, match="breaks off after"):
        run_session(Plan("p", "1", "en", (step,)), options)


def test_a_stop_is_more_important_than_a_flaw_of_the_recording(monkeypatch, capfd):
    def stopped(plan, options, log, flaws, progress):
        flaws.append("v.mkv: breaks off")
        return Outcome.PAIN

    monkeypatch.setattr(app, "_run", stopped)
    assert run_session(Plan("p", "1", "en", ()), Options()) is Outcome.PAIN
    assert capfd.readouterr().err == "v.mkv: breaks off\n"


def test_a_picture_that_has_been_converted_is_freed_at_once(tmp_path: Path, moving: list[Image]):
    path = film(tmp_path / "v.mp4", evenly(moving, RATE_HZ), Kind("v.mp4", options=FAST, turn_deg=90.0))
    gc.collect()
    gc.freeze()  # only new objects are searched
    gc.disable()  # a picture of 4K has 25 MB: a hundred must not wait for the garbage collector
    try:
        with Recording(path) as recording:
            kept = [sum(type(one).__name__ == "VideoFrame" for one in gc.get_objects()) for _ in recording]
    finally:
        gc.enable()
        gc.unfreeze()
    assert len(kept) == len(moving)
    assert 1 <= max(kept) <= 2
