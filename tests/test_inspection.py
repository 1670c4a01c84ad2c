"""``coach inspect`` on every kind of file that people have: one line each, and the others are still processed."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from coach.errors import InputError
from coach.inspection import Drawings, describe, inspect_pictures
from tests.accuracy.pictures import SURE, Verdict, figures, posture_of

PHOTOS = Path(__file__).parents[2] / "shared" / "photos"
LEAST_RIGHT = 22
"""Smallest number of the 26 photographs of the coach's postures that must be right; the model was not fitted on them
(docs/decisions.md, 25)."""


pytestmark = pytest.mark.usefixtures("model")


def grey(*shape: int) -> np.ndarray:
    return np.full(shape, 128, dtype=np.uint8)


PICTURES = {
    "grey.png": grey(48, 64),
    "with_alpha.png": grey(48, 64, 4),
    "sixteen_bits.png": grey(48, 64, 3).astype(np.uint16) * 257,
    "tall.jpg": grey(900, 40, 3),
    "no ascii \N{LATIN SMALL LETTER U WITH DIAERESIS}.bmp": grey(48, 64, 3),
}
BROKEN = {
    "gone.jpg": "no such file",
    "folder.jpg": "is a folder",
    "words.png": "not a readable picture",
    "empty.jpg": "not a readable picture",
    "dot.png": "too small to show anybody (1x1 pixels)",
    "line.png": "too small to show anybody (64x2 pixels)",
    "cut.jpg": "the picture is damaged and ends early",
    "cut.png": "the picture is damaged and ends early",
}


@pytest.fixture
def album(tmp_path: Path) -> Path:
    for name, pixels in PICTURES.items():
        assert cv2.imwrite(str(tmp_path / name), pixels)
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "words.png").write_text("words")
    (tmp_path / "empty.jpg").touch()
    cv2.imwrite(str(tmp_path / "dot.png"), grey(1, 1, 3))
    cv2.imwrite(str(tmp_path / "line.png"), grey(2, 64, 3))
    for name in ("cut.jpg", "cut.png"):
        cv2.imwrite(str(tmp_path / name), np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8))
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:-1000])
    return tmp_path


def test_what_cannot_be_read_is_said_and_the_rest_is_done(album: Path, capfd: pytest.CaptureFixture[str]):
    names = [name for pair in zip(BROKEN, [*PICTURES, *["grey.png"] * 3], strict=True) for name in pair]
    found = {seen.file.name: seen for seen in inspect_pictures(album / name for name in names)}
    assert list(found) == list(dict.fromkeys(names))
    for name, what in BROKEN.items():
        assert found[name].error is not None
        assert f"{name}: {what}" in found[name].error
    assert capfd.readouterr().err == "", "the libraries' own lines name no file"
    for name in PICTURES:
        assert found[name].error is None
        assert found[name].fields()["person"] is False


@pytest.mark.skipif(os.name == "nt", reason="there, every name is text")
def test_a_name_that_is_no_text_is_read_like_any_other(tmp_path: Path):
    file = tmp_path / os.fsdecode(b"\xff.png")
    try:
        file.write_bytes(cv2.imencode(".png", grey(48, 64, 3))[1].tobytes())
    except OSError:
        pytest.skip("this file system takes only text")
    [found] = inspect_pictures([file])
    assert found.error is None
    assert found.measures is None


@pytest.fixture
def seen_before(tmp_path: Path) -> Path:
    """Folders with pictures of the same name, an earlier drawing of the first one, and a film."""
    for name in ("a/1.png", "a/1_seen.png", "b/1.png", "b/1.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        assert cv2.imwrite(str(tmp_path / name), grey(48, 64, 3))
    film = cv2.VideoWriter(str(tmp_path / "film.mp4"), cv2.VideoWriter.fourcc(*"mp4v"), 15.0, (64, 48))
    for _ in range(5):
        film.write(grey(48, 64, 3))
    film.release()
    return tmp_path


@pytest.mark.parametrize(
    ("pictures", "folder", "drawings"),
    [
        (["a/1.png"], "new/deep", ["new/deep/1_seen.png"]),
        (["a/1.png"], "a", ["a/1_seen.png"]),
        (["a/1.png", "a/1_seen.png"], "a", ["a/1_seen_2.png", "a/1_seen_seen.png"]),
        (["a/1.png", "b/1.png", "b/1.jpg"], "a", ["a/1_seen.png", "a/1_seen_2.png", "a/1_seen_3.png"]),
        (["a/1.png", "a/1.png"], "d", ["d/1_seen.png", "d/1_seen_2.png"]),
        (["film.mp4"], "d", [None] * 5),
        (["gone.png", "film.mp4", "b/1.png"], "d", [*[None] * 6, "d/1_seen.png"]),
    ],
)
def test_each_picture_has_its_own_drawing_and_none_is_lost(
    seen_before: Path, pictures: list[str], folder: str, drawings: list[str | None]
):
    files = [seen_before / name for name in pictures]
    before = {file: file.read_bytes() for file in files if file.exists()}
    there = set((seen_before / folder).glob("*"))
    found = list(inspect_pictures(files, draw=seen_before / folder))
    assert [seen.drawing for seen in found] == [name and seen_before / name for name in drawings]
    assert {file: file.read_bytes() for file in before} == before
    for seen in found:
        if seen.drawing is not None:
            assert cv2.imread(str(seen.drawing)).shape == (48, 64, 3)
            assert describe(seen).endswith(f"; drawn in {seen.drawing}")
            assert seen.fields()["drawing"] == str(seen.drawing)
    assert set((seen_before / folder).iterdir()) == there | {seen_before / name for name in drawings if name}


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_a_drawing_goes_through_no_link_to_a_picture(seen_before: Path, link):
    picture, drawing = seen_before / "b/1.png", seen_before / "d/1_seen.png"
    drawing.parent.mkdir()
    link(drawing, picture)
    before = picture.read_bytes()
    [found] = inspect_pictures([picture], draw=drawing.parent)
    assert found.drawing == seen_before / "d/1_seen_2.png"
    assert picture.read_bytes() == before


def test_a_drawing_that_cannot_be_written_is_said_and_what_was_seen_too(seen_before: Path):
    (seen_before / "d/1_seen.png").mkdir(parents=True)
    picture, folder = str(seen_before / "b/1.png"), str(seen_before / "d")
    command = [sys.executable, "-m", "coach.cli", "inspect", picture, "--draw", folder]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=50)
    assert done.returncode == 2
    assert done.stdout == f"{picture}: nobody found\n"
    [line] = done.stderr.splitlines()
    assert f"{seen_before / 'd/1_seen.png'}: cannot write this drawing (" in line
    assert "name another folder" in line


def test_a_picture_too_wide_for_a_drawing_is_said(tmp_path: Path):
    with pytest.raises(InputError, match=r"long_seen\.png: the picture is too wide for a drawing; make it smaller"):
        Drawings(tmp_path, []).save(Path("long.bmp"), grey(2, 1_000_001, 3))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said_before_anything_is_looked_at(seen_before: Path):
    with pytest.raises(InputError, match=r"film\.mp4: cannot make this folder"):
        next(inspect_pictures([seen_before / "a/1.png"], draw=seen_before / "film.mp4"))


@pytest.mark.long
@pytest.mark.timeout(400)
def test_reference_photographs_are_reported_as_well_as_ever():
    if not PHOTOS.is_dir():
        pytest.skip(f"no reference photographs in {PHOTOS}")
    with (PHOTOS / "labels.csv").open(encoding="utf-8", newline="") as table:
        labels = {row["file"]: row["label"] for row in csv.DictReader(table)}
    reported = []
    for seen in inspect_pictures(PHOTOS / name for name in labels):
        expected = posture_of(labels[seen.file.name])
        posture = seen.measures.posture if seen.measures else None
        reported.append(
            Verdict(
                seen.file.name, expected, posture.posture if posture else None, posture.confidence if posture else 0, ""
            )
        )
    ours, sure, fooled = figures(reported)[:3]
    assert int(ours.split(": ")[1].split()[0]) >= LEAST_RIGHT, ours
    assert " 0 of " in sure, (SURE, sure)
    assert " 0 of " in fooled, fooled
