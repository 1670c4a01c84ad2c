"""The questions before, the score after, and what is asked when something looks wrong, through the real engine."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from coach.body.landmarks import Side
from coach.languages.texts import Texts
from coach.resources import resource_path
from coach.routine.loader import load
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.routine.plan import plan as plan_of
from coach.session.actions import Outcome, Say
from coach.session.events import Wish
from coach.session.flow.questions import LADDER, PAIN_WORDS
from coach.session.moment import Moment
from coach.session.outbox import Outbox
from coach.session.safety.screening import QUESTIONS, Screening, questions
from coach.session.safety.traffic_light import NOTHING, Course, Standing, Stop, TrafficLight
from coach.session.screen import Screen, ScreenMode
from coach.stretches.phase import Phase
from tests.session.promises import Promises

CHILD = PlannedStep(1, "childs_pose", None, (PlannedRep(1), PlannedRep(2)), hold_s=16.0)
DROP = PlannedStep(2, "knee_drop", "feet_down", (PlannedRep(1, Side.LEFT), PlannedRep(1, Side.RIGHT)), hold_s=8.0)
TILT = PlannedStep(3, "pelvic_tilt", None, hold_s=4.0)
ONLY_TILT = replace(TILT, number=1)
PLAN = Plan("p", "1", "en", (CHILD, DROP, TILT), sha256="a")
SHORT = Screening(full=False, why="every_time")
N = Wish.NO


class Person(Promises):
    """Answers by the question's key; whoever is not told otherwise is well."""

    def __init__(self, plan=PLAN, screening=SHORT, answers=None, *, watching=False, began=None):
        super().__init__(plan, screening, ask=True, watching=watching, talks=True, began=began)
        self.answers = answers or {}
        self.asked = []

    def go(self, seconds=1800.0, until=lambda person: False):
        end_s = self.t_s + seconds
        while not self.over and self.t_s < end_s and not until(self):
            self.silence(0.5, step_s=0.5)
            if self.screen.question is not None:
                self._answer(self.screen.question)
        return self

    def _answer(self, question):
        if not self.asked or self.asked[-1] != question:
            self.asked.append(question)
        answer = self.answers.get(question, "well")
        if answer == "well":
            self.answer_well()
        elif isinstance(answer, int):
            self.say(Wish.NUMBER, answer)
        elif answer is not None:
            self.say(answer)

    def events(self, name):
        return [line.fields for line in self.log if line.event == name]

    @property
    def said(self):
        return [line.fields["key"] for line in self.log if line.event == "cue"]


def asked_ids(person):
    return [f["question"] for f in person.events("screening") if "question" in f]


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
    plan = Plan("p", "1", "en", (CHILD, DROP, TILT), acute=True, assigned=True)
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


@pytest.mark.parametrize(
    ("ladder", "score"),
    [((N, N, N), 0), ((N, N, Wish.YES), 2), ((N, N, Wish.UNSURE), 2), ((N, Wish.YES), 5), ((Wish.UNSURE,), 8)],
)
def test_who_has_no_number_gets_words(ladder, score):
    answers = {"ask.pain_before": Wish.UNSURE}
    answers |= {f"ask.pain_{word}": answer for word, answer in zip(LADDER, ladder, strict=False)}
    person = Person(answers=answers).go()
    first = person.events("pain_score")[0]
    assert (first["score"], first["mapped"]) == (score, True)
    assert score in PAIN_WORDS.values()


def test_a_number_is_read_back_and_another_one_replaces_it():
    person = Person().go(until=lambda p: p.screen.question == "ask.pain_before")
    person.silence(2.0)
    person.say(Wish.NUMBER, 3)
    person.silence(1.0)
    person.say(Wish.NUMBER, 5)
    person.go()
    assert person.events("pain_score")[0]["score"] == 5
    assert person.said.count("ask.read_back") == 2 + 1


@pytest.mark.parametrize(("confirm", "score"), [(Wish.YES, 3), (None, None)])
def test_a_heard_number_counts_once_it_is_confirmed(confirm, score):
    person = Person(answers={"ask.is_that_right": confirm}).go(until=lambda p: p.screen.question == "ask.pain_before")
    person.silence(2.0)
    person.say(Wish.NUMBER, 3, how="voice")
    person.go()
    assert person.events("pain_score")[0]["score"] == score
    assert (person.outcome is Outcome.DONE) is (score is not None)


def test_a_voice_during_a_question_is_waited_for_and_the_question_asked_again():
    person = Person().go(until=lambda p: p.screen.question is not None)
    person.silence(8.0)
    person.say(Wish.HEARD, how="voice")
    assert person.screen.question is not None
    person.silence(8.0)
    assert person.said.count("safety_question.saddle") == 2
    person.say(Wish.NO, how="voice")
    assert person.events("screening")[0]["how"] == "voice"


