"""The questions before a session, and their consequences, through the real engine."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from coach.routine.plan import Plan
from coach.session.actions import Outcome
from coach.session.events import Wish
from coach.session.safety.screening import QUESTIONS, Screening, questions
from coach.session.safety.traffic_light import NOTHING, Course, Standing, Stop, TrafficLight
from tests.session.person import CHILD, DROP, ONLY_TILT, PLAN, TILT, N, Person, asked_ids
from tests.session.promises import Promises


def test_the_short_set_then_the_score_then_the_steps():
    person = Person().go()
    assert person.outcome is Outcome.DONE
    assert asked_ids(person) == [q.id for q in questions(full=False)]
    assert all(f["answer"] == "no" and f["how"] == "key" for f in person.events("screening")[:-1])
    assert person.events("screening")[-1] == {"result": "go", "by": None, "set": "short", "why": "every_time"}
    assert [f["when"] for f in person.events("pain_score")] == ["before", "after"]
    assert person.engine.carry.began


def test_the_first_time_tells_what_it_is_asks_leave_to_keep_and_asks_everything():
    person = Person(screening=Screening(), answers={"safety_question.conditions": N}).go()
    first_run = ["first_run.purpose", "first_run.limits", "first_run.camera"]
    assert person.said[:5] == ["session.welcome", "session.stop_reminder", *first_run]
    assert asked_ids(person) == [q.id for q in QUESTIONS]
    assert person.engine.carry.may_keep


@pytest.mark.parametrize("answer", [Wish.NO, Wish.UNSURE])
def test_without_a_plain_yes_nothing_is_kept(answer):
    person = Person(screening=Screening(), answers={"first_run.keep": answer}).go()
    assert not person.engine.carry.may_keep


@pytest.mark.parametrize("wish", [Wish.CRY, Wish.HEARD, Wish.PAUSE, Wish.STOP, Wish.HOLD])
def test_nothing_holds_up_the_words_of_an_emergency(wish):
    person = Person(answers={"safety_question.saddle": Wish.YES})
    person.go(until=lambda p: any(line.fields.get("result") == "emergency" for line in p.log))
    person.say(wish, how="voice")
    assert person.go(120.0).outcome is Outcome.NOT_TODAY
    assert person.said[-1] == "stop.emergency"
    assert "stop.emergency" not in [cut["key"] for cut in person.events("cue_cut")]


def test_whoever_ends_the_words_of_an_emergency_has_no_session():
    person = Person(answers={"safety_question.saddle": Wish.YES})
    person.go(until=lambda p: any(line.fields.get("result") == "emergency" for line in p.log))
    person.say(Wish.LEAVE)
    assert person.go(5.0).outcome is Outcome.NOT_TODAY


@pytest.mark.parametrize("answer", [Wish.YES, Wish.UNSURE])
@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("saddle", "stop.emergency"),
        ("bladder_bowel", "stop.emergency"),
        ("both_legs", "stop.emergency"),
        ("accident", "stop.emergency"),
        ("chest_pain", "stop.emergency"),
        ("private", "stop.emergency"),
        ("fever", "screening.clinician"),
        ("cancer", "screening.clinician"),
        ("no_position_helps", "screening.clinician"),
        ("muscle_relaxant", "screening.not_today"),
        ("alcohol", "screening.not_today"),
        ("three_days", "screening.no_acute"),
    ],
)
def test_a_yes_or_an_unsure_is_no_session(question, says, answer):
    person = Person(screening=Screening(), answers={f"safety_question.{question}": answer}).go()
    assert person.outcome is Outcome.NOT_TODAY
    assert says in person.said
    assert not person.events("step_started")
    assert person.asked[-1] == f"safety_question.{question}"
    assert not person.engine.carry.began


@pytest.mark.parametrize(
    ("given", "outcome"), [(Wish.YES, Outcome.DONE), (N, Outcome.NOT_TODAY), (Wish.UNSURE, Outcome.NOT_TODAY)]
)
def test_what_a_therapist_should_know_needs_a_routine_from_one(given, outcome):
    answers = {"safety_question.below_knee": Wish.YES, "screening.assigned": given}
    person = Person(answers=answers).go()
    assert person.outcome is outcome
    assert person.events("assigned") == [{"said": given is Wish.YES}]


def test_the_first_three_days_with_an_assigned_acute_routine_have_no_twist():
    plan = Plan("p", "1", "en", (CHILD, DROP, TILT), acute=True, assigned_by="M.K.")
    person = Person(plan, answers={"safety_question.three_days": Wish.YES}).go()
    assert person.outcome is Outcome.DONE
    assert [f["step"] for f in person.events("step_skipped")] == [2]
    assert {"step": 2, "what": "left_out", "was": 2, "now": 0, "why": "acute"} in person.events("dose_lowered")


def test_a_clearance_is_not_asked_and_is_logged():
    plan = Plan("p", "1", "en", (ONLY_TILT,), cleared=frozenset({"cancer", "osteoporosis"}))
    person = Person(plan, Screening()).go()
    cleared = {f["question"]: f["how"] for f in person.events("screening") if f.get("answer") == "cleared"}
    assert cleared == {"U4": "routine", "U9": "routine"}
    assert "safety_question.cancer" not in person.asked


def test_skipped_questions_are_logged_as_skipped():
    person = Promises(PLAN, None, ask=False, watching=False, talks=True)
    person.to_the_end()
    assert [line.fields for line in person.log if line.event == "screening"] == [{"result": "skipped"}]


@pytest.mark.parametrize(
    ("plan", "score", "says"),
    [
        (PLAN, 7, True),
        (PLAN, 10, True),
        (Plan("p", "1", "en", (ONLY_TILT,), stop_at_pain=5), 5, True),
        (PLAN, 6, False),
    ],
)
def test_so_much_pain_before_is_no_session(plan, score, says):
    person = Person(plan, answers={"ask.pain_before": score}).go()
    assert ("session.too_much_pain" in person.said) is says
    assert (person.outcome is Outcome.NOT_TODAY) is says


@pytest.mark.parametrize(("score", "is_gentle"), [(3, False), (4, True), (6, True)])
def test_four_to_six_before_is_gentle_mode(score, is_gentle):
    person = Person(answers={"ask.pain_before": score}).go()
    assert ([f["step"] for f in person.events("step_skipped")] == [2]) is is_gentle
    assert {f["target_s"] for f in person.events("hold_started")} == ({8.0, 4.0} if is_gentle else {16.0, 8.0, 4.0})


@pytest.mark.parametrize("question", ["safety_question.saddle", "safety_question.below_knee", "ask.pain_before"])
def test_no_answer_before_is_no_session(question):
    person = Person(answers={question: None}).go()
    assert person.outcome is Outcome.NOT_TODAY
    assert person.said[-1] == "session.no_answer"


@pytest.mark.parametrize("question", ["safety_question.saddle", "safety_question.below_knee", "ask.pain_before"])
def test_stop_in_the_questions_ends_kindly(question):
    person = Person(answers={question: Wish.STOP}).go()
    assert person.outcome is Outcome.PAIN
    assert person.said[-3:] == ["stop.stopping", "stop.end", "stop.help_if"]
    assert not person.events("step_started")


def test_the_day_after_is_asked_weighed_and_said():
    screening = Screening(full=False, why="every_time", course=Course(before=2, after=2), next_day_due=True)
    person = Person(screening=screening).go()
    assert [f["when"] for f in person.events("pain_score")][1:3] == ["next_day_worst", "next_day"]
    assert person.events("light") == [{"colour": "green", "why": "about the same, and no stop", "reds": 0}]
    assert "light.green" in person.said


def test_a_second_session_on_the_same_day_reports_no_pain_and_nothing_is_taken_away():
    course = Course(before=1, worst=1, after=1)
    person = Person(screening=Screening(full=False, why="every_time", course=course, too_early=True)).go()
    assert [f["when"] for f in person.events("pain_score")] == ["before", "after"]
    assert person.events("light") == [{"colour": "amber", "why": "the next day has not come yet", "reds": 0}]
    assert [key for key in person.said if key.startswith("light.")] == ["light.too_early"]
    assert not person.events("dose_lowered")


def test_red_leaves_the_stretch_out_halves_the_rest_and_says_so():
    course = Course(before=2, worst=5, after=2, stops=(Stop("knee_drop", 5),))
    person = Person(screening=Screening(full=False, why="red", course=course)).go()
    assert [f["step"] for f in person.events("step_skipped")] == [2]
    assert [f["target_s"] for f in person.events("hold_started")] == [10.0, 4.0]
    assert {"light.red", "light.half", "light.left_out"} <= set(person.said)
    assert person.engine.carry.standing == Standing(TrafficLight.RED, 1, frozenset({"knee_drop"}), True, False, "a")


@pytest.mark.parametrize(
    ("talked", "outcome"), [(Wish.YES, Outcome.DONE), (N, Outcome.NOT_TODAY), (Wish.UNSURE, Outcome.NOT_TODAY)]
)
def test_a_paused_programme_goes_on_only_after_a_talk(talked, outcome):
    standing = Standing(TrafficLight.RED, 2, frozenset({"knee_drop"}), True, True, "a")
    person = Person(
        screening=Screening(full=False, why="red", standing=standing), answers={"light.talked": talked}
    ).go()
    assert person.outcome is outcome
    assert "knee_drop" not in [f["stretch"] for f in person.events("step_started")]


def test_nothing_left_is_no_session():
    standing = Standing(TrafficLight.RED, 1, frozenset({"pelvic_tilt"}), True, False, "z")
    person = Person(Plan("p", "1", "en", (ONLY_TILT,)), Screening(full=False, why="red", standing=standing)).go()
    assert person.outcome is Outcome.NOT_TODAY
    assert "screening.nothing_left" in person.said


def test_a_new_file_from_the_therapist_is_followed():
    standing = Standing(TrafficLight.RED, 2, frozenset({"pelvic_tilt"}), True, True, "z")
    plan = Plan("p", "1", "en", (ONLY_TILT,), sha256="new", assigned_by="M.K.")
    person = Person(plan, Screening(full=False, why="red", standing=standing)).go()
    assert person.outcome is Outcome.DONE
    assert "light.new_file" in person.said
    assert person.engine.carry.standing == NOTHING


@pytest.mark.parametrize(("last_day", "said"), [(date(2026, 1, 31), True), (date(2026, 3, 1), False), (None, False)])
def test_a_routine_that_is_out_of_date_is_said_to_be(last_day, said):
    person = Person(replace(PLAN, valid_until=last_day), began=datetime(2026, 3, 1, 8, 0, tzinfo=UTC)).go()
    assert ("session.out_of_date" in person.said) is said
    assert person.events("hold_completed"), "it is done all the same"


@pytest.mark.parametrize("keep", [True, False])
def test_what_the_settings_say_about_keeping_is_not_asked_again(keep):
    person = Person(screening=Screening(keep=keep)).go()
    assert "first_run.keep" not in person.said
    assert "first_run.limits" in person.said
    assert person.engine.carry.may_keep is keep


@pytest.mark.parametrize(("keep", "may_keep"), [(None, True), (True, True), (False, False)])
def test_the_settings_outweigh_an_earlier_consent(keep, may_keep):
    person = Person(screening=Screening(full=False, why="every_time", keep=keep)).go()
    assert person.engine.carry.may_keep is may_keep
