"""The rows that the pages of a database have, against what SQLite itself reads."""

import random
import sqlite3
from contextlib import closing

import pytest

from coach.record.salvage import readable_rows

VALUES = (None, 0, 1, -1, 127, -129, 40_000, -(2**23), 2**31, -(2**47), 2**62, 0.0, -1.5, 1e300, "", "ä" * 70, b"\0\1")


def filled(path, page_bytes=4096, count=300):
    """A database with rows of all lengths; it is closed by the caller."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA page_size = {page_bytes}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE one (a, b, c)")
    draw = random.Random(page_bytes)
    drawn = [(draw.choice(VALUES), "long " * draw.choice((0, 9, 250, 4000)), draw.choice(VALUES)) for _ in range(count)]
    connection.executemany("INSERT INTO one VALUES (?, ?, ?)", drawn)
    return connection


def read(path):
    return [(number, *values) for number, values in readable_rows(path, path.with_name(path.name + "-wal"))]


def by_sqlite(connection):
    return connection.execute("SELECT rowid, * FROM one ORDER BY rowid").fetchall()


@pytest.mark.parametrize("page_bytes", [512, 4096, 65536])
def test_an_undamaged_file_has_the_rows_that_sqlite_reads(tmp_path, page_bytes):
    with closing(filled(tmp_path / "a.db", page_bytes)) as connection:
        expected = by_sqlite(connection)
        assert sorted(read(tmp_path / "a.db"), key=lambda row: row[0]) == expected, "all in the write-ahead log"
    assert not (tmp_path / "a.db-wal").exists()
    assert sorted(read(tmp_path / "a.db"), key=lambda row: row[0]) == expected


def test_what_was_not_committed_is_left_out(tmp_path):
    with closing(filled(tmp_path / "a.db")) as connection:
        expected = by_sqlite(connection)
        connection.execute("PRAGMA cache_size = 5")  # so that a transaction writes before it is committed
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO one VALUES (?, ?, ?)", [(1, "not yet " * 500, 2)] * 200)
        assert sorted(read(tmp_path / "a.db"), key=lambda row: row[0]) == expected
        connection.execute("ROLLBACK")


def test_deleted_rows_stay_deleted(tmp_path):
    with closing(filled(tmp_path / "a.db")) as connection:
        connection.execute("DELETE FROM one WHERE rowid > 20")
        expected = by_sqlite(connection)
    assert sorted(read(tmp_path / "a.db"), key=lambda row: row[0]) == expected


@pytest.mark.parametrize("seed", range(40))
def test_any_damage_leaves_most_rows_and_makes_no_error(tmp_path, seed):
    path = tmp_path / "a.db"
    with closing(filled(path)) as connection:
        expected = set(by_sqlite(connection))
    content, draw = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(draw.choice((1, 10, 30))):
        at = draw.randrange(len(content))
        content[at] = draw.choice((0, 255, draw.randrange(256)))
    path.write_bytes(content)
    assert len(expected & set(read(path))) > 0.5 * len(expected)
    path.write_bytes(content[: draw.randrange(len(content))])
    read(path)
