"""One session as used by reports and exports: what was prescribed and done, the reported pain, and what is unknown."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from coach.session.logged.routine_events import DoseLowered, StepPrescribed, StepSkipped
from coach.session.logged.safety_events import CheckedIn

REFUSED = "not_today"
"""The outcome of a session that the answers before it ended."""


@dataclass(frozen=True)
class Hold:
    """One hold, as logged at its end."""

    stretch: str
    variant: str | None
    side: str | None
    rep: int
    target_s: float
    good_s: float
    """Seconds in the pose; if ``timer_only``, mostly counted by the clock."""
    seen_s: float | None
    """The part of ``good_s`` in which the camera saw the pose; older logs do not say."""
    elapsed_s: float
    """Seconds from the start of the hold to its end."""
    best_deg: float | None
    """Largest key angle while in the pose; None where unseen, or where the key measure is a distance."""
    best_torso: float | None
    """The same in torso lengths where the key measure is a distance."""
    timer_only: bool
    as_tolerated: bool
    """The file leaves its length to the person: an early end is not a shortfall."""
    completed: bool

    @property
    def done(self) -> bool:
        """Whether it was held to its end, or as long as the file requires."""
        return self.completed or self.as_tolerated

    @property
    def counted_s(self) -> float:
        """Seconds that count, never more than prescribed."""
        return min(self.good_s, self.target_s)

    @property
    def camera_s(self) -> float:
        """The part of ``counted_s`` that the camera saw; for an older log, all or nothing."""
        seen_s = (0.0 if self.timer_only else self.good_s) if self.seen_s is None else self.seen_s
        return min(seen_s, self.counted_s)

    @property
    def clock_s(self) -> float:
        """The part of ``counted_s`` that the clock alone counted."""
        return self.counted_s - self.camera_s


@dataclass(frozen=True)
class Cycle:
    """One cycle through cow and cat."""

    stretch: str
    number: int
    cat: float | None
    """Highest curve of the back, in chord lengths; None by the clock."""
    cow: float | None
    """Lowest curve of the back, in chord lengths; None by the clock."""
    shallow: bool


@dataclass(frozen=True)
class PainScore:
    """One occasion on which the coach asked for a score."""

    t_s: float
    when: str
    """``before``, ``stopped``, ``rested``, ``after``; ``next_day`` and ``next_day_worst`` are about the previous
    session."""
    score: int | None
    """None: not answered, which is not the same as no pain."""


@dataclass
class PainStop:
    """One pain report and the answers after it, as used by reports and exports."""

    t_s: float
    stretch: str | None
    variant: str | None
    side: str | None
    phase: str | None
    good_s: float | None
    """Seconds into the hold; None outside of one."""
    score: int | None = None
    """None: not answered, which is not the same as no pain."""
    new_in_leg: bool | None = None
    numb_or_weak: bool | None = None
    then: str | None = None
    """What followed from the answers: ``choose`` offers another stretch if one is left; anything else ends the
    session."""
    offered: bool = False
    """Another stretch was offered by name."""
    answered: bool = True
    """The offer was answered."""
    next_stretch: str | None = None
    """The stretch the session continued with; None: it ended."""
    next_variant: str | None = None


@dataclass
class SessionRecord:
    """One session; grows as its log is read. What is not known is None or empty."""

    file: str
    routine: str
    version: str
    sha256: str
    steps: int
    watching: bool
    """There was a camera or a recording."""
    coach: str | None
    """The program's version."""
    began: datetime | None
    language: str | None = None
    patient: str | None = None
    """Initials or a code."""
    assigned_by: str | None = None
    section: str | None = None
    """The section of the file that was done, if it has sections."""
    week: int | None = None
    """The week of the file whose doses applied, if they change."""
    sessions_a_week: float | None = None
    """How many sessions a week the file prescribes."""
    lasted_s: float = 0.0
    exercised_s: float = 0.0
    """From the first step to the end of the last one, without the questions before and after."""
    outcome: str | None = None
    """``done``, ``pain`` or ``not_today``; None where the log is incomplete."""
    why: str | None = None
    answers: dict[str, str | None] = field(default_factory=dict)
    """Id of a safety question -> ``yes``, ``no``, ``unsure``, ``cleared`` or None. For a kept session only yes and
    unsure are known."""
    refused_by: str | None = None
    """Id of the safety question that ended the session before it began."""
    scores: dict[str, int | None] = field(default_factory=dict)
    """Occasion -> the last score, as in ``pain``."""
    pain: list[PainScore] = field(default_factory=list)
    light: str | None = None
    """The traffic light that followed from the previous session."""
    light_why: str | None = None
    talked: bool | None = None
    """Whether the person has talked to a therapist; asked after red sessions."""
    prescribed: list[StepPrescribed] = field(default_factory=list)
    """The prescription in the file; empty for a log of an earlier version."""
    lowered: list[DoseLowered] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    cycles: list[Cycle] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    """Form error -> how often it began."""
    corrected: Counter[str] = field(default_factory=Counter)
    """Form error -> how often it was spoken about."""
    stops: list[PainStop] = field(default_factory=list)
    check_ins: list[CheckedIn] = field(default_factory=list)
    skipped: list[StepSkipped] = field(default_factory=list)
    """Steps that were left out."""
    unseen_s: float = 0.0
    pauses: int = 0
    """How often the hold clock paused."""

    @property
    def refused(self) -> bool:
        """The answers before the session ended it."""
        return self.outcome == REFUSED
