"""The fit's one command: which tables it makes, and in which order it reads them."""

import pickle
from pathlib import Path

import numpy as np
import pytest

from assets.posture import looks, sheet, sticks
from assets.posture.fit import Recipe
from assets.posture.folds import answers
from assets.posture.table import Table
from assets.posture.taken import FITTED_ON, taken


def test_tables_that_exist_are_not_made_again(tmp_path):
    for name in FITTED_ON:
        (tmp_path / f"{name}.pickle").write_bytes(b"kept")
    files = taken(Path("nowhere"), tmp_path, Path("no.task"), None)
    assert [file.stem for file in files] == list(FITTED_ON)
    assert all(file.read_bytes() == b"kept" for file in files)


def test_missing_tables_are_taken_by_processes(tmp_path, model):
    (tmp_path / "photos").mkdir()
    (tmp_path / "clips").mkdir()
    (tmp_path / "photos.csv").write_text("file,repo,fold\n")
    files = taken(tmp_path, tmp_path / "tables", model, None)
    assert [pickle.loads(file.read_bytes()) for file in files] == [[]] * len(FITTED_ON)


def test_a_table_that_fails_is_not_left_half_written(tmp_path):
    def breaks():
        raise OSError("the pictures are gone")
        yield

    with pytest.raises(OSError, match="gone"):
        looks.write(breaks(), tmp_path / "plain.pickle")
    assert list(tmp_path.iterdir()) == []


def test_everybody_is_answered_by_the_model_without_their_fold(tmp_path):
    people = Table.read([], sticks.people(150))
    found = answers(people, people, Recipe(nets=1, rounds=1), tmp_path / "folds")
    for fold in range(looks.FOLDS):
        left_out = people.fold == fold
        kept = sheet.read_model(sheet.fold_file(tmp_path / "folds", fold)).chances(people.of(left_out).looks)
        assert np.abs(found[left_out] - kept).max() < 0.02  # kept weights have 11 bits
