"""A table on terminals of every width: nothing is lost, and no line is too long."""

import pytest

from coach.record.printed import grid
from coach.record.report_table import Table

TABLE = Table(
    "Sessions",
    ("began", "routine", "before", "after", "light", "in pose"),
    (("2026-11-01 08:00", "daily stretches", "2", "3", "green", "84 s"), ("–", "acute", "–", "–", "red", "0 s")),
    "Pain from 0 to 10.",
)


@pytest.mark.parametrize("width", [20, 30, 35, 80, 120, 200])
def test_nothing_is_lost_and_no_line_is_too_long(width: int):
    printed = grid(TABLE, width)
    assert max(map(len, printed.splitlines())) <= width
    for text in (*TABLE.columns, *(cell for row in TABLE.rows for cell in row), TABLE.note):
        assert all(word in printed for word in text.split())
