"""The parts that a report is made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """One part of the report."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    """Shown below the table, or in its place when it has no rows."""
    urgent: bool = False
    """What a therapist must know first."""


@dataclass(frozen=True)
class Chart:
    """A drawing whose numbers are also in a table."""

    title: str
    svg: str
    note: str
    """The same in words."""
    urgent: bool = False
