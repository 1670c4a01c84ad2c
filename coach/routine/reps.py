"""The reps of a step in their order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from coach.body.landmarks import Side

REP_WORDS_S = 3.0
"""Time that the spoken lines add to each rep, measured on the engine without a camera at 2.5 spoken words a second."""
SET_REST_S = 60.0
"""The pause between two sets where the file gives none [J]."""


@dataclass(frozen=True)
class PlannedRep:
    """One time into the pose and out again."""

    number: int
    """1, 2, ... counted separately on each side, through all sets."""
    side: Side | None = None
    """None for a stretch that has no sides."""
    hold_s: float | None = None
    """The hold of this side, if it has its own; None: the step's."""
    set_number: int = 1


@dataclass(frozen=True)
class SideDosage:
    """The dose on one side in each set."""

    side: Side | None
    reps: int
    hold_s: float | None = None
    """Seconds of the hold; None: the step's."""


def in_order(each: Sequence[SideDosage], sets: int, *, in_turn: bool) -> tuple[PlannedRep, ...]:
    """All reps: one side after the other, or alternating, and all of that once in each set."""
    return tuple(rep for number in range(1, sets + 1) for rep in _one_set(each, number, in_turn=in_turn))


def _one_set(each: Sequence[SideDosage], number: int, *, in_turn: bool) -> Iterator[PlannedRep]:
    by_side = [
        [
            PlannedRep((number - 1) * dosage.reps + rep, dosage.side, dosage.hold_s, number)
            for rep in range(1, dosage.reps + 1)
        ]
        for dosage in each
    ]
    rows = zip_longest(*by_side) if in_turn else by_side
    return (rep for rep in chain.from_iterable(rows) if rep is not None)
