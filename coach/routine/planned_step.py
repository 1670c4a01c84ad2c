"""A step of a routine with every number resolved: the one in the file, or else the stretch's usual one."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from coach.body.landmarks import Side
from coach.routine.breath import DEFAULT_BREATH, Breath
from coach.routine.reps import REP_WORDS_S, SET_REST_S, PlannedRep, SideDosage
from coach.stretches.catalogue import STRETCHES, find
from coach.stretches.own_exercise import OwnExercise
from coach.stretches.stretch import Stretch

FIRST_SETUP_S, SAME_START_SETUP_S, NEW_START_SETUP_S, TIMED_SETUP_S = 20.0, 10.0, 25.0, 15.0
"""Time for the spoken set-up and the way to the start position (clinical notes, section 4)."""


@dataclass(frozen=True)
class LaterDose:
    """The changes from a week on; None: as before."""

    week: int
    times: int | None
    hold_s: float | None
    sets: int | None


@dataclass(frozen=True)
class PlannedStep:
    """One stretch with its dose, or one timed step (rest, walk, cold_pack, warm_pack, note)."""

    number: int
    """1, 2, ... in the routine."""
    stretch: str
    """A stretch, a timed step, or an exercise of the therapist's own by its name in logs."""
    variant: str | None = None
    reps: tuple[PlannedRep, ...] = (PlannedRep(1),)
    """Every rep of all sets, in order."""
    hold_s: float = 20.0
    """Seconds of good time in each rep; for a timed step its whole length; 0 where the person moves without holding."""
    cycles: int = 0
    """Cat-cow: number of times through cow and cat, in each set."""
    move_in_s: float = 4.0
    move_out_s: float = 4.0
    rest_s: float = 5.0
    breath: Breath | None = DEFAULT_BREATH
    say: str | None = None
    """The therapist's own sentence, spoken when the step begins."""
    modifications: frozenset[str] = frozenset()
    range_limit_deg: float | None = None
    """The largest key angle the therapist allows."""
    setup_s: float = FIRST_SETUP_S
    """Approximate time for the spoken set-up and for getting into the start position; for estimates."""
    sets: int = 1
    side_rest_s: float | None = None
    """The pause at a change of sides; None: ``rest_s``."""
    set_rest_s: float = SET_REST_S
    moving: bool = False
    """In and out without holding."""
    in_breaths: bool = False
    """The hold is led breath by breath."""
    as_tolerated: bool = False
    """The dose is a maximum: coming out earlier is as good."""
    own: OwnExercise | None = None
    """The words of a therapist's own exercise."""
    sides: str | None = None
    """left, right, both, alternate, as the file says it; None when the stretch has no sides."""
    later: tuple[LaterDose, ...] = ()
    """The changes in later weeks, in order."""

    @property
    def known(self) -> Stretch:
        """What the coach knows of it; of its first variant where none is named."""
        return find(self.stretch, self.variant)

    @property
    def is_stretch(self) -> bool:
        """Whether the body moves into and out of something, as opposed to time that passes."""
        return self.stretch in STRETCHES or self.own is not None

    @property
    def each(self) -> tuple[SideDosage, ...]:
        """The dose on each side in one set, the first side first."""
        reps = Counter((rep.side, rep.hold_s) for rep in self.reps if rep.set_number == 1)
        return tuple(SideDosage(side, count, hold_s) for (side, hold_s), count in reps.items())

    @property
    def most_times(self) -> int:
        """The most reps on one side, or the cycles, in all sets together."""
        return max(self.cycles, *(dosage.reps for dosage in self.each)) * self.sets

    def hold_of(self, rep: PlannedRep | SideDosage) -> float:
        """Seconds of good time in this rep, or in each rep on one side."""
        return self.hold_s if rep.hold_s is None else rep.hold_s

    def hold_on(self, side: Side | None) -> float:
        """Seconds of good time in each rep on this side."""
        return next((self.hold_of(rep) for rep in self.reps if rep.side is side), self.hold_s)

    @property
    def longest_hold_s(self) -> float:
        return max(map(self.hold_of, self.reps))

    def rest_after(self, rep: PlannedRep, following: PlannedRep) -> float:
        """The pause between two reps, in seconds."""
        if following.set_number != rep.set_number:
            return self.set_rest_s
        if following.side is not rep.side and self.side_rest_s is not None:
            return self.side_rest_s
        return self.rest_s

    @property
    def total_s(self) -> float:
        """Approximate seconds by the clock alone: the set-up, all reps with the words for both ways, and the pauses."""
        if self.cycles:
            cycles_s = self.sets * self.cycles * (self.breath or DEFAULT_BREATH).cycle_s
            return self.setup_s + cycles_s + (self.sets - 1) * self.set_rest_s
        rep_s = self.move_in_s + self.move_out_s + (REP_WORDS_S if self.is_stretch else 0.0)
        pauses_s = sum(self.rest_after(rep, following) for rep, following in pairwise(self.reps))
        return self.setup_s + len(self.reps) * rep_s + sum(map(self.hold_of, self.reps)) + pauses_s
