"""The pain that a person reports, and the decision table that follows from it (clinical notes, 3.4).

Nothing here ever leads back to the stopped stretch. ``CHOOSE`` means that the person may choose another one by an
explicit yes to its name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from coach.session.safety.traffic_light import Course, Stop


@dataclass
class Pain:
    """The pain reported during one session."""

    before: int | None = None
    after: int | None = None
    during: list[int] = field(default_factory=list)
    """All scores between ``before`` and ``after``."""
    stops: list[Stop] = field(default_factory=list)
    leg_before: bool | None = None
    """Pain below the knee before the session; None: not asked."""
    new_in_leg: bool = False
    emergency: bool = False
    settling: bool = False
    """The way out or the last words are being spoken: another report changes nothing."""

    @property
    def stopped_stretches(self) -> frozenset[str]:
        """Stretches that are over for today: no rep of them begins again."""
        return frozenset(stop.stretch for stop in self.stops if stop.stretch is not None)

    def course(self) -> Course:
        """The course of pain, for the next session to evaluate."""
        return Course(
            before=self.before,
            worst=max(self.during, default=None),
            after=self.after,
            stops=tuple(self.stops),
            new_in_leg=self.new_in_leg,
            emergency=self.emergency,
        )


SEVERE = 7
"""Smallest score at which there is no stretching (clinical notes, 3.2 and 3.4; S001, S002, R74, R75)."""
MODERATE = 4
"""Smallest score at which the dose is lowered (clinical notes, 3.2 [J], D5)."""
REAL_CHANGE = 2
"""Smallest real change in points; less is about the same (clinical notes, 3.3; R80)."""
MUCH_MORE = 3
"""An increase by this many points over the score before ends a session (clinical notes, 3.4 [J])."""


@dataclass(frozen=True)
class PainReport:
    """The answers after a pain report; None: not answered."""

    score: int | None
    """0 to 10."""
    before: int | None
    """The score before the session; None if it was not asked."""
    new_in_leg: bool | None = None
    """New pain or tingling in the leg, or further down it."""
    numb_or_weak: bool | None = None
    reports: int = 1
    """Number of pain reports in this session, including this one."""
    rested: bool = False
    """The score was asked again after two minutes of rest."""
    ends_at: int = SEVERE
    """The therapist's own limit, if the file names one."""

    @property
    def high(self) -> bool:
        """Whether it is high enough to ask for the score again after a rest (3.4 row 3)."""
        return (self.score or 0) >= SEVERE or self.risen_by(MUCH_MORE)

    def risen_by(self, points: int) -> bool:
        """Whether the score is this many points above the one before; False if either is unknown, since that is not
        zero."""
        return self.score is not None and self.before is not None and self.score >= self.before + points


class Next(Enum):
    EMERGENCY = "emergency"
    END_TELL_THERAPIST = "end_tell_therapist"
    END_CONTACT_TODAY = "end_contact_today"
    """End after a rest and one more score."""
    END = "end"
    REST = "rest"
    """Rest two minutes, then ask again."""
    CHOOSE = "choose"


@dataclass(frozen=True)
class PainRow:
    when: str
    applies: Callable[[PainReport], bool]
    then: Next
    source: str


DECISIONS: tuple[PainRow, ...] = (
    PainRow("numbness or new weakness", lambda r: r.numb_or_weak is True, Next.EMERGENCY, "3.4 row 1; S002, R63, R64"),
    PainRow("new in the leg", lambda r: r.new_in_leg is True, Next.END_TELL_THERAPIST, "3.4 row 2; R83, R83b"),
    PainRow("no score given", lambda r: r.score is None, Next.END, "3.4 row 6 [J]"),
    PainRow("7 or more", lambda r: (r.score or 0) >= SEVERE, Next.END_CONTACT_TODAY, "3.4 row 3; S001, S002"),
    PainRow(
        "no answer about leg or numbness", lambda r: None in (r.new_in_leg, r.numb_or_weak), Next.END, "3.4 row 6 [J]"
    ),
    PainRow("the therapist's own limit", lambda r: (r.score or 0) >= r.ends_at, Next.END, "the routine file"),
    PainRow("3 points more than before", lambda r: r.risen_by(MUCH_MORE), Next.END, "3.4 row 3 [J]"),
    PainRow("second report today", lambda r: r.reports >= 2, Next.END, "3.4 row 7 [J]"),
    PainRow(
        "rested, and back to about the score before",
        lambda r: r.rested and r.before is not None and not r.risen_by(REAL_CHANGE),
        Next.CHOOSE,
        "3.4 row 4 [J]; two points are a real change, R80",
    ),
    PainRow("rested, and not back", lambda r: r.rested and (r.score or 0) >= MODERATE, Next.END, "3.4 row 4 [J]"),
    PainRow("rested, still 2 points more", lambda r: r.rested and r.risen_by(REAL_CHANGE), Next.END, "3.4 row 4 [J]"),
    PainRow(
        "4 to 6, or 2 points more",
        lambda r: (r.score or 0) >= MODERATE or r.risen_by(REAL_CHANGE),
        Next.REST,
        "3.4 row 4 [J]",
    ),
    PainRow("0 to 3 and about the same", lambda _: True, Next.CHOOSE, "3.4 row 5 [J]"),
)


def decide(report: PainReport) -> Next:
    """The first row that applies."""
    return next(row.then for row in DECISIONS if row.applies(report))
