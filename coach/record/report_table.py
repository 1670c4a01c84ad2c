"""The parts of a report."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """One part of the report."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    """A text shown below the table, or in its place if it has no rows."""
    urgent: bool = False
    """What a therapist must know first."""


@dataclass(frozen=True)
class Chart:
    """A drawing whose numbers are also in a table."""

    title: str
    svg: str
    note: str
    """The drawing in words."""
    urgent: bool = False
