"""The fit's one command: which tables it makes, and in which order it reads them."""

from pathlib import Path

import pytest

from assets.posture import looks
from assets.posture.__main__ import FITTED_ON, looked_at


def test_tables_that_exist_are_not_made_again(tmp_path):
    for name in FITTED_ON:
        (tmp_path / f"{name}.pickle").write_bytes(b"kept")
    files = looked_at(Path("nowhere"), tmp_path, Path("no.task"), None)
    assert [file.stem for file in files] == list(FITTED_ON)
    assert all(file.read_bytes() == b"kept" for file in files)


def test_a_table_that_fails_is_not_left_half_written(tmp_path):
    def breaks():
        raise OSError("the pictures are gone")
        yield

    with pytest.raises(OSError, match="gone"):
        looks.write(breaks(), tmp_path / "plain.pickle")
    assert list(tmp_path.iterdir()) == []
