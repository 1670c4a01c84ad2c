"""Dark pictures: how they are darkened, and what counts as kept."""

from pathlib import Path

import numpy as np
import pytest

from coach.body.measures import Posture
from coach.errors import InputError
from coach.vision.fake import FakeFinder
from coach.vision.still import StillEye
from tests.accuracy.pictures import DIM, Verdict, dim_figure, dimmed, verdicts


def verdict(file: str, reported: Posture, expected: Posture = Posture.CAT) -> Verdict:
    return Verdict(file, expected, reported, 0.9, "")


def test_only_what_was_right_in_good_light_can_be_kept():
    good = [
        verdict("a", Posture.CAT),
        verdict("b", Posture.CAT),
        verdict("c", Posture.COW),
        verdict("d", Posture.OTHER, Posture.OTHER),
    ]
    dim = [
        verdict("a", Posture.CAT),
        verdict("b", Posture.OTHER),
        verdict("c", Posture.CAT),
        verdict("d", Posture.OTHER, Posture.OTHER),
    ]
    assert dim_figure(good, dim).endswith("1 of 2 (50.0 %)")


def test_a_dimmed_picture_is_dark_and_noisy_at_the_trackers_size():
    dark = dimmed()(np.full((720, 1280, 3), 200, dtype=np.uint8))
    assert dark.shape == (360, 640, 3)
    assert dark.mean() == pytest.approx(200 * DIM, abs=1)
    assert dark.std() == pytest.approx(6.0, abs=0.5)


def test_a_labelled_picture_that_cannot_be_read_is_not_left_out_in_silence(tmp_path: Path):
    (tmp_path / "labels.csv").write_text("file,label\ngone.jpg,cat\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"gone\.jpg: not a readable picture"):
        list(verdicts(tmp_path, StillEye(FakeFinder())))
