"""One line of a report."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    name: str
    value: str