def test_a_double_press_answers_one_question():
    person = Person().go(until=lambda p: p.screen.question == "safety_question.bladder_bowel")
    person.say(Wish.NO)
    person.say(Wish.NO)
    assert person.screen.question == "safety_question.bladder_bowel"


def test_a_pause_in_the_questions_comes_back_to_the_question():
    person = Person().go(until=lambda p: p.screen.question is not None)
    person.silence(2.0)
    person.say(Wish.PAUSE)
    person.silence(20.0)
    person.say(Wish.CONTINUE)
    assert person.screen.question == "safety_question.saddle"
    assert person.go().outcome is Outcome.DONE


# -- the session before ------------------------------------------------------------------------------------------------


def test_the_day_after_is_asked_weighed_and_said():
    screening = Screening(full=False, why="every_time", course=Course(before=2, after=2), next_day_due=True)
    person = Person(screening=screening).go()
    assert [f["when"] for f in person.events("pain_score")][1:3] == ["next_day_worst", "next_day"]
    assert person.events("light") == [{"colour": "green", "why": "about the same, and no stop", "reds": 0}]
    assert "light.green" in person.said


def test_a_second_session_on_the_same_day_is_told_no_pain_and_nothing_is_taken_away():
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
    plan = Plan("p", "1", "en", (ONLY_TILT,), sha256="new", assigned=True)
    person = Person(plan, Screening(full=False, why="red", standing=standing)).go()
    assert person.outcome is Outcome.DONE
    assert "light.new_file" in person.said
    assert person.engine.carry.standing == NOTHING


# -- after -------------------------------------------------------------------------------------------------------------


def test_a_minute_into_the_rest_the_score_is_asked_and_a_tip_told():
    person = Person().go()
    assert person.events("pain_score")[-1]["when"] == "after"
    assert [key for key in person.said if key.startswith("tip.")]
    assert person.said[-1] == "session.getting_up"


def test_the_score_afterwards_may_be_skipped():
    person = Person().go(until=lambda p: "session.finished" in p.said)
    person.silence(10.0)
    person.say(Wish.SKIP)
    person.go()
    assert person.events("pain_score")[-1] == {
        "when": "after",
        "skipped": True,
        "score": None,
        "how": None,
        "mapped": False,
    }
    assert person.outcome is Outcome.DONE
    assert person.engine.carry.course.after is None


@pytest.mark.parametrize(("score", "says"), [(3, None), (4, "light.more_than_before"), (8, "stop.contact_today")])
def test_more_pain_afterwards_is_named(score, says):
    person = Person(answers={"ask.pain_after": score}).go()
    assert says is None or says in person.said
    assert ("light.more_than_before" in person.said) is (says == "light.more_than_before")


# -- after a report ----------------------------------------------------------------------------------------------------


def stopped(answers, plan=PLAN, at="hold_started", screening=SHORT):
    person = Person(plan, screening, answers).go(until=lambda p: any(line.event == at for line in p.log))
    person.say(Wish.STOP)
    return person.go()


def test_another_stretch_after_a_report_is_gentle():
    person = stopped({})
    assert person.outcome is Outcome.DONE
    assert [f["stretch"] for f in person.events("step_started")] == ["childs_pose", "pelvic_tilt"]
    assert {"step": 2, "what": "left_out", "was": 2, "now": 0, "why": "pain_today"} in person.events("dose_lowered")
    assert person.engine.carry.course.stops == (Stop("childs_pose", 2),)


@pytest.mark.parametrize(
    ("knew", "leg", "new", "decision"),
    [
        (N, Wish.LEG, None, "end_tell_therapist"),
        (N, Wish.UNSURE, None, "end_tell_therapist"),
        (N, Wish.BACK, None, "choose"),
        (Wish.YES, Wish.LEG, N, "choose"),
        (Wish.YES, Wish.LEG, Wish.YES, "end_tell_therapist"),
        (Wish.YES, Wish.YES, Wish.UNSURE, "end_tell_therapist"),
    ],
)
def test_back_or_leg(knew, leg, new, decision):
    answers = {"safety_question.below_knee": knew, "screening.assigned": Wish.YES, "ask.leg": leg, "ask.leg_new": new}
    person = stopped(answers)
    assert person.events("decision")[0] == {"then": decision}
    assert ("ask.leg_new" in person.asked) is (new is not None)


def test_seven_or_more_is_asked_again_after_a_rest():
    person = stopped({"ask.pain_now": 8})
    assert [f["when"] for f in person.events("pain_score")] == ["before", "stopped", "rested"]
    assert person.said.count("stop.contact_today") == 2
    assert person.outcome is Outcome.PAIN


