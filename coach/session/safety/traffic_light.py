"""The traffic light: what the pain around one session means for the next, row by row (clinical notes, 3.5).

A dose only ever goes down: nothing here makes it larger than in the therapist's file, and a reduction ends only with a
new file from a therapist.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from coach.routine.plan import PainLimits, Plan

USUAL = PainLimits()


class TrafficLight(Enum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Stop:
    """A pain report in a session."""

    stretch: str | None
    """None: between two stretches, or in a timed step."""
    score: int | None
    """None: no answer, which is not the same as no pain."""


@dataclass(frozen=True)
class Course:
    """The course of pain around one session. Scores are 0 to 10; None: not asked, or no answer."""

    before: int | None = None
    worst: int | None = None
    """The highest score reported during the session or for the time since."""
    after: int | None = None
    next_day: int | None = None
    """The typical score since the session, reported a day later."""
    stops: tuple[Stop, ...] = ()
    new_in_leg: bool = False
    """New pain or tingling in the leg, or further down it."""
    emergency: bool = False
    """An answer that needs checking the same day: numbness, weakness."""
    too_early: bool = False
    """It is still the same day, so nobody can have been asked about the next one."""

    def at_least(self, score: int) -> bool:
        """Whether the worst score, or the one after the session, reaches this score."""
        return any(one is not None and one >= score for one in (self.worst, self.after))

    def risen(self, score: int | None, points: int) -> bool:
        """Whether a score is this many points above the one before; False if either is unknown."""
        return score is not None and self.before is not None and score >= self.before + points


@dataclass(frozen=True)
class LightRow:
    when: str
    applies: Callable[[Course, PainLimits], bool]
    light: TrafficLight
    source: str
    says: str = ""
    """Key of the spoken text; empty: the text of the colour."""

    @property
    def spoken(self) -> str:
        return f"light.{self.says or self.light.value}"


def _hard_stop(course: Course, limits: PainLimits) -> bool:
    return any(stop.score is not None and stop.score >= limits.red_stop_from for stop in course.stops)


def _settled(course: Course, limits: PainLimits) -> bool:
    scores = (course.before, course.after, course.next_day)
    return None not in scores and not any(course.risen(score, limits.risen_by) for score in scores)


ROWS: tuple[LightRow, ...] = (
    LightRow("numbness or new weakness", lambda c, _: c.emergency, TrafficLight.RED, "3.4 row 1, red entry; R63, R64"),
    LightRow("new leg symptoms", lambda c, _: c.new_in_leg, TrafficLight.RED, "3.5 red; R83"),
    LightRow("worst or after 6 or more", lambda c, at: c.at_least(at.red_from), TrafficLight.RED, "3.5 red; R74"),
    LightRow("a pain stop of 4 or more", _hard_stop, TrafficLight.RED, "3.5 red [J]"),
    LightRow(
        "a pain stop without a score",
        lambda c, _: any(stop.score is None for stop in c.stops),
        TrafficLight.RED,
        "[J]: a missing answer never counts as a low one",
    ),
    LightRow(
        "2 points more the next day",
        lambda c, at: c.risen(c.next_day, at.risen_by),
        TrafficLight.RED,
        "3.5 red; R78, R79, R80",
    ),
    LightRow(
        "2 points more afterwards, and nobody knows about the next day",
        lambda c, at: c.risen(c.after, at.risen_by) and c.next_day is None,
        TrafficLight.RED,
        "[J]: a missing answer never counts as a low one",
    ),
    LightRow(
        "worst or after 4 to 5", lambda c, at: c.at_least(at.amber_from), TrafficLight.AMBER, "3.5 amber; R74, R77"
    ),
    LightRow(
        "2 points more afterwards, gone the next day",
        lambda c, at: c.risen(c.after, at.risen_by),
        TrafficLight.AMBER,
        "3.5 amber; R77, R79",
    ),
    LightRow(
        "a pain stop below 4", lambda c, _: bool(c.stops), TrafficLight.AMBER, "3.5 green asks for no stop", "stopped"
    ),
    LightRow(
        "the next day has not come yet",
        lambda c, _: c.too_early and c.next_day is None and None not in (c.before, c.after),
        TrafficLight.AMBER,
        "[J]: 3.5 green asks for the next day; the same dose",
        "too_early",
    ),
    LightRow(
        "the score before, after or the next day is missing",
        lambda c, at: not _settled(c, at),
        TrafficLight.AMBER,
        "[J]",
        "not_known",
    ),
    LightRow("about the same, and no stop", lambda _, __: True, TrafficLight.GREEN, "3.5 green; R74, R80"),
)


def why(course: Course, limits: PainLimits = USUAL) -> LightRow:
    """The first row that applies."""
    return next(row for row in ROWS if row.applies(course, limits))


def light(course: Course, limits: PainLimits = USUAL) -> TrafficLight:
    return why(course, limits).light


@dataclass(frozen=True)
class Standing:
    """What earlier sessions leave behind for the next one. It accumulates until a therapist gives a new file."""

    light: TrafficLight | None = None
    """The light of the last evaluated session."""
    reds: int = 0
    """Number of red sessions in a row."""
    locked: frozenset[str] = frozenset()
    """Stretches that hurt and are left out."""
    reduced: bool = False
    """Half the reps and short holds apply."""
    paused: bool = False
    """No stretching until the person has talked to a therapist or doctor."""
    sha256: str = ""
    """Hash of the routine file in use when this was learned."""


NOTHING = Standing()
"""The standing before the first session, or after a new file from a therapist."""


def next_standing(standing: Standing, course: Course, plan: Plan) -> Standing:
    """The standing after one more session is evaluated (clinical notes, 3.5, column "next dose")."""
    colour = light(course, plan.pain_limits)
    if colour is not TrafficLight.RED:
        return replace(standing, light=colour, reds=0)
    hurt = frozenset(stop.stretch for stop in course.stops if stop.stretch is not None)
    reds = standing.reds + 1
    return Standing(
        light=colour,
        reds=reds,
        locked=standing.locked | hurt,
        reduced=True,
        paused=standing.paused or reds >= 2 or course.new_in_leg or course.emergency,
        sha256=plan.sha256,
    )


def lifted(standing: Standing, plan: Plan) -> bool:
    """Whether a therapist has given a new file since, which then decides."""
    anything = standing.locked or standing.reduced or standing.paused
    return bool(anything) and plan.assigned and plan.sha256 != standing.sha256
