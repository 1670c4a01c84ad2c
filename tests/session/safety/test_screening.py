"""The safety questions, row by row, and when which set is asked (clinical notes, 3.1 and 3.2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.languages.texts import Texts
from coach.routine.plan import Plan
from coach.session.safety.screening import QUESTIONS, LastTime, Tier, Verdict, prepare, questions, settled, verdict
from coach.session.safety.traffic_light import NOTHING, Course, Standing, Stop, TrafficLight

OWN = Plan("own", "1", "en", ())
GIVEN = Plan("given", "1", "en", (), assigned_by="M.K.")
ACUTE = Plan("acute", "1", "en", (), acute=True)
ACUTE_GIVEN = Plan("acute", "1", "en", (), acute=True, assigned_by="M.K.")
TODAY = date(2026, 11, 22)
BY_ID = {question.id: question for question in QUESTIONS}

# id, tier, in the short set, source in the clinical notes
TABLE = [
    ("E1", Tier.EMERGENCY, True, "S002, R63, R64"),
    ("E2", Tier.EMERGENCY, True, "S002, S000, R63, R64"),
    ("E3", Tier.EMERGENCY, True, "S002, R63, R65"),
    ("E4", Tier.EMERGENCY, False, "S002, R63"),
    ("E5", Tier.EMERGENCY, False, "R63"),
    ("E6", Tier.EMERGENCY, False, "R63, R64, R65"),
    ("U1", Tier.CLINICIAN, True, "S002, R63"),
    ("U2", Tier.CLINICIAN, False, "S002, R63"),
    ("U3", Tier.CLINICIAN, False, "S002, R63"),
    ("U4", Tier.CLINICIAN, False, "S002, R66"),
    ("U5", Tier.CLINICIAN, False, "S002, R67"),
    ("U6", Tier.CLINICIAN, False, "S002, R63"),
    ("U7", Tier.CLINICIAN, False, "S002"),
    ("U8", Tier.CLINICIAN, True, "S002, S001"),
    ("U9", Tier.CLINICIAN, False, "R2, R66, R67"),
    ("M1", Tier.TODAY, True, "S001, S000"),
    ("M2", Tier.TODAY, True, "S001"),
    ("T1", Tier.ONSET, True, "S001, S003, R68, R70"),
    ("C1", Tier.THERAPIST, True, "S002, S004"),
    ("C2", Tier.THERAPIST, False, "S002"),
    ("C3", Tier.THERAPIST, False, "S000, S001, S002"),
    ("C4", Tier.THERAPIST, False, "S000, S001, S003"),
    ("C5", Tier.THERAPIST, False, "R15, R16, R62, R87, R90"),
    ("C6", Tier.THERAPIST, False, "[J]"),
]


@pytest.mark.parametrize(("id_", "tier", "short", "source"), TABLE)
def test_a_question_is_as_in_the_notes(id_, tier, short, source):
    question = BY_ID[id_]
    assert question.tier is tier
    assert question.short is short
    assert all(key in question.source for key in source.split(", "))
    assert Texts("en").has(question.text)


def test_no_question_is_missing_or_more():
    assert [question.id for question in QUESTIONS] == [row[0] for row in TABLE]


@pytest.mark.parametrize(
    ("id_", "plan", "meaning"),
    [
        ("E1", GIVEN, Verdict.EMERGENCY),
        ("E3", OWN, Verdict.EMERGENCY),
        ("U1", GIVEN, Verdict.CLINICIAN),
        ("U8", OWN, Verdict.CLINICIAN),
        ("M1", GIVEN, Verdict.NOT_TODAY),
        ("M2", OWN, Verdict.NOT_TODAY),
        ("T1", OWN, Verdict.NO_ACUTE),
        ("T1", GIVEN, Verdict.NO_ACUTE),
        ("T1", ACUTE, Verdict.ASK_ASSIGNED),
        ("T1", ACUTE_GIVEN, Verdict.ACUTE),
        ("C1", OWN, Verdict.ASK_ASSIGNED),
        ("C1", GIVEN, Verdict.GO),
        ("C5", OWN, Verdict.ASK_ASSIGNED),
    ],
)
def test_what_a_yes_means(id_, plan, meaning):
    assert verdict(BY_ID[id_], plan) is meaning


@pytest.mark.parametrize(
    ("id_", "cleared", "asked"),
    [
        ("U4", "cancer", False),
        ("U5", "steroids", False),
        ("U9", "osteoporosis", False),
        ("M1", "muscle_relaxant", False),
        ("U4", "steroids", True),
        ("E1", "cancer", True),
        ("U1", "fever", True),
    ],
)
def test_a_clearance_settles_its_own_question_only(id_, cleared, asked):
    assert settled(BY_ID[id_], Plan("p", "1", "en", (), cleared=frozenset({cleared}))) is not asked


def test_the_short_set_comes_in_the_order_of_urgency():
    assert [q.id for q in questions(full=False)] == ["E1", "E2", "E3", "U1", "U8", "M1", "M2", "T1", "C1"]


KNOWN = LastTime(first_use=TODAY - timedelta(90), last_session=TODAY - timedelta(1), standing=NOTHING)


def known(**changes) -> LastTime:
    return LastTime(**{**vars(KNOWN), **changes})


@pytest.mark.parametrize(
    ("last", "full", "why"),
    [
        (LastTime(), True, "first_time"),
        (KNOWN, False, "every_time"),
        (known(last_session=TODAY), False, "every_time"),
        (known(last_session=TODAY - timedelta(13)), False, "every_time"),
        (known(last_session=TODAY - timedelta(14)), True, "away"),
        (known(last_session=None), True, "away"),
        (known(last_session=TODAY + timedelta(1)), True, "away"),
        (known(ended_by_questions=True), True, "questions"),
        (known(damaged=True), True, "damaged"),
        (known(standing=None), True, "damaged"),
        (known(standing=Standing(TrafficLight.RED)), True, "red"),
        (known(standing=Standing(TrafficLight.AMBER)), False, "every_time"),
        (known(course=Course(before=2, after=2, stops=(Stop("cat_cow", 5),))), True, "red"),
        (known(course=Course(before=2, after=2), standing=Standing(TrafficLight.RED)), False, "every_time"),
    ],
)
def test_which_set_is_asked(last, full, why):
    screening = prepare(last, OWN, TODAY)
    assert (screening.full, screening.why) == (full, why)


@pytest.mark.parametrize(("days", "due"), [(0, False), (1, True), (7, True), (8, False), (-1, False)])
def test_the_day_after_is_asked_about_from_the_next_day_on(days, due):
    last = known(course=Course(before=2, after=2), course_day=TODAY - timedelta(days))
    assert prepare(last, OWN, TODAY).next_day_due is due


@pytest.mark.parametrize(("days", "too_early"), [(0, True), (1, False), (8, False), (-1, False)])
def test_on_the_same_day_it_is_too_early_to_ask(days, too_early):
    last = known(course=Course(before=2, after=2), course_day=TODAY - timedelta(days))
    assert prepare(last, OWN, TODAY).too_early is too_early


@given(st.sampled_from(QUESTIONS), st.booleans())
def test_without_a_therapist_nothing_but_an_explicit_no_goes_on(question, acute):
    plan = Plan("p", "1", "en", (), acute=acute)
    assert verdict(question, plan) not in (Verdict.GO, Verdict.ACUTE)