@pytest.mark.parametrize("question", ["ask.pain_now", "ask.leg", "ask.numb", "ask.next_stretch"])
def test_no_answer_after_a_report_asks_if_all_is_well_and_ends(question):
    person = stopped({question: None})
    assert person.outcome is Outcome.PAIN
    assert "stop.are_you_ok" in person.said
    assert person.said[-1] == "stop.no_answer"
    assert person.events("no_answer") == [{"question": question}]


@pytest.mark.parametrize("question", ["ask.pain_now", "ask.leg", "ask.numb", "ask.next_stretch"])
def test_a_report_in_the_questions_is_the_second_one(question):
    person = stopped({question: Wish.STOP})
    assert person.outcome is Outcome.PAIN
    assert len(person.events("pain_reported")) == 2
    assert person.said[-1] == "stop.help_if"


def test_pressing_again_while_the_way_out_is_said_changes_nothing():
    person = Person().go(until=lambda p: any(line.event == "hold_started" for line in p.log))
    for _ in range(5):
        person.say(Wish.STOP)
    assert len(person.events("pain_reported")) == 1
    assert len(person.events("stop_repeated")) == 4
    assert person.go().outcome is Outcome.DONE
    assert "way_out.childs_pose" in person.said


@pytest.mark.parametrize("wishes", [[Wish.END], [Wish.LEAVE, Wish.LEAVE]])
def test_a_report_while_the_way_out_to_the_end_is_said_is_a_report(wishes):
    person = under_way()
    person.look("tabletop", 9.0, fps=10.0)
    person.look("child", 6.0, fps=10.0)
    for wish in wishes:
        person.say(wish)
    person.silence(0.5, step_s=0.1)
    person.say(Wish.STOP)
    assert [line.event for line in person.log[-3:]] == ["pain_reported", "cue_cut", "stopped"]
    person.say(Wish.STOP)
    person.go()
    assert [f["stretch"] for f in person.events("pain_reported")] == ["childs_pose"]
    assert person.events("stop_repeated") == [{"how": "key"}]
    assert person.engine.carry.course.stops == (Stop("childs_pose", 2),)
    assert person.outcome is Outcome.PAIN
    assert person.asked[-3:] == ["ask.pain_now", "ask.leg", "ask.numb"], "no other stretch for who wanted to end"


def test_after_a_report_nobody_is_corrected_or_praised():
    out = Outbox(Moment(watching=True), Screen(ScreenMode.SESSION))
    out.say("form.head_lifts")
    out.corrects = False
    for key in ("form.head_lifts", "praise.fixed", "seeing.wrong_side", "hold.start"):
        out.say(key)
    assert [action.key for action in out.drain() if isinstance(action, Say)] == ["form.head_lifts", "hold.start"]


# -- something looks wrong ---------------------------------------------------------------------------------------------


TWO = (replace(CHILD, hold_s=40.0), replace(TILT, number=2))


def under_way(steps=TWO, answers=None):
    person = Person(Plan("p", "1", "en", steps), SHORT, answers, watching=True)
    return person.go(until=lambda p: any(line.event == "step_started" for line in p.log))


def watched(answers, bodies, steps=TWO):
    person = under_way(steps, answers)
    for body, seconds in bodies:
        person.look(body, seconds, fps=10.0)
    return person.go()


POSED = [("tabletop", 9.0), ("child", 6.0)]


@pytest.mark.parametrize(
    ("bodies", "why", "well"),
    [
        ([*POSED, ("standing", 6.0)], "left_mat", Wish.YES),
        ([*POSED, (None, 22.0)], "left_mat", Wish.YES),
        ([("standing", 3.0), ("lying", 2.0)], "fall_like", Wish.NO),
        ([("tabletop", 130.0)], "no_movement", Wish.YES),
    ],
)
@pytest.mark.parametrize("answer", [Wish.YES, Wish.NO, Wish.UNSURE, None])
def test_it_stops_asks_and_never_takes_silence_for_an_answer(bodies, why, well, answer):
    question = "ask.fell" if why == "fall_like" else "ask.all_well"
    person = watched({question: answer}, bodies)
    assert [f["why"] for f in person.events("stopped")] == [why]
    assert person.asked.count(question) == 1
    is_well = answer is well
    assert ("ask.next_stretch" in person.asked) is is_well
    assert person.outcome is (Outcome.DONE if is_well else Outcome.PAIN)
    if answer is None:
        assert person.said[-1] == "stop.no_answer"
    elif not is_well:
        assert person.said[-1] == "stop.help_if"


def test_a_report_while_the_session_ends_after_that_is_a_report():
    person = under_way(answers={"ask.next_stretch": Wish.NO})
    for body, seconds in [*POSED, ("standing", 6.0)]:
        person.look(body, seconds, fps=10.0)
    person.go(until=lambda p: "stop.end" in p.said)
    person.say(Wish.STOP)
    person.go()
    assert len(person.events("pain_reported")) == 1
    assert person.outcome is Outcome.PAIN


