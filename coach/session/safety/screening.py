"""The safety questions before a session, as data, and what the answers mean (clinical notes, 3.1 and 3.2).

Every question is worded so that yes is the answer to act on; unsure counts as yes. Nothing is diagnosed: an answer only
decides whom to contact, or that there is no session today.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from coach.routine.plan import Plan
from coach.session.safety.traffic_light import NOTHING, Course, Standing, TrafficLight, light

AWAY_DAYS = 14
"""Days away after which the full set is asked again (clinical notes, 3.1 [J])."""
NEXT_DAY_DAYS = 7
"""Latest day on which the coach asks about the day after a session [J]."""


class Tier(Enum):
    EMERGENCY = "emergency"
    """No session; the coach names the emergency number."""
    CLINICIAN = "clinician"
    """No session before a talk with a doctor or therapist."""
    TODAY = "today"
    """No session today; rest."""
    ONSET = "onset"
    """The first 72 hours: only a routine that a therapist assigned for this time."""
    THERAPIST = "therapist"
    """A session only with a routine that a therapist assigned."""


@dataclass(frozen=True)
class SafetyQuestion:
    id: str
    """The id in the clinical notes."""
    key: str
    """The key of its text is ``safety_question.{key}``."""
    tier: Tier
    source: str
    short: bool = False
    """Asked before every session; the others only in the full set."""
    clearance: str | None = None
    """The word under ``cleared`` with which a therapist settles it."""
    private: bool = False
    """It is better read than spoken."""

    @property
    def text(self) -> str:
        return f"safety_question.{self.key}"


E, U, D, O, C = Tier.EMERGENCY, Tier.CLINICIAN, Tier.TODAY, Tier.ONSET, Tier.THERAPIST  # noqa: E741

QUESTIONS: tuple[SafetyQuestion, ...] = (
    SafetyQuestion("E1", "saddle", E, "S002, R63, R64", short=True),
    SafetyQuestion("E2", "bladder_bowel", E, "S002, S000, R63, R64", short=True),
    SafetyQuestion("E3", "both_legs", E, "S002, R63, R65", short=True),
    SafetyQuestion("E4", "accident", E, "S002, R63"),
    SafetyQuestion("E5", "chest_pain", E, "R63"),
    SafetyQuestion("E6", "private", E, "R63, R64, R65", private=True),
    SafetyQuestion("U1", "fever", U, "S002, R63; dizziness: 3.2 [J]", short=True),
    SafetyQuestion("U2", "swelling", U, "S002, R63"),
    SafetyQuestion("U3", "weight_loss", U, "S002, R63"),
    SafetyQuestion("U4", "cancer", U, "S002, R66", clearance="cancer"),
    SafetyQuestion("U5", "steroids", U, "S002, R67", clearance="steroids"),
    SafetyQuestion("U6", "night_pain", U, "S002, R63"),
    SafetyQuestion("U7", "urine", U, "S002"),
    SafetyQuestion("U8", "no_position_helps", U, "S002, S001", short=True),
    SafetyQuestion("U9", "osteoporosis", U, "R2, R66, R67", clearance="osteoporosis"),
    SafetyQuestion("M1", "muscle_relaxant", D, "3.2: S001, S000", short=True, clearance="muscle_relaxant"),
    SafetyQuestion("M2", "alcohol", D, "3.2 [J]: S001", short=True),
    SafetyQuestion("T1", "three_days", O, "3.2 [J]: S001, S003, R68, R70", short=True),
    SafetyQuestion("C1", "below_knee", C, "S002, S004", short=True),
    SafetyQuestion("C2", "different", C, "S002"),
    SafetyQuestion("C3", "two_weeks", C, "S000, S001, S002"),
    SafetyQuestion("C4", "keeps_coming_back", C, "S000, S001, S003"),
    SafetyQuestion("C5", "conditions", C, "R15, R16, R62, R87, R90"),
    SafetyQuestion("C6", "age", C, "[J]"),
)
"""The questions in the order of asking, the most urgent first."""

LEG_BEFORE = "C1"
"""Yes to this question means earlier pain below the knee, so pain in the leg is not new by itself."""


class Verdict(Enum):
    GO = "go"
    ACUTE = "acute"
    """Go, with the smaller dose of the first 72 hours."""
    ASK_ASSIGNED = "ask_assigned"
    """Go if a therapist assigned this routine."""
    NO_ACUTE = "no_acute"
    NOT_TODAY = "not_today"
    CLINICIAN = "clinician"
    EMERGENCY = "emergency"


@dataclass(frozen=True)
class ScreeningRow:
    tier: Tier
    applies: Callable[[Plan], bool]
    verdict: Verdict
    source: str


ROWS: tuple[ScreeningRow, ...] = (
    ScreeningRow(Tier.EMERGENCY, lambda _: True, Verdict.EMERGENCY, "3.1 tier E"),
    ScreeningRow(Tier.CLINICIAN, lambda _: True, Verdict.CLINICIAN, "3.1 tier U"),
    ScreeningRow(Tier.TODAY, lambda _: True, Verdict.NOT_TODAY, "3.2, S001"),
    ScreeningRow(Tier.ONSET, lambda plan: not plan.acute, Verdict.NO_ACUTE, "3.2 gate [J]"),
    ScreeningRow(Tier.ONSET, lambda plan: not plan.assigned, Verdict.ASK_ASSIGNED, "3.2 gate [J]"),
    ScreeningRow(Tier.ONSET, lambda _: True, Verdict.ACUTE, "3.2 gate [J]"),
    ScreeningRow(Tier.THERAPIST, lambda plan: not plan.assigned, Verdict.ASK_ASSIGNED, "3.1 tier C"),
    ScreeningRow(Tier.THERAPIST, lambda _: True, Verdict.GO, "3.1 tier C"),
)
"""The meaning of yes or unsure: the first row of the tier that applies."""


def verdict(question: SafetyQuestion, plan: Plan) -> Verdict:
    """The meaning of yes to this question for this routine."""
    return next(row.verdict for row in ROWS if row.tier is question.tier and row.applies(plan))


def settled(question: SafetyQuestion, plan: Plan) -> bool:
    """Whether the therapist has settled the question in the routine file, so that it is not asked."""
    return question.clearance is not None and question.clearance in plan.cleared


def questions(*, full: bool) -> Iterable[SafetyQuestion]:
    return (question for question in QUESTIONS if full or question.short)


# -- which questions are due ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LastTime:
    """What is known about earlier sessions; the coach asks about what is unknown."""

    first_use: date | None = None
    last_session: date | None = None
    """The day of the last session that got past the questions."""
    ended_by_questions: bool = False
    """The questions have ended a session since then."""
    course: Course | None = None
    """The course of the last session, if it has not been evaluated yet."""
    course_day: date | None = None
    standing: Standing | None = None
    damaged: bool = False
    """A kept file could not be read."""


@dataclass(frozen=True)
class Screening:
    """What a session asks before it begins."""

    full: bool = True
    why: str = "first_time"
    """``first_time``, ``away``, ``red``, ``questions``, ``damaged``; ``every_time`` for the short set."""
    course: Course | None = None
    """The course of the previous session, to be evaluated now."""
    next_day_due: bool = False
    """A day has passed since then."""
    too_early: bool = False
    """That session was today, so the next day is not known yet."""
    standing: Standing = NOTHING
    tip: int = 0
    """Number of the next tip; any integer."""
    on_screen: bool = False
    """There is a screen for the question that is better read than spoken."""
    keep: bool | None = None
    """What the settings say about keeping sessions; None: the first session asks."""

    @property
    def first_time(self) -> bool:
        return self.why == "first_time"

    @property
    def may_keep(self) -> bool:
        """What applies until the person is asked: the settings, or the consent under which earlier sessions were
        kept."""
        return not self.first_time if self.keep is None else self.keep


def prepare(last: LastTime, plan: Plan, today: date, *, on_screen: bool = False, keep: bool | None = None) -> Screening:
    """What is due today."""
    reason = _why_full(last, plan, today)
    gone_days = (today - last.course_day).days if last.course_day is not None else 0
    return Screening(
        full=reason is not None,
        why=reason or "every_time",
        course=last.course,
        next_day_due=last.course is not None and last.course.before is not None and 1 <= gone_days <= NEXT_DAY_DAYS,
        too_early=last.course_day is not None and gone_days == 0,
        standing=last.standing or NOTHING,
        tip=today.toordinal(),
        on_screen=on_screen,
        keep=keep,
    )


def _why_full(last: LastTime, plan: Plan, today: date) -> str | None:
    """Why the full set is due, or None (clinical notes, 3.1 [J])."""
    course_red = last.course is not None and light(last.course, plan.pain_limits) is TrafficLight.RED
    standing_red = last.course is None and last.standing is not None and last.standing.light is TrafficLight.RED
    reasons = (
        ("first_time", last.first_use is None and not last.damaged),
        ("damaged", last.damaged or (last.first_use is not None and last.standing is None)),
        ("questions", last.ended_by_questions),
        ("red", course_red or standing_red),
        # A clock that was set back is not a reason to ask less.
        ("away", last.last_session is None or not 0 <= (today - last.last_session).days < AWAY_DAYS),
    )
    return next((name for name, holds in reasons if holds), None)
