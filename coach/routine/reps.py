"""The reps of a step in order, the pauses between them, and their total time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, zip_longest
from typing import Protocol

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
    """None: the step's."""


class Paced(Protocol):
    """A step with reps and pauses."""

    @property
    def hold_s(self) -> float: ...
    @property
    def move_in_s(self) -> float: ...
    @property
    def move_out_s(self) -> float: ...
    @property
    def rest_s(self) -> float: ...
    @property
    def side_rest_s(self) -> float | None: ...
    @property
    def set_rest_s(self) -> float: ...


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


def rest_after(step: Paced, rep: PlannedRep, following: PlannedRep) -> float:
    """The pause between two reps, in seconds."""
    if following.set_number != rep.set_number:
        return step.set_rest_s
    if following.side is not rep.side and step.side_rest_s is not None:
        return step.side_rest_s
    return step.rest_s


def reps_s(step: Paced, reps: Sequence[PlannedRep], *, spoken: bool) -> float:
    """How long the reps take: moving in and out, the words for both, the hold, and the pauses."""
    words_s = REP_WORDS_S if spoken else 0.0
    holds_s = sum(step.hold_s if rep.hold_s is None else rep.hold_s for rep in reps)
    pauses_s = sum(rest_after(step, rep, following) for rep, following in pairwise(reps))
    return len(reps) * (step.move_in_s + step.move_out_s + words_s) + holds_s + pauses_s


def cycles_s(cycles: int, cycle_s: float, sets: int, set_rest_s: float) -> float:
    """How long cycles take in all sets, with the pauses between sets."""
    return sets * cycles * cycle_s + (sets - 1) * set_rest_s