@pytest.mark.parametrize(
    "bodies",
    [
        [*POSED, ("kneeling", 2.0), ("standing", 2.0), ("kneeling", 2.0), ("child", 10.0)],
        [*POSED, (None, 15.0), ("child", 10.0)],
        [("standing", 3.0), ("tabletop", 0.3), ("standing", 3.0)],
        [("tabletop", 9.0), ("child", 40.0)],
    ],
)
def test_a_short_look_away_is_no_trouble(bodies):
    person = watched({}, bodies)
    assert not [f for f in person.events("stopped") if f["why"] != "heard"]


@pytest.mark.parametrize(("moves", "why"), [(True, []), (False, ["no_movement"])])
def test_a_long_cat_cow_goes_on_while_the_back_moves(moves, why):
    """As planned: cycles have no time to hold, so that a minute without movement is asked about."""
    planned = plan_of(load(resource_path("routines", "progression_week_4.yaml")).routine)
    (cat_cow,) = (step for step in planned.steps if step.stretch == "cat_cow")
    bend = 0.0
    person = under_way((replace(cat_cow, number=1),))
    while not (person.events("stopped") or person.events("step_completed")):
        goal = {Phase.COW: -0.08, Phase.CAT: 0.09}.get(person.screen.phase, 0.0) if moves else 0.0
        bend += max(-0.008, min(0.008, goal - bend))
        person.look("tabletop", 0.1, fps=10.0, back_curve=bend, back_curve_change=bend)
    assert [f["why"] for f in person.events("stopped")] == why
    assert len(person.events("cycle_completed")) == (cat_cow.cycles if moves else 0)


def test_what_happens_in_a_pause_is_no_fall():
    """The session's time stands still meanwhile: lying down took as long as it took."""
    person = under_way()
    person.look("standing", 3.0, fps=10.0)
    person.say(Wish.PAUSE)
    person.look("lying", 20.0, fps=10.0)
    person.say(Wish.CONTINUE)
    person.look("lying", 2.0, fps=10.0)
    assert [f["why"] for f in person.events("stopped")] == ["paused"]


@pytest.mark.parametrize(
    ("before", "gone_s", "after", "why"),
    [
        ("child", 25.0, [(None, 0.1), ("child", 2.0)], []),
        ("child", 25.0, [(None, 22.0)], ["left_mat"]),
        ("standing", 25.0, [("standing", 0.3), ("kneeling", 2.0)], []),
        ("child", 110.0, [("child", 0.5)], []),
    ],
    ids=["absent", "gone", "stood", "still"],
)
def test_time_in_which_nobody_looked_is_nothing_to_ask_about(before, gone_s, after, why):
    person = under_way((replace(CHILD, reps=CHILD.reps * 2, hold_s=40.0),))
    for body, seconds in [*POSED, (before, 0.5)]:
        person.look(body, seconds, fps=10.0)
    person.source(found=False)
    person.silence(gone_s, step_s=0.1)
    person.source(found=True)
    for body, seconds in after:
        person.look(body, seconds, fps=10.0)
    assert [f["why"] for f in person.events("stopped")] == why


def test_where_nothing_is_asked_it_is_noted_only():
    person = Promises(Plan("p", "1", "en", (CHILD,)), None, ask=False, watching=True, talks=True)
    for body, seconds in [*POSED, ("standing", 6.0)]:
        person.look(body, seconds, fps=10.0)
    assert [line.fields for line in person.log if line.event == "noticed"] == [{"what": "left_mat"}]


def test_a_pause_that_nobody_ends_ends_the_session():
    person = Person().go(until=lambda p: any(line.event == "step_started" for line in p.log))
    person.say(Wish.PAUSE)
    person.silence(605.0, step_s=5.0)
    assert person.go().events("stopped")[-1]["why"] == "no_answer"


def test_no_line_claims_to_have_called_anyone():
    texts = Texts("en")
    for key in texts.keys():  # noqa: SIM118 - not a mapping
        words = texts.raw(key).lower()
        assert not any(claim in words for claim in ("i have called", "i called", "i am calling", "help is on")), key
        if "{number}" in words and key != "stop.no_answer":
            assert "i cannot call for you" in words, key


@pytest.mark.parametrize(("last_day", "said"), [(date(2026, 1, 31), True), (date(2026, 3, 1), False), (None, False)])
def test_a_routine_that_is_out_of_date_is_said_to_be(last_day, said):
    person = Person(replace(PLAN, valid_until=last_day), began=datetime(2026, 3, 1, 8, 0, tzinfo=UTC)).go()
    assert ("session.out_of_date" in person.said) is said
    assert person.events("hold_completed"), "it is done all the same"
