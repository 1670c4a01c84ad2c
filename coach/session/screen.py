"""The state of a session for a screen: facts only, no pixels and no sentences."""

from dataclasses import dataclass
from enum import Enum

from coach.body.landmarks import Side
from coach.stretches.phase import Phase


class ScreenMode(Enum):
    QUESTION = "question"
    SESSION = "session"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"


@dataclass(frozen=True)
class StepLabel:
    """One entry in the strip that shows the whole routine."""

    stretch: str
    variant: str | None


@dataclass(frozen=True)
class Screen:
    """The state of the screen."""

    mode: ScreenMode
    steps: tuple[StepLabel, ...] = ()
    step_index: int = 0
    """0-based index into ``steps``."""
    stretch: str | None = None
    variant: str | None = None
    side: Side | None = None
    phase: Phase | None = None
    rep: int = 0
    """1, 2, ... on this side; the cycle in cat-cow."""
    reps: int = 0
    """Number of reps on this side: "2 of 2" on both sides means that everything is done."""
    good_s: float = 0.0
    """Good time in this hold so far, in seconds; in a timed step, the elapsed seconds."""
    target_s: float = 0.0
    """Prescribed seconds; while moving in, those of the coming hold; 0 when nothing is counted."""
    in_pose: bool = False
    """The hold clock is running."""
    timer_only: bool = False
    """The coach cannot see the person, or cannot judge the pose, and keeps time."""
    question: str | None = None
    """Key of the open question."""
    number_wanted: bool = False
    """The question asks for 0 to 10; otherwise for yes, no or unsure."""
    unseen: tuple[str, ...] = ()
    """Parts of the body that cannot be seen."""
    done: tuple[str, ...] = ()
    """When finished: one key for each thing done; the numbers are in the engine's summary."""
    remaining_s: float = 0.0
    """Estimated time to the end of the routine."""
