"""Pauses, a voice that is not understood yet, and the question whether to end: everything pauses."""

from dataclasses import replace

import pytest

from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.actions import Outcome, Show
from coach.session.events import HearingFound, HearingLost, TimeSkipped, UserInput, Wish
from coach.session.flow.standstill import CRY_LIMIT_S, LEAVE_LIMIT_S
from coach.session.screen import ScreenMode
from tests.session.moves import CHILD, KNEE, KNEE_ONCE, STOP, lying, said_from, say
from tests.session.person import POSED, Person, under_way
from tests.session.rehearsal import Rehearsal


def test_a_pause_in_the_questions_comes_back_to_the_question():
    person = Person().go(until=lambda p: p.screen.question is not None)
    person.silence(2.0)
    person.say(Wish.PAUSE)
    person.silence(20.0)
    person.say(Wish.CONTINUE)
    assert person.screen.question == "safety_question.saddle"
    assert person.go().outcome is Outcome.DONE


def test_a_pause_that_nobody_ends_ends_the_session():
    person = Person().go(until=lambda p: any(line.event == "step_started" for line in p.log))
    person.say(Wish.PAUSE)
    person.silence(605.0, step_s=5.0)
    assert person.go().events("stopped")[-1]["why"] == "no_answer"


def test_a_pause_freezes_the_clock_and_only_continue_ends_it():
    plain = Rehearsal([CHILD]).run()
    paused = Rehearsal([CHILD], inputs={16.0: say(Wish.PAUSE), 20.0: say(Wish.YES), 46.0: say(Wish.CONTINUE)}).run()
    (hold,) = paused.events("hold_completed")
    (before,) = plain.events("hold_completed")
    assert hold["t_s"] == pytest.approx(before["t_s"] + 30.0, abs=0.5)
    assert hold["good_s"] == pytest.approx(8.0, abs=0.1)


def test_a_key_without_a_meaning_holds_and_asks():
    plain = Rehearsal([CHILD]).run()
    held = Rehearsal([CHILD], inputs={16.0: say(Wish.HOLD), 46.0: say(Wish.CONTINUE)}).run()
    assert held.events("stopped")[0]["why"] == "unknown_key"
    assert "stop.heard" in said_from(held, 15.9)
    (hold,), (before,) = held.events("hold_completed"), plain.events("hold_completed")
    assert hold["t_s"] == pytest.approx(before["t_s"] + 30.0, abs=0.5)


def test_such_a_key_changes_nothing_while_a_question_is_open():
    person = Person().go(until=lambda p: p.screen.question is not None)
    person.silence(2.0)
    before = person.screen
    person.say(Wish.HOLD)
    person.silence(1.0)
    assert person.screen == before
    assert not person.events("stopped")


def test_such_a_key_neither_ends_the_session_nor_goes_on_with_it():
    person = Person().go(until=lambda p: any(line.event == "step_started" for line in p.log))
    person.say(Wish.LEAVE)
    person.silence(2.0)
    person.say(Wish.HOLD)
    person.silence(2.0)
    assert person.screen.question == "ask.end"
    assert not person.events("went_on")


@pytest.mark.parametrize("stood_s", [1.0, 30.0, 300.0])
@pytest.mark.parametrize(
    "hold",
    [KNEE_ONCE, replace(KNEE_ONCE, hold_s=20.0), replace(KNEE_ONCE, hold_s=30.0), replace(KNEE_ONCE, breath=None)],
)
def test_after_a_pause_it_says_that_it_goes_on_and_keeps_the_words_of_the_hold(hold, stood_s):
    """Words have deadlines, and no deadline may pass while the session stands still."""
    plain = Rehearsal([hold], speech_s=0.8).run()
    held_s = plain.events("hold_started")[0]["t_s"] + 1.5
    inputs = {held_s: say(Wish.PAUSE), held_s + stood_s: say(Wish.CONTINUE)}
    done = Rehearsal([hold], inputs=inputs, speech_s=0.8).run()
    went_on_s = done.events("went_on")[0]["t_s"]
    said, usual = said_from(done, went_on_s), said_from(plain, held_s)
    first_pair = ["hold.breathe_in", "hold.breathe_out"]
    assert said == ["step.going_on", *(usual[2:] if usual[:2] == first_pair else usual)]
    assert "hold.countdown" in said


def test_going_on_is_logged_with_how_long_it_stood_still():
    done = Rehearsal([CHILD], inputs={16.0: say(Wish.PAUSE), 46.0: say(Wish.CONTINUE)}).run()
    (line,) = done.events("went_on")
    assert (line["after"], line["stood_s"]) == ("paused", pytest.approx(30.0, abs=0.1))


