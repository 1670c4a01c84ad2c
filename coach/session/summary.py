"""What was done in a session."""

from dataclasses import dataclass, field

from coach.session.logged.stretch_events import HoldCompleted, HoldOver


@dataclass
class SessionSummary:
    """The summary of a session; it grows while the session runs."""

    holds: list[HoldOver] = field(default_factory=list)
    """Each hold as it was logged at its end."""
    good_s: float = 0
    """Seconds in the pose in all of them, not rounded."""
    cycles: dict[int, int] = field(default_factory=dict)
    """Step number -> cat-cow cycles done."""
    steps_done: list[int] = field(default_factory=list)
    steps_skipped: list[int] = field(default_factory=list)
    corrections: int = 0
    pain_reports: int = 0

    def fields(self) -> dict[str, object]:
        """The fields as the event log writes them."""
        return {
            "steps_done": self.steps_done,
            "steps_skipped": self.steps_skipped,
            "holds": [{**hold.fields(), "completed": isinstance(hold, HoldCompleted)} for hold in self.holds],
            "good_s": round(self.good_s, 2),
            "cycles": sum(self.cycles.values()),
            "corrections": self.corrections,
            "pain_reports": self.pain_reports,
        }
