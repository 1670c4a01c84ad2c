"""What follows from a pain report: the decision table (clinical notes, 3.4), row by row.

Nothing here ever leads back to the stretch that was stopped. ``CHOOSE`` means that the person may choose another one,
by an explicit yes to its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class PainReport:
    """What is known after the questions; None: not answered."""

    score: int | None
    """0 to 10."""
    before: int | None
    """The score before the session, None when it was not asked."""
    new_in_leg: bool | None = None
    """Pain or tingling newly in the leg, or further down it."""
    numb_or_weak: bool | None = None
    reports: int = 1
    """Pain reports in this session, this one included."""
    rested: bool = False
    """Asked again after two minutes of rest."""

    def risen_by(self, points: int) -> bool:
        """At least so many points above the score before; unknown is not zero, so without it this cannot be said."""
        return self.score is not None and self.before is not None and self.score >= self.before + points


class Next(Enum):
    EMERGENCY = "emergency"
    END_TELL_THERAPIST = "end_tell_therapist"
    END_CONTACT_TODAY = "end_contact_today"
    END = "end"
    REST = "rest"
    """Rest two minutes, then ask again."""
    CHOOSE = "choose"


@dataclass(frozen=True)
class Row:
    when: str
    applies: Callable[[PainReport], bool]
    then: Next
    source: str


DECISIONS: tuple[Row, ...] = (
    Row("numbness or new weakness", lambda r: r.numb_or_weak is True, Next.EMERGENCY, "3.4 row 1; S002, R63, R64"),
    Row("newly in the leg", lambda r: r.new_in_leg is True, Next.END_TELL_THERAPIST, "3.4 row 2; R83, R83b"),
    Row("no answer about leg or numbness", lambda r: None in (r.new_in_leg, r.numb_or_weak), Next.END, "3.4 row 6 [J]"),
    Row("no score given", lambda r: r.score is None, Next.END, "3.4 row 6 [J]"),
    Row("still 7 or more", lambda r: (r.score or 0) >= 7, Next.END_CONTACT_TODAY, "3.4 row 3; S001, S002"),
    Row("3 points more than before", lambda r: r.risen_by(3), Next.END, "3.4 row 3 [J]"),
    Row("second report today", lambda r: r.reports >= 2, Next.END, "3.4 row 7 [J]"),
    Row(
        "rested, and back to about the score before",
        lambda r: r.rested and r.before is not None and not r.risen_by(2),
        Next.CHOOSE,
        "3.4 row 4 [J]; two points are a real change, R80",
    ),
    Row("rested, and not back", lambda r: r.rested and (r.score or 0) >= 4, Next.END, "3.4 row 4 [J]"),
    Row("4 to 6, or 2 points more", lambda r: (r.score or 0) >= 4 or r.risen_by(2), Next.REST, "3.4 row 4 [J]"),
    Row("0 to 3 and about the same", lambda _: True, Next.CHOOSE, "3.4 row 5 [J]"),
)


def decide(report: PainReport) -> Next:
    """The first row that applies."""
    return next(row.then for row in DECISIONS if row.applies(report))
