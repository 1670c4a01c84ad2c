"""The plan of a session: what the engine walks through, step by step, every number settled."""

from dataclasses import dataclass

from coach.body.landmarks import Side


@dataclass(frozen=True)
class Breath:
    """One slow breath; the default 5-1-3 is the pattern of the source programme (clinical notes, S002)."""

    in_s: float = 5.0
    pause_s: float = 1.0
    out_s: float = 3.0

    @property
    def cycle_s(self) -> float:
        return self.in_s + self.pause_s + self.out_s


@dataclass(frozen=True)
class PlannedRep:
    """One time into the pose and out again."""

    number: int
    """1, 2, ... counted on its side."""
    side: Side | None = None
    """None for a stretch that has no sides."""


@dataclass(frozen=True)
class PlannedStep:
    """One stretch with its dose, or one timed step (rest, walk, cold_pack, warm_pack, note)."""

    number: int
    """1, 2, ... in the routine."""
    stretch: str
    variant: str | None = None
    reps: tuple[PlannedRep, ...] = (PlannedRep(1),)
    hold_s: float = 20.0
    """Seconds of good time in each rep; for a timed step its whole length."""
    cycles: int = 0
    """Cat-cow: times through cow and cat."""
    move_in_s: float = 4.0
    move_out_s: float = 4.0
    rest_s: float = 5.0
    breath: Breath | None = Breath()
    say: str | None = None
    """The therapist's own sentence, spoken when the step begins."""
    modifications: frozenset[str] = frozenset()
    range_limit_deg: float | None = None
    """The largest key angle the therapist allows."""


@dataclass(frozen=True)
class Plan:
    """A whole session, ready to walk through."""

    routine: str
    version: str
    language: str
    steps: tuple[PlannedStep, ...]
    sha256: str = ""
    """Of the routine file's bytes, for the log."""
    announcements: tuple[str, ...] = ()
    """Said aloud at the start: the limits that the therapist overrode."""
