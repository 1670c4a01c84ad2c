"""The measures of one body by name. Each is computed on first access, since a step reads only a few of fifty."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from coach.body.figure import Figure
from coach.body.measures import Measure

Taker = Callable[[Figure], Measure | None]
"""Computes one measure; returns None where the view does not show it."""


class AskedMeasures(MutableMapping[str, Measure]):
    """Behaves like a dict of the measures that the view shows."""

    def __init__(self, figure: Figure, takers: Mapping[str, Taker]) -> None:
        self._figure = figure
        self._takers = takers
        self._taken: dict[str, Measure | None] = {}

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as Mapping has it
        """Avoids the exception by which Mapping detects a missing key: each look calls this a hundred times."""
        if name not in self._taken:
            taker = self._takers.get(name)
            self._taken[name] = None if taker is None else taker(self._figure)
        measure = self._taken[name]
        return default if measure is None else measure

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __getitem__(self, name: str) -> Measure:
        measure: Measure | None = self.get(name)
        if measure is None:
            raise KeyError(name)
        return measure

    def __setitem__(self, name: str, measure: Measure) -> None:
        self._taken[name] = measure

    def __delitem__(self, name: str) -> None:
        self[name]
        self._taken[name] = None

    def __iter__(self) -> Iterator[str]:
        return (name for name in dict.fromkeys([*self._takers, *self._taken]) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
