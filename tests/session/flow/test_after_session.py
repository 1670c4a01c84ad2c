"""The score after a session and what the coach says about it, through the real engine."""

import pytest

from coach.session.actions import Outcome
from coach.session.events import Wish
from tests.session.person import Person


def test_a_minute_into_the_rest_the_score_is_asked_and_a_tip_given():
    person = Person().go()
    assert person.events("pain_score")[-1]["when"] == "after"
    assert [key for key in person.said if key.startswith("tip.")]
    assert person.said[-1] == "session.getting_up"


def test_no_time_is_left_once_the_steps_are_done():
    person = Person().go(until=lambda p: "tilt" in str(p.screen.stretch))
    assert person.screen.remaining_s > 0
    person.go(until=lambda p: "session.finished" in p.said)
    assert person.screen.remaining_s == 0


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
