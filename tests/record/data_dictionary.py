"""The data dictionary in docs/export.md. ``python -m tests.record.data_dictionary`` writes it there."""

from pathlib import Path

from coach.record.columns import COLUMNS, RECORDS

PAGE = Path(__file__).parent.parent.parent / "docs" / "export.md"
BEGIN = "<!-- columns: made by tests/record/data_dictionary.py -->\n"
END = "<!-- end of columns -->\n"


def dictionary() -> str:
    """A table of the records, and one of the columns."""
    records = "".join(f"| `{name}` | {meaning} |\n" for name, meaning in RECORDS.items())
    columns = "".join(
        f"| `{column.name}` | {column.kind} | {', '.join(column.records) or 'all'} | {column.meaning} |\n"
        for column in COLUMNS
    )
    return (
        f"| record | one line for |\n| --- | --- |\n{records}\n"
        f"| column | value | records | meaning |\n| --- | --- | --- | --- |\n{columns}"
    )


def written(text: str) -> str:
    """The page with the correct tables. Raises ValueError if the marks are missing."""
    before, _, rest = text.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{PAGE} has no place for the columns")
    return f"{before}{BEGIN}{dictionary()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
