"""The measures of one body by name, each taken when it is first asked for: a step reads a few of fifty."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping

from coach.body.figure import Figure
from coach.body.measures import Measure

Taker = Callable[[Figure], Measure | None]
"""Takes one measure; None where the view does not show it."""


class AskedMeasures(MutableMapping[str, Measure]):
    """Behaves as a dict of the measures that the view shows."""

    def __init__(self, figure: Figure, takers: Mapping[str, Taker]) -> None:
        self._figure = figure
        self._takers = takers
        self._taken: dict[str, Measure | None] = {}

    def __getitem__(self, name: str) -> Measure:
        if name not in self._taken:
            self._taken[name] = self._takers[name](self._figure)
        measure = self._taken[name]
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
