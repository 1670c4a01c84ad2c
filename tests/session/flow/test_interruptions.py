"""What follows a stop, an alarm, a skip, and the wish to end: in each part of a session."""

import pytest

from coach.session.actions import Outcome
from coach.session.events import Wish
from tests.session.person import Person

IN_A_QUESTION, IN_A_HOLD, AFTERWARDS = "screening", "hold_started", "step_completed"


def interrupted(at, wish, count=1):
    """A whole session in which the person says this ``count`` times after this event."""
    person = Person().go(until=lambda p: any(line.event == at for line in p.log))
    before = len(person.log)
    for _ in range(count):
        person.say(wish)
    person.go()
    return person, [(line.event, line.fields) for line in person.log[before:]]


def names(lines):
    return [name for name, _ in lines]


@pytest.mark.parametrize(
    ("at", "wish", "outcome", "begins", "began_again"),
    [
        (IN_A_QUESTION, Wish.STOP, Outcome.PAIN, "pain_reported", False),
        (IN_A_HOLD, Wish.STOP, Outcome.DONE, "pain_reported", True),
        (IN_A_QUESTION, Wish.END, Outcome.DONE, "stopped", False),
        (IN_A_HOLD, Wish.END, Outcome.DONE, "stopped", False),
        (AFTERWARDS, Wish.END, Outcome.DONE, "stopped", False),
    ],
)
def test_what_it_leads_to(at, wish, outcome, begins, began_again):
    """After a stop in a hold a healthy person says yes to the next stretch; nothing else goes on."""
    person, lines = interrupted(at, wish)
    assert person.outcome is outcome
    assert next(name for name in names(lines) if name in ("pain_reported", "stopped")) == begins
    assert ("step_started" in names(lines)) is began_again


def test_a_stop_never_leads_back_to_its_stretch():
    _, lines = interrupted(IN_A_HOLD, Wish.STOP)
    (stopped,) = [fields["stretch"] for name, fields in lines if name == "pain_reported"]
    assert stopped not in [fields["stretch"] for name, fields in lines if name == "step_started"]


@pytest.mark.parametrize("wish", [Wish.STOP, Wish.END, Wish.SKIP])
def test_out_of_a_hold_the_way_out_is_said_before_anything_else(wish):
    _, lines = interrupted(IN_A_HOLD, wish)
    begun = next(at for at, name in enumerate(names(lines)) if name in ("stopped", "step_skipped"))
    said = [fields["key"] for name, fields in lines[begun:] if name == "cue"]
    assert next(key for key in said if key != "stop.stopping") == "way_out.childs_pose"


def test_a_skipped_step_is_left_out_and_the_next_one_begins():
    person, lines = interrupted(IN_A_HOLD, Wish.SKIP)
    (skipped,) = [fields for name, fields in lines if name == "step_skipped"]
    assert (skipped["step"], skipped["why"]) == (1, "user")
    assert [fields["step"] for name, fields in lines if name == "step_started"] == [2, 3]
    assert person.outcome is Outcome.DONE
