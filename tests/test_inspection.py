"""``coach inspect`` on every kind of picture that people have: one line each, and the others are done all the same."""

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from coach.errors import ModelError
from coach.inspection import inspect_pictures
from coach.vision.model import ensure_model
from tests.accuracy.pictures import SURE, Verdict, figures, posture_of

PHOTOS = Path(__file__).parents[2] / "shared" / "photos"
LEAST_RIGHT = 25
"""Of the 26 photographs of our postures; a leg lifted off a planted foot is `other`, whatever its label says."""


@pytest.fixture(scope="module", autouse=True)
def _model() -> None:
    try:
        ensure_model()
    except ModelError as error:
        pytest.skip(f"no pose model: {error}")


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
    "folder.jpg": "a folder",
    "words.png": "not a picture",
    "empty.jpg": "not a picture",
    "dot.png": "too small to show anybody (1x1 pixels)",
    "line.png": "too small to show anybody (64x2 pixels)",
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
    return tmp_path


def test_what_cannot_be_read_is_said_and_the_rest_is_done(album: Path):
    names = [name for pair in zip(BROKEN, [*PICTURES, "grey.png"], strict=True) for name in pair]
    found = {seen.file.name: seen for seen in inspect_pictures(album / name for name in names)}
    assert list(found) == list(dict.fromkeys(names))
    for name, what in BROKEN.items():
        assert found[name].error is not None
        assert f"{name}: {what}" in found[name].error
    for name in PICTURES:
        assert found[name].error is None
        assert found[name].fields()["person"] is False


@pytest.mark.timeout(400)
def test_reference_photographs_are_told_as_well_as_ever():
    if not PHOTOS.is_dir():
        pytest.skip(f"no reference photographs in {PHOTOS}")
    with (PHOTOS / "labels.csv").open(encoding="utf-8", newline="") as table:
        labels = {row["file"]: row["label"] for row in csv.DictReader(table)}
    told = []
    for seen in inspect_pictures(PHOTOS / name for name in labels):
        expected = posture_of(labels[seen.file.name])
        posture = seen.measures.posture if seen.measures else None
        told.append(
            Verdict(
                seen.file.name, expected, posture.posture if posture else None, posture.confidence if posture else 0, ""
            )
        )
    ours, sure, fooled = figures(told)[:3]
    assert int(ours.split(": ")[1].split()[0]) >= LEAST_RIGHT, ours
    assert " 0 of " in sure, (SURE, sure)
    assert " 0 of " in fooled, fooled
