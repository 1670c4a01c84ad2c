"""What a screen should show of a session: facts only, no pixels and no sentences."""

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
    """One entry of the strip that shows the whole routine."""

    stretch: str
    variant: str | None


@dataclass(frozen=True)
class Screen:
    """One state of the screen."""

    mode: ScreenMode
    steps: tuple[StepLabel, ...] = ()
    step_index: int = 0
    """0-based index into ``steps``."""
    stretch: str | None = None
    variant: str | None = None
    side: Side | None = None
    phase: Phase | None = None
    rep: int = 0
    """1, 2, ... on this side; in cat-cow the cycle."""
    reps: int = 0
    """How many there are on this side: somebody who reads "2 of 2" on both has done everything."""
    good_s: float = 0.0
    """Seconds of good time in this hold so far (in a timed step: seconds gone)."""
    target_s: float = 0.0
    """Seconds asked for, while moving in those to come; 0 when nothing is being counted."""
    in_pose: bool = False
    """The hold clock is running."""
    timer_only: bool = False
    """The coach cannot see the person, or cannot tell the pose, and keeps time."""
    question: str | None = None
    """Key of the question that waits for an answer."""
    number_wanted: bool = False
    """The question wants 0 to 10; otherwise yes, no or unsure."""
    unseen: tuple[str, ...] = ()
    """Parts of the body that cannot be seen."""
    done: tuple[str, ...] = ()
    """When finished: one line key per thing done; see the engine's summary for numbers."""
    remaining_s: float = 0.0
    """Estimate to the end of the routine."""
