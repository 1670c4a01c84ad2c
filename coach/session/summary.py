"""What was done in a session."""

from dataclasses import dataclass, field
from typing import TypeVar

from coach.body.landmarks import Side
from coach.session.logged.log_event import ABSENT
from coach.session.logged.stretch_events import HoldOver

Over = TypeVar("Over", bound=HoldOver)


@dataclass(frozen=True)
class HoldDone:
    """One hold, finished or not."""

    step: int
    stretch: str
    variant: str | None
    side: Side | None
    rep: int
    target_s: float
    good_s: float
    elapsed_s: float
    completed: bool
    seen_s: float
    """The part of ``good_s`` in which the camera saw the pose."""
    best: float | None
    """Largest value of the key measure, in its unit; None when nothing was seen."""
    timer_only: bool
    """The clock alone counted most of ``good_s``."""
    as_tolerated: bool = False
    """The person may come out before the target; that is as good as reaching it."""
    by_distance: bool = False
    """``best`` is in torso lengths, not in degrees."""

    def logged(self, kind: type[Over]) -> Over:
        """The log event: a HoldCompleted or a HoldEnded."""
        best = None if self.best is None else round(self.best, 3 if self.by_distance else 1)
        return kind(
            stretch=self.stretch,
            variant=self.variant,
            side=self.side,
            rep=self.rep,
            target_s=round(self.target_s, 2),
            good_s=round(self.good_s, 2),
            seen_s=round(self.seen_s, 2),
            elapsed_s=round(self.elapsed_s, 2),
            best_deg=ABSENT if self.by_distance else best,
            best_torso=best if self.by_distance else ABSENT,
            timer_only=self.timer_only,
            as_tolerated=True if self.as_tolerated else ABSENT,
        )

    def fields(self) -> dict[str, object]:
        """The fields in the summary of a session."""
        return {**self.logged(HoldOver).fields(), "completed": self.completed}


@dataclass
class SessionSummary:
    """The summary of a session; it grows while the session runs."""

    holds: list[HoldDone] = field(default_factory=list)
    cycles: dict[int, int] = field(default_factory=dict)
    """Step number -> cat-cow cycles done."""
    steps_done: list[int] = field(default_factory=list)
    steps_skipped: list[int] = field(default_factory=list)
    corrections: int = 0
    pain_reports: int = 0

    def fields(self) -> dict[str, object]:
        """As the event log writes it."""
        return {
            "steps_done": self.steps_done,
            "steps_skipped": self.steps_skipped,
            "holds": [hold.fields() for hold in self.holds],
            "good_s": round(sum(hold.good_s for hold in self.holds), 2),
            "cycles": sum(self.cycles.values()),
            "corrections": self.corrections,
            "pain_reports": self.pain_reports,
        }
