"""A truncated picture is distinguished from a complete one, whatever follows or is inside the complete one."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from coach.vision.truncation import ends_early

END = b"\xff\xd9"
NOISE = np.random.default_rng(7).integers(0, 255, (96, 128, 3), np.uint8)


def encoded(kind: str, *options: int) -> bytes:
    return cv2.imencode(kind, NOISE, options)[1].tobytes()


JPEG = encoded(".jpg")
RESTARTS = encoded(".jpg", cv2.IMWRITE_JPEG_RST_INTERVAL, 4)
PROGRESSIVE = encoded(".jpg", cv2.IMWRITE_JPEG_PROGRESSIVE, 1)
PNG = encoded(".png")


def with_preview(jpeg: bytes) -> bytes:
    """The picture with a thumbnail in its own segment, as written by cameras."""
    small = cv2.imencode(".jpg", NOISE[:32, :32])[1].tobytes()
    return jpeg[:2] + b"\xff\xe1" + (len(small) + 2).to_bytes(2, "big") + small + jpeg[2:]


SOUND = {
    "jpeg": JPEG,
    "with restarts": RESTARTS,
    "progressive": PROGRESSIVE,
    "with a preview": with_preview(JPEG),
    "a motion photo": JPEG + b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 40,
    "two pictures": JPEG + JPEG,
    "a second picture that breaks off": JPEG + JPEG[:2000],
    "padding": JPEG + bytes(512),
    "no end marker": JPEG.removesuffix(END),
    "filled before a marker": JPEG[:-2] + b"\xff\xff\xff" + END,
    "png": PNG,
    "png and more": PNG + b"more",
    "a bitmap": encoded(".bmp"),
    "a bitmap that breaks off": encoded(".bmp")[:500],
    "words": b"words",
    "nothing": b"",
}
CUT = {
    "jpeg at 5 kB": JPEG[:5000],
    "jpeg by a little": JPEG[:-40],
    "in its head": JPEG[:100],
    "its first bytes": JPEG[:3],
    "with restarts": RESTARTS[:-3000],
    "progressive": PROGRESSIVE[: len(PROGRESSIVE) // 2],
    "between two bytes of data that look like a marker": JPEG[: JPEG.index(b"\xff\x00", 5000) + 1],
    "between two layers": PROGRESSIVE[: PROGRESSIVE.rindex(b"\xff\xda")],
    "behind a preview": with_preview(JPEG)[:-3000],
    "in a preview": with_preview(JPEG)[:600],
    "png": PNG[: len(PNG) // 2],
    "png without its end": PNG[:-12],
    "png in its end": PNG[:-6],
    "the first bytes of a png": PNG[:8],
}


@pytest.mark.parametrize(
    ("content", "early"),
    [(content, False) for content in SOUND.values()] + [(content, True) for content in CUT.values()],
    ids=[*SOUND, *(f"cut: {name}" for name in CUT)],
)
def test_what_ends_early(content: bytes, early: bool, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "picture"
    file.write_bytes(content)
    assert ends_early(file) is early
    assert capfd.readouterr().err == ""


def test_every_cut_of_a_picture_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "picture"
    for content in (JPEG, RESTARTS, PROGRESSIVE, PNG):
        for length in range(8, len(content) - 8, len(content) // 23):
            file.write_bytes(content[:length])
            assert ends_early(file), length


def test_no_file_is_reported_elsewhere(tmp_path: Path) -> None:
    assert not ends_early(tmp_path / "gone.jpg")