@pytest.mark.parametrize("wish", [Wish.STOP, Wish.END])
def test_what_ends_a_pause_for_good_is_no_going_on(wish):
    done = Rehearsal([CHILD], inputs={16.0: say(Wish.PAUSE), 20.0: say(wish)}).run()
    assert not done.events("went_on")
    assert "step.going_on" not in [key for _, key in done.said]


def test_words_that_the_pause_cut_off_come_after_the_going_on_but_no_late_countdown():
    def after(part: str) -> list[str]:
        plain = Rehearsal([KNEE_ONCE]).run()
        cut_s = next(t for t, key in plain.said if key.startswith(part)) + 0.5
        return said_from(
            Rehearsal([KNEE_ONCE], inputs={cut_s: say(Wish.PAUSE), cut_s + 9: say(Wish.CONTINUE)}).run(), cut_s + 9
        )

    assert after("move_in.")[:2] == ["step.going_on", "move_in.knee_to_chest_single"]
    assert after("hold.countdown")[:2] == ["step.going_on", "move_out.knee_to_chest_single"]


def test_a_voice_holds_everything_until_it_is_understood():
    done = Rehearsal([CHILD], inputs={14.0: say(Wish.HEARD), 15.0: STOP}).run()
    assert done.events("pain_reported")[0]["t_s"] == pytest.approx(15.0, abs=0.1)
    assert done.outcome is Outcome.PAIN


CRY = UserInput(Wish.CRY, "voice")


@pytest.mark.parametrize("before", [{}, {14.0: say(Wish.HEARD)}, {14.0: say(Wish.PAUSE)}])
def test_after_what_may_be_a_cry_it_asks_and_silence_is_pain(before):
    done = Rehearsal([CHILD], inputs={**before, 15.0: CRY}).run()
    assert "stop.heard" in said_from(done, 14.9)
    assert done.events("pain_reported")[0]["t_s"] == pytest.approx(15.0 + CRY_LIMIT_S, abs=0.1)
    assert done.outcome is Outcome.PAIN


def test_more_cries_and_unclear_words_put_nothing_off():
    unclear = {20.0: UserInput(Wish.HEARD, "voice"), 21.0: UserInput(Wish.UNCLEAR, "voice"), 23.0: CRY}
    done = Rehearsal([CHILD], inputs={15.0: CRY, **unclear}).run()
    assert done.events("pain_reported")[0]["t_s"] == pytest.approx(15.0 + CRY_LIMIT_S, abs=0.1)


@pytest.mark.parametrize(
    ("answers", "goes_on"),
    [([Wish.CONTINUE], True), ([Wish.OKAY, Wish.YES], True), ([Wish.NO], False), ([Wish.YES], False)],
)
def test_an_answer_after_a_possible_cry_is_not_a_pain_report(answers, goes_on):
    inputs = {18.0 + 3 * place: UserInput(wish, "voice") for place, wish in enumerate(answers)}
    done = Rehearsal([CHILD], inputs={15.0: CRY, **inputs}).run()
    assert not done.events("pain_reported")
    assert bool(done.events("went_on")) is goes_on


def test_a_stop_after_what_may_be_a_cry_is_one_report():
    done = Rehearsal([CHILD], inputs={15.0: CRY, 17.0: STOP}).run()
    (report,) = done.events("pain_reported")
    assert report["t_s"] == pytest.approx(17.0, abs=0.1)


def test_where_nothing_can_be_asked_it_is_pain():
    done = Rehearsal([CHILD], inputs={15.0: STOP, 17.0: CRY}).run()
    assert done.events("stop_repeated")


LEAVE = UserInput(Wish.LEAVE, "mouse")
REPS = (PlannedRep(1), PlannedRep(2))
SCORE_S, MIDST_S = 8.0, 32.01
"""Times at which the first score is asked for, and at which the first hold is running."""


def asked(done: Rehearsal) -> list[float]:
    return [e["t_s"] for e in done.events("stopped") if e["why"] == "asked_to_end"]


def run(*inputs: tuple[float, UserInput], steps: tuple[PlannedStep, ...] = (KNEE,)) -> Rehearsal:
    return Rehearsal(steps, ask=True, inputs={SCORE_S: say(Wish.NUMBER, 1), **dict(inputs)}).run()


