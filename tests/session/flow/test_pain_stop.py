"""A pain report: silence at once, the way out, the questions, and no return to that stretch."""

import pytest

from coach.routine.plan import PlannedStep
from coach.session.actions import Cut, Finish, Outcome, Say
from coach.session.engine import Engine, Settings
from coach.session.events import Wish
from coach.session.moment import Moment
from coach.session.outbox import Outbox
from coach.session.safety.traffic_light import Stop
from coach.session.screen import Screen, ScreenMode
from tests.session.moves import KNEE, ROUTINE, STOP, say
from tests.session.person import PLAN, SHORT, N, Person, stopped, under_way
from tests.session.rehearsal import Rehearsal


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
        person.silence(1.2, step_s=0.1)
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


ANSWERS = {60.0: say(Wish.NUMBER, 2), 75.0: say(Wish.NO), 90.0: say(Wish.NO)}


@pytest.mark.parametrize("stop_s", [0.5, 5.0, 13.0, 20.0, 29.0, 33.0, 50.0, 78.0, 100.0, 112.0, 122.0])
def test_stop_cuts_and_stops_in_the_same_step_from_any_phase(stop_s: float):
    done = Rehearsal(ROUTINE, inputs={stop_s: STOP}).run()
    (reported,) = done.events("pain_reported")
    (stopped,) = done.events("stopped")
    assert reported["t_s"] == stopped["t_s"] == pytest.approx(stop_s, abs=0.1)
    assert [t for t, a in done.actions if isinstance(a, Cut)][-1] == reported["t_s"]
    # Nobody answers: the session ends by itself, kindly, and as a pain stop.
    assert done.outcome is Outcome.PAIN
    after = {key.split(".")[0] for t, key in done.said if t > stop_s}
    assert after <= {"stop", "way_out", "ask"}
    stretch = reported["stretch"]
    assert reported["variant"] == ("single" if stretch == "knee_to_chest" else None)
    later = [e for e in done.events("hold_started", "step_started") if e["t_s"] > stop_s]
    assert not later, stretch


def test_the_way_out_is_that_of_the_pose():
    done = Rehearsal(ROUTINE, inputs={25.0: STOP}).run()
    ways = [key for _, key in done.said if key.startswith("way_out")]
    assert ways == ["way_out.knee_to_chest_single"]


def test_only_an_explicit_yes_leads_on_and_never_to_the_same_stretch():
    again = PlannedStep(2, "knee_to_chest", "double", hold_s=8.0)
    steps = [KNEE, again, PlannedStep(3, "childs_pose", None, hold_s=8.0)]
    answers = {25.0: STOP, 60.0: say(Wish.NUMBER, 2), 75.0: say(Wish.NO), 90.0: say(Wish.NO), 105.0: say(Wish.YES)}
    done = Rehearsal(steps, inputs=answers).run()
    assert done.outcome is Outcome.DONE
    assert isinstance(done.actions[-1][1], Finish), "nothing is said after the end"
    after = [e["stretch"] for e in done.events("step_started") if e["t_s"] > 25]
    assert after == ["childs_pose"]
    assert not [e for e in done.events("hold_completed") if e["t_s"] > 25 and e["stretch"] == "knee_to_chest"]


@pytest.mark.parametrize("answer", [Wish.NO, Wish.UNSURE, Wish.STOP, Wish.END])
def test_anything_but_yes_ends_the_session(answer: Wish):
    inputs = {25.0: STOP, 60.0: say(Wish.NUMBER, 2), 75.0: say(Wish.NO), 90.0: say(Wish.NO), 105.0: say(answer)}
    done = Rehearsal(ROUTINE, inputs=inputs).run()
    assert done.outcome is Outcome.PAIN
    assert len(done.events("step_started")) == 1


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ([say(Wish.NUMBER, 8), say(Wish.NO), say(Wish.NO)], "stop.contact_today"),
        ([say(Wish.NUMBER, 2), say(Wish.YES), say(Wish.NO)], "stop.tell_therapist"),
        ([say(Wish.NUMBER, 2), say(Wish.NO), say(Wish.YES)], "stop.emergency"),
        ([say(Wish.NUMBER, 2), say(Wish.UNSURE), say(Wish.NO)], "stop.tell_therapist"),
    ],
)
def test_answers_lead_to_their_words(answers, line):
    inputs = dict(zip((60.0, 75.0, 90.0), answers, strict=True))
    done = Rehearsal(ROUTINE, inputs={25.0: STOP, **inputs}).run()
    assert line in [key for _, key in done.said]
    assert done.outcome is Outcome.PAIN


def test_a_second_report_ends_the_session():
    inputs = {25.0: STOP, 60.0: say(Wish.NUMBER, 2), 75.0: say(Wish.NO), 90.0: say(Wish.NO), 105.0: say(Wish.YES)}
    inputs |= {130.0: STOP, 165.0: say(Wish.NUMBER, 2), 180.0: say(Wish.NO), 195.0: say(Wish.NO), 210.0: say(Wish.YES)}
    done = Rehearsal(ROUTINE, inputs=inputs).run()
    assert done.outcome is Outcome.PAIN
    assert len(done.events("pain_reported")) == 2


class Goodbye(Person):
    """A session whose last screen stays for two seconds."""

    def __init__(self, answers=None, plan=PLAN):
        super().__init__(plan, SHORT, answers)
        self.engine = Engine(plan, Settings(False, screening=SHORT, goodbye_s=2.0))
        self.log, self._speech = [], []
        self._take(None, self.engine.start(0.0))

    def to_the_goodbye(self):
        return self.go(until=lambda p: p.screen.mode is ScreenMode.FINISHED)


@pytest.mark.parametrize("wish", [Wish.STOP, Wish.CRY])
@pytest.mark.parametrize("answers", [{}, {"safety_question.saddle": Wish.YES}], ids=["after the routine", "not today"])
def test_pain_in_the_goodbye_is_pain(answers, wish):
    person = Goodbye(answers).to_the_goodbye()
    assert not person.over
    person.say(wish)
    person.go()
    assert person.outcome is Outcome.PAIN
    assert len(person.events("pain_reported")) == 1
    assert "stop.stopping" in person.said
    assert [line.event for line in person.log].count("session_finished") == 1


def test_the_goodbye_ends_by_itself_and_at_once_when_asked():
    for wish, seconds in ((None, 2.0), (Wish.LEAVE, 0.1)):
        person = Goodbye().to_the_goodbye()
        began_s = person.t_s
        if wish is not None:
            person.say(wish)
        while not person.over:
            person.silence(0.1, step_s=0.1)
        assert person.t_s - began_s <= seconds + 0.2
        assert person.outcome is Outcome.DONE
