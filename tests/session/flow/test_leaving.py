"""The window is closed, or the key for ending pressed: asked once, and everything holds meanwhile."""

import pytest

from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.actions import Outcome, Show
from coach.session.events import UserInput, Wish
from coach.session.flow.standstill import LEAVE_LIMIT_S
from coach.session.screen import ScreenMode
from tests.session.rehearsal import Rehearsal
from tests.session.test_engine import KNEE, lying, say

LEAVE = UserInput(Wish.LEAVE, "mouse")
REPS = (PlannedRep(1), PlannedRep(2))
SCORE_S, MIDST_S = 8.0, 32.01
"""When the score before is asked for, and when the first hold is under way."""


def asked(done: Rehearsal) -> list[float]:
    return [e["t_s"] for e in done.events("stopped") if e["why"] == "asked_to_end"]


def run(*inputs: tuple[float, UserInput], steps: tuple[PlannedStep, ...] = (KNEE,)) -> Rehearsal:
    return Rehearsal(steps, ask=True, inputs={SCORE_S: say(Wish.NUMBER, 1), **dict(inputs)}).run()


def screens(done: Rehearsal, from_s: float, to_s: float) -> list[tuple[ScreenMode, str | None]]:
    """What the screen was in turn, each once."""
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


def test_whoever_walks_away_has_answered():
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