def screens(done: Rehearsal, from_s: float, to_s: float) -> list[tuple[ScreenMode, str | None]]:
    """The successive screens, each once."""
    shown = [(a.screen.mode, a.screen.question) for t, a in done.actions if isinstance(a, Show) and from_s <= t <= to_s]
    return [one for i, one in enumerate(shown) if i == 0 or one != shown[i - 1]]


@pytest.mark.parametrize("answer", [LEAVE, say(Wish.YES), say(Wish.END)])
def test_in_a_stretch_it_asks_and_a_second_time_ends_with_the_way_out(answer):
    done = run((MIDST_S, LEAVE), (MIDST_S + 3, answer))
    assert len(asked(done)) == 1
    said = [key for t, key in done.said if t >= MIDST_S]
    assert said == ["ask.end", "way_out.knee_to_chest_single", "session.ended"]
    assert done.outcome is Outcome.DONE
    assert done.events("session_finished")[0]["why"] == "user_ended"


@pytest.mark.parametrize("answer", [Wish.NO, Wish.UNSURE, Wish.CONTINUE, Wish.SKIP, Wish.REPEAT])
def test_any_other_answer_goes_on_and_means_nothing_else(answer):
    never = run()
    done = run((MIDST_S, LEAVE), (MIDST_S + 6, say(answer)))
    assert not done.events("step_skipped")
    assert [e["good_s"] for e in done.events("hold_completed")] == pytest.approx([10, 10], abs=0.1)
    late_s = done.events("session_finished")[0]["t_s"] - never.events("session_finished")[0]["t_s"]
    assert late_s == pytest.approx(6.0, abs=1.0), "the clocks did not hold"
    assert screens(done, MIDST_S + 0.03, MIDST_S + 6.1) == [
        (ScreenMode.QUESTION, "ask.end"),
        (ScreenMode.SESSION, None),
    ]


def test_a_stop_is_a_stop_there_too():
    done = run((MIDST_S, LEAVE), (MIDST_S + 2, say(Wish.STOP)))
    assert done.events("pain_reported")[0]["t_s"] == pytest.approx(MIDST_S + 2, abs=0.1)
    said = [key for t, key in done.said if t >= MIDST_S + 2]
    assert said[:2] == ["stop.stopping", "way_out.knee_to_chest_single"]
    assert "ask.pain_now" in said
    assert done.outcome is Outcome.PAIN


def test_walking_away_is_an_answer():
    done = run((MIDST_S, LEAVE))
    assert done.events("session_finished")[0]["t_s"] < MIDST_S + LEAVE_LIMIT_S + 5
    assert [key for t, key in done.said if t > MIDST_S + 5] == ["way_out.knee_to_chest_single", "session.ended"]


def test_a_question_before_is_asked_again_and_not_answered_by_going_on():
    done = Rehearsal([KNEE], ask=True, inputs={7.0: LEAVE, 9.0: say(Wish.NO), 14.0: say(Wish.NUMBER, 1)}).run()
    assert [key for t, key in done.said if 7.0 <= t < 14.0] == ["ask.end", "ask.pain_before"]
    assert done.events("pain_score")[0]["score"] == 1
    assert screens(done, 7.0, 9.1) == [(ScreenMode.QUESTION, "ask.end"), (ScreenMode.QUESTION, "ask.pain_before")]


def test_a_pause_stays_a_pause():
    done = run((MIDST_S, say(Wish.PAUSE)), (MIDST_S + 4, LEAVE), (MIDST_S + 6, say(Wish.NO)))
    assert screens(done, MIDST_S + 0.03, MIDST_S + 30) == [
        (ScreenMode.PAUSED, None),
        (ScreenMode.QUESTION, "ask.end"),
        (ScreenMode.PAUSED, None),
    ]
    assert not [e for e in done.events("hold_completed") if e["t_s"] < MIDST_S + 100]


def test_a_voice_not_yet_understood_does_not_go_on():
    done = run((MIDST_S, LEAVE), (MIDST_S + 3, say(Wish.HEARD)), (MIDST_S + 5, say(Wish.YES)))
    assert done.events("session_finished")[0]["t_s"] < MIDST_S + 10


@pytest.mark.parametrize("word", [Wish.UNCLEAR, Wish.OKAY, Wish.SKIP])
def test_a_doubtful_word_does_not_go_on_either(word):
    done = run((MIDST_S, LEAVE), (MIDST_S + 4, UserInput(word, "voice")))
    assert screens(done, MIDST_S + 0.03, MIDST_S + LEAVE_LIMIT_S - 1) == [(ScreenMode.QUESTION, "ask.end")]
    assert done.events("session_finished")[0]["why"] == "user_ended"


def test_after_a_stop_it_ends_without_asking():
    done = run((MIDST_S, say(Wish.STOP)), (MIDST_S + 20, LEAVE))
    assert not asked(done)
    assert done.outcome is Outcome.PAIN
    assert done.events("session_finished")[0]["t_s"] < MIDST_S + 25


def test_where_nothing_is_asked_it_ends_without_asking():
    done = Rehearsal([KNEE], person=lambda t: lying(t, 50.0, 50.0), inputs={10.0: LEAVE}).run()
    assert not asked(done)
    assert done.events("session_finished")[0]["why"] == "user_ended"


def test_the_goodbye_shows_no_question():
    done = run((MIDST_S, LEAVE), (MIDST_S + 2, LEAVE))
    assert (ScreenMode.SESSION, None) in screens(done, MIDST_S + 2, MIDST_S + 2.1)


def skip(person: Person, seconds: float, *, counted: bool = True) -> None:
    """The program does not run for this long, while its clock continues or not."""
    person.t_s += seconds if counted else 0.0
    person.feed(TimeSkipped(person.t_s, seconds if counted else 0.0, seconds))


def in_a_hold(watching: bool) -> Person:
    person = Person(watching=watching).go(until=lambda p: any(line.event == "phase" for line in p.log))
    for body, seconds in POSED if watching else [(None, 0.0)]:
        person.look(body, seconds, fps=10.0)
    return person.go(until=lambda p: any(line.event == "hold_started" for line in p.log))


@pytest.mark.parametrize("watching", [False, True])
@pytest.mark.parametrize("gone_s", [1.5, 30.0])
def test_time_that_nobody_lived_is_in_no_hold(gone_s, watching):
    person = in_a_hold(watching)
    began_s = person.t_s
    skip(person, gone_s)
    while not person.events("hold_completed"):
        person.look("child" if watching else None, 0.1, fps=10.0)
    (hold,) = person.events("hold_completed")
    assert person.t_s - began_s >= 8.0 + gone_s, "the gap completed nothing"
    assert hold["good_s"] == pytest.approx(16.0, abs=0.2)
    assert hold["elapsed_s"] == pytest.approx(16.0, abs=2.0)
    assert person.events("time_skipped") == [{"gone_s": gone_s}]


@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize(
    ("answer", "goes_on"), [(Wish.CONTINUE, True), (Wish.YES, True), (Wish.NO, False), (None, False)]
)
def test_after_a_long_time_it_asks_before_it_goes_on(counted, answer, goes_on):
    person = in_a_hold(watching=False)
    skip(person, 3600.0, counted=counted)
    assert person.screen.mode is ScreenMode.PAUSED
    assert person.events("stopped")[-1] == {"why": "time_skipped"}
    person.silence(60.0)
    assert "stop.time_passed" in person.said
    assert not person.events("hold_completed")
    if answer is not None:
        person.say(answer)
    assert [f["after"] for f in person.events("went_on")] == (["time_skipped"] if goes_on else [])


def test_a_night_in_a_pause_is_no_pause_of_a_night():
    person = in_a_hold(watching=False)
    person.say(Wish.PAUSE)
    skip(person, 8 * 3600.0)
    person.silence(5.0)
    assert person.screen.mode is ScreenMode.PAUSED
    person.say(Wish.CONTINUE)
    assert person.go().events("hold_completed")


def test_a_stop_after_a_long_time_is_a_stop():
    person = in_a_hold(watching=False)
    skip(person, 3600.0)
    person.say(Wish.STOP)
    assert [f["stretch"] for f in person.events("pain_reported")] == ["childs_pose"]
    assert person.screen.mode is ScreenMode.STOPPED


def test_a_question_after_a_night_is_asked_again():
    person = Person().go(until=lambda p: p.screen.question is not None)
    person.silence(5.0)
    skip(person, 8 * 3600.0)
    person.say(Wish.CONTINUE)
    assert person.go().outcome is Outcome.DONE


@pytest.mark.parametrize("back", [False, True])
def test_what_going_on_cuts_off_is_said_if_it_is_still_true(back):
    person = under_way()
    person.silence(8.0)
    person.say(Wish.PAUSE)
    person.source(found=False)
    person.hearing(HearingLost)
    if back:
        person.source(found=True)
        person.hearing(HearingFound)
    before = len(person.said)
    person.say(Wish.CONTINUE)
    person.silence(20.0)
    lost = [key for key in person.said[before:] if key.startswith(("seeing.camera", "hearing."))]
    assert sorted(lost) == ([] if back else ["hearing.lost", "seeing.camera_lost"])
